#ifndef TOUCHSTONE_FIXTURE_H
#define TOUCHSTONE_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Everything is built hidden; what a case may name is marked. */
#define FIXTURE __attribute__((visibility("default")))

#endif
