/* The record itself. Appending is lock-free: fixtures are also called from foreign threads, and in forked children. */
#include "witness.h"
#include "platform.h"

enum { LENGTH_AT = 16, TEXT_AT = 64, LARGEST = 8192 };

/* The C library's, looked up when the fixture is loaded; weak, so that linking needs no C library. */
extern char **environ __attribute__((weak));

static unsigned char *record;
static uint32_t capacity;

static const char *find_variable(const char *name) {
    if (!&environ || !environ) return NULL;
    for (char **entry = environ; *entry; entry++) {
        size_t k = 0;
        while (name[k] && (*entry)[k] == name[k])
            k++;
        if (!name[k] && (*entry)[k] == '=') return *entry + k + 1;
    }
    return NULL;
}

static bool is_wasm(void) {
#ifdef __wasm__
    return true;
#else
    return false;
#endif
}

/* Two threads may both map the file: one mapping is then lost, and both write to the same pages. */
static bool open_record(void) {
    if (__atomic_load_n(&record, __ATOMIC_ACQUIRE)) return true;
    const char *path = find_variable("TOUCHSTONE_WITNESS");
    if (!path && !is_wasm()) return false;
    size_t size = 0;
    unsigned char *mapped = platform_map(path, &size);
    if (!mapped || size <= TEXT_AT) return false;
    static const char signature[8] = {'T', 'S', 'W', 'I', 'T', 'N', 'S', '1'};
    for (unsigned k = 0; k < sizeof signature; k++)
        mapped[k] = (unsigned char)signature[k];
    capacity = (uint32_t)size - TEXT_AT;
    __atomic_store_n(&record, mapped, __ATOMIC_RELEASE);
    return true;
}

static uint32_t little_endian(uint32_t value) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap32(value);
#else
    return value;
#endif
}

/* Room for a line, or null when the record is full: a line is whole or missing. */
static unsigned char *reserve(uint32_t size) {
    /* The low half of the 64-bit length: a record never reaches 4 GiB, and i386 needs no 64-bit atomics so. */
    uint32_t *length = (uint32_t *)(void *)(record + LENGTH_AT);
    uint32_t seen = __atomic_load_n(length, __ATOMIC_RELAXED);
    uint32_t used;
    do {
        used = little_endian(seen);
        if (used > capacity || size > capacity - used) return NULL;
    } while (!__atomic_compare_exchange_n(length, &seen, little_endian(used + size), false, __ATOMIC_ACQ_REL,
                                          __ATOMIC_RELAXED));
    return record + TEXT_AT + used;
}

void witness_enter(const char *function) {
    if (!open_record()) return;
    uint32_t size = 0;
    while (function[size])
        size++;
    unsigned char *line = reserve(size + 3);
    if (!line) return;
    line[0] = 'E';
    line[1] = ' ';
    for (uint32_t k = 0; k < size; k++)
        line[2 + k] = (unsigned char)function[k];
    line[2 + size] = '\n';
}

static void write_bytes(char mark, const unsigned char *bytes, const unsigned char *mask, size_t size) {
    if (!bytes) size = 0;
    uint32_t width = size ? 3 + 2 * (uint32_t)size : 2;
    unsigned char *line = reserve(width);
    if (!line) return;
    static const char digits[] = "0123456789abcdef";
    line[0] = (unsigned char)mark;
    line[1] = ' ';
    for (size_t k = 0; k < size; k++) {
        unsigned char byte = mask ? bytes[k] & mask[k] : bytes[k];
        line[2 + 2 * k] = (unsigned char)digits[byte >> 4];
        line[3 + 2 * k] = (unsigned char)digits[byte & 15];
    }
    line[width - 1] = '\n';
}

void witness_bytes(char mark, const void *bytes, size_t size) {
    if (open_record()) write_bytes(mark, bytes, NULL, size);
}

void witness_aggregate(char mark, const truth *type, const void *value) {
    if (!open_record()) return;
    unsigned char mask[LARGEST];
    if (type->size > LARGEST) return;
    truth_mask(type, mask);
    write_bytes(mark, value, mask, type->size);
}
