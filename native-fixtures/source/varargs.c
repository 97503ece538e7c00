/* Variable arguments: on x86-64 al counts the vector registers used; small types arrive promoted (C11 6.5.2.2). */
#include "witness.h"

#include <stdarg.h>
#include <stdio.h>

FIXTURE long long sum_var(int n, ...) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    va_list arguments;
    long long total = 0;
    va_start(arguments, n);
    for (int i = 0; i < n; i++) {
        int value = va_arg(arguments, int);
        WITNESS_ARG(value);
        total = total * 100 + value;
    }
    va_end(arguments);
    WITNESS_RETURN(total);
    return total;
}

FIXTURE double sum_var_doubles(int n, ...) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    va_list arguments;
    double total = 0;
    va_start(arguments, n);
    for (int i = 0; i < n; i++) {
        double value = va_arg(arguments, double);
        WITNESS_ARG(value);
        total = total * 10 + value;
    }
    va_end(arguments);
    WITNESS_RETURN(total);
    return total;
}

typedef struct {
    int64_t a;
    double b;
} var_struct;
TRUTH(var_struct, MEMBER(var_struct, a), MEMBER(var_struct, b));

/* One letter an argument: i int, l int64_t, d double, s string, p pointer to int, S struct by value. */
FIXTURE double mixed_var(const char *kinds, ...) {
    WITNESS_ENTER();
    va_list arguments;
    double total = 0;
    va_start(arguments, kinds);
    for (; *kinds; kinds++) {
        double value = 0;
        if (*kinds == 'i') {
            int i = va_arg(arguments, int);
            WITNESS_ARG(i);
            value = i;
        } else if (*kinds == 'l') {
            int64_t l = va_arg(arguments, int64_t);
            WITNESS_ARG(l);
            value = (double)l;
        } else if (*kinds == 'd') {
            value = va_arg(arguments, double);
            WITNESS_ARG(value);
        } else if (*kinds == 's') {
            const char *s = va_arg(arguments, const char *);
            WITNESS_BYTES(s, 1);
            value = s ? *s : -1;
        } else if (*kinds == 'p') {
            const int *p = va_arg(arguments, const int *);
            WITNESS_BYTES(p, sizeof *p);
            value = p ? *p : -1;
        } else if (*kinds == 'S') {
            var_struct s = va_arg(arguments, var_struct);
            WITNESS_STRUCT(var_struct, s);
            value = (double)s.a + s.b;
        }
        total = total * 10 + value;
    }
    va_end(arguments);
    WITNESS_RETURN(total);
    return total;
}

/* printf's family, as programs use it. */
FIXTURE int format_text(char *into, size_t room, const char *format, ...) {
    WITNESS_ENTER();
    WITNESS_ARG(room);
    va_list arguments;
    va_start(arguments, format);
    int needed = vsnprintf(into, room, format, arguments);
    va_end(arguments);
    WITNESS_RETURN(needed);
    return needed;
}
