#ifndef TOUCHSTONE_BY_VALUE_H
#define TOUCHSTONE_BY_VALUE_H

#include "witness.h"

/*
 * Every shape that is passed by value gets the same functions, so that a shape that goes wrong shows in which place:
 *
 *     echo_T    in and out
 *     weigh_T   in: fields times weights that differ, so a field read from the wrong place changes the sum
 *     late_T    in after five integers, with one behind it: whether it is spilled whole, and what follows it still fits
 *     float_late_T  the same with seven doubles before it and one behind it
 *     spoil_T   in, then overwritten by the callee: the caller's object must not change
 *     ask_T     into a callback, with an integer behind it
 *     take_T    out of a callback, stored where the caller says
 *
 * `weight` is an int64_t expression over the parameter `v`. T must have a truth table.
 */
#define BY_VALUE(T, weight)                                                                                    \
    static int64_t weight_of_##T(T v) { return (int64_t)(weight); }                                            \
    FIXTURE T echo_##T(T v) {                                                                                  \
        WITNESS_ENTER();                                                                                       \
        WITNESS_STRUCT(T, v);                                                                                  \
        WITNESS_RETURN_STRUCT(T, v);                                                                           \
        return v;                                                                                              \
    }                                                                                                          \
    FIXTURE int64_t weigh_##T(T v) {                                                                           \
        WITNESS_ENTER();                                                                                       \
        WITNESS_STRUCT(T, v);                                                                                  \
        int64_t total = weight_of_##T(v);                                                                      \
        WITNESS_RETURN(total);                                                                                 \
        return total;                                                                                          \
    }                                                                                                          \
    FIXTURE int64_t late_##T(int a, int b, int c, int d, int e, T v, int last) {                               \
        WITNESS_ENTER();                                                                                       \
        WITNESS_ARG(a);                                                                                        \
        WITNESS_ARG(b);                                                                                        \
        WITNESS_ARG(c);                                                                                        \
        WITNESS_ARG(d);                                                                                        \
        WITNESS_ARG(e);                                                                                        \
        WITNESS_STRUCT(T, v);                                                                                  \
        WITNESS_ARG(last);                                                                                     \
        int64_t total = weight_of_##T(v) * 1000 + a + b * 2 + c * 3 + d * 5 + e * 7 + last * 11;               \
        WITNESS_RETURN(total);                                                                                 \
        return total;                                                                                          \
    }                                                                                                          \
    FIXTURE double float_late_##T(double a, double b, double c, double d, double e, double f, double g, T v,   \
                                  double last) {                                                               \
        WITNESS_ENTER();                                                                                       \
        WITNESS_ARG(a);                                                                                        \
        WITNESS_ARG(g);                                                                                        \
        WITNESS_STRUCT(T, v);                                                                                  \
        WITNESS_ARG(last);                                                                                     \
        double total =                                                                                         \
            (double)weight_of_##T(v) * 1000 + a + b * 2 + c * 3 + d * 5 + e * 7 + f * 11 + g * 13 + last * 17; \
        WITNESS_RETURN(total);                                                                                 \
        return total;                                                                                          \
    }                                                                                                          \
    FIXTURE void spoil_##T(T v) {                                                                              \
        WITNESS_ENTER();                                                                                       \
        WITNESS_STRUCT(T, v);                                                                                  \
        for (volatile unsigned char *at = (void *)&v; at < (unsigned char *)(&v + 1); at++)                    \
            *at = 0xEE;                                                                                        \
        WITNESS_RETURN_VOID();                                                                                 \
    }                                                                                                          \
    FIXTURE int64_t ask_##T(int64_t (*callback)(T, int), const T *v, int n) {                                  \
        WITNESS_ENTER();                                                                                       \
        WITNESS_STRUCT(T, *v);                                                                                 \
        WITNESS_ARG(n);                                                                                        \
        int64_t answer = callback(*v, n);                                                                      \
        WITNESS_RETURN(answer);                                                                                \
        return answer;                                                                                         \
    }                                                                                                          \
    FIXTURE void take_##T(T (*callback)(int), int n, T *result) {                                              \
        WITNESS_ENTER();                                                                                       \
        WITNESS_ARG(n);                                                                                        \
        *result = callback(n);                                                                                 \
        WITNESS_RETURN_STRUCT(T, *result);                                                                     \
    }                                                                                                          \
    /* The declaration takes the semicolon that ends the macro's use. */                                       \
    FIXTURE int64_t weigh_##T(T v)

#endif
