/* Callbacks from threads that the interpreter has never seen. */
#include "witness.h"

#include <pthread.h>

typedef struct {
    int (*callback)(int);
    int argument, result;
} errand;

static void *run_errand(void *at) {
    errand *e = at;
    e->result = e->callback(e->argument);
    return NULL;
}

/* Waits for the thread: a caller that kept its interpreter's lock through the call would never return. */
FIXTURE int call_from_thread(int (*f)(int), int n) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    errand e = {f, n, -1};
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_errand, &e)) return -1;
    pthread_join(thread, NULL);
    WITNESS_RETURN(e.result);
    return e.result;
}

/* Several threads at once; the result does not depend on their order. */
FIXTURE int call_from_threads(int (*f)(int), int threads) {
    enum { MOST = 16 };
    WITNESS_ENTER();
    WITNESS_ARG(threads);
    errand errands[MOST];
    pthread_t started[MOST];
    int count = 0, total = 0;
    while (count < threads && count < MOST) {
        errands[count] = (errand){f, count, -1};
        if (pthread_create(&started[count], NULL, run_errand, &errands[count])) break;
        count++;
    }
    for (int i = 0; i < count; i++) {
        pthread_join(started[i], NULL);
        total += errands[i].result;
    }
    WITNESS_RETURN(total);
    return total;
}

static int (*later)(int);
static void *run_later(void *at) {
    later((int)(intptr_t)at);
    return NULL;
}
static pthread_t later_thread;

/* Starts a thread that outlives this call, and waits for it in another. */
FIXTURE int start_thread(int (*f)(int), int n) {
    WITNESS_ENTER();
    WITNESS_ARG(n);
    later = f;
    int error = pthread_create(&later_thread, NULL, run_later, (void *)(intptr_t)n);
    WITNESS_RETURN(error);
    return error;
}
FIXTURE void join_thread(void) {
    WITNESS_ENTER();
    pthread_join(later_thread, NULL);
    WITNESS_RETURN_VOID();
}
