/*
 * Runs every program of the translation units it is linked with, each in a forked child where it calls fixtures, and
 * neighbours that call none together in one: a crash ends one program, never the run.
 *
 * Lines on standard output: "B i" a program begins; an observation, in JSON; "E i us" it ended; from the parent
 * "X i status step" it died; "W i text" what the witness holds of it, newlines as "|".
 */
#include "output.h"
#include "truth.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS_PER_PROGRAM = 10, WITNESS_TEXT = 64, WITNESS_LENGTH = 16 };

/* Shared with the children: [0] is the program that runs, [1] its step. */
static volatile int *progress;

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static void run(int index)
{
    progress[0] = index;
    progress[1] = -1;
    alarm(SECONDS_PER_PROGRAM);
    forget_keys();
    put("B %d\n", index);
    flush_output();
    double start = microseconds();
    truth_programs[index].run();
    put("E %d %.1f\n", index, microseconds() - start);
    flush_output();
}

static int group_end(int from)
{
    int end = from + 1;
    while (truth_programs[from].shares && end < truth_program_count && truth_programs[end].shares)
        end++;
    return end;
}

static void forget_witness(int file)
{
    uint64_t none = 0;
    if (file >= 0 && pwrite(file, &none, sizeof none, WITNESS_LENGTH) < 0)
        exit(3);
}

static void report_witness(int file, int index)
{
    uint64_t length = 0;
    if (file < 0 || pread(file, &length, sizeof length, WITNESS_LENGTH) != sizeof length || length == 0)
        return;
    char *text = malloc(length + 1);
    ssize_t got = text ? pread(file, text, length, WITNESS_TEXT) : -1;
    if (got >= 0) {
        for (ssize_t i = 0; i < got; i++)
            if (text[i] == '\n')
                text[i] = '|';
        text[got] = 0;
        put("W %d %s\n", index, text);
        flush_output();
    }
    free(text);
}

int main(void)
{
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    progress = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (progress == MAP_FAILED)
        return 3;
    truth_step = progress + 1;
    const char *path = getenv("TOUCHSTONE_WITNESS");
    int witness = path ? open(path, O_RDWR) : -1;
    for (int next = 0; next < truth_program_count;) {
        int end = group_end(next), status;
        forget_witness(witness);
        progress[0] = next;
        pid_t child = fork();
        if (child < 0)
            return 3;
        if (child == 0) {
            for (; next < end; next++)
                run(next);
            _exit(0);
        }
        if (waitpid(child, &status, 0) != child)
            return 3;
        int last = progress[0];
        if (!truth_programs[next].shares)
            report_witness(witness, last);
        if (status != 0) {
            put("X %d %d %d\n", last, WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status), progress[1]);
            flush_output();
            end = last + 1;
        }
        next = end;
    }
    return 0;
}
