/* Floating point, long double (x87 stack for results, memory for arguments) and complex numbers. */
#include "witness.h"

#define FLOATING(kind, type)                                   \
    FIXTURE type echo_##kind(type v) {                         \
        WITNESS_ENTER();                                       \
        WITNESS_ARG(v);                                        \
        WITNESS_RETURN(v);                                     \
        return v;                                              \
    }                                                          \
    FIXTURE type call_##kind(type (*callback)(type), type v) { \
        WITNESS_ENTER();                                       \
        WITNESS_ARG(v);                                        \
        type answer = callback(v);                             \
        WITNESS_RETURN(answer);                                \
        return answer;                                         \
    }                                                          \
    FIXTURE type call_##kind(type (*callback)(type), type v)

FLOATING(f32, float);
FLOATING(f64, double);
FLOATING(longdouble, long double);

/* _Complex is returned as two SSE values, not as an array. */
FIXTURE float _Complex echo_complex_f32(float _Complex v) {
    WITNESS_ENTER();
    WITNESS_ARG(v);
    WITNESS_RETURN(v);
    return v;
}
FIXTURE double _Complex echo_complex_f64(double _Complex v) {
    WITNESS_ENTER();
    WITNESS_ARG(v);
    WITNESS_RETURN(v);
    return v;
}
FIXTURE long double _Complex echo_complex_longdouble(long double _Complex v) {
    WITNESS_ENTER();
    WITNESS_ARG(((long double *)&v)[0]);
    WITNESS_ARG(((long double *)&v)[1]);
    return v;
}
FIXTURE double _Complex conjugate_f64(double _Complex v) {
    WITNESS_ENTER();
    WITNESS_ARG(v);
    double _Complex answer = v;
    ((double *)&answer)[1] *= -1; /* laid out as an array of two (C11 6.2.5, 13) */
    WITNESS_RETURN(answer);
    return answer;
}

/* Ten doubles: eight in registers, two on the stack. */
FIXTURE double mix_doubles(double a, double b, double c, double d, double e, double f, double g, double h, double i,
                           double j) {
    WITNESS_ENTER();
    WITNESS_ARG(a);
    WITNESS_ARG(h);
    WITNESS_ARG(i);
    WITNESS_ARG(j);
    double total = a + b * 3 + c * 5 + d * 7 + e * 11 + f * 13 + g * 17 + h * 19 + i * 23 + j * 29;
    WITNESS_RETURN(total);
    return total;
}

/* One bit beyond a double's 53: only a whole long double still has it. */
FIXTURE long double one_plus_tiny(void) { return 1.0L + 0x1p-60L; }
FIXTURE bool is_one_plus_tiny(long double v) {
    WITNESS_ENTER();
    WITNESS_ARG(v);
    bool answer = v == 1.0L + 0x1p-60L;
    WITNESS_RETURN(answer);
    return answer;
}

/* class X87, X87UP: as a result in st(0); libffi has no struct of that class. */
typedef struct {
    long double value;
} only_long_double;
FIXTURE only_long_double echo_only_long_double(only_long_double v) {
    WITNESS_ENTER();
    WITNESS_ARG(v.value);
    WITNESS_RETURN(v.value);
    return v;
}
FIXTURE double read_only_long_double(only_long_double v) {
    WITNESS_ENTER();
    WITNESS_ARG(v.value);
    double answer = (double)v.value;
    WITNESS_RETURN(answer);
    return answer;
}

/* Two classes after X87: MEMORY. */
typedef struct {
    long double value;
    int32_t n;
} long_double_int;
FIXTURE long_double_int echo_long_double_int(long_double_int v) {
    WITNESS_ENTER();
    WITNESS_ARG(v.value);
    WITNESS_ARG(v.n);
    return v;
}
