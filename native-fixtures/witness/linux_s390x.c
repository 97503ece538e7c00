/* System calls of Linux on s390x: six arguments in r2 to r7; mmap alone takes a pointer to them. */
enum { SYS_close = 6, SYS_lseek = 19, SYS_mmap = 90, SYS_openat = 288, SYS_ppoll = 302 };

static long syscall6(long number, long a, long b, long c, long d, long e, long f) {
    register long r1 __asm__("1") = number;
    register long r2 __asm__("2") = a;
    register long r3 __asm__("3") = b;
    register long r4 __asm__("4") = c;
    register long r5 __asm__("5") = d;
    register long r6 __asm__("6") = e;
    register long r7 __asm__("7") = f;
    __asm__ volatile("svc 0" : "+d"(r2) : "d"(r1), "d"(r3), "d"(r4), "d"(r5), "d"(r6), "d"(r7) : "memory");
    return r2;
}

static long map_file(long size, long protection, long flags, long file) {
    const long arguments[] = {0, size, protection, flags, file, 0};
    return syscall6(SYS_mmap, (long)arguments, 0, 0, 0, 0, 0);
}

#include "linux.h"
