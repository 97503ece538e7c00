/* System calls of Linux on x86-64: the kernel clobbers rcx and r11. */
enum { SYS_close = 3, SYS_lseek = 8, SYS_mmap = 9, SYS_openat = 257, SYS_ppoll = 271 };

static long syscall6(long number, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

static long map_file(long size, long protection, long flags, long file) {
    return syscall6(SYS_mmap, 0, size, protection, flags, file, 0);
}

#include "linux.h"
