/* What only C can say about memory, types and calls that are described at run time. */
#include <complex.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

/* A cast to the type and the value read back are C's own truncation, sign and byte order. */
#define NATIVE(name, type)                                                                                                                 \
    long long size_##name(void) { return sizeof(type); }                                                                                  \
    long long alignment_##name(void) { return _Alignof(struct { type v; }); }                                                             \
    long long signed_##name(void) { return (type)-1 < (type)1; }                                                                          \
    long long read_##name(void *p) { type v; memcpy(&v, p, sizeof v); return (long long)v; }                                              \
    void write_##name(void *p, long long value) { type v = (type)value; memcpy(p, &v, sizeof v); }
#define BIG __attribute__((scalar_storage_order("big-endian")))
#define SCALAR(name, type)                                                                                                                 \
    NATIVE(name, type)                                                                                                                     \
    struct BIG big_##name { type v; };                                                                                                     \
    long long read_big_##name(struct big_##name *p) { return (long long)p->v; }                                                           \
    void write_big_##name(struct big_##name *p, long long value) { p->v = (type)value; }
SCALAR(Char, char)
SCALAR(Bool, _Bool)
SCALAR(WChar, wchar_t)
SCALAR(SignedChar, signed char)
SCALAR(UnsignedChar, unsigned char)
SCALAR(Short, short)
SCALAR(UnsignedShort, unsigned short)
SCALAR(Int, int)
SCALAR(UnsignedInt, unsigned)
SCALAR(Long, long)
SCALAR(UnsignedLong, unsigned long)
SCALAR(LongLong, long long)
SCALAR(UnsignedLongLong, unsigned long long)
SCALAR(Size, size_t)
NATIVE(Pointer, void *)

#define FLOATING(name, type)                                                                                                               \
    double read_##name(void *p) { type v; memcpy(&v, p, sizeof v); return (double)v; }                                                    \
    void write_##name(void *p, double value) { type v = (type)value; memcpy(p, &v, sizeof v); }
#define BIG_FLOATING(name, type)                                                                                                           \
    struct BIG big_##name { type v; };                                                                                                     \
    double read_big_##name(struct big_##name *p) { return p->v; }                                                                         \
    void write_big_##name(struct big_##name *p, double value) { p->v = (type)value; }
FLOATING(Float, float)
FLOATING(Double, double)
FLOATING(LongDouble, long double)
BIG_FLOATING(Float, float)
BIG_FLOATING(Double, double)

#define COMPLEX(name, part)                                                                                                                \
    double real_##name(part _Complex *p) { return (double)__real__ *p; }                                                                  \
    double imaginary_##name(part _Complex *p) { return (double)__imag__ *p; }
COMPLEX(ComplexFloat, float)
COMPLEX(ComplexDouble, double)
COMPLEX(ComplexLongDouble, long double)

long long size_time_t(void) { return sizeof(time_t); }

/* Memory that C owns. */
int *make_numbers(int count)
{
    int *numbers = malloc(count * sizeof *numbers);
    for (int i = 0; i < count; i++) numbers[i] = 10 * i;
    return numbers;
}
void free_numbers(int *numbers) { free(numbers); }
int sum_pointees(int **pointers, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++) sum += *pointers[i];
    return sum;
}
void set_through(int **place, int value) { **place = value; }
void *same(void *p) { return p; }

/* A struct of every kind of field, and the same packed. */
#define MIXED                                                                                                                              \
    {                                                                                                                                      \
        char letter;                                                                                                                       \
        double real;                                                                                                                       \
        struct { short x, y; } inner;                                                                                                      \
        int numbers[3];                                                                                                                    \
        signed int narrow : 3;                                                                                                             \
        unsigned int wide : 7;                                                                                                             \
        _Bool flag : 1;                                                                                                                    \
        void *next;                                                                                                                        \
    }
#define MIXED_ANSWERS(tag)                                                                                                                 \
    long long size_##tag(void) { return sizeof(struct tag); }                                                                             \
    long long alignment_##tag(void) { return _Alignof(struct tag); }                                                                      \
    long long offset_##tag##_letter(void) { return offsetof(struct tag, letter); }                                                        \
    long long offset_##tag##_real(void) { return offsetof(struct tag, real); }                                                            \
    long long offset_##tag##_inner(void) { return offsetof(struct tag, inner); }                                                          \
    long long offset_##tag##_numbers(void) { return offsetof(struct tag, numbers); }                                                      \
    long long offset_##tag##_next(void) { return offsetof(struct tag, next); }                                                            \
    void fill_##tag(struct tag *s)                                                                                                         \
    {                                                                                                                                      \
        s->letter = 'x', s->real = 1.5, s->inner.x = -2, s->inner.y = 3, s->numbers[2] = 99;                                               \
        s->narrow = -3, s->wide = 100, s->flag = 1, s->next = s;                                                                           \
    }                                                                                                                                      \
    double weigh_##tag(struct tag *s)                                                                                                      \
    {                                                                                                                                      \
        return s->letter + 2 * s->real + 3 * s->inner.x + 5 * s->inner.y + 7 * s->numbers[2] + 11 * s->narrow + 13 * s->wide +             \
            17 * s->flag + 19 * (s->next == s);                                                                                            \
    }
struct mixed MIXED;
struct mixed_packed MIXED __attribute__((packed));
MIXED_ANSWERS(mixed)
MIXED_ANSWERS(mixed_packed)

union overlaid { int bits : 5; unsigned int others : 9; unsigned int all; };
unsigned int overlay(int bits) { union overlaid u; u.all = 0xffffffff; u.bits = bits; return u.all; }

struct mixed global_mixed = {.letter = 'g', .real = 2.25, .numbers = {0, 0, 7}};

/* Calls. */
struct point { double x, y; };
struct rectangle { struct point corner; short width, height; };
short add_shorts(short a, short b) { return a + b; }
signed char negate(signed char value) { return -value; }
float halve(float value) { return value / 2; }
void store_int(int *place, int value) { *place = value; }
struct point mirror(struct point p) { struct point q = {p.y, p.x}; return q; }
double area(struct rectangle r) { return r.corner.x * 1000 + r.corner.y * 100 + r.width * r.height; }
int sum_variadic(int count, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, count);
    while (count--) sum += va_arg(list, int);
    va_end(list);
    return sum;
}
int fail_with(int error) { int before = errno; errno = error; return before; }
typedef int (*binary)(int, int);
static int subtract(int a, int b) { return a - b; }
binary give_function(void) { return subtract; }
int call_through(binary *place, int a, int b) { return (*place)(a, b); }
struct handler { binary run; int bias; };
int handle(struct handler *h, int a, int b) { return h->run(a, b) + h->bias; }
struct point call_mirror(struct point (*f)(struct point), double x, double y) { struct point p = {x, y}; return f(p); }
int call_twice(int (*f)(int), int value) { return f(value) + f(value); }
/* The caller's own variable must not change when the callee writes into its copy. */
int call_and_keep(int (*f)(int), int value) { int kept = value; int result = f(kept); return result * 100 + kept; }
const char *system_message(int error) { return strerror(error); }

wchar_t *wide_text(void) { static wchar_t text[] = L"a\u00e9\U0001F40D"; return text; }
