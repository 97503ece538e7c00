/* The same calls from C: through a function pointer, and through libffi. Writes "name nanoseconds" lines. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <ffi.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define CALLS 10000
#define ROUNDS 200

struct point { double x, y; };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

#define MEASURE(name, body)                                                                                                                \
    do {                                                                                                                                   \
        double best = 1e300;                                                                                                               \
        for (int round = 0; round < ROUNDS; round++) {                                                                                     \
            double start = now();                                                                                                          \
            body;                                                                                                                          \
            double took = now() - start;                                                                                                   \
            if (took < best) best = took;                                                                                                  \
        }                                                                                                                                  \
        printf("%s %.2f\n", name, best / CALLS);                                                                                          \
    } while (0)
#define LOOP for (int i = 0; i < CALLS; i++)

static void add_handler(ffi_cif *cif, void *result, void **arguments, void *data)
{
    *(ffi_arg *)result = *(int *)arguments[0] + *(int *)arguments[1];
}

int main(int argc, char **argv)
{
    void *library = dlopen(argv[1], RTLD_NOW);
    int through_libffi = strcmp(argv[2], "libffi") == 0;
    int (*volatile add)(int, int) = dlsym(library, "add");
    double (*volatile fdd)(double, double) = dlsym(library, "fdd");
    struct point (*volatile mirror)(struct point) = dlsym(library, "mirror");
    int (*call_many)(int (*)(int, int), int) = dlsym(library, "call_many");
    int sum = 0;
    double product = 1, one = 1;
    struct point p = {1, 2};

    if (!through_libffi) {
        puts("C function pointer");
        MEASURE("add", LOOP sum = add(sum, i));
        MEASURE("fdd", LOOP product = fdd(product, one));
        MEASURE("point", LOOP p = mirror(p));
        MEASURE("callback", call_many(add, CALLS));
        return 0;
    }
    puts("C, libffi");
    ffi_cif ints, doubles, points;
    ffi_type *two_ints[] = {&ffi_type_sint, &ffi_type_sint}, *two_doubles[] = {&ffi_type_double, &ffi_type_double};
    ffi_type *members[] = {&ffi_type_double, &ffi_type_double, NULL};
    ffi_type point = {0, 0, FFI_TYPE_STRUCT, members};
    ffi_type *one_point[] = {&point};
    ffi_prep_cif(&ints, FFI_DEFAULT_ABI, 2, &ffi_type_sint, two_ints);
    ffi_prep_cif(&doubles, FFI_DEFAULT_ABI, 2, &ffi_type_double, two_doubles);
    ffi_prep_cif(&points, FFI_DEFAULT_ABI, 1, &point, one_point);
    ffi_arg wide = 0;
    int i;
    void *int_values[] = {&wide, &i}, *double_values[] = {&product, &one}, *point_values[] = {&p};
    MEASURE("add", for (i = 0; i < CALLS; i++) ffi_call(&ints, FFI_FN(add), &wide, int_values));
    MEASURE("fdd", LOOP ffi_call(&doubles, FFI_FN(fdd), &product, double_values));
    MEASURE("point", LOOP ffi_call(&points, FFI_FN(mirror), &p, point_values));
    void *code;
    ffi_closure *closure = ffi_closure_alloc(sizeof *closure, &code);
    ffi_prep_closure_loc(closure, &ints, add_handler, NULL, code);
    MEASURE("callback", call_many((int (*)(int, int))code, CALLS));
    return 0;
}
