/* Shapes that CPython's ctypes gets wrong, for the profile that is to be true to this compiler. */
#include <stdbool.h>
#include <string.h>

typedef struct { char a; int b; char c; } __attribute__((packed)) packed;
typedef union { double d; long long i; } number;
typedef struct { int x; int y; } point;
typedef struct { bool a : 1; bool b : 1; unsigned c : 3; } flags;
typedef struct { int a : 5; long long b : 33; short c : 9; } __attribute__((packed)) packed_bits;

/* The weights differ, so that a field read from the wrong place changes the sum. */
long weigh_packed(packed p, int after) { return p.a + 10L * p.b + 100L * p.c + 1000L * after; }
double weigh_number(number n, double after) { return n.d + 10 * after; }
number make_number(double d) { number n; n.d = d; return n; }
packed make_packed(int b) { packed p = {1, b, 3}; return p; }
int call_for_point(point (*f)(int), int n) { point p = f(n); return p.x * 100 + p.y; }
void fill_flags(flags *f) { memset(f, 0, sizeof *f); f->b = 1; f->c = 5; }
void fill_packed_bits(packed_bits *p) { memset(p, 0, sizeof *p); p->a = -3; p->b = 1LL << 31; p->c = 77; }
int size_of_packed_bits(void) { return sizeof(packed_bits); }
