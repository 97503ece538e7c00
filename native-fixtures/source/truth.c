/* Enumerates the truth tables, and derives from them which bits of an object are padding. */
#include "truth.h"

/* The linker's own names for the bounds of a section whose name is a C identifier. */
extern const truth *const __start_truth_index[] __attribute__((visibility("hidden")));
extern const truth *const __stop_truth_index[] __attribute__((visibility("hidden")));

FIXTURE uint32_t truth_count(void) { return (uint32_t)(__stop_truth_index - __start_truth_index); }

FIXTURE const truth *truth_at(uint32_t index) { return index < truth_count() ? __start_truth_index[index] : NULL; }

static void or_mask(const truth *type, unsigned char *mask) {
    for (uint32_t i = 0; i < type->count; i++) {
        const truth_field *field = &type->fields[i];
        if (field->image) {
            for (uint32_t k = 0; k < type->size; k++)
                mask[k] |= ((const unsigned char *)field->image)[k];
        } else if (field->nested) {
            for (uint32_t at = 0; at < field->size; at += field->nested->size)
                or_mask(field->nested, mask + field->offset + at);
        } else {
            for (uint32_t k = 0; k < field->size; k++)
                mask[field->offset + k] = 0xFF;
        }
    }
}

FIXTURE void truth_mask(const truth *type, unsigned char *mask) {
    for (uint32_t k = 0; k < type->size; k++)
        mask[k] = 0;
    or_mask(type, mask);
}
