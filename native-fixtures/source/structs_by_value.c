/* Structs by value: one of each class of the System V AMD64 psABI (section 3.2.3), and the borders between classes. */
#include "by_value.h"

/* One INTEGER eightbyte that holds two fields. */
typedef struct {
    int x, y;
} point;
TRUTH(point, MEMBER(point, x), MEMBER(point, y));
BY_VALUE(point, (int64_t)v.x * 3 + v.y * 5);

/* Three bytes: smaller than a register, and no power of two. */
typedef struct {
    int8_t r, g, b;
} three_bytes;
TRUTH(three_bytes, MEMBER(three_bytes, r), MEMBER(three_bytes, g), MEMBER(three_bytes, b));
BY_VALUE(three_bytes, v.r * 3 + v.g * 5 + v.b * 7);

/* Padding inside the eightbyte. */
typedef struct {
    char tag;
    int32_t value;
} tagged;
TRUTH(tagged, MEMBER(tagged, tag), MEMBER(tagged, value));
BY_VALUE(tagged, v.tag * 3 + (int64_t)v.value * 5);

/* Two floats share one SSE eightbyte. */
typedef struct {
    float x, y;
} float_pair;
TRUTH(float_pair, MEMBER(float_pair, x), MEMBER(float_pair, y));
BY_VALUE(float_pair, v.x * 3 + v.y * 5);

/* The second eightbyte is half full. AAPCS64: a homogeneous float aggregate. */
typedef struct {
    float x, y, z;
} float_triple;
TRUTH(float_triple, MEMBER(float_triple, x), MEMBER(float_triple, y), MEMBER(float_triple, z));
BY_VALUE(float_triple, v.x * 3 + v.y * 5 + v.z * 7);

/* Two SSE eightbytes: returned in xmm0 and xmm1. */
typedef struct {
    double x, y;
} double_pair;
TRUTH(double_pair, MEMBER(double_pair, x), MEMBER(double_pair, y));
BY_VALUE(double_pair, v.x * 3 + v.y * 5);

/* A float and an int in one eightbyte: INTEGER wins. */
typedef struct {
    float x;
    int32_t n;
} float_int;
TRUTH(float_int, MEMBER(float_int, x), MEMBER(float_int, n));
BY_VALUE(float_int, v.x * 3 + (double)v.n * 5);

/* 16 bytes: one INTEGER and one SSE eightbyte, each from its own register file. */
typedef struct {
    int64_t a;
    double b;
} int_sse;
TRUTH(int_sse, MEMBER(int_sse, a), MEMBER(int_sse, b));
BY_VALUE(int_sse, v.a * 3 + (int64_t)v.b * 5);

/* The same in the other order. */
typedef struct {
    double a;
    int64_t b;
} sse_int;
TRUTH(sse_int, MEMBER(sse_int, a), MEMBER(sse_int, b));
BY_VALUE(sse_int, (int64_t)v.a * 3 + v.b * 5);

/* Two INTEGER eightbytes: in registers only if both fit, so late_long_pair sees it spilled whole. */
typedef struct {
    int64_t a, b;
} long_pair;
TRUTH(long_pair, MEMBER(long_pair, a), MEMBER(long_pair, b));
BY_VALUE(long_pair, v.a * 3 + v.b * 5);

/* More than 16 bytes: MEMORY, and a hidden pointer for the result. */
typedef struct {
    int64_t a, b, c;
} long_triple;
TRUTH(long_triple, MEMBER(long_triple, a), MEMBER(long_triple, b), MEMBER(long_triple, c));
BY_VALUE(long_triple, v.a * 3 + v.b * 5 + v.c * 7);

/* 17 bytes: one past the border, and an odd size on the stack. */
typedef struct {
    uint8_t bytes[17];
} seventeen_bytes;
TRUTH(seventeen_bytes, MEMBER(seventeen_bytes, bytes));
BY_VALUE(seventeen_bytes, v.bytes[0] * 3 + v.bytes[8] * 5 + v.bytes[16] * 7);

/* _Bool by value: the callee may rely on each byte being 0 or 1. */
typedef struct {
    bool a, b, c;
} three_bools;
TRUTH(three_bools, MEMBER(three_bools, a), MEMBER(three_bools, b), MEMBER(three_bools, c));
BY_VALUE(three_bools, v.a + v.b * 2 + v.c * 4);

/* Every width, with padding before most of them. */
typedef struct {
    int8_t a;
    int16_t b;
    int8_t c;
    int32_t d;
    int8_t e;
    int64_t f;
    int8_t g;
} all_widths;
TRUTH(all_widths, MEMBER(all_widths, a), MEMBER(all_widths, b), MEMBER(all_widths, c), MEMBER(all_widths, d),
      MEMBER(all_widths, e), MEMBER(all_widths, f), MEMBER(all_widths, g));
BY_VALUE(all_widths, v.a * 3 + v.b * 5 + v.c * 7 + (int64_t)v.d * 11 + v.e * 13 + v.f * 17 + v.g * 19);

/* Larger than a page: the stack is probed, and a copy is felt. */
typedef struct {
    int32_t first;
    uint8_t filling[4200];
    int32_t last;
} larger_than_a_page;
TRUTH(larger_than_a_page, MEMBER(larger_than_a_page, first), MEMBER(larger_than_a_page, filling),
      MEMBER(larger_than_a_page, last));
BY_VALUE(larger_than_a_page, (int64_t)v.first * 3 + v.filling[4000] * 5 + (int64_t)v.last * 7);

/* A pointer and a length: what is copied is the pointer. */
typedef struct {
    int *items;
    int count;
} int_span;
TRUTH(int_span, MEMBER(int_span, items), MEMBER(int_span, count));

/* Writes through the copied pointer: the target is shared although the struct is not. */
FIXTURE int64_t double_span(int_span v) {
    WITNESS_ENTER();
    WITNESS_BYTES(v.items, sizeof(int) * (size_t)v.count);
    WITNESS_ARG(v.count);
    int64_t total = 0;
    for (int i = 0; i < v.count; i++)
        total += v.items[i] *= 2;
    WITNESS_RETURN(total);
    return total;
}

/* Gives back a view of the caller's memory. */
FIXTURE int_span span_tail(int_span v) {
    WITNESS_ENTER();
    WITNESS_BYTES(v.items, sizeof(int) * (size_t)v.count);
    WITNESS_ARG(v.count);
    if (v.count > 0) {
        v.items++;
        v.count--;
    }
    WITNESS_RETURN_BYTES(v.items, sizeof(int) * (size_t)v.count);
    return v;
}

/* The name that the first cases used for weigh_point with other weights. */
FIXTURE int sum_p(point p) {
    WITNESS_ENTER();
    WITNESS_STRUCT(point, p);
    int total = p.x * 1000 + p.y;
    WITNESS_RETURN(total);
    return total;
}

/* Two by value at once, and one of them returned. */
FIXTURE point add_points(point a, point b) {
    WITNESS_ENTER();
    WITNESS_STRUCT(point, a);
    WITNESS_STRUCT(point, b);
    point sum = {a.x + b.x, a.y + b.y};
    WITNESS_RETURN_STRUCT(point, sum);
    return sum;
}
