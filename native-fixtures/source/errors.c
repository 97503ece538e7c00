/* errno: a C function reads what its caller left and leaves something else. */
#include "witness.h"

#include <errno.h>

FIXTURE int swap_errno(int v) {
    WITNESS_ENTER();
    WITNESS_ARG(v);
    int old = errno;
    errno = v;
    WITNESS_RETURN(old);
    return old;
}

/* Fails as system calls do. */
FIXTURE int fail_with(int error) {
    WITNESS_ENTER();
    WITNESS_ARG(error);
    errno = error;
    return -1;
}

/* Sets errno, calls back, and says what errno is then. */
FIXTURE int errno_around(void (*callback)(void), int before) {
    WITNESS_ENTER();
    WITNESS_ARG(before);
    errno = before;
    callback();
    int after = errno;
    WITNESS_RETURN(after);
    return after;
}
