/* Memory whose owner is the C library: freed by whoever remembers to. */
#include "witness.h"

#include <stdlib.h>

FIXTURE void *fx_alloc(size_t n) { return malloc(n); }
FIXTURE void fx_free(void *p) { free(p); }

typedef struct {
    int x, y;
} heap_place;
TRUTH(heap_place, MEMBER(heap_place, x), MEMBER(heap_place, y));

FIXTURE heap_place *new_place(int x, int y) {
    WITNESS_ENTER();
    WITNESS_ARG(x);
    WITNESS_ARG(y);
    heap_place *made = malloc(sizeof *made);
    if (made) *made = (heap_place){x, y};
    WITNESS_RETURN_BYTES(made, sizeof *made);
    return made;
}
