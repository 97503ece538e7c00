/* Calls that are made a million times, and mistakes that memcheck must report. */
#include <stdlib.h>

struct pair { double a, b; };

int increment(int value) { return value + 1; }
struct pair swap(struct pair p) { struct pair q = {p.b, p.a}; return q; }
int call(int (*f)(int), int value) { return f(value); }

void write_behind(char *block, int size) { block[size] = 1; }
int read_freed(void)
{
    volatile int *number = malloc(sizeof *number);
    *number = 1;
    free((void *)number);
    return *number;
}
