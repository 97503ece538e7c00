/* Where nothing can be mapped (WebAssembly): an exported array, which dies with the process and says nothing of a
 * crash. */
#include "fixture.h"
#include "platform.h"

FIXTURE unsigned char witness_memory[1 << 16];

void *platform_map(const char *path, size_t *size) {
    (void)path;
    *size = sizeof witness_memory;
    return witness_memory;
}

void platform_pause(void) {}
