#include "pp/literal.h"

#include <stdlib.h>
#include <string.h>

enum { FLOAT_LENGTH_MAX = 8000 };
static const uint32_t STRING_BYTES_MAX = 1u << 28;

static int digit_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : 99;
}

/* ---- Numbers ---- */

static bool bad_number(struct report *report, const struct token *token, const char *what)
{
    report_error(report, span_from(token->loc, token->loc + token->length), "%s in '%.*s'", what, (int)token->length,
                 token->text);
    return false;
}

/* u, l, ll in any order and case. */
static bool integer_suffix(const char *s, const char *end, struct number *out)
{
    while (s < end) {
        if ((*s == 'u' || *s == 'U') && !out->is_unsigned) {
            out->is_unsigned = true;
            s++;
        } else if ((*s == 'l' || *s == 'L') && !out->longs) {
            out->longs = s + 1 < end && s[1] == s[0] ? 2 : 1;
            s += out->longs;
        } else {
            return false;
        }
    }
    return true;
}

static bool integer_number(struct report *report, const struct token *token, struct number *out)
{
    const char *s = token->text, *end = s + token->length;
    unsigned base = 10;
    if (*s == '0' && token->length > 1) {
        base = s[1] == 'x' || s[1] == 'X' ? 16 : s[1] == 'b' || s[1] == 'B' ? 2 : 8;
        s += base == 8 ? 1 : 2;
    }
    const char *digits = s;
    bool overflow = false;
    for (; s < end && digit_value(*s) < (base == 16 ? 16 : 10); s++) {
        unsigned digit = (unsigned)digit_value(*s);
        if (digit >= base)
            return bad_number(report, token, base == 8 ? "digit that is not octal" : "digit that is not binary");
        overflow |= out->integer > (UINT64_MAX - digit) / base;
        out->integer = out->integer * base + digit;
    }
    if (s == digits && base != 8)
        return bad_number(report, token, "no digits");
    if (!integer_suffix(s, end, out))
        return bad_number(report, token, "unknown suffix; u, l and ll exist");
    out->decimal = base == 10;
    if (overflow) {
        bad_number(report, token, "integer is too large for 64 bits");
        out->integer = UINT64_MAX;
    }
    return true;
}

static bool floating_number(struct report *report, const struct token *token, struct number *out)
{
    char text[FLOAT_LENGTH_MAX + 1];
    if (token->length > FLOAT_LENGTH_MAX)
        return bad_number(report, token, "too many digits");
    memcpy(text, token->text, token->length);
    text[token->length] = 0;
    bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    if (hex && !strpbrk(text, "pP"))
        return bad_number(report, token, "hexadecimal floating constant without exponent; add p0");
    char *end;
    out->floating = true;
    out->real = strtod(text, &end);
    if ((*end == 'f' || *end == 'F') && !end[1]) {
        out->is_float = true;
        char *ignored;
        *end = 0;
        out->real = (double)strtof(text, &ignored);
        return true;
    }
    out->longs = (*end == 'l' || *end == 'L') && !end[1];
    if (*end && !out->longs)
        return bad_number(report, token, "unknown suffix; f and l exist");
    return true;
}

/* Without the separators of C23, 1'000; what stays does not fit when it is too long to be any number. */
static struct token without_separators(const struct token *token, char text[FLOAT_LENGTH_MAX + 1])
{
    struct token plain = *token;
    if (!memchr(token->text, '\'', token->length) || token->length > FLOAT_LENGTH_MAX)
        return plain;
    plain.text = text;
    plain.length = 0;
    for (uint32_t i = 0; i < token->length; i++)
        if (token->text[i] != '\'')
            text[plain.length++] = token->text[i];
    text[plain.length] = 0;
    return plain;
}

bool literal_number(struct report *report, const struct token *written, struct number *out)
{
    char text[FLOAT_LENGTH_MAX + 1];
    struct token plain = without_separators(written, text);
    const struct token *token = &plain;
    const char *s = token->text;
    uint32_t length = token->length;
    *out = (struct number){0};
    bool hex = length > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    for (uint32_t i = 0; i < length; i++)
        if (s[i] == '.' || (hex ? s[i] == 'p' || s[i] == 'P' : s[i] == 'e' || s[i] == 'E'))
            return floating_number(report, token, out);
    return integer_number(report, token, out);
}

