/* Predefined macros (C11 6.10.8), those of the machine, and what the options define. */
#include "pp/pp_impl.h"

#include "asm/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ABI facts as macros, in the names of GCC; docs/abi.md is the source. */
static const char machine[] = "#define __peach__ 1\n"
                              "#define __PEACH__ 1\n"
                              "#define __peach32__ 1\n"
                              "#define __GNUC__ 12\n"
                              "#define __GNUC_MINOR__ 2\n"
                              "#define __GNUC_PATCHLEVEL__ 0\n"
                              "#define __VERSION__ \"peach-cc 0.1.0\"\n"
                              "#define __ILP32__ 1\n"
                              "#define _ILP32 1\n"
                              "#define __ELF__ 1\n"
                              "#define __CHAR_BIT__ 8\n"
                              "#define __BIGGEST_ALIGNMENT__ 8\n"
                              "#define __ORDER_LITTLE_ENDIAN__ 1234\n"
                              "#define __ORDER_BIG_ENDIAN__ 4321\n"
                              "#define __ORDER_PDP_ENDIAN__ 3412\n"
                              "#define __BYTE_ORDER__ 1234\n"
                              "#define __FLOAT_WORD_ORDER__ 1234\n"
                              "#define __LITTLE_ENDIAN__ 1\n"
                              "#define __SIZEOF_SHORT__ 2\n"
                              "#define __SIZEOF_INT__ 4\n"
                              "#define __SIZEOF_LONG__ 4\n"
                              "#define __SIZEOF_LONG_LONG__ 8\n"
                              "#define __SIZEOF_POINTER__ 4\n"
                              "#define __SIZEOF_FLOAT__ 4\n"
                              "#define __SIZEOF_DOUBLE__ 8\n"
                              "#define __SIZEOF_LONG_DOUBLE__ 8\n"
                              "#define __SIZEOF_SIZE_T__ 4\n"
                              "#define __SIZEOF_PTRDIFF_T__ 4\n"
                              "#define __SIZEOF_WCHAR_T__ 4\n"
                              "#define __SIZEOF_WINT_T__ 4\n"
                              "#define __SCHAR_MAX__ 127\n"
                              "#define __SHRT_MAX__ 32767\n"
                              "#define __INT_MAX__ 2147483647\n"
                              "#define __LONG_MAX__ 2147483647L\n"
                              "#define __LONG_LONG_MAX__ 9223372036854775807LL\n"
                              "#define __WCHAR_MAX__ 2147483647\n"
                              "#define __WCHAR_MIN__ (-__WCHAR_MAX__ - 1)\n"
                              "#define __WINT_MAX__ 4294967295U\n"
                              "#define __WINT_MIN__ 0U\n"
                              "#define __SIZE_MAX__ 4294967295U\n"
                              "#define __PTRDIFF_MAX__ 2147483647\n"
                              "#define __INTMAX_MAX__ 9223372036854775807LL\n"
                              "#define __UINTMAX_MAX__ 18446744073709551615ULL\n"
                              "#define __INTPTR_MAX__ 2147483647\n"
                              "#define __UINTPTR_MAX__ 4294967295U\n"
                              "#define __SIG_ATOMIC_MAX__ 2147483647\n"
                              "#define __SIG_ATOMIC_MIN__ (-__SIG_ATOMIC_MAX__ - 1)\n"
                              "#define __SCHAR_WIDTH__ 8\n"
                              "#define __SHRT_WIDTH__ 16\n"
                              "#define __INT_WIDTH__ 32\n"
                              "#define __LONG_WIDTH__ 32\n"
                              "#define __LONG_LONG_WIDTH__ 64\n"
                              "#define __SIZE_TYPE__ unsigned int\n"
                              "#define __PTRDIFF_TYPE__ int\n"
                              "#define __WCHAR_TYPE__ int\n"
                              "#define __WINT_TYPE__ unsigned int\n"
                              "#define __INTMAX_TYPE__ long long int\n"
                              "#define __UINTMAX_TYPE__ long long unsigned int\n"
                              "#define __INTPTR_TYPE__ int\n"
                              "#define __UINTPTR_TYPE__ unsigned int\n"
                              "#define __SIG_ATOMIC_TYPE__ int\n"
                              "#define __CHAR16_TYPE__ short unsigned int\n"
                              "#define __CHAR32_TYPE__ unsigned int\n"
                              "#define __INT8_TYPE__ signed char\n"
                              "#define __INT16_TYPE__ short int\n"
                              "#define __INT32_TYPE__ int\n"
                              "#define __INT64_TYPE__ long long int\n"
                              "#define __UINT8_TYPE__ unsigned char\n"
                              "#define __UINT16_TYPE__ short unsigned int\n"
                              "#define __UINT32_TYPE__ unsigned int\n"
                              "#define __UINT64_TYPE__ long long unsigned int\n"
                              "#define __INT8_MAX__ 127\n"
                              "#define __INT16_MAX__ 32767\n"
                              "#define __INT32_MAX__ 2147483647\n"
                              "#define __INT64_MAX__ 9223372036854775807LL\n"
                              "#define __UINT8_MAX__ 255\n"
                              "#define __UINT16_MAX__ 65535\n"
                              "#define __UINT32_MAX__ 4294967295U\n"
                              "#define __UINT64_MAX__ 18446744073709551615ULL\n"
                              "#define __INT_LEAST8_TYPE__ signed char\n"
                              "#define __UINT_LEAST8_TYPE__ unsigned char\n"
                              "#define __INT_LEAST8_MAX__ 127\n"
                              "#define __UINT_LEAST8_MAX__ 255\n"
                              "#define __INT_FAST8_TYPE__ signed char\n"
                              "#define __UINT_FAST8_TYPE__ unsigned char\n"
                              "#define __INT_FAST8_MAX__ 127\n"
                              "#define __UINT_FAST8_MAX__ 255\n"
                              "#define __INT_LEAST16_TYPE__ short int\n"
                              "#define __UINT_LEAST16_TYPE__ short unsigned int\n"
                              "#define __INT_LEAST16_MAX__ 32767\n"
                              "#define __UINT_LEAST16_MAX__ 65535\n"
                              "#define __INT_FAST16_TYPE__ int\n"
                              "#define __UINT_FAST16_TYPE__ unsigned int\n"
                              "#define __INT_FAST16_MAX__ 2147483647\n"
                              "#define __UINT_FAST16_MAX__ 4294967295U\n"
                              "#define __INT_LEAST32_TYPE__ int\n"
                              "#define __UINT_LEAST32_TYPE__ unsigned int\n"
                              "#define __INT_LEAST32_MAX__ 2147483647\n"
                              "#define __UINT_LEAST32_MAX__ 4294967295U\n"
                              "#define __INT_FAST32_TYPE__ int\n"
                              "#define __UINT_FAST32_TYPE__ unsigned int\n"
                              "#define __INT_FAST32_MAX__ 2147483647\n"
                              "#define __UINT_FAST32_MAX__ 4294967295U\n"
                              "#define __INT_LEAST64_TYPE__ long long int\n"
                              "#define __UINT_LEAST64_TYPE__ long long unsigned int\n"
                              "#define __INT_LEAST64_MAX__ 9223372036854775807LL\n"
                              "#define __UINT_LEAST64_MAX__ 18446744073709551615ULL\n"
                              "#define __INT_FAST64_TYPE__ long long int\n"
                              "#define __UINT_FAST64_TYPE__ long long unsigned int\n"
                              "#define __INT_FAST64_MAX__ 9223372036854775807LL\n"
                              "#define __UINT_FAST64_MAX__ 18446744073709551615ULL\n"
                              "#define __INT8_C(c) c\n"
                              "#define __INT16_C(c) c\n"
                              "#define __INT32_C(c) c\n"
                              "#define __INT64_C(c) c##LL\n"
                              "#define __UINT8_C(c) c\n"
                              "#define __UINT16_C(c) c\n"
                              "#define __UINT32_C(c) c##U\n"
                              "#define __UINT64_C(c) c##ULL\n"
                              "#define __INTMAX_C(c) c##LL\n"
                              "#define __UINTMAX_C(c) c##ULL\n"
                              "#define __FLT_EVAL_METHOD__ 0\n"
                              "#define __FLT_RADIX__ 2\n"
                              "#define __FLT_MANT_DIG__ 24\n"
                              "#define __FLT_DIG__ 6\n"
                              "#define __FLT_DECIMAL_DIG__ 9\n"
                              "#define __FLT_MIN_EXP__ (-125)\n"
                              "#define __FLT_MAX_EXP__ 128\n"
                              "#define __FLT_MIN_10_EXP__ (-37)\n"
                              "#define __FLT_MAX_10_EXP__ 38\n"
                              "#define __FLT_MAX__ 3.40282346638528859811704183484516925e+38F\n"
                              "#define __FLT_MIN__ 1.17549435082228750796873653722224568e-38F\n"
                              "#define __FLT_EPSILON__ 1.19209289550781250000000000000000000e-7F\n"
                              "#define __FLT_DENORM_MIN__ 1.40129846432481707092372958328991613e-45F\n"
                              "#define __DBL_MANT_DIG__ 53\n"
                              "#define __DBL_DIG__ 15\n"
                              "#define __DBL_DECIMAL_DIG__ 17\n"
                              "#define __DBL_MIN_EXP__ (-1021)\n"
                              "#define __DBL_MAX_EXP__ 1024\n"
                              "#define __DBL_MIN_10_EXP__ (-307)\n"
                              "#define __DBL_MAX_10_EXP__ 308\n"
                              "#define __DBL_MAX__ 1.79769313486231570814527423731704357e+308\n"
                              "#define __DBL_MIN__ 2.22507385850720138309023271733240406e-308\n"
                              "#define __DBL_EPSILON__ 2.22044604925031308084726333618164062e-16\n"
                              "#define __DBL_DENORM_MIN__ 4.94065645841246544176568792868221372e-324\n"
                              "#define __LDBL_MANT_DIG__ 53\n"
                              "#define __LDBL_DIG__ 15\n"
                              "#define __LDBL_MIN_EXP__ (-1021)\n"
                              "#define __LDBL_MAX_EXP__ 1024\n"
                              "#define __LDBL_MIN_10_EXP__ (-307)\n"
                              "#define __LDBL_MAX_10_EXP__ 308\n"
                              "#define __LDBL_MAX__ 1.79769313486231570814527423731704357e+308L\n"
                              "#define __LDBL_MIN__ 2.22507385850720138309023271733240406e-308L\n"
                              "#define __LDBL_EPSILON__ 2.22044604925031308084726333618164062e-16L\n"
                              "#define __GCC_ATOMIC_BOOL_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_CHAR_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_SHORT_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_INT_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_LONG_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_POINTER_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_LLONG_LOCK_FREE 1\n"
                              "#define __GCC_ATOMIC_CHAR16_T_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_CHAR32_T_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_WCHAR_T_LOCK_FREE 2\n"
                              "#define __GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1\n"
                              "#define __ATOMIC_RELAXED 0\n"
                              "#define __ATOMIC_CONSUME 1\n"
                              "#define __ATOMIC_ACQUIRE 2\n"
                              "#define __ATOMIC_RELEASE 3\n"
                              "#define __ATOMIC_ACQ_REL 4\n"
                              "#define __ATOMIC_SEQ_CST 5\n"
                              "#define __REGISTER_PREFIX__\n"
                              "#define __USER_LABEL_PREFIX__\n";

