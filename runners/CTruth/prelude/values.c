/* How values are written: the observation bodies of the conformance suite, as JSON, and the weight of a value. */
#include "truth.h"
#include "output.h"
#include <stdlib.h>

#define SCALAR(name, kind, label, type) \
    const truth_type truth_##name = {kind, label, sizeof(type), _Alignof(type), NULL, 0, NULL}
SCALAR(c1, TRUTH_CHAR, "c1", char);
SCALAR(u4, TRUTH_WCHAR, "u4", wchar_t);
SCALAR(bool1, TRUTH_BOOL, "?1", _Bool);
SCALAR(b1, TRUTH_SIGNED, "b1", int8_t);
SCALAR(B1, TRUTH_UNSIGNED, "B1", uint8_t);
SCALAR(h2, TRUTH_SIGNED, "h2", int16_t);
SCALAR(H2, TRUTH_UNSIGNED, "H2", uint16_t);
SCALAR(i4, TRUTH_SIGNED, "i4", int32_t);
SCALAR(I4, TRUTH_UNSIGNED, "I4", uint32_t);
SCALAR(l8, TRUTH_SIGNED, "l8", int64_t);
SCALAR(L8, TRUTH_UNSIGNED, "L8", uint64_t);
SCALAR(f4, TRUTH_FLOAT, "f4", float);
SCALAR(d8, TRUTH_FLOAT, "d8", double);
SCALAR(g16, TRUTH_FLOAT, "g16", long double);
SCALAR(Zf8, TRUTH_COMPLEX, "Zf8", float complex);
SCALAR(Zd16, TRUTH_COMPLEX, "Zd16", double complex);
SCALAR(Zg32, TRUTH_COMPLEX, "Zg32", long double complex);
SCALAR(P8, TRUTH_ADDRESS, "P8", void *);
SCALAR(z8, TRUTH_ADDRESS, "z8", char *);
SCALAR(Z8, TRUTH_ADDRESS, "Z8", wchar_t *);
SCALAR(O8, TRUTH_ADDRESS, "O8", void *);

void *truth_new(size_t size, size_t alignment)
{
    size_t unit = alignment < 16 ? 16 : alignment;
    size_t rounded = (size + unit - 1) / unit * unit;
    void *memory = aligned_alloc(unit, rounded ? rounded : unit);
    return memory ? memset(memory, 0, rounded ? rounded : unit) : NULL;
}

double truth_f64(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

char *truth_string(const char *string) { return string ? strdup(string) : NULL; }

char *truth_characters(const char *array, size_t size) { return strndup(array, size); }

static void put_double_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put("\"%016llx\"", (unsigned long long)bits);
}

void truth_put_signed(long long value) { put("{\"t\":\"int\",\"v\":\"%lld\"}", value); }
void truth_put_unsigned(unsigned long long value) { put("{\"t\":\"int\",\"v\":\"%llu\"}", value); }
void truth_put_bool(int value) { put("{\"t\":\"bool\",\"v\":%s}", value ? "true" : "false"); }
void truth_put_none(void) { put("{\"t\":\"none\"}"); }
void truth_put_text(const char *json) { put("%s", json); }

void truth_put_double(double value)
{
    put("{\"t\":\"f64\",\"v\":");
    put_double_bits(value);
    put("}");
}

void truth_put_complex(double real, double imaginary)
{
    put("{\"t\":\"complex\",\"v\":[");
    put_double_bits(real);
    put(",");
    put_double_bits(imaginary);
    put("]}");
}

static void put_hex(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        put("%02x", bytes[i]);
}

void truth_put_bytes(const void *bytes, size_t size)
{
    put("{\"t\":\"bytes\",\"v\":\"");
    put_hex(bytes, size);
    put("\"}");
}

void truth_put_string(const char *string)
{
    if (string == NULL)
        truth_put_none();
    else
        truth_put_bytes(string, strlen(string));
}

/* Python's unicode_escape form, its backslashes doubled for JSON. */
void truth_put_wchar(wchar_t value)
{
    unsigned c = (unsigned)value;
    const char *form = c > 0xffff ? "\\\\U%08x" : c > 0xff ? "\\\\u%04x" : "\\\\x%02x";
    put("{\"t\":\"text\",\"v\":\"");
    if (c == '\t' || c == '\n' || c == '\r')
        put("\\\\%c", c == '\t' ? 't' : c == '\n' ? 'n' : 'r');
    else if (c == '\\')
        put("\\\\\\\\");
    else if (c == '"')
        put("\\\"");
    else if (c >= 0x20 && c < 0x7f)
        put("%c", (int)c);
    else
        put(form, c);
    put("\"}");
}

