#ifndef TOUCHSTONE_CHECK_H
#define TOUCHSTONE_CHECK_H

#include <stdio.h>

static int failures;

/* Goes on after a failure, so that one run shows all. */
#define CHECK(condition)                                           \
    do {                                                           \
        if (!(condition)) {                                        \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            failures++;                                            \
        }                                                          \
    } while (0)

#endif
