/* The library stores a callback and calls it after the call that gave it has returned. */
#include "witness.h"

static int (*stored)(int);

FIXTURE void store_callback(int (*f)(int)) {
    WITNESS_ENTER();
    stored = f;
    WITNESS_RETURN_VOID();
}
FIXTURE int call_stored(int n) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    int r = stored ? stored(n) : -1;
    WITNESS_RETURN(r);
    return r;
}