static long long read_signed(const void *object, size_t size)
{
    switch (size) {
    case 1: { int8_t v; memcpy(&v, object, 1); return v; }
    case 2: { int16_t v; memcpy(&v, object, 2); return v; }
    case 4: { int32_t v; memcpy(&v, object, 4); return v; }
    default: { int64_t v; memcpy(&v, object, 8); return v; }
    }
}

static unsigned long long read_unsigned(const void *object, size_t size)
{
    switch (size) {
    case 1: { uint8_t v; memcpy(&v, object, 1); return v; }
    case 2: { uint16_t v; memcpy(&v, object, 2); return v; }
    case 4: { uint32_t v; memcpy(&v, object, 4); return v; }
    default: { uint64_t v; memcpy(&v, object, 8); return v; }
    }
}

static double read_double(const void *object, size_t size)
{
    switch (size) {
    case sizeof(float): { float v; memcpy(&v, object, sizeof v); return v; }
    case sizeof(double): { double v; memcpy(&v, object, sizeof v); return v; }
    default: { long double v; memcpy(&v, object, sizeof v); return (double)v; }
    }
}

static int is_null(const void *object)
{
    void *address;
    memcpy(&address, object, sizeof address);
    return address == NULL;
}

/* A leaf as Python sees it once ctypes has unboxed it. */
static void put_scalar(const truth_type *type, const void *object)
{
    switch (type->kind) {
    case TRUTH_SIGNED: truth_put_signed(read_signed(object, type->size)); break;
    case TRUTH_UNSIGNED: truth_put_unsigned(read_unsigned(object, type->size)); break;
    case TRUTH_BOOL: truth_put_bool((int)read_unsigned(object, type->size)); break;
    case TRUTH_CHAR: truth_put_bytes(object, 1); break;
    case TRUTH_WCHAR: { wchar_t v; memcpy(&v, object, sizeof v); truth_put_wchar(v); break; }
    case TRUTH_FLOAT: truth_put_double(read_double(object, type->size)); break;
    case TRUTH_COMPLEX:
        truth_put_complex(read_double(object, type->size / 2),
                          read_double((const char *)object + type->size / 2, type->size / 2));
        break;
    default: put("{\"t\":\"%s\"}", is_null(object) ? "null" : "address"); break;
    }
}

static void put_part(const truth_type *type, const void *object)
{
    switch (type->kind) {
    case TRUTH_STRUCT:
    case TRUTH_ARRAY:
    case TRUTH_BOXED:
    case TRUTH_POINTER: truth_put_object(type, object); break;
    case TRUTH_CHAR_ARRAY: truth_put_bytes(object, strnlen(object, type->count)); break;
    default: put_scalar(type, object); break;
    }
}

static void put_fields(const truth_type *type, const void *object)
{
    for (size_t i = 0; i < type->count; i++) {
        const truth_field *field = &type->fields[i];
        _Alignas(16) unsigned char value[32];
        const void *part = (const char *)object + field->offset;
        if (field->get) {
            field->get(object, value);
            part = value;
        }
        put("%s[\"%s\",", i ? "," : "", field->name);
        put_part(field->type, part);
        put("]");
    }
}

void truth_put_object(const truth_type *type, const void *object)
{
    put("{\"t\":\"data\",\"type\":\"%s\",\"v\":", type->label);
    switch (type->kind) {
    case TRUTH_STRUCT:
        put("[");
        put_fields(type, object);
        put("]");
        break;
    case TRUTH_ARRAY:
    case TRUTH_CHAR_ARRAY:
        put("[");
        for (size_t i = 0; i < type->count; i++) {
            const void *part = (const char *)object + i * type->element->size;
            put(i ? "," : "");
            /* Of characters ctypes makes bytes where they are a field, and an object where they are an element. */
            if (type->element->kind == TRUTH_CHAR_ARRAY)
                truth_put_object(type->element, part);
            else
                put_part(type->element, part);
        }
        put("]");
        break;
    case TRUTH_BOXED: put_scalar(type->element, object); break;
    default: put_scalar(type, object); break;
    }
    put("}");
}

