/* Pointers, pointers to pointers, out parameters, and the library's own objects. */
#include "witness.h"

typedef struct {
    int x, y;
} place;
TRUTH(place, MEMBER(place, x), MEMBER(place, y));

typedef struct node {
    int value;
    struct node *next;
} node;
TRUTH(node, MEMBER(node, value), MEMBER(node, next));

FIXTURE int read_int(const int *at) {
    WITNESS_ENTER();
    WITNESS_BYTES(at, sizeof *at);
    int value = at ? *at : -1;
    WITNESS_RETURN(value);
    return value;
}

FIXTURE void write_int(int *at, int value) {
    WITNESS_ENTER();
    WITNESS_BYTES(at, sizeof *at);
    WITNESS_ARG(value);
    if (at) *at = value;
    WITNESS_RETURN_VOID();
}

/* Two out parameters and a result. */
FIXTURE bool divide(int dividend, int divisor, int *quotient, int *remainder) {
    WITNESS_ENTER();
    WITNESS_ARG(dividend);
    WITNESS_ARG(divisor);
    bool defined = divisor != 0;
    if (defined) {
        *quotient = dividend / divisor;
        *remainder = dividend % divisor;
    }
    WITNESS_RETURN(defined);
    return defined;
}

FIXTURE int64_t sum_ints(const int *items, size_t count) {
    WITNESS_ENTER();
    WITNESS_BYTES(items, count * sizeof *items);
    WITNESS_ARG(count);
    int64_t total = 0;
    for (size_t i = 0; i < count; i++)
        total = total * 3 + items[i];
    WITNESS_RETURN(total);
    return total;
}

FIXTURE void fill_ints(int *items, size_t count, int first) {
    WITNESS_ENTER();
    WITNESS_ARG(count);
    WITNESS_ARG(first);
    for (size_t i = 0; i < count; i++)
        items[i] = first + (int)i;
    WITNESS_RETURN_VOID();
}

/* A two-dimensional argument: a pointer to rows. */
FIXTURE int64_t sum_rows(int rows[][3], size_t count) {
    WITNESS_ENTER();
    WITNESS_BYTES(rows, count * sizeof *rows);
    WITNESS_ARG(count);
    int64_t total = 0;
    for (size_t i = 0; i < count; i++)
        total = total * 7 + rows[i][0] + rows[i][1] * 3 + rows[i][2] * 5;
    WITNESS_RETURN(total);
    return total;
}

FIXTURE void swap_places(place *a, place *b) {
    WITNESS_ENTER();
    WITNESS_STRUCT(place, *a);
    WITNESS_STRUCT(place, *b);
    place kept = *a;
    *a = *b;
    *b = kept;
    WITNESS_RETURN_VOID();
}

/* Gives its argument back: the result is the caller's own memory. */
FIXTURE place *same_place(place *at) {
    WITNESS_ENTER();
    WITNESS_BYTES(at, sizeof *at);
    WITNESS_RETURN_BYTES(at, sizeof *at);
    return at;
}

/* Memory of the library: two calls give the same object. */
FIXTURE place *static_p(void) {
    static place only = {11, 12};
    WITNESS_ENTER();
    WITNESS_RETURN_BYTES(&only, sizeof only);
    return &only;
}

/* The slot is the caller's, what it points at afterwards is the library's. */
static int targets[3] = {100, 200, 300};
FIXTURE int retarget(int **slot, int which) {
    WITNESS_ENTER();
    WITNESS_BYTES(*slot, sizeof **slot);
    WITNESS_ARG(which);
    int before = *slot ? **slot : -1;
    *slot = which < 0 ? NULL : &targets[which % 3];
    WITNESS_RETURN(before);
    return before;
}
FIXTURE int read_target(int which) {
    WITNESS_ENTER();
    WITNESS_ARG(which);
    int value = targets[which % 3];
    WITNESS_RETURN(value);
    return value;
}

/* Reads through three levels. */
FIXTURE int read_deep(int ***at) {
    WITNESS_ENTER();
    WITNESS_BYTES(**at, sizeof ***at);
    int value = ***at;
    WITNESS_RETURN(value);
    return value;
}

/* A list that the caller built; an array of pointers that ends with null. */
FIXTURE int64_t sum_list(const node *first) {
    WITNESS_ENTER();
    int64_t total = 0;
    for (; first; first = first->next) {
        WITNESS_ARG(first->value);
        total = total * 3 + first->value;
    }
    WITNESS_RETURN(total);
    return total;
}
FIXTURE int64_t sum_pointed(int *const *items) {
    WITNESS_ENTER();
    int64_t total = 0;
    for (; *items; items++) {
        WITNESS_ARG(**items);
        total = total * 3 + **items;
    }
    WITNESS_RETURN(total);
    return total;
}

FIXTURE bool is_null(const void *at) {
    WITNESS_ENTER();
    bool answer = !at;
    WITNESS_ARG(answer);
    WITNESS_RETURN(answer);
    return answer;
}
FIXTURE bool is_same(const void *a, const void *b) {
    WITNESS_ENTER();
    bool answer = a == b;
    WITNESS_RETURN(answer);
    return answer;
}
FIXTURE void *echo_void_p(void *at) {
    WITNESS_ENTER();
    WITNESS_RETURN_VOID();
    return at;
}

/* Reads and writes bytes at any pointer: how a case asks C about memory without asking ctypes. */
FIXTURE int peek(const void *at, size_t offset) { return ((const volatile unsigned char *)at)[offset]; }
FIXTURE void poke(void *at, size_t offset, int value) { ((volatile unsigned char *)at)[offset] = (unsigned char)value; }
