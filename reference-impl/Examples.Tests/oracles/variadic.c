/* What variadic.cs does, in C. */
#include <limits.h>
#include <stdio.h>

int main(void)
{
    char buffer[32];
    int length = snprintf(buffer, sizeof buffer, "%d|%5.2f|%s|%c", -42, 2.5, "grüß", 'x');
    printf("%d: %s\n", length, buffer);
    length = snprintf(buffer, sizeof buffer, "%lld and %g", LLONG_MAX, 1.5f);
    printf("%d: %s\n", length, buffer);
    const char *a = "aaaaaaaaaaaaaaaaaaaa", *b = "bbbbbbbbbbbbbbbbbbbb";
    length = snprintf(buffer, sizeof buffer, "%s %s", a, b);
    printf("%d: %s\n", length, buffer);
    return 0;
}
