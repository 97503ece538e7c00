/* Structs in structs and arrays in structs: classified by their leaves, laid out by their parts. */
#include "by_value.h"

typedef struct {
    int x, y;
} corner;
TRUTH(corner, MEMBER(corner, x), MEMBER(corner, y));

/* 16 bytes of four ints, through two levels. */
typedef struct {
    corner a, b;
} rectangle;
TRUTH(rectangle, NESTED(rectangle, a, corner), NESTED(rectangle, b, corner));
BY_VALUE(rectangle, v.a.x * 3 + v.a.y * 5 + v.b.x * 7 + v.b.y * 11);

/* The inner struct's trailing padding stays: inner has 8 bytes, not 5. */
typedef struct {
    int32_t n;
    int8_t c;
} inner_padded;
TRUTH(inner_padded, MEMBER(inner_padded, n), MEMBER(inner_padded, c));
typedef struct {
    inner_padded in;
    int8_t d;
} outer_padded;
TRUTH(outer_padded, NESTED(outer_padded, in, inner_padded), MEMBER(outer_padded, d));
BY_VALUE(outer_padded, (int64_t)v.in.n * 3 + v.in.c * 5 + v.d * 7);

/* Four levels with one double at the bottom: still one SSE eightbyte. */
typedef struct {
    double value;
} level_1;
TRUTH(level_1, MEMBER(level_1, value));
typedef struct {
    level_1 in;
} level_2;
TRUTH(level_2, NESTED(level_2, in, level_1));
typedef struct {
    level_2 in;
} level_3;
TRUTH(level_3, NESTED(level_3, in, level_2));
BY_VALUE(level_3, v.in.in.value * 3);

/* Arrays in a struct of 16 bytes: CPython described them as pointers until 3.7. */
typedef struct {
    int32_t n[2];
    float f[2];
} small_arrays;
TRUTH(small_arrays, MEMBER(small_arrays, n), MEMBER(small_arrays, f));
BY_VALUE(small_arrays, (double)v.n[0] * 3 + (double)v.n[1] * 5 + v.f[0] * 7 + v.f[1] * 11);

typedef struct {
    double d[2];
} double_array;
TRUTH(double_array, MEMBER(double_array, d));
BY_VALUE(double_array, v.d[0] * 3 + v.d[1] * 5);

typedef struct {
    char text[16];
} sixteen_chars;
TRUTH(sixteen_chars, MEMBER(sixteen_chars, text));
BY_VALUE(sixteen_chars, v.text[0] * 3 + v.text[7] * 5 + v.text[15] * 7);

/* An array of structs in a struct. */
typedef struct {
    corner points[3];
    int count;
} polygon;
TRUTH(polygon, NESTED(polygon, points, corner), MEMBER(polygon, count));
BY_VALUE(polygon, v.points[0].x * 3 + v.points[1].y * 5 + v.points[2].x * 7 + v.count * 11);

/* Two dimensions: rows are contiguous. */
typedef struct {
    int16_t cell[2][3];
} grid;
TRUTH(grid, MEMBER(grid, cell));
BY_VALUE(grid, v.cell[0][0] + v.cell[0][2] * 3 + v.cell[1][0] * 5 + v.cell[1][2] * 7);
