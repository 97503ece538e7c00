#include "output.h"
#include "truth.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile int no_step;
volatile int *truth_step = &no_step;

static char *line;
static size_t used, room;

void put(const char *format, ...)
{
    va_list arguments;
    for (;;) {
        va_start(arguments, format);
        int size = vsnprintf(line + used, room - used, format, arguments);
        va_end(arguments);
        if (size < 0)
            abort();
        if (used + (size_t)size < room) {
            used += (size_t)size;
            return;
        }
        room = (room + (size_t)size) * 2 + 4096;
        line = realloc(line, room);
        if (line == NULL)
            abort();
    }
}

void flush_output(void)
{
    for (size_t sent = 0; sent < used;) {
        ssize_t n = write(1, line + sent, used - sent);
        if (n < 0)
            _exit(3);
        sent += (size_t)n;
    }
    used = 0;
}

typedef struct {
    const char *key;
    int count;
} key_count;

static key_count *keys;
static int key_total, key_room;

void forget_keys(void) { key_total = 0; }

static int count_key(const char *key)
{
    for (int i = 0; i < key_total; i++)
        if (strcmp(keys[i].key, key) == 0)
            return ++keys[i].count;
    if (key_total == key_room) {
        key_room = key_room * 2 + 64;
        keys = realloc(keys, (size_t)key_room * sizeof *keys);
        if (keys == NULL)
            abort();
    }
    keys[key_total++] = (key_count){key, 1};
    return 1;
}

void truth_skip(const char *key) { count_key(key); }

void put_observation(int step, const char *key)
{
    int number = count_key(key);
    *truth_step = step;
    put("{\"step\":%d,\"key\":\"%s", step, key);
    if (number > 1)
        put("@%d", number);
    put("\",\"body\":");
}
