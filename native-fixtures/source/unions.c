/* Unions by value: an eightbyte's class is the merge of all members' (psABI 3.2.3, rule 4). */
#include "by_value.h"

/* Both members would be INTEGER and SSE alone: merged they are INTEGER. */
typedef union {
    double d;
    int64_t i;
} double_or_long;
TRUTH(double_or_long, MEMBER(double_or_long, d), MEMBER(double_or_long, i));
BY_VALUE(double_or_long, v.i >> 40);

typedef union {
    int32_t i;
    float f;
} int_or_float;
TRUTH(int_or_float, MEMBER(int_or_float, i), MEMBER(int_or_float, f));
BY_VALUE(int_or_float, v.i);

/* Both SSE: stays in a vector register. */
typedef union {
    float f;
    double d;
} float_or_double;
TRUTH(float_or_double, MEMBER(float_or_double, f), MEMBER(float_or_double, d));
BY_VALUE(float_or_double, v.d * 3);

/* Sixteen bytes; the double covers the first eightbyte only. */
typedef union {
    double d;
    uint8_t bytes[16];
} double_or_bytes;
TRUTH(double_or_bytes, MEMBER(double_or_bytes, d), MEMBER(double_or_bytes, bytes));
BY_VALUE(double_or_bytes, v.bytes[0] * 3 + v.bytes[7] * 5 + v.bytes[15] * 7);

/* A union inside a struct: an enum says which member is meant. */
typedef union {
    double d;
    int64_t i;
    char text[8];
} payload;
TRUTH(payload, MEMBER(payload, d), MEMBER(payload, i), MEMBER(payload, text));
typedef struct {
    int32_t kind;
    payload value;
} variant;
TRUTH(variant, MEMBER(variant, kind), NESTED(variant, value, payload));
BY_VALUE(variant, v.kind + (v.value.i >> 40) * 3);
