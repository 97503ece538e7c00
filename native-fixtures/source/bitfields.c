/* Bit-fields: gcc packs them into units of their declared type; where one would straddle its unit, it moves on. */
#include "by_value.h"

/* One type: neighbours share a unit. */
typedef struct {
    uint32_t a : 3, b : 7;
    int32_t c : 5;
    uint8_t d;
} bits_and_byte;
TRUTH(bits_and_byte, BITS(bits_and_byte, a), BITS(bits_and_byte, b), BITS(bits_and_byte, c), MEMBER(bits_and_byte, d));
BY_VALUE(bits_and_byte, v.a * 3 + v.b * 5 + v.c * 7 + v.d * 11);

/* Signed fields: all ones is -1. */
typedef struct {
    int32_t a : 1, b : 4, c : 31;
} signed_bits;
TRUTH(signed_bits, BITS(signed_bits, a), BITS(signed_bits, b), BITS(signed_bits, c));
BY_VALUE(signed_bits, v.a * 3 + v.b * 5 + (int64_t)v.c * 7);

/* Types of different sizes in a row: CPython laid these out otherwise until 3.14. */
typedef struct {
    uint8_t a : 4;
    uint32_t b : 12;
    uint16_t c : 9;
    uint64_t d : 40;
} mixed_bits;
TRUTH(mixed_bits, BITS(mixed_bits, a), BITS(mixed_bits, b), BITS(mixed_bits, c), BITS(mixed_bits, d));
BY_VALUE(mixed_bits, v.a * 3 + v.b * 5 + v.c * 7 + (int64_t)v.d * 11);

/* _Bool bit-fields: no CPython has placed them right. */
typedef struct {
    bool blinking : 1, intense : 1, bold : 1;
} bool_bits;
TRUTH(bool_bits, BITS(bool_bits, blinking), BITS(bool_bits, intense), BITS(bool_bits, bold));
BY_VALUE(bool_bits, v.blinking + v.intense * 2 + v.bold * 4);

/* A plain field between bit-fields takes the next free byte of the unit. */
typedef struct {
    uint32_t a : 5;
    uint8_t b;
    uint32_t c : 5;
} split_bits;
TRUTH(split_bits, BITS(split_bits, a), MEMBER(split_bits, b), BITS(split_bits, c));
BY_VALUE(split_bits, v.a * 3 + v.b * 5 + v.c * 7);

/* A unit filled to the last bit, and 64-bit units. */
typedef struct {
    uint64_t a : 1, b : 63;
} full_unit;
TRUTH(full_unit, BITS(full_unit, a), BITS(full_unit, b));
BY_VALUE(full_unit, (int64_t)v.a * 3 + (int64_t)(v.b >> 8) * 5);

/* packed: a field may straddle any boundary. */
typedef struct __attribute__((packed)) {
    uint32_t a : 30, b : 7;
    uint8_t c;
} packed_bits;
TRUTH(packed_bits, BITS(packed_bits, a), BITS(packed_bits, b), MEMBER(packed_bits, c));

/* Read and written by C through a pointer. */
FIXTURE void set_bits(bits_and_byte *v, int a, int b, int c) {
    WITNESS_ENTER();
    WITNESS_STRUCT(bits_and_byte, *v);
    v->a = (unsigned)a & 7;
    v->b = (unsigned)b & 127;
    v->c = c;
    WITNESS_RETURN_STRUCT(bits_and_byte, *v);
}

FIXTURE int64_t read_packed_bits(const packed_bits *v) {
    WITNESS_ENTER();
    WITNESS_STRUCT(packed_bits, *v);
    int64_t total = (int64_t)v->a * 3 + v->b * 5 + v->c * 7;
    WITNESS_RETURN(total);
    return total;
}

/* Union members that are bit-fields all begin at bit 0. */
typedef union {
    uint32_t low : 4;
    uint32_t wide : 20;
    uint32_t all;
} union_bits;
TRUTH(union_bits, BITS(union_bits, low), BITS(union_bits, wide), MEMBER(union_bits, all));
BY_VALUE(union_bits, v.all);
