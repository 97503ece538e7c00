/* System calls of Linux on AArch64. */
enum { SYS_openat = 56, SYS_close = 57, SYS_lseek = 62, SYS_ppoll = 73, SYS_mmap = 222 };

static long syscall6(long number, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}

static long map_file(long size, long protection, long flags, long file) {
    return syscall6(SYS_mmap, 0, size, protection, flags, file, 0);
}

#include "linux.h"