static const char orchard[] = "#define __orchard__ 1\n#define __unix__ 1\n#define __unix 1\n";
static const char unsigned_units[] = "#define __STDC_UTF_16__ 1\n#define __STDC_UTF_32__ 1\n";

static const struct {
    const char *name;
    uint8_t builtin; /* enum builtin_macro */
} builtins[] = {
    {"__FILE__", BUILTIN_FILE},
    {"__LINE__", BUILTIN_LINE},
    {"__COUNTER__", BUILTIN_COUNTER},
    {"__BASE_FILE__", BUILTIN_BASE_FILE},
    {"__INCLUDE_LEVEL__", BUILTIN_INCLUDE_LEVEL},
    {"_Pragma", BUILTIN_PRAGMA},
    {"__has_include", BUILTIN_HAS_INCLUDE},
    {"__has_include_next", BUILTIN_HAS_INCLUDE_NEXT},
    {"__has_attribute", BUILTIN_HAS_ATTRIBUTE},
    {"__has_c_attribute", BUILTIN_HAS_C_ATTRIBUTE},
    {"__has_builtin", BUILTIN_HAS_BUILTIN},
    {"__has_feature", BUILTIN_HAS_FEATURE},
    {"__has_extension", BUILTIN_HAS_FEATURE},
};

