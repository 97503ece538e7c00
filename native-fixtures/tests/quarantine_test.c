/* Run with the quarantine preloaded: freed memory reads as poison, is not given out again, and nothing else changes. */
#define _DEFAULT_SOURCE
#include "check.h"

#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int all(const volatile unsigned char *at, size_t size, unsigned char byte) {
    for (size_t i = 0; i < size; i++)
        if (at[i] != byte) return 0;
    return 1;
}

static void a_freed_block_is_poisoned_and_not_reused(void) {
    static const size_t sizes[] = {1, 16, 24, 100, 4096, 100000};
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *block = malloc(sizes[i]);
        memset(block, 0x11, sizes[i]);
        uintptr_t address = (uintptr_t)block;
        free(block);
        CHECK(all((unsigned char *)address, sizes[i], 0xDD));
        for (int k = 0; k < 100; k++)
            CHECK((uintptr_t)malloc(sizes[i]) != address);
    }
}

static void realloc_moves_and_poisons_the_old_block(void) {
    unsigned char *block = malloc(32);
    memset(block, 0x22, 32);
    uintptr_t address = (uintptr_t)block;
    unsigned char *moved = realloc(block, 40);
    CHECK((uintptr_t)moved != address && all(moved, 32, 0x22) && all((unsigned char *)address, 32, 0xDD));
    free(moved);
}

static void other_ways_to_allocate_work(void) {
    for (int i = 0; i < 1000; i++) {
        unsigned char *zeroed = calloc(7, 9);
        CHECK(all(zeroed, 63, 0));
        void *aligned = NULL;
        CHECK(!posix_memalign(&aligned, 256, 100) && (uintptr_t)aligned % 256 == 0);
        void *page = memalign(4096, 10);
        free(zeroed);
        free(aligned);
        free(page);
    }
    free(malloc(1 << 20));
    volatile size_t too_many = SIZE_MAX;
    CHECK(!reallocarray(NULL, too_many, 2));
}

static void *churn(void *seed) {
    unsigned state = (unsigned)(uintptr_t)seed;
    void *held[64] = {0};
    for (int i = 0; i < 200000; i++) {
        state = state * 1664525u + 1013904223u;
        unsigned slot = state >> 26;
        free(held[slot]);
        size_t size = (state >> 8) % 2000 + 1;
        held[slot] = malloc(size);
        memset(held[slot], (int)slot, size);
    }
    for (int i = 0; i < 64; i++)
        free(held[i]);
    return NULL;
}

static void threads_and_forks_do_not_stop_it(void) {
    pthread_t threads[4];
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, churn, (void *)i);
    for (int i = 0; i < 20; i++) {
        pid_t child = fork();
        if (!child) {
            for (int k = 0; k < 1000; k++)
                free(malloc(100));
            _exit(0);
        }
        int status = -1;
        waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}

int main(void) {
    a_freed_block_is_poisoned_and_not_reused();
    realloc_moves_and_poisons_the_old_block();
    other_ways_to_allocate_work();
    threads_and_forks_do_not_stop_it();
    return failures != 0;
}
