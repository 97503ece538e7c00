/* Calls that take their time, or for ever. */
#define _POSIX_C_SOURCE 200809L
#include "../witness/platform.h"
#include "witness.h"

#include <time.h>

FIXTURE void sleep_ms(int milliseconds) {
    WITNESS_ENTER();
    WITNESS_ARG(milliseconds);
    struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    while (nanosleep(&left, &left)) {
    }
    WITNESS_RETURN_VOID();
}

/* Never returns, and needs no processor meanwhile. */
FIXTURE void hang_forever(void) {
    WITNESS_ENTER();
    for (;;)
        platform_pause();
}

/* Set by one call while another waits: passes only where the caller lets other threads run during a call. */
static int flag;
FIXTURE void set_flag(int value) { __atomic_store_n(&flag, value, __ATOMIC_RELEASE); }
FIXTURE int wait_for_flag(int milliseconds) {
    for (int waited = 0; waited < milliseconds; waited++) {
        int seen = __atomic_load_n(&flag, __ATOMIC_ACQUIRE);
        if (seen) return seen;
        struct timespec one = {0, 1000000L};
        nanosleep(&one, NULL);
    }
    return 0;
}
