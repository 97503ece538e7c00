#ifndef TOUCHSTONE_WITNESS_H
#define TOUCHSTONE_WITNESS_H

#include "truth.h"

/*
 * The callee's own record of what it received, in memory that outlives a crash of the process. A fixture says
 *
 *     WITNESS_ENTER();
 *     WITNESS_ARG(count);              a scalar
 *     WITNESS_STRUCT(point, where);    an aggregate that has a truth table: its padding is recorded as zero
 *     WITNESS_BYTES(buffer, length);   what a pointer leads to, never the pointer; a null pointer is an empty argument
 *     WITNESS_RETURN(total);           or WITNESS_RETURN_STRUCT(type, value), WITNESS_RETURN_BYTES,
 * WITNESS_RETURN_VOID()
 *
 * and the record reads "E name", "A hex" for each argument, "R hex" or "R". Format: README.md.
 */
#define WITNESS_ENTER() witness_enter(__func__)
#define WITNESS_ARG(value) witness_bytes('A', &(value), WITNESS_SIZE(value))
#define WITNESS_STRUCT(type, value) witness_aggregate('A', &truth_##type, &(value))
#define WITNESS_BYTES(pointer, size) witness_bytes('A', pointer, size)
#define WITNESS_RETURN(value) witness_bytes('R', &(value), WITNESS_SIZE(value))
#define WITNESS_RETURN_STRUCT(type, value) witness_aggregate('R', &truth_##type, &(value))
#define WITNESS_RETURN_BYTES(pointer, size) witness_bytes('R', pointer, size)
#define WITNESS_RETURN_VOID() witness_bytes('R', NULL, 0)

/* The significant bytes: x87's long double has ten, whatever it is padded to. */
#if defined(__x86_64__) || defined(__i386__)
#define WITNESS_SIZE(value) _Generic((value), long double : 10, default : sizeof(value))
#else
#define WITNESS_SIZE(value) sizeof(value)
#endif

void witness_enter(const char *function);
void witness_bytes(char mark, const void *bytes, size_t size);
void witness_aggregate(char mark, const truth *type, const void *value);

#endif