/* ---- Escapes and characters ---- */

struct reader {
    struct report *report;
    const struct token *token;
    const char *next, *end;
};

static void complain(struct reader *reader, const char *at, const char *what)
{
    uint32_t loc = reader->token->loc + (uint32_t)(at - reader->token->text);
    report_error(reader->report, span_at(loc), "%s", what);
}

static uint32_t read_hex(struct reader *reader, unsigned digits_max, unsigned digits_min)
{
    uint64_t value = 0;
    unsigned n = 0;
    const char *start = reader->next;
    for (; n < digits_max && reader->next < reader->end && digit_value(*reader->next) < 16; n++) {
        value = value << 4 | (unsigned)digit_value(*reader->next++);
        if (value > UINT32_MAX)
            value = (uint64_t)UINT32_MAX + 1;
    }
    if (n < digits_min)
        complain(reader, start, "too few hexadecimal digits in an escape sequence");
    if (value > UINT32_MAX)
        complain(reader, start, "hexadecimal escape sequence is out of range");
    return (uint32_t)value;
}

static uint32_t read_octal(struct reader *reader)
{
    uint32_t value = 0;
    for (int n = 0; n < 3 && reader->next < reader->end && *reader->next >= '0' && *reader->next <= '7'; n++)
        value = value << 3 | (uint32_t)(*reader->next++ - '0');
    return value;
}

/* After a backslash.  *code_point: the value is a character's number, to be encoded; else it is an element's. */
static uint32_t read_escape(struct reader *reader, bool *code_point)
{
    static const char letters[] = "abfnrtv\\'\"?eE", values[] = "\a\b\f\n\r\t\v\\'\"?\033\033";
    char c = *reader->next;
    *code_point = false;
    if (c >= '0' && c <= '7')
        return read_octal(reader);
    reader->next++;
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter)
        return (unsigned char)values[letter - letters];
    if (c == 'x')
        return read_hex(reader, 1000000, 1);
    if (c == 'u' || c == 'U') {
        unsigned digits = c == 'u' ? 4 : 8;
        uint32_t value = read_hex(reader, digits, digits);
        *code_point = true;
        if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) {
            complain(reader, reader->next - 1, "universal character name is no character");
            return 0xfffd;
        }
        return value;
    }
    report_warning(reader->report, WARN_UNKNOWN_ESCAPE_SEQUENCE,
                   span_at(reader->token->loc + (uint32_t)(reader->next - 1 - reader->token->text)),
                   "unknown escape sequence '\\%c'", c);
    return (unsigned char)c;
}

/* A UTF-8 sequence as a number; a byte that is part of none stands for itself. */
static uint32_t read_utf8(struct reader *reader)
{
    const unsigned char *s = (const unsigned char *)reader->next;
    unsigned length = *s >= 0xf0 && *s < 0xf5 ? 4 : *s >= 0xe0 && *s < 0xf0 ? 3 : *s >= 0xc2 && *s < 0xe0 ? 2 : 1;
    if (length > (unsigned)(reader->end - reader->next))
        length = 1;
    for (unsigned i = 1; i < length; i++)
        if ((s[i] & 0xc0) != 0x80)
            length = 1;
    uint32_t value = length == 1 ? *s : *s & (0x7fu >> length);
    for (unsigned i = 1; i < length; i++)
        value = value << 6 | (s[i] & 0x3f);
    reader->next += length;
    return value;
}

static uint8_t read_prefix(struct reader *reader)
{
    uint8_t prefix = PREFIX_NONE;
    char c = *reader->next;
    if (c == 'u' && reader->next[1] == '8') {
        prefix = PREFIX_U8;
        reader->next++;
    } else if (c != '"' && c != '\'') {
        prefix = c == 'L' ? PREFIX_L : c == 'u' ? PREFIX_u : PREFIX_U;
    }
    reader->next += prefix != PREFIX_NONE;
    reader->next++;
    reader->end--;
    return prefix;
}

static struct reader reader_of(struct report *report, const struct token *token)
{
    return (struct reader){report, token, token->text, token->text + token->length};
}

