/* C calls back: pointers, strings, structs, several arguments, sorting, recursion. Scalars are in scalars.c. */
#include "witness.h"

typedef struct {
    int x, y;
} pair;
TRUTH(pair, MEMBER(pair, x), MEMBER(pair, y));

/* The callback gets a copy; the original changes only afterwards. */
FIXTURE int call_cbp(int (*f)(pair, int), pair *p, int n) {
    WITNESS_ENTER();
    WITNESS_STRUCT(pair, *p);
    WITNESS_ARG(n);
    int r = f(*p, n);
    p->x = -1;
    p->y = -2;
    WITNESS_RETURN(r);
    return r;
}

FIXTURE int call_cbr(pair (*f)(int), int n) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    pair p = f(n);
    int r = p.x * 1000 + p.y;
    WITNESS_RETURN(r);
    return r;
}

/* The result is not recorded: of a callback that raised it is undefined. */
FIXTURE int call_cbi(int (*f)(int), int n, int *ran) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    int r = f(n);
    *ran += 1;
    WITNESS_RETURN_VOID();
    return r;
}

/* The callback gets the caller's own object and may change it. */
FIXTURE int64_t call_with_pair(void (*f)(pair *), pair *p) {
    WITNESS_ENTER();
    WITNESS_STRUCT(pair, *p);
    f(p);
    int64_t r = (int64_t)p->x * 1000 + p->y;
    WITNESS_RETURN(r);
    return r;
}

/* The callback's pointer result is followed. */
FIXTURE int call_for_pointer(int *(*f)(void)) {
    WITNESS_ENTER();
    const int *at = f();
    int value = at ? *at : -1;
    WITNESS_RETURN(value);
    return value;
}
FIXTURE int call_for_void_p(void *(*f)(void)) {
    WITNESS_ENTER();
    const unsigned char *at = f();
    int value = at ? *at : -1;
    WITNESS_RETURN(value);
    return value;
}

FIXTURE void call_char_p(void (*f)(const char *), const char *s) {
    WITNESS_ENTER();
    WITNESS_BYTES(s, s ? 1 : 0);
    f(s);
    WITNESS_RETURN_VOID();
}
FIXTURE void call_wchar_p(void (*f)(const int32_t *), const int32_t *s) {
    WITNESS_ENTER();
    WITNESS_BYTES(s, s ? sizeof *s : 0);
    f(s);
    WITNESS_RETURN_VOID();
}
FIXTURE void call_void_p(void (*f)(void *), void *at) {
    WITNESS_ENTER();
    f(at);
    WITNESS_RETURN_VOID();
}
FIXTURE void call_nothing(void (*f)(void)) {
    WITNESS_ENTER();
    f();
    WITNESS_RETURN_VOID();
}

/* Register files fill independently on the way into a closure too. */
FIXTURE double call_many(double (*f)(int8_t, double, uint16_t, float, int64_t, double, uint8_t, float, int, double, int,
                                     double)) {
    WITNESS_ENTER();
    double r = f(-1, 2.5, 3, 4.5f, -5, 6.5, 7, 8.5f, 9, 10.5, -11, 12.5);
    WITNESS_RETURN(r);
    return r;
}

/* Insertion sort: the order in which qsort compares is the C library's own affair. */
FIXTURE void sort_ints(int *items, size_t count, int (*compare)(const int *, const int *)) {
    WITNESS_ENTER();
    WITNESS_BYTES(items, count * sizeof *items);
    for (size_t i = 1; i < count; i++) {
        for (size_t k = i; k && compare(&items[k - 1], &items[k]) > 0; k--) {
            int moved = items[k];
            items[k] = items[k - 1];
            items[k - 1] = moved;
        }
    }
    WITNESS_RETURN_BYTES(items, count * sizeof *items);
}

/* Calls f for every item until it answers 0. */
FIXTURE int visit_ints(int *items, size_t count, int (*f)(int *)) {
    WITNESS_ENTER();
    WITNESS_ARG(count);
    int visited = 0;
    while ((size_t)visited < count && f(&items[visited]))
        visited++;
    WITNESS_RETURN(visited);
    return visited;
}

/* Calls f, which may call this again. */
FIXTURE int descend(int (*f)(int), int depth) {
    WITNESS_ENTER();
    WITNESS_ARG(depth);
    int r = depth > 0 ? f(depth - 1) + depth : 0;
    WITNESS_RETURN(r);
    return r;
}

/* A function pointer that C made, for the caller to call. */
static int twice(int n) { return n * 2; }
static int negate(int n) { return -n; }
FIXTURE int (*pick_function(int which))(int) {
    WITNESS_ENTER();
    WITNESS_ARG(which);
    return which == 0 ? twice : which == 1 ? negate : NULL;
}
/* Gives back the very pointer it got. */
FIXTURE int (*same_function(int (*f)(int)))(int) {
    WITNESS_ENTER();
    return f;
}

/* A table of functions, as plug-ins export them. */
typedef struct {
    int (*apply)(int);
    int bias;
} handler;
TRUTH(handler, MEMBER(handler, apply), MEMBER(handler, bias));
FIXTURE int run_handler(const handler *h, int n) {
    WITNESS_ENTER();
    WITNESS_ARG(h->bias);
    WITNESS_ARG(n);
    int r = h->apply ? h->apply(n) + h->bias : -1;
    WITNESS_RETURN(r);
    return r;
}
FIXTURE void fill_handler(handler *h) {
    WITNESS_ENTER();
    h->apply = twice;
    h->bias = 5;
    WITNESS_RETURN_VOID();
}
