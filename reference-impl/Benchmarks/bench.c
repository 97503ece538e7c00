/* What the benchmarks call: nothing that costs more than the call. */
struct point { double x, y; };

int add(int a, int b) { return a + b; }
double fdd(double a, double b) { return a * b; }
struct point mirror(struct point p) { struct point q = {p.y, p.x}; return q; }

int call_many(int (*f)(int, int), int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++) sum = f(sum, i);
    return sum;
}

double call_many_points(struct point (*f)(struct point), int count)
{
    struct point p = {1, 2};
    for (int i = 0; i < count; i++) p = f(p);
    return p.x;
}
