/* Data that a library exports. A case that changes it asks for a process of its own or a forked one. */
#include "witness.h"

typedef struct {
    int x, y;
} spot;
TRUTH(spot, MEMBER(spot, x), MEMBER(spot, y));

FIXTURE int g_counter = 42;
FIXTURE spot g_point = {1, 2};
FIXTURE int g_table[4] = {10, 20, 30, 40};
FIXTURE unsigned char g_bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
FIXTURE char g_text[16] = "global text";
FIXTURE const char *g_name = "first name";
FIXTURE const wchar_t *g_wide = L"wide name";
FIXTURE double g_double = 2.5;
FIXTURE int *g_pointer = &g_table[1];
FIXTURE void *g_null = NULL;

static int add_one(int n) { return n + 1; }
FIXTURE int (*g_function)(int) = add_one;
FIXTURE const int g_constant = 7;

FIXTURE int bump(void) {
    WITNESS_ENTER();
    int value = ++g_counter;
    WITNESS_RETURN(value);
    return value;
}
FIXTURE int sum_table(void) {
    WITNESS_ENTER();
    int total = g_table[0] + g_table[1] * 3 + g_table[2] * 5 + g_table[3] * 7;
    WITNESS_RETURN(total);
    return total;
}
FIXTURE int read_pointer(void) {
    WITNESS_ENTER();
    int value = g_pointer ? *g_pointer : -1;
    WITNESS_RETURN(value);
    return value;
}
FIXTURE int call_function(int n) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    int value = g_function(n);
    WITNESS_RETURN(value);
    return value;
}
FIXTURE char first_of_name(void) {
    WITNESS_ENTER();
    char value = g_name[0];
    WITNESS_RETURN(value);
    return value;
}
