#ifndef TOUCHSTONE_WITNESS_PLATFORM_H
#define TOUCHSTONE_WITNESS_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

/*
 * What the witness needs of a system, without its C library: a foreign target's fixtures are linked with none, and a
 * record made inside a callee may not disturb errno. One file for each architecture; where there is no such memory,
 * witness_static.c.
 */

/* Maps the whole of a file, shared and writable; null if that fails. The size is in bytes. */
void *platform_map(const char *path, size_t *size);

/* Returns only when a signal handler has run, and keeps the processor free meanwhile. */
void platform_pause(void);

#endif