static void enter(struct pp *pp, const char *path, const char *text, size_t length)
{
    pp_enter_text(pp, source_from_memory(pp->sources, path, text, length), 0, true, 0);
}

/* C11 6.10.8.1 wants a date; the same input must give the same output, so it is that of SOURCE_DATE_EPOCH, which
 * counts seconds from 1970 and is 0 when it is not set. */
static void enter_date(struct pp *pp)
{
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char days[][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const char *given = getenv("SOURCE_DATE_EPOCH");
    unsigned long long seconds = given ? strtoull(given, NULL, 10) : 0;
    if (seconds > 253402300799u) /* the last second of the year 9999 */
        seconds = 253402300799u;
    unsigned day = (unsigned)(seconds / 86400), clock = (unsigned)(seconds % 86400), year = 1970, month = 0;
    const char *week_day = days[day % 7];
    for (;; year++) {
        unsigned length = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365;
        if (day < length)
            break;
        day -= length;
    }
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    for (; day >= lengths[month] + (month == 1 && leap ? 1u : 0u); month++)
        day -= lengths[month] + (month == 1 && leap ? 1u : 0u);
    char text[256], time[16];
    snprintf(time, sizeof time, "%02u:%02u:%02u", clock / 3600, clock / 60 % 60, clock % 60);
    int length = snprintf(text, sizeof text,
                          "#define __DATE__ \"%s %2u %u\"\n#define __TIME__ \"%s\"\n"
                          "#define __TIMESTAMP__ \"%s %s %2u %s %u\"\n",
                          months[month], day + 1, year, time, week_day, months[month], day + 1, time, year);
    enter(pp, "<built-in>", text, (size_t)length);
}

static void enter_language(struct pp *pp)
{
    const struct pp_language *language = &pp->language;
    char text[512];
    const char *version = language->standard >= 2023   ? "#define __STDC_VERSION__ 202311L\n"
                          : language->standard >= 2017 ? "#define __STDC_VERSION__ 201710L\n"
                          : language->standard >= 2011 ? "#define __STDC_VERSION__ 201112L\n"
                          : language->standard >= 1999 ? "#define __STDC_VERSION__ 199901L\n"
                                                       : "";
    int length = snprintf(
        text, sizeof text, "#define __STDC__ 1\n#define __STDC_HOSTED__ %d\n%s%s%s%s%s%s%s%s%s",
        !language->freestanding, version, "#define __STDC_NO_COMPLEX__ 1\n#define __STDC_NO_THREADS__ 1\n",
        language->gnu ? "" : "#define __STRICT_ANSI__ 1\n",
        language->gnu && !language->freestanding ? "#define unix 1\n" : "",
        language->unsigned_char ? "#define __CHAR_UNSIGNED__ 1\n" : "",
        language->gnu_inline || language->standard < 1999 ? "#define __GNUC_GNU_INLINE__ 1\n"
                                                          : "#define __GNUC_STDC_INLINE__ 1\n",
        language->optimize || language->optimize_size ? "#define __OPTIMIZE__ 1\n" : "#define __NO_INLINE__ 1\n",
        language->optimize_size ? "#define __OPTIMIZE_SIZE__ 1\n" : "",
        language->assembler ? "#define __ASSEMBLER__ 1\n" : "");
    enter(pp, "<built-in>", text, (size_t)length);
}

void pp_enter_predefined(struct pp *pp)
{
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        struct macro *macro = arena_alloc(&pp->arena, sizeof *macro);
        macro->name = intern_find(pp->names, builtins[i].name);
        macro->builtin = builtins[i].builtin;
        macro->predefined = true;
        macro->name->macro = macro;
    }
    if (pp->command_line_length)
        enter(pp, "<command-line>", pp->command_line, pp->command_line_length);
    if (pp->language.undefined)
        return;
    enter_date(pp);
    enter(pp, "<built-in>", machine, sizeof machine - 1);
    enter(pp, "<built-in>", unsigned_units, sizeof unsigned_units - 1);
    if (!pp->language.freestanding)
        enter(pp, "<built-in>", orchard, sizeof orchard - 1);
    enter_language(pp);
}