/*
 * Data bits are 1; padding is 0, and so are addresses, which differ from run to run. Of x87's long double ten bytes are
 * data.
 */
static void mark(const truth_type *type, unsigned char *mask)
{
    switch (type->kind) {
    case TRUTH_STRUCT:
        for (size_t i = 0; i < type->count; i++) {
            const truth_field *field = &type->fields[i];
            if (field->image == NULL)
                mark(field->type, mask + field->offset);
            else
                for (size_t k = 0; k < type->size; k++)
                    mask[k] |= field->image[k];
        }
        break;
    case TRUTH_ARRAY:
    case TRUTH_CHAR_ARRAY:
        for (size_t i = 0; i < type->count; i++)
            mark(type->element, mask + i * type->element->size);
        break;
    case TRUTH_BOXED: mark(type->element, mask); break;
    case TRUTH_FLOAT: memset(mask, 0xff, type->size > 10 ? 10 : type->size); break;
    case TRUTH_COMPLEX:
        memset(mask, 0xff, type->size / 2 > 10 ? 10 : type->size / 2);
        memset(mask + type->size / 2, 0xff, type->size / 2 > 10 ? 10 : type->size / 2);
        break;
    case TRUTH_ADDRESS:
    case TRUTH_POINTER: break;
    default: memset(mask, 0xff, type->size); break;
    }
}

void truth_bytes(int step, const char *key, const truth_type *type, const void *object)
{
    unsigned char *mask = truth_new(type->size, 1), *data = truth_new(type->size, 1);
    mark(type, mask);
    for (size_t k = 0; k < type->size; k++)
        data[k] = ((const unsigned char *)object)[k] & mask[k];
    put_observation(step, key);
    put("{\"kind\":\"bytes\",\"hex\":\"");
    put_hex(data, type->size);
    put("\",\"mask\":\"");
    put_hex(mask, type->size);
    put("\"}}\n");
    flush_output();
}

void truth_layout(int step, const char *key, const truth_type *type)
{
    put_observation(step, key);
    put("{\"kind\":\"layout\",\"size\":%zu,\"alignment\":%zu,\"fields\":[", type->size, type->alignment);
    for (size_t i = 0; type->kind == TRUTH_STRUCT && i < type->count; i++) {
        const truth_field *field = &type->fields[i];
        put("%s{\"name\":\"%s\",", i ? "," : "", field->name);
        if (field->image) {
            put("\"bits\":%d,\"image\":\"", field->bits);
            put_hex(field->image, type->size);
            put("\"}");
        } else {
            put("\"offset\":%zu,\"size\":%zu}", field->offset, field->type->size);
        }
    }
    put("]}}\n");
    flush_output();
}

void truth_begin(int step, const char *key)
{
    put_observation(step, key);
    put("{\"kind\":\"value\",\"value\":");
}

void truth_end(void)
{
    put("}}\n");
    flush_output();
}

void truth_object(int step, const char *key, const truth_type *type, const void *object)
{
    truth_begin(step, key);
    truth_put_object(type, object);
    truth_end();
}

static uint64_t weigh_bytes(uint64_t hash, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3ULL;
    return hash;
}

uint64_t truth_weigh(uint64_t hash, const truth_type *type, const void *object)
{
    switch (type->kind) {
    case TRUTH_STRUCT:
        for (size_t i = 0; i < type->count; i++) {
            const truth_field *field = &type->fields[i];
            _Alignas(16) unsigned char value[32];
            const void *part = (const char *)object + field->offset;
            if (field->get) {
                field->get(object, value);
                part = value;
            }
            hash = truth_weigh(hash, field->type, part);
        }
        return hash;
    case TRUTH_ARRAY:
    case TRUTH_CHAR_ARRAY:
        for (size_t i = 0; i < type->count; i++)
            hash = truth_weigh(hash, type->element, (const char *)object + i * type->element->size);
        return hash;
    case TRUTH_BOXED: return truth_weigh(hash, type->element, object);
    case TRUTH_FLOAT: return weigh_bytes(hash, object, type->size > 10 ? 10 : type->size);
    case TRUTH_ADDRESS:
    case TRUTH_POINTER: return weigh_bytes(hash, is_null(object) ? "\0" : "\1", 1);
    default: return weigh_bytes(hash, object, type->size);
    }
}
