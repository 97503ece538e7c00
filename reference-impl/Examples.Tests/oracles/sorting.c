/* What sorting.cs does, in C. */
#include <stdio.h>
#include <stdlib.h>

typedef struct { int key; double value; } pair;

static int up(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int down(const void *a, const void *b) { return up(b, a); }
static int by_key(const void *a, const void *b) { return ((const pair *)a)->key - ((const pair *)b)->key; }

int main(void)
{
    int numbers[] = { 5, 3, 9, 1 };
    struct { int x, y; } p = { 1, 2 };
    pair pairs[] = { { 3, 0.5 }, { 1, 2.5 }, { 2, 1.5 } };
    qsort(numbers, 4, sizeof(int), up);
    p.y += numbers[3];
    printf("%d %d %d %d; %d %d\n", numbers[0], numbers[1], numbers[2], numbers[3], p.x, p.y);
    qsort(numbers, 4, sizeof(int), down);
    printf("%d %d %d %d\n", numbers[0], numbers[1], numbers[2], numbers[3]);
    qsort(pairs, 3, sizeof(pair), by_key);
    for (int i = 0; i < 3; i++)
        printf("%d %.1f\n", pairs[i].key, pairs[i].value);
    return 0;
}
