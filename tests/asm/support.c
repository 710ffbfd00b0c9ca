#include "tests/asm/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "asm/mem.h"
#include "isa/isa.h"

static char *read_test_file(void *context, const char *path, size_t *length)
{
    const struct test_file *file = context;
    for (; file && file->path; file++) {
        if (strcmp(file->path, path) == 0) {
            *length = file->length ? file->length : strlen(file->text);
            return mem_string(file->text, *length);
        }
    }
    return NULL;
}

struct assembled assemble_with(const char *text, size_t length, const struct test_file *files)
{
    struct assembled result = {.obj = obj_new()};
    struct diag diag;
    const struct asm_host host = {(void *)(uintptr_t)files, read_test_file};
    size_t message_bytes;
    diag_init(&diag, "test");
    diag.out = open_memstream(&result.messages, &message_bytes);
    assert_non_null(diag.out);
    result.as = asm_new(result.obj, &diag, &host);
    asm_keep_listing(result.as);
    asm_want_lines(result.as, "t.s");
    asm_include_path(result.as, "inc");
    bool good = asm_source(result.as, "t.s", text, length);
    result.good = asm_finish(result.as) && good;
    if (result.good)
        obj_write(result.obj, &result.elf);
    fclose(diag.out);
    return result;
}

struct assembled assemble(const char *text)
{
    return assemble_with(text, strlen(text), NULL);
}

struct assembled assemble_good(const char *text)
{
    struct assembled result = assemble(text);
    if (!result.good || *result.messages)
        fail_msg("%s\nsays: %s", text, result.messages);
    return result;
}

void assembled_free(struct assembled *result)
{
    asm_free(result->as);
    obj_free(result->obj);
    free(result->messages);
    buf_free(&result->elf);
}

struct buf section_bytes(const struct assembled *result, const char *name)
{
    struct buf bytes = {0};
    unsigned section = obj_find_section(result->obj, name);
    assert_int_not_equal(section, 0);
    for (uint32_t i = 0; i < obj_offset(result->obj, section); i++)
        buf_put8(&bytes, obj_read8(result->obj, section, i));
    return bytes;
}

char *disassemble(const struct assembled *result)
{
    struct buf bytes = section_bytes(result, ".text"), text = {0};
    for (size_t i = 0; i + 4 <= bytes.length; i += 4) {
        struct insn insn;
        char line[80];
        isa_decode(buf_get32(&bytes, i), &insn);
        isa_format(line, sizeof line, &insn, (uint32_t)i);
        if (i)
            buf_put(&text, "; ", 2);
        buf_put(&text, line, strlen(line));
    }
    buf_put8(&text, 0);
    buf_free(&bytes);
    return (char *)text.data;
}

char *listing(const struct assembled *result)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    asm_listing(result->as, out);
    fclose(out);
    return text;
}

struct obj_symbol_info symbol(const struct assembled *result, const char *name)
{
    unsigned number = obj_find_symbol(result->obj, name, strlen(name));
    assert_int_not_equal(number, 0);
    return obj_symbol_info(result->obj, number);
}
