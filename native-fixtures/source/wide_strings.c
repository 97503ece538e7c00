/* Wide strings: 4 bytes a character on Unix, so characters beyond U+FFFF are one unit. */
#include "witness.h"

static size_t length_of(const wchar_t *s) {
    size_t n = 0;
    while (s[n])
        n++;
    return n;
}

FIXTURE size_t wide_length(const wchar_t *s) {
    WITNESS_ENTER();
    WITNESS_BYTES(s, s ? length_of(s) * sizeof *s : 0);
    size_t n = s ? length_of(s) : (size_t)-1;
    WITNESS_RETURN(n);
    return n;
}

/* ctypes hands over a temporary copy of a str, so this must not show in it; in a buffer it must. */
FIXTURE void wide_upcase(wchar_t *s) {
    WITNESS_ENTER();
    WITNESS_BYTES(s, length_of(s) * sizeof *s);
    for (wchar_t *at = s; *at; at++)
        if (*at >= L'a' && *at <= L'z') *at -= 32;
    WITNESS_RETURN_BYTES(s, length_of(s) * sizeof *s);
}

FIXTURE const wchar_t *wide_constant(void) {
    WITNESS_ENTER();
    return L"wide \u20ac \U0001F600";
}

FIXTURE unsigned wide_at(const wchar_t *s, size_t index) {
    WITNESS_ENTER();
    WITNESS_ARG(index);
    unsigned unit = (unsigned)s[index];
    WITNESS_RETURN(unit);
    return unit;
}
