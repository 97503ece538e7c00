/* The truth tables against what this translation unit's compiler says of the same types, and against themselves. */
#include "check.h"
#include "truth.h"

#include <string.h>

typedef struct {
    int8_t a;
    int16_t b;
    int8_t c;
    int32_t d;
    int8_t e;
    int64_t f;
    int8_t g;
} all_widths;

typedef struct {
    uint32_t a : 3, b : 7;
    int32_t c : 5;
    uint8_t d;
} bits_and_byte;

static const truth *find(const char *name) {
    for (uint32_t i = 0; i < truth_count(); i++)
        if (!strcmp(truth_at(i)->name, name)) return truth_at(i);
    return NULL;
}

static const truth_field *field(const truth *type, const char *name) {
    for (uint32_t i = 0; i < type->count; i++)
        if (!strcmp(type->fields[i].name, name)) return &type->fields[i];
    return NULL;
}

static void offsets_are_the_compilers(void) {
    const truth *t = find("all_widths");
    CHECK(t && t->size == sizeof(all_widths) && t->alignment == _Alignof(all_widths) && t->count == 7);
    CHECK(field(t, "d")->offset == offsetof(all_widths, d) && field(t, "d")->size == 4);
    CHECK(field(t, "g")->offset == offsetof(all_widths, g) && field(t, "g")->size == 1);
}

static void a_bit_field_is_shown_by_its_image(void) {
    const truth *t = find("bits_and_byte");
    bits_and_byte v;
    memset(&v, 0, sizeof v);
    v.b = 127;
    CHECK(t && field(t, "b")->image && !memcmp(field(t, "b")->image, &v, sizeof v));
    CHECK(!field(t, "d")->image && field(t, "d")->offset == offsetof(bits_and_byte, d));
}

static void the_mask_shows_data_and_hides_padding(void) {
    static const unsigned char tagged[] = {0xFF, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF};
    static const unsigned char bits[] = {0xFF, 0x7F, 0xFF, 0};
    unsigned char mask[64];
    truth_mask(find("tagged"), mask);
    CHECK(!memcmp(mask, tagged, sizeof tagged));
    truth_mask(find("bits_and_byte"), mask);
    CHECK(!memcmp(mask, bits, sizeof bits));
    truth_mask(find("outer_padded"), mask); /* int, char, 3 padding, char, 3 padding */
    CHECK(mask[4] == 0xFF && mask[5] == 0 && mask[7] == 0 && mask[8] == 0xFF && mask[9] == 0);
}

static void every_table_is_sound_and_named_once(void) {
    CHECK(truth_count() > 40 && !truth_at(truth_count()));
    for (uint32_t i = 0; i < truth_count(); i++) {
        const truth *t = truth_at(i);
        CHECK(find(t->name) == t);
        CHECK(t->size % t->alignment == 0);
        for (uint32_t k = 0; k < t->count; k++) {
            const truth_field *f = &t->fields[k];
            CHECK(f->offset + f->size <= t->size);
            CHECK(!f->nested || f->size % f->nested->size == 0);
        }
    }
}

int main(void) {
    offsets_are_the_compilers();
    a_bit_field_is_shown_by_its_image();
    the_mask_shows_data_and_hides_padding();
    every_table_is_sound_and_named_once();
    return failures != 0;
}
