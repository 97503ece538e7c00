/* A library that asks its caller for structs: what CPython's ctypes cannot answer. */
typedef struct { double x, y; } point;
typedef point (*curve)(double t);
typedef point (*motion)(point from, int step);

/* The length of a curve between 0 and 1, measured in straight steps. */
double length_of(curve at, int steps)
{
    double length = 0;
    point last = at(0);
    for (int i = 1; i <= steps; i++) {
        point next = at((double)i / steps);
        double dx = next.x - last.x, dy = next.y - last.y;
        length += __builtin_sqrt(dx * dx + dy * dy);
        last = next;
    }
    return length;
}

/* Where a motion ends. */
point follow(motion move, point from, int steps)
{
    for (int i = 0; i < steps; i++)
        from = move(from, i);
    return from;
}
