/* Reading objects and archives, and taking from archives what is asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "isa/symbolize.h"
#include "tools/ld/link.h"
#include "tools/lib/tool.h"

enum { ALIGN_MAX = 1 << 16 };

/* ---- Objects ---- */

static bool take_section(struct link *link, struct object *object, unsigned index)
{
    struct elf_section elf;
    elf_file_section(&object->elf, index, &elf);
    struct section *section = &object->sections[index];
    *section = (struct section){
        .object = object,
        .name = elf.name,
        .type = elf.type,
        .flags = elf.flags,
        .align = elf.align ? elf.align : 1,
        .size = elf.size_bytes,
        .data = elf.data,
        .index = index,
        .order = link->section_order++,
    };
    if ((section->align & (section->align - 1)) == 0 && section->align <= ALIGN_MAX)
        return true;
    tool_error(TOOL_BAD_INPUT, object->name, "corrupt: section %s has the alignment %lu; the maximum is %d", elf.name,
               (unsigned long)section->align, ALIGN_MAX);
    return false;
}

static bool take_sections(struct link *link, struct object *object)
{
    object->section_count = object->elf.section_count;
    object->sections = mem_new((object->section_count + 1) * sizeof *object->sections);
    for (unsigned i = 0; i < object->section_count; i++) {
        if (!take_section(link, object, i))
            return false;
    }
    for (unsigned i = 1; i < object->section_count; i++) {
        struct elf_section elf;
        elf_file_section(&object->elf, i, &elf);
        if (elf.type == SHT_RELA)
            object->sections[elf.info].rela = i;
    }
    return true;
}

/* The name becomes the object's. */
static void input_object(struct link *link, char *name, const struct symbol *wanted_for, const uint8_t *data,
                         size_t size)
{
    struct object *object = mem_new(sizeof *object);
    object->name = name;
    object->wanted_for = wanted_for;
    link->objects = mem_reserve(link->objects, &link->object_capacity, link->object_count + 1, sizeof *link->objects);
    link->objects[link->object_count++] = object;
    if (link->options.trace)
        puts(name);
    if (!elf_file_open(&object->elf, data, size)) {
        tool_error(TOOL_BAD_INPUT, name, "%s", object->elf.error);
    } else if (object->elf.type != ET_REL) {
        tool_error(TOOL_BAD_INPUT, name, "this is an executable; give the linker the objects that it was made of");
    } else if (take_sections(link, object)) {
        symbols_enter_object(link, object);
        return;
    }
    object->section_count = 0; /* reported: the object takes part no further */
}

/* ---- Archives ---- */

static bool is_loaded(const struct library *library, size_t member)
{
    for (size_t i = 0; i < library->loaded_count; i++) {
        if (library->loaded[i] == member)
            return true;
    }
    return false;
}

/* Let the member at this offset take part, for this symbol if it was asked for by one.  Returns where the next member
 * is. */
static size_t load_member(struct link *link, struct library *library, size_t offset, const struct symbol *wanted_for)
{
    struct archive_member member;
    const char *error = archive_member(&library->archive, offset, &member);
    if (error) {
        tool_error(TOOL_BAD_INPUT, library->name, "%s", error);
        return library->archive.size;
    }
    if (is_loaded(library, offset))
        return member.next;
    library->loaded =
        mem_reserve(library->loaded, &library->loaded_capacity, library->loaded_count + 1, sizeof *library->loaded);
    library->loaded[library->loaded_count++] = offset;
    size_t size = strlen(library->name) + member.name_length + 3;
    char *name = mem_new(size);
    snprintf(name, size, "%s(%.*s)", library->name, (int)member.name_length, member.name);
    input_object(link, name, wanted_for, member.data, member.size);
    return member.next;
}

static void input_archive(struct link *link, const char *path, const struct file_bytes *bytes, bool whole)
{
    struct library *library = mem_new(sizeof *library);
    library->name = mem_string(path, strlen(path));
    link->libraries =
        mem_reserve(link->libraries, &link->library_capacity, link->library_count + 1, sizeof *link->libraries);
    link->libraries[link->library_count++] = library;
    const char *error = archive_open(&library->archive, bytes->data, bytes->size);
    if (error) {
        tool_error(TOOL_BAD_INPUT, path, "%s", error);
        return;
    }
    symbols_enter_library(link, library);
    for (size_t offset = library->archive.first; whole && offset < library->archive.size;)
        offset = load_member(link, library, offset, NULL);
}

void input_settle(struct link *link)
{
    for (size_t i = 0; i < link->pending_count; i++) {
        struct symbol *symbol = link->pending[i];
        if (symbol->kind == SYMBOL_LAZY)
            load_member(link, symbol->library, symbol->member, symbol);
    }
    for (size_t i = 0; i < link->symbol_count; i++) {
        if (link->symbols[i]->kind == SYMBOL_LAZY)
            link->symbols[i]->kind = SYMBOL_UNDEFINED;
    }
}

/* ---- Files ---- */

static void take_bytes(struct link *link, const char *path, struct file_bytes bytes, bool whole)
{
    link->files = mem_reserve(link->files, &link->file_capacity, link->file_count + 1, sizeof *link->files);
    link->files[link->file_count++] = bytes;
    if (archive_is(bytes.data, bytes.size))
        input_archive(link, path, &bytes, whole);
    else
        input_object(link, mem_string(path, strlen(path)), NULL, bytes.data, bytes.size);
}

static void read_file(struct link *link, const char *path, bool whole)
{
    struct file_bytes bytes;
    if (file_read(path, FILE_LIMIT_BYTES, &bytes))
        take_bytes(link, path, bytes, whole);
}

/* -l NAME is libNAME.a, -l :NAME is NAME, in the first -L folder that has it. */
static void read_library(struct link *link, const char *name, bool whole)
{
    for (size_t i = 0; i < link->options.search_count; i++) {
        struct file_bytes bytes;
        bool exists;
        const char *folder = link->options.search[i];
        size_t size = strlen(folder) + strlen(name) + sizeof "/lib.a";
        char *path = mem_new(size);
        if (*name == ':')
            snprintf(path, size, "%s/%s", folder, name + 1);
        else
            snprintf(path, size, "%s/lib%s.a", folder, name);
        bool good = file_read_if_exists(path, FILE_LIMIT_BYTES, &bytes, &exists);
        if (good)
            take_bytes(link, path, bytes, whole);
        free(path);
        if (exists)
            return;
    }
    tool_error(TOOL_FAILED, NULL, "cannot find -l%s; name its folder with -L", name);
}

void input_read(struct link *link)
{
    for (size_t i = 0; i < link->options.input_count; i++) {
        const struct input *input = &link->options.inputs[i];
        if (input->is_library)
            read_library(link, input->name, input->whole);
        else
            read_file(link, input->name, input->whole);
    }
}

void input_fini(struct link *link)
{
    for (size_t i = 0; i < link->object_count; i++) {
        symbolizer_free(link->objects[i]->symbolizer);
        free(link->objects[i]->name);
        free(link->objects[i]->sections);
        free(link->objects[i]->symbols);
        free(link->objects[i]->locals);
        free(link->objects[i]);
    }
    for (size_t i = 0; i < link->library_count; i++) {
        free(link->libraries[i]->name);
        free(link->libraries[i]->loaded);
        free(link->libraries[i]);
    }
    for (size_t i = 0; i < link->file_count; i++)
        file_free(&link->files[i]);
    free(link->objects);
    free(link->libraries);
    free(link->files);
}
