/*
 * Packed structs. With an unaligned field a struct is MEMORY, whatever its size (psABI 3.2.3, rule 1): libffi, told
 * only of the fields, puts it into registers, so by value these take a caller down that does not know.
 */
#include "by_value.h"

#pragma pack(push, 1)
typedef struct {
    char a;
    int32_t b;
    char c;
} packed_char_int_char;
typedef struct {
    uint8_t tag;
    double value;
} packed_tag_double;
/* All fields end up aligned, so it is passed as the plain struct is. */
typedef struct {
    int32_t a;
    int32_t b;
} packed_aligned;
#pragma pack(pop)

#pragma pack(push, 2)
typedef struct {
    char a;
    int32_t b;
    int64_t c;
} packed_to_2;
#pragma pack(pop)

TRUTH(packed_char_int_char, MEMBER(packed_char_int_char, a), MEMBER(packed_char_int_char, b),
      MEMBER(packed_char_int_char, c));
BY_VALUE(packed_char_int_char, v.a * 3 + (int64_t)v.b * 5 + v.c * 7);

TRUTH(packed_tag_double, MEMBER(packed_tag_double, tag), MEMBER(packed_tag_double, value));
BY_VALUE(packed_tag_double, v.tag * 3 + v.value * 5);

TRUTH(packed_aligned, MEMBER(packed_aligned, a), MEMBER(packed_aligned, b));
BY_VALUE(packed_aligned, (int64_t)v.a * 3 + (int64_t)v.b * 5);

TRUTH(packed_to_2, MEMBER(packed_to_2, a), MEMBER(packed_to_2, b), MEMBER(packed_to_2, c));
BY_VALUE(packed_to_2, v.a * 3 + (int64_t)v.b * 5 + v.c * 7);

/* Through a pointer a packed struct is only a layout. */
FIXTURE int64_t read_packed(const packed_char_int_char *v) {
    WITNESS_ENTER();
    WITNESS_STRUCT(packed_char_int_char, *v);
    int64_t total = weight_of_packed_char_int_char(*v);
    WITNESS_RETURN(total);
    return total;
}

/* Alignment beyond what any member asks. */
typedef struct {
    _Alignas(32) int32_t a;
    int8_t b;
} aligned_32;
TRUTH(aligned_32, MEMBER(aligned_32, a), MEMBER(aligned_32, b));

FIXTURE int64_t read_aligned_32(const aligned_32 *v) {
    WITNESS_ENTER();
    WITNESS_STRUCT(aligned_32, *v);
    int64_t total = (int64_t)v->a * 3 + v->b * 5;
    WITNESS_RETURN(total);
    return total;
}
