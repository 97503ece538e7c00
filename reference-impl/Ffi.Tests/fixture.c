/* What the tests of Ffi call. Each function records or answers what only the C side can know. */
#include <complex.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <wchar.h>

/* An echo of every scalar, after arguments that use up a register of each class; also through a callback. */
#define ECHO(name, type)                                                                                                                   \
    type echo_##name(int before, double real, type value, int after)                                                                      \
    {                                                                                                                                      \
        return before == 7 && real == 2.5 && after == 9 ? value : 0;                                                                       \
    }                                                                                                                                      \
    type through_##name(type (*f)(type, int), type value)                                                                                  \
    {                                                                                                                                      \
        return f(value, 9);                                                                                                                \
    }
ECHO(char, char)
ECHO(bool, _Bool)
ECHO(wchar, wchar_t)
ECHO(schar, signed char)
ECHO(uchar, unsigned char)
ECHO(short, short)
ECHO(ushort, unsigned short)
ECHO(int, int)
ECHO(uint, unsigned)
ECHO(long, long)
ECHO(ulong, unsigned long)
ECHO(longlong, long long)
ECHO(float, float)
ECHO(double, double)
ECHO(longdouble, long double)
ECHO(complexfloat, float _Complex)
ECHO(complex, double _Complex)
ECHO(complexlongdouble, long double _Complex)

/* A narrow result must arrive widened: the caller may use the whole register. */
long widened(signed char (*f)(void)) { return f(); }
unsigned long widened_unsigned(unsigned short (*f)(void)) { return f(); }

/* Reads what the letters name: i(nt), l(ong), d(ouble), g (long double), p(oint), s(tring's length). */
struct point { double x, y; };
double variadic_sum(const char *letters, ...)
{
    va_list list;
    double sum = 0;
    va_start(list, letters);
    for (; *letters; letters++) {
        switch (*letters) {
        case 'i': sum += va_arg(list, int); break;
        case 'l': sum += va_arg(list, long); break;
        case 'd': sum += va_arg(list, double); break;
        case 'g': sum += va_arg(list, long double); break;
        case 's': sum += strlen(va_arg(list, const char *)); break;
        case 'p': {
            struct point p = va_arg(list, struct point);
            sum += p.x + 10 * p.y;
        }
        }
    }
    va_end(list);
    return sum;
}
struct big { long a[4]; };
struct big variadic_big(const char *letters, ...)
{
    va_list list;
    struct big b = {{0}};
    va_start(list, letters);
    for (size_t i = 0; letters[i] && i < 4; i++) b.a[i] = (long)(va_arg(list, double) * 2);
    va_end(list);
    return b;
}

/* By integer registers alone, by both kinds, and by the stack: back-ends call each in another way. */
int fail_with(int error) { int before = errno; errno = error; return before; }
int fail_with_real(int error, double x) { return x == 2.5 ? fail_with(error) : -1; }
int fail_with_many(int error, int a, int b, int c, int d, int e, int f, int g) { return a + b + c + d + e + f + g == 28 ? fail_with(error) : -1; }

void nothing(void) { }
int call_int(int (*f)(int), int value) { return f(value); }
struct big call_big(struct big (*f)(void)) { return f(); }
struct point call_point(struct point (*f)(void)) { return f(); }

/* A callback that is stored, and called by a thread that the runtime has never seen. */
static int (*stored)(int);
static int answer;
void store(int (*f)(int)) { stored = f; }
int call_stored(int value) { return stored(value); }
static void *run(void *value) { answer = stored(*(int *)value); return NULL; }
int call_stored_from_thread(int value)
{
    pthread_t thread;
    answer = 0;
    if (pthread_create(&thread, NULL, run, &value)) return -1;
    pthread_join(thread, NULL);
    return answer;
}

void to_long_double(double value, unsigned char *bytes) { long double wide = value; memset(bytes, 0, 16); memcpy(bytes, &wide, 10); }
double from_long_double(const unsigned char *bytes) { long double wide; memcpy(&wide, bytes, 10); return (double)wide; }

int global_number = 42;
