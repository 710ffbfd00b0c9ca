/* Text from a format, for messages. */
#include "lib/base.h"

const char *error_text(int32_t error)
{
#define ERRNO(number, name, text) [number] = text,
    static const char *const texts[ERRNO_LIMIT] = {
#include "isa/orchard/errno.def"
    };
#undef ERRNO
    return error >= 0 && error < ERRNO_LIMIT && texts[error] ? texts[error] : "Unknown error";
}

/* Where the text goes, and how a number is to look. */
struct output {
    char *buffer;
    size_t size, length;
};

struct field {
    unsigned width;
    bool left, zero;
};

static void put(struct output *out, char c)
{
    if (out->length + 1 < out->size)
        out->buffer[out->length] = c;
    out->length++;
}

static void put_padded(struct output *out, const char *text, size_t length, struct field *field)
{
    size_t pad = length < field->width ? field->width - length : 0;
    if (!field->left) {
        for (; pad; pad--)
            put(out, field->zero ? '0' : ' ');
    }
    for (size_t i = 0; i < length; i++)
        put(out, text[i]);
    for (; pad; pad--)
        put(out, ' ');
}

static void put_number(struct output *out, uint64_t value, unsigned base, bool negative, struct field *field)
{
    char digits[24];
    size_t at = sizeof digits;
    if (value >> 32) {
        for (; value >> 32; value /= base)
            digits[--at] = "0123456789abcdef"[value % base];
    }
    uint32_t low = (uint32_t)value;
    do {
        digits[--at] = "0123456789abcdef"[low % base];
        low /= base;
    } while (low);
    if (negative)
        digits[--at] = '-';
    put_padded(out, digits + at, sizeof digits - at, field);
}

static const char *read_field(const char *p, struct field *field)
{
    for (; *p == '0' || *p == '-'; p++) {
        if (*p == '0')
            field->zero = true;
        else
            field->left = true;
    }
    for (; *p >= '0' && *p <= '9'; p++)
        field->width = field->width * 10 + (unsigned)(*p - '0');
    return p;
}

int format_list(char *buffer, size_t size, const char *format, va_list list)
{
    struct output out = {buffer, size, 0};
    for (const char *p = format; *p; p++) {
        if (*p != '%') {
            put(&out, *p);
            continue;
        }
        struct field field = {0, false, false};
        p = read_field(p + 1, &field);
        bool wide = p[0] == 'l' && p[1] == 'l';
        while (*p == 'l' || *p == 'z')
            p++;
        if (*p == 's') {
            const char *text = va_arg(list, const char *);
            put_padded(&out, text, strlen(text), &field);
        } else if (*p == 'c') {
            put(&out, (char)va_arg(list, int));
        } else if (*p == 'd') {
            int value = va_arg(list, int);
            put_number(&out, value < 0 ? 0u - (unsigned)value : (unsigned)value, 10, value < 0, &field);
        } else if (*p == 'u' || *p == 'x') {
            uint64_t value = wide ? va_arg(list, uint64_t) : va_arg(list, unsigned);
            put_number(&out, value, *p == 'x' ? 16 : 10, false, &field);
        } else if (*p == 'p') {
            field.zero = true;
            field.width = 8;
            put(&out, '0');
            put(&out, 'x');
            put_number(&out, (uintptr_t)va_arg(list, void *), 16, false, &field);
        } else if (*p == '%') {
            put(&out, '%');
        } else {
            break;
        }
    }
    if (size)
        buffer[out.length < size ? out.length : size - 1] = 0;
    return (int)out.length;
}

int format_text(char *buffer, size_t size, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = format_list(buffer, size, format, list);
    va_end(list);
    return length;
}
