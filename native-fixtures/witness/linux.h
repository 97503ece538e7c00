/* Included by the file of each Linux architecture after it has defined syscall6 and the numbers SYS_*. */
#include "platform.h"

enum { O_RDWR_CLOEXEC = 02000002, PROT_READ_WRITE = 3, MAP_SHARED_FILE = 1, SEEK_TO_END = 2, AT_CURRENT_FOLDER = -100 };

static int failed(long result) { return result < 0 && result > -4096; }

void *platform_map(const char *path, size_t *size) {
    long file = syscall6(SYS_openat, AT_CURRENT_FOLDER, (long)path, O_RDWR_CLOEXEC, 0, 0, 0);
    if (failed(file)) return NULL;
    long end = syscall6(SYS_lseek, file, 0, SEEK_TO_END, 0, 0, 0);
    long at = failed(end) ? end : map_file(end, PROT_READ_WRITE, MAP_SHARED_FILE, file);
    syscall6(SYS_close, file, 0, 0, 0, 0, 0);
    if (failed(at)) return NULL;
    *size = (size_t)end;
    return (void *)at;
}

void platform_pause(void) { syscall6(SYS_ppoll, 0, 0, 0, 0, 0, 0); }
