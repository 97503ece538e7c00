/* System calls of Linux on i386: ebx may hold the GOT and ebp the frame, so both are saved by hand. */
enum { SYS_close = 6, SYS_lseek = 19, SYS_mmap2 = 192, SYS_openat = 295, SYS_ppoll = 309 };

static long syscall6(long number, long a, long b, long c, long d, long e, long f) {
    const long loaded[] = {a, e, f, number};
    long result;
    __asm__ volatile("push %%ebx\n\tpush %%ebp\n\t"
                     "mov (%%eax), %%ebx\n\tmov 4(%%eax), %%edi\n\tmov 8(%%eax), %%ebp\n\tmov 12(%%eax), %%eax\n\t"
                     "int $0x80\n\tpop %%ebp\n\tpop %%ebx"
                     : "=a"(result)
                     : "0"(loaded), "c"(b), "d"(c), "S"(d)
                     : "edi", "memory");
    return result;
}

static long map_file(long size, long protection, long flags, long file) {
    return syscall6(SYS_mmap2, 0, size, protection, flags, file, 0);
}

#include "linux.h"