/* ---- __FILE__ and relatives ---- */

static struct token number_token(struct pp *pp, uint32_t value, uint32_t loc)
{
    char text[16];
    int length = snprintf(text, sizeof text, "%u", (unsigned)value);
    struct token token = {.kind = TOKEN_NUMBER, .loc = loc, .length = (uint32_t)length};
    token.text = arena_string(&pp->arena, text, (size_t)length);
    return token;
}

static struct token string_token(struct pp *pp, const char *value, uint32_t loc)
{
    size_t length = strlen(value), used = 1;
    char *text = arena_alloc(&pp->arena, length * 2 + 3);
    text[0] = '"';
    for (size_t i = 0; i < length; i++) {
        if (value[i] == '"' || value[i] == '\\')
            text[used++] = '\\';
        text[used++] = value[i];
    }
    text[used++] = '"';
    struct token token = {.kind = TOKEN_STRING, .loc = loc, .length = (uint32_t)used};
    token.text = text;
    return token;
}

static uint32_t include_level(const struct pp *pp)
{
    uint32_t level = 0;
    for (const struct buffer *buffer = pp->buffer; buffer->below; buffer = buffer->below)
        level++;
    return level;
}

/* The path as it is to be recorded. */
static const char *recorded(struct pp *pp, const char *path)
{
    if (!pp->file_names)
        return path;
    char *mapped = path_map_apply(pp->file_names, path);
    const char *kept = arena_string(&pp->arena, mapped, strlen(mapped));
    free(mapped);
    return kept;
}

