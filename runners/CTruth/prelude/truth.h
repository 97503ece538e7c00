/* What a lowered program may use: it computes with real C types, and says what it sees through these. */
#ifndef TRUTH_H
#define TRUTH_H

#include <complex.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

typedef enum {
    TRUTH_SIGNED,
    TRUTH_UNSIGNED,
    TRUTH_BOOL,
    TRUTH_CHAR,
    TRUTH_WCHAR,
    TRUTH_FLOAT,       /* float, double and long double, told apart by size; Python sees a double */
    TRUTH_COMPLEX,
    TRUTH_ADDRESS,     /* void *, char *: null or not is all that may be said of it */
    TRUTH_POINTER,     /* a pointer or function pointer that ctypes hands out as an object */
    TRUTH_BOXED,       /* a Python subclass of a simple type: shown as an object, also as a field */
    TRUTH_STRUCT,      /* and union */
    TRUTH_ARRAY,
    TRUTH_CHAR_ARRAY   /* shown as the bytes before its first NUL where it is a field */
} truth_kind;

typedef struct truth_type truth_type;

typedef struct {
    const char *name;
    const truth_type *type;
    size_t offset;
    int bits;                    /* the width of a bit-field, else 0 */
    const unsigned char *image;  /* of a bit-field: the object with this field all ones and all else zero */
    /* Stores the field's value as its declared type: for what no pointer can reach (bit-fields, reversed byte order). */
    void (*get)(const void *object, void *value);
} truth_field;

struct truth_type {
    truth_kind kind;
    const char *label;
    size_t size, alignment;
    const truth_field *fields;
    size_t count;                /* of fields, or of an array's elements */
    const truth_type *element;   /* of an array, or what a boxed type boxes */
};

/* Scalars by ctypes' type code and size, as observations name them. */
extern const truth_type truth_c1, truth_u4, truth_bool1, truth_b1, truth_B1, truth_h2, truth_H2, truth_i4, truth_I4,
    truth_l8, truth_L8, truth_f4, truth_d8, truth_g16, truth_Zf8, truth_Zd16, truth_Zg32, truth_P8, truth_z8, truth_Z8,
    truth_O8;

typedef struct {
    const char *name;
    void (*run)(void);
    int shares; /* calls no fixture, so it may run in one process with its neighbours */
} truth_program;

extern const truth_program truth_programs[];
extern const int truth_program_count;

/* Where the program is: read by the parent after a crash. */
extern volatile int *truth_step;

/* Zeroed, aligned storage that lives as long as the process: C has no say on lifetimes. */
void *truth_new(size_t size, size_t alignment);
double truth_f64(uint64_t bits);
/* A copy that later writes do not reach; NULL stays NULL. */
char *truth_string(const char *string);
/* A copy of an array's characters up to the first NUL: what ctypes reads of such a field. */
char *truth_characters(const char *array, size_t size);

/* One observation is begun, given one value, and ended. Keys come escaped for JSON. */
void truth_begin(int step, const char *key);
void truth_end(void);
/* Counts an observation that C does not answer, so that a later one of the same key gets the right number. */
void truth_skip(const char *key);

void truth_put_signed(long long value);
void truth_put_unsigned(unsigned long long value);
#define truth_put_integer(x) \
    ((x) < 0 ? truth_put_signed((long long)(x)) : truth_put_unsigned((unsigned long long)(x)))
void truth_put_bool(int value);
void truth_put_double(double value);
void truth_put_complex(double real, double imaginary);
void truth_put_bytes(const void *bytes, size_t size);
void truth_put_string(const char *string); /* NULL is None */
void truth_put_wchar(wchar_t value);
void truth_put_none(void);
void truth_put_text(const char *json); /* punctuation of a compound value */
/* A ctypes object; a scalar is shown boxed. */
void truth_put_object(const truth_type *type, const void *object);

/* Whole observations. */
void truth_object(int step, const char *key, const truth_type *type, const void *object);
void truth_bytes(int step, const char *key, const truth_type *type, const void *object);
void truth_layout(int step, const char *key, const truth_type *type);

/* FNV-1a over the values of all leaves, in order: what a generated fixture answers of its arguments. */
uint64_t truth_weigh(uint64_t so_far, const truth_type *type, const void *object);
#define TRUTH_WEIGH_START 0xcbf29ce484222325ULL

#endif
