/* Integers of every kind and width: in and out alone, into and out of callbacks, in crowds, and with dirty upper bits.
 */
#include "witness.h"

/* POSIX names it ssize_t, in a header that a target without a C library lacks. */
typedef ptrdiff_t signed_size;

/*
 * echo_K returns its argument. narrow_K gets a wide value and returns its low part: the callee leaves the register's
 * upper bits as they were, so a caller that reads the whole register sees them. call_K asks a callback; a small result
 * of a callback must be widened by whoever makes the closure (libffi #368, #369).
 */
#define SCALAR(kind, type)                                     \
    FIXTURE type echo_##kind(type v) {                         \
        WITNESS_ENTER();                                       \
        WITNESS_ARG(v);                                        \
        WITNESS_RETURN(v);                                     \
        return v;                                              \
    }                                                          \
    FIXTURE type narrow_##kind(uint64_t v) {                   \
        WITNESS_ENTER();                                       \
        WITNESS_ARG(v);                                        \
        return (type)v;                                        \
    }                                                          \
    FIXTURE type call_##kind(type (*callback)(type), type v) { \
        WITNESS_ENTER();                                       \
        WITNESS_ARG(v);                                        \
        type answer = callback(v);                             \
        WITNESS_RETURN(answer);                                \
        return answer;                                         \
    }                                                          \
    FIXTURE type call_##kind(type (*callback)(type), type v)

SCALAR(i8, int8_t);
SCALAR(i16, int16_t);
SCALAR(i32, int32_t);
SCALAR(i64, int64_t);
SCALAR(u8, uint8_t);
SCALAR(u16, uint16_t);
SCALAR(u32, uint32_t);
SCALAR(u64, uint64_t);
SCALAR(bool, bool);
SCALAR(char, char);
SCALAR(wchar, wchar_t);
SCALAR(short, short);
SCALAR(ushort, unsigned short);
SCALAR(int, int);
SCALAR(uint, unsigned);
SCALAR(long, long);
SCALAR(ulong, unsigned long);
SCALAR(longlong, long long);
SCALAR(ulonglong, unsigned long long);
SCALAR(size, size_t);
SCALAR(ssize, signed_size);

/* Ten integers of all widths: six in registers, four on the stack, where each still takes eight bytes. */
FIXTURE int64_t mix_ints(int8_t a, uint8_t b, int16_t c, uint16_t d, int32_t e, uint32_t f, int64_t g, uint64_t h,
                         int8_t i, int16_t j) {
    WITNESS_ENTER();
    WITNESS_ARG(a);
    WITNESS_ARG(b);
    WITNESS_ARG(c);
    WITNESS_ARG(d);
    WITNESS_ARG(e);
    WITNESS_ARG(f);
    WITNESS_ARG(g);
    WITNESS_ARG(h);
    WITNESS_ARG(i);
    WITNESS_ARG(j);
    int64_t total =
        a + b * 3 + c * 5 + d * 7 + (int64_t)e * 11 + (int64_t)f * 13 + g * 17 + (int64_t)h * 19 + i * 23 + j * 29;
    WITNESS_RETURN(total);
    return total;
}

/* Integers and doubles in turn: two register files fill independently. */
FIXTURE double alternate(int a, double b, int c, double d, int e, double f, int g, double h, int i, double j, int k,
                         double l, int m, double n, int o, double p, int q, double r, float s) {
    WITNESS_ENTER();
    WITNESS_ARG(a);
    WITNESS_ARG(b);
    WITNESS_ARG(m);
    WITNESS_ARG(r);
    WITNESS_ARG(s);
    double total = a + b * 3 + c * 5 + d * 7 + e * 11 + f * 13 + g * 17 + h * 19 + i * 23 + j * 29 + k * 31 + l * 37 +
                   m * 41 + n * 43 + o * 47 + p * 53 + q * 59 + r * 61 + (double)s * 67;
    WITNESS_RETURN(total);
    return total;
}

/* No argument, no result. */
static int touched;
FIXTURE void touch(void) {
    WITNESS_ENTER();
    touched++;
    WITNESS_RETURN_VOID();
}
FIXTURE int touches(void) {
    WITNESS_ENTER();
    WITNESS_RETURN(touched);
    return touched;
}
