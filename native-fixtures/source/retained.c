/* The library keeps a pointer after the call: who keeps the memory alive is the caller's business. */
#include "witness.h"

FIXTURE int hold(int *p) {
    static int *kept;
    WITNESS_ENTER();
    WITNESS_BYTES(p, sizeof *p);
    int old = kept ? *kept : 0;
    kept = p;
    WITNESS_RETURN(old);
    return old;
}

static unsigned char *kept_at;
static size_t kept_size;

FIXTURE void keep(void *at, size_t size) {
    WITNESS_ENTER();
    WITNESS_BYTES(at, size);
    kept_at = at;
    kept_size = size;
    WITNESS_RETURN_VOID();
}
FIXTURE void *kept(void) { return kept_at; }
FIXTURE int kept_byte(size_t index) {
    WITNESS_ENTER();
    WITNESS_ARG(index);
    int value = index < kept_size ? kept_at[index] : -1;
    WITNESS_RETURN(value);
    return value;
}
FIXTURE void change_kept(size_t index, int value) {
    WITNESS_ENTER();
    WITNESS_ARG(index);
    WITNESS_ARG(value);
    if (index < kept_size) kept_at[index] = (unsigned char)value;
    WITNESS_RETURN_VOID();
}
