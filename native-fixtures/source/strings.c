/* Narrow strings: read, written in place, returned from the library's memory, and arrays of them. */
#include "witness.h"

static size_t length_of(const char *s) {
    size_t n = 0;
    while (s[n])
        n++;
    return n;
}

FIXTURE size_t text_length(const char *s) {
    WITNESS_ENTER();
    WITNESS_BYTES(s, s ? length_of(s) : 0);
    size_t n = s ? length_of(s) : (size_t)-1;
    WITNESS_RETURN(n);
    return n;
}

/* Writes into what it is given, also where ctypes' caller meant an immutable bytes object. */
FIXTURE void upcase(char *s) {
    WITNESS_ENTER();
    WITNESS_BYTES(s, length_of(s));
    for (char *at = s; *at; at++)
        if (*at >= 'a' && *at <= 'z') *at -= 32;
    WITNESS_RETURN_BYTES(s, length_of(s));
}

FIXTURE const char *constant_text(void) {
    WITNESS_ENTER();
    return "constant";
}
FIXTURE const char *no_text(void) {
    WITNESS_ENTER();
    return NULL;
}

/* A buffer of the library that its caller may write. */
static char shared_text[16] = "shared text";
FIXTURE char *static_text(void) {
    WITNESS_ENTER();
    WITNESS_RETURN_BYTES(shared_text, sizeof shared_text);
    return shared_text;
}

/* A pointer into the caller's own string. */
FIXTURE char *find_char(char *s, char wanted) {
    WITNESS_ENTER();
    WITNESS_BYTES(s, length_of(s));
    WITNESS_ARG(wanted);
    for (; *s; s++)
        if (*s == wanted) return s;
    return NULL;
}

/* Fills at most `room` bytes and says how many the whole text needs: snprintf's contract. */
FIXTURE int copy_text(char *into, size_t room, const char *from) {
    WITNESS_ENTER();
    WITNESS_ARG(room);
    WITNESS_BYTES(from, length_of(from));
    size_t n = length_of(from);
    for (size_t i = 0; room && i < room - 1 && i <= n; i++)
        into[i] = from[i];
    if (room && n >= room) into[room - 1] = 0;
    int needed = (int)n;
    WITNESS_RETURN(needed);
    return needed;
}

/* Bytes with a length: NULs are data. */
FIXTURE int count_zeros(const char *at, size_t size) {
    WITNESS_ENTER();
    WITNESS_BYTES(at, size);
    int zeros = 0;
    for (size_t i = 0; i < size; i++)
        zeros += !at[i];
    WITNESS_RETURN(zeros);
    return zeros;
}

FIXTURE const char *pick_text(const char *const *texts, int index) {
    WITNESS_ENTER();
    WITNESS_ARG(index);
    WITNESS_RETURN_BYTES(texts[index], length_of(texts[index]));
    return texts[index];
}

/* Puts the library's string into the caller's slot. */
FIXTURE void give_text(const char **slot) {
    WITNESS_ENTER();
    WITNESS_BYTES(*slot, *slot ? length_of(*slot) : 0);
    *slot = "given";
    WITNESS_RETURN_VOID();
}

typedef struct {
    const char *name;
    int id;
} named;
TRUTH(named, MEMBER(named, name), MEMBER(named, id));
FIXTURE int read_named(const named *v) {
    WITNESS_ENTER();
    WITNESS_BYTES(v->name, v->name ? length_of(v->name) : 0);
    WITNESS_ARG(v->id);
    int answer = v->id * 100 + (v->name ? (int)length_of(v->name) : -1);
    WITNESS_RETURN(answer);
    return answer;
}
FIXTURE void rename_named(named *v, const char *name) {
    WITNESS_ENTER();
    WITNESS_BYTES(name, length_of(name));
    v->name = name;
    WITNESS_RETURN_VOID();
}
