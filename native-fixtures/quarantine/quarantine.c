/*
 * An allocator to preload (glibc) that makes use after free visible: a freed block is filled with 0xDD and held back
 * from reuse, the oldest leaving first. Allocation stays glibc's own, so blocks of calloc, memalign and posix_memalign
 * need no care. With PYTHONMALLOC=malloc it sees every object of CPython 3.6 and later; 2.7 keeps its small objects in
 * its own arenas.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default")))

enum {
    POISON = 0xDD,
    SLOTS = 1 << 16,
    /* Larger blocks come from mmap and go back to it: their addresses fault, which shows as well. */
    LARGEST = 1 << 17,
    /* Bytes held back at most, so that a long run stays small. */
    CAPACITY = 64 << 20,
};

/* glibc's own, under names that no preloaded library takes. */
extern void *__libc_malloc(size_t);
extern void __libc_free(void *);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *ring[SLOTS];
static unsigned oldest, count;
static size_t held;

static void before_fork(void) { pthread_mutex_lock(&lock); }
static void after_fork(void) { pthread_mutex_unlock(&lock); }

/* A thread that forks while another one holds the lock would leave it locked for ever in the child. */
__attribute__((constructor)) static void watch_forks(void) { pthread_atfork(before_fork, after_fork, after_fork); }

/* The block that has to leave before another can enter, or null. Called with the lock held. */
static void *evict(size_t entering) {
    if (count < SLOTS && held + entering <= CAPACITY) return NULL;
    void *block = ring[oldest];
    oldest = (oldest + 1) % SLOTS;
    count--;
    held -= malloc_usable_size(block);
    return block;
}

EXPORTED void free(void *block) {
    if (!block) return;
    int error = errno; /* free() preserves it since glibc 2.33, and callers have come to expect that */
    size_t size = malloc_usable_size(block);
    if (size > LARGEST) {
        __libc_free(block);
        errno = error;
        return;
    }
    memset(block, POISON, size);
    pthread_mutex_lock(&lock);
    for (void *leaving; (leaving = evict(size));)
        __libc_free(leaving);
    ring[(oldest + count++) % SLOTS] = block;
    held += size;
    pthread_mutex_unlock(&lock);
    errno = error;
}

/* Always moves: what still points at the old place is then found out, also where glibc would have grown in place. */
EXPORTED void *realloc(void *block, size_t size) {
    if (!block) return __libc_malloc(size);
    if (!size) {
        free(block);
        return NULL;
    }
    size_t before = malloc_usable_size(block);
    void *moved = __libc_malloc(size);
    if (!moved) return NULL;
    memcpy(moved, block, before < size ? before : size);
    free(block);
    return moved;
}

EXPORTED void *reallocarray(void *block, size_t items, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(items, size, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, total);
}