const char *pp_file_name(struct pp *pp, uint32_t loc)
{
    return recorded(pp, source_place(pp->sources, loc).path);
}

struct token pp_builtin_token(struct pp *pp, const struct macro *macro, uint32_t loc)
{
    switch (macro->builtin) {
    case BUILTIN_LINE: return number_token(pp, source_line(pp->sources, loc), loc);
    case BUILTIN_COUNTER: return number_token(pp, pp->counter++, loc);
    case BUILTIN_INCLUDE_LEVEL: return number_token(pp, include_level(pp), loc);
    case BUILTIN_BASE_FILE: return string_token(pp, recorded(pp, pp->main_path), loc);
    default: return string_token(pp, pp_file_name(pp, loc), loc);
    }
}

bool pp_has_feature(const char *name)
{
    static const char *const known[] = {
        "c_alignas",      "c_alignof", "c_atomic", "c_generic_selections", "c_static_assert",
        "c_thread_local", "tls",       "gnu_asm",  "attribute_unused",     "statement_attributes_with_gnu_syntax",
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i], name))
            return true;
    return false;
}

unsigned pp_standard_attribute(const char *name)
{
    static const struct {
        const char *name;
        unsigned version;
    } known[] = {{"deprecated", 201904}, {"fallthrough", 201904}, {"maybe_unused", 201904},
                 {"nodiscard", 202003},  {"noreturn", 202202},    {"_Noreturn", 202202}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, name))
            return known[i].version;
    return 0;
}

bool pp_has_attribute(const char *name, size_t length)
{
    static const char *const known[] = {
#define FLAG(name, member) name,
#define OTHER(name)        name,
#define IGNORED(name)      name,
#include "base/attributes.def"
    };
    while (length > 4 && !strncmp(name, "__", 2) && !strncmp(name + length - 2, "__", 2)) {
        name += 2;
        length -= 4;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == length && !strncmp(name, known[i], length))
            return true;
    return false;
}
