/* What callees record: one line a fact, padding as zero, whole lines only, and alive after a crash. */
#define _DEFAULT_SOURCE
#include "check.h"
#include "fixture.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_SIZE = 4096, TEXT_AT = 64 };

typedef struct {
    char tag;
    int32_t value;
} tagged;
tagged echo_tagged(tagged v);
int read_int(const int *at);
int call_cbi(int (*f)(int), int n, int *ran);
long double echo_longdouble(long double v);

static unsigned char *record;

static uint64_t length(void) {
    uint64_t value = 0;
    for (int k = 7; k >= 0; k--)
        value = value << 8 | record[16 + k];
    return value;
}
static void clear(void) { memset(record + 16, 0, FILE_SIZE - 16); }
static bool reads(const char *expected) {
    return length() == strlen(expected) && !memcmp(record + TEXT_AT, expected, strlen(expected));
}

static void arguments_and_result_are_lines_and_padding_is_zero(void) {
    clear();
    tagged dirty;
    memset(&dirty, 0xAA, sizeof dirty);
    dirty.tag = 'x';
    dirty.value = 0x01020304;
    echo_tagged(dirty);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    CHECK(reads("E echo_tagged\nA 7800000001020304\nR 7800000001020304\n"));
#else
    CHECK(reads("E echo_tagged\nA 7800000004030201\nR 7800000004030201\n"));
#endif
}

static void a_null_pointer_is_an_empty_argument(void) {
    clear();
    read_int(NULL);
    CHECK(reads("E read_int\nA\nR ffffffff\n"));
}

static int kill_the_process(int n) {
    (void)n;
    abort();
}
static void the_record_outlives_a_crash_inside_a_callback(void) {
    clear();
    pid_t child = fork();
    if (!child) {
        int ran = 0;
        call_cbi(kill_the_process, 7, &ran);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status));
    CHECK(!memcmp(record + TEXT_AT, "E call_cbi\nA 07000000\n", length()) && length() > 0);
}

static void a_full_record_loses_whole_lines(void) {
    clear();
    for (int i = 0; i < 1000; i++)
        read_int(&i);
    CHECK(length() <= FILE_SIZE - TEXT_AT && length() > FILE_SIZE - TEXT_AT - 40);
    CHECK(record[TEXT_AT + length() - 1] == '\n');
}

int main(void) {
    int file = open(getenv("TOUCHSTONE_WITNESS"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK(file >= 0 && !ftruncate(file, FILE_SIZE));
    record = mmap(NULL, FILE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (record == MAP_FAILED) return 1;
    arguments_and_result_are_lines_and_padding_is_zero();
    CHECK(!memcmp(record, "TSWITNS1", 8));
    a_null_pointer_is_an_empty_argument();
    the_record_outlives_a_crash_inside_a_callback();
    a_full_record_loses_whole_lines();
    return failures != 0;
}
