/* Shapes by value between two translation units of one compiler: what every other caller is held to. */
#include "check.h"
#include "fixture.h"

typedef struct {
    double a;
    int64_t b;
} sse_int;
sse_int echo_sse_int(sse_int v);
int64_t late_sse_int(int a, int b, int c, int d, int e, sse_int v, int last);
void spoil_sse_int(sse_int v);
int64_t ask_sse_int(int64_t (*callback)(sse_int, int), const sse_int *v, int n);
void take_sse_int(sse_int (*callback)(int), int n, sse_int *result);

#pragma pack(push, 1)
typedef struct {
    char a;
    int32_t b;
    char c;
} packed_char_int_char;
#pragma pack(pop)
int64_t late_packed_char_int_char(int a, int b, int c, int d, int e, packed_char_int_char v, int last);

static int64_t answer(sse_int v, int n) { return (int64_t)v.a * 100 + v.b * 10 + n; }
static sse_int make(int n) { return (sse_int){n + 0.5, n * 2}; }

int main(void) {
    sse_int v = {2.0, 3};
    sse_int echoed = echo_sse_int(v);
    CHECK(echoed.a == 2.0 && echoed.b == 3);
    CHECK(late_sse_int(1, 2, 3, 4, 5, v, 6) == 21 * 1000 + 1 + 4 + 9 + 20 + 35 + 66);
    spoil_sse_int(v);
    CHECK(v.a == 2.0 && v.b == 3);
    CHECK(ask_sse_int(answer, &v, 7) == 237);
    sse_int taken;
    take_sse_int(make, 4, &taken);
    CHECK(taken.a == 4.5 && taken.b == 8);
    CHECK(late_packed_char_int_char(1, 2, 3, 4, 5, (packed_char_int_char){1, 2, 3}, 6) == 34 * 1000 + 135);
    return failures != 0;
}
