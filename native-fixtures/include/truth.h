#ifndef TOUCHSTONE_TRUTH_H
#define TOUCHSTONE_TRUTH_H

#include "fixture.h"

/*
 * What the compiler itself says about a fixture's type: constant data, so that a foreign target's truth can also be
 * read from an object file that nothing here could run.
 *
 * A table is exported as truth_<type>; truth_count() and truth_at(i) enumerate all of them.
 */
typedef struct truth truth;

typedef struct {
    const char *name;
    uint32_t offset;     /* bytes; 0 for a bit-field, whose place is its image */
    uint32_t size;       /* bytes; 0 for a bit-field */
    const void *image;   /* a bit-field's: the object's bytes, zero but for this field, which is all ones; else null */
    const truth *nested; /* of an aggregate, or of an array's elements where those are aggregates; else null */
} truth_field;

struct truth {
    const char *name;
    uint32_t size;      /* sizeof, bytes */
    uint32_t alignment; /* _Alignof, bytes */
    uint32_t count;     /* of fields */
    const truth_field *fields;
};

FIXTURE uint32_t truth_count(void);
FIXTURE const truth *truth_at(uint32_t index);

/* Which of the object's bits hold data: mask gets truth->size bytes, 0xFF on data and 0 on padding. */
FIXTURE void truth_mask(const truth *type, unsigned char *mask);

#define MEMBER(type, member) \
    { #member, offsetof(type, member), sizeof(((type *)0)->member), NULL, NULL }
#define NESTED(type, member, inner) \
    { #member, offsetof(type, member), sizeof(((type *)0)->member), NULL, &truth_##inner }
/* -1 is all ones in a field of any width and sign, and true in a bool. */
#define BITS(type, member) \
    { #member, 0, 0, &(const type){.member = -1 }, NULL }

/* The section gathers the tables of every file, so that none can be forgotten in an index kept by hand. */
#define TRUTH(type, ...)                                                                                \
    static const truth_field fields_##type[] = {__VA_ARGS__};                                           \
    FIXTURE const truth truth_##type = {#type, sizeof(type), _Alignof(type),                            \
                                        sizeof fields_##type / sizeof fields_##type[0], fields_##type}; \
    static const truth *const listed_##type __attribute__((used, section("truth_index"))) = &truth_##type

#endif
