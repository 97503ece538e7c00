/*
 * The witness on i386 with no C library at all: the program's own start, the raw system calls, a fixture, the record.
 * An x86-64 kernel runs it as it is.
 */
#include "linux_i386.c"

#include "witness.h"

size_t text_length(const char *s);

char **environ;

static bool reads(const unsigned char *record, const char *expected) {
    for (; *expected; expected++)
        if (*record++ != (unsigned char)*expected) return false;
    return true;
}

static int run(char **stack) {
    enum { TEXT_AT = 64, LENGTH_AT = 16, LENGTH_SIZE = 8 };
    char **arguments = stack + 1; /* the first word is their number */
    environ = arguments + 2 + 1;  /* program, file, null */
    size_t size = 0;
    unsigned char *record = platform_map(arguments[1], &size);
    if (!record || size < 4096) return 2;
    for (int k = 0; k < LENGTH_SIZE; k++)
        record[LENGTH_AT + k] = 0;
    if (text_length("abc") != 3) return 3;
    return reads(record + TEXT_AT, "E text_length\nA 616263\nR 03000000\n") ? 0 : 4;
}

__attribute__((used)) static void start(char **stack) {
    enum { SYS_exit = 1 };
    syscall6(SYS_exit, run(stack), 0, 0, 0, 0, 0);
}

/* esp points at the argument count when the kernel starts a program. */
__asm__(".globl _start\n_start:\n\tmov %esp, %eax\n\tand $-16, %esp\n\tsub $12, %esp\n\tpush %eax\n\tcall start\n");
