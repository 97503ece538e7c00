/* What geometry.cs does, in C: both sides of the library. An exception is C#'s own, and not in it. */
#include <stdio.h>
#include "../../Examples/native/geometry.c"

static point line(double t) { return (point){ 3 * t, 4 * t }; }
static point parabola(double t) { return (point){ t, t * t }; }
static point drift(point from, int step) { return (point){ from.x + step, from.y * 2 }; }

int main(void)
{
    printf("%.6f\n%.6f\n", length_of(line, 10), length_of(parabola, 4));
    point end = follow(drift, (point){ 0.5, 1 }, 5);
    printf("%.6f %.6f\n", end.x, end.y);
    return 0;
}