bool literal_character(struct report *report, const struct token *token, struct character *out)
{
    struct reader reader = reader_of(report, token);
    struct span span = span_from(token->loc, token->loc + token->length);
    out->prefix = read_prefix(&reader);
    unsigned count = 0;
    uint32_t value = 0;
    for (; reader.next < reader.end; count++) {
        bool code_point = false;
        uint32_t c;
        if (*reader.next == '\\') {
            reader.next++;
            c = read_escape(&reader, &code_point);
        } else {
            c = out->prefix ? read_utf8(&reader) : (unsigned char)*reader.next++;
        }
        value = out->prefix ? c : value << 8 | (c & 0xff);
        if (!out->prefix && c > 0xff)
            report_error(report, span, "escape sequence is out of range of a character");
    }
    if (!count)
        report_error(report, span, "empty character constant");
    else if (count > 1 && (out->prefix || count > 4))
        report_error(report, span, "character constant has too many characters; write a string with \"\"");
    else if (count > 1)
        report_warning(report, WARN_MULTICHAR, span, "character constant of several characters");
    if (out->prefix == PREFIX_U8 && value > 0xff)
        report_error(report, span, "this character does not fit one UTF-8 unit");
    out->value = out->prefix == PREFIX_U8   ? (int64_t)(value & 0xff)
                 : out->prefix == PREFIX_u  ? (int64_t)(value & 0xffff)
                 : out->prefix == PREFIX_U  ? (int64_t)value
                 : count > 1 || out->prefix ? (int64_t)(int32_t)value
                                            : (int64_t)(int8_t)value;
    return count > 0;
}

/* ---- Strings ---- */

static uint8_t width_of(uint8_t prefix)
{
    return prefix == PREFIX_L || prefix == PREFIX_U ? 4 : prefix == PREFIX_u ? 2 : 1;
}

static void put_element(struct string *out, uint32_t value)
{
    uint8_t *at = out->bytes + (size_t)out->length++ * out->width;
    for (unsigned i = 0; i < out->width; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

static void put_code_point(struct string *out, uint32_t value)
{
    if (out->width == 4 || (out->width == 2 && value < 0x10000)) {
        put_element(out, value);
    } else if (out->width == 2) {
        put_element(out, 0xd800 + ((value - 0x10000) >> 10));
        put_element(out, 0xdc00 + ((value - 0x10000) & 0x3ff));
    } else if (value < 0x80) {
        put_element(out, value);
    } else {
        unsigned length = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
        put_element(out, (0xf00u >> length & 0xff) | value >> 6 * (length - 1));
        for (unsigned i = length - 1; i-- > 0;)
            put_element(out, 0x80 | (value >> 6 * i & 0x3f));
    }
}

static void add_string(struct report *report, const struct token *token, struct string *out)
{
    struct reader reader = reader_of(report, token);
    read_prefix(&reader);
    while (reader.next < reader.end) {
        bool code_point;
        if (*reader.next == '\\') {
            reader.next++;
            const char *at = reader.next;
            uint32_t value = read_escape(&reader, &code_point);
            if (code_point)
                put_code_point(out, value);
            else
                put_element(out, value);
            if (!code_point && out->width < 4 && value >> 8 * out->width)
                complain(&reader, at, "escape sequence is out of range of the string's characters");
        } else if (out->width == 1) {
            out->bytes[out->length++] = (uint8_t)*reader.next++;
        } else {
            put_code_point(out, read_utf8(&reader));
        }
    }
}

bool literal_string(struct report *report, struct arena *arena, const struct token *tokens, uint32_t count,
                    struct string *out)
{
    *out = (struct string){.prefix = PREFIX_NONE};
    uint64_t room = 1;
    for (uint32_t i = 0; i < count; i++) {
        struct reader reader = reader_of(report, &tokens[i]);
        uint8_t prefix = read_prefix(&reader);
        if (prefix && out->prefix && prefix != out->prefix) {
            report_error(report, span_from(tokens[i].loc, tokens[i].loc + tokens[i].length),
                         "adjacent strings have different prefixes");
            return false;
        }
        out->prefix = prefix ? prefix : out->prefix;
        room += tokens[i].length;
    }
    out->width = width_of(out->prefix);
    if (room * out->width > STRING_BYTES_MAX) {
        report_error(report, span_at(tokens[0].loc), "string literal is longer than 256 MiB");
        return false;
    }
    out->bytes = arena_alloc(arena, (size_t)room * out->width);
    for (uint32_t i = 0; i < count; i++)
        add_string(report, &tokens[i], out);
    return true;
}
