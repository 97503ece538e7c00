/* What the tests of the .NET API call, and C's own word on the layouts that they define. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct { double x, y; } point;
typedef struct { int8_t tag; int64_t weight; int16_t small; } mixed;
#pragma pack(push, 2)
typedef struct { int8_t tag; int64_t weight; int16_t small; } packed_mixed;
#pragma pack(pop)
typedef struct { unsigned low : 3; unsigned high : 13; int tail; } bits;
typedef union { int32_t i; float f; uint8_t b[8]; } word;
typedef struct { int kind; union { int i; float f; }; } variant;
typedef struct node { int value; struct node *next; const char *name; } node;
typedef struct { int32_t values[4]; char name[8]; } holder;

/* Size, then offsets: one number each, -1 at the end. */
const int *layout_of(const char *name)
{
    static const int mixed_layout[] = { sizeof(mixed), offsetof(mixed, tag), offsetof(mixed, weight), offsetof(mixed, small), -1 };
    static const int packed_layout[] = { sizeof(packed_mixed), offsetof(packed_mixed, tag), offsetof(packed_mixed, weight), offsetof(packed_mixed, small), -1 };
    static const int variant_layout[] = { sizeof(variant), offsetof(variant, kind), offsetof(variant, i), offsetof(variant, f), -1 };
    static const int node_layout[] = { sizeof(node), offsetof(node, value), offsetof(node, next), offsetof(node, name), -1 };
    static const int holder_layout[] = { sizeof(holder), offsetof(holder, values), offsetof(holder, name), -1 };
    static const int word_layout[] = { sizeof(word), offsetof(word, i), offsetof(word, f), offsetof(word, b), -1 };
    return !strcmp(name, "mixed") ? mixed_layout : !strcmp(name, "packed_mixed") ? packed_layout
        : !strcmp(name, "variant") ? variant_layout : !strcmp(name, "node") ? node_layout
        : !strcmp(name, "holder") ? holder_layout : !strcmp(name, "word") ? word_layout : NULL;
}

int add(int a, int b) { return a + b; }
double scale(double a, float b) { return a * b; }
point mirror(point p) { return (point){ p.y, p.x }; }
double distance_weighted(const point *p) { return p->x * 3 + p->y * 5; }
bool is_even(int64_t value) { return value % 2 == 0; }
uint32_t read_bits(const bits *b) { return b->low + 1000u * b->high + 100000u * (uint32_t)b->tail; }
void write_bits(bits *b) { b->low = 5; b->high = 4099; b->tail = -7; }
size_t text_length(const char *text) { return text ? strlen(text) : (size_t)-1; }
const char *greeting(int wanted) { return wanted ? "gr\xC3\xBC\xC3\x9F dich" : NULL; }
void divide(int a, int b, int *quotient, int *remainder) { *quotient = a / b; *remainder = a % b; }
int64_t sum(const int32_t *values, int count) { int64_t all = 0; for (int i = 0; i < count; i++) all += values[i]; return all; }
void fill(int32_t *values, int count) { for (int i = 0; i < count; i++) values[i] = i * i; }
int fail_with(int code) { errno = code; return -1; }
typedef int (*binary)(int, int);
int apply(binary f, int a, int b) { return f(a, b); }
/* A function that no symbol leads to, and one that has a name. */
static int hidden_minus(int a, int b) { return a - b; }
int named_minus(int a, int b) { return a - b; }
binary give_minus(int named) { return named ? named_minus : hidden_minus; }
typedef point (*maker)(int);
double weigh_made(maker make, int from) { point p = make(from); return p.x * 3 + p.y * 5; }
int visit(const node *list, int (*seen)(const node *)) { int all = 0; for (; list; list = list->next) all += seen(list); return all; }
static node c_tail = { 20, NULL, "tail" };
static node c_head = { 10, &c_tail, "head" };
node *c_list(void) { return &c_head; }
const char *name_of(const node *n) { return n->name; }
int sum_variadic(int count, ...)
{
    va_list list;
    va_start(list, count);
    double all = 0;
    for (int i = 0; i < count; i++) all += va_arg(list, double);
    va_end(list);
    return (int)all;
}
static binary kept;
void keep(binary f) { kept = f; }
int call_kept(int a, int b) { return kept(a, b); }
