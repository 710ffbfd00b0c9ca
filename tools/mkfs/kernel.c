#include "tools/mkfs/kernel.h"

#include <stdlib.h>
#include <string.h>

#include "asm/buf.h"
#include "isa/elf_file.h"
#include "tools/lib/tool.h"

/* Fields of the ELF file header and of a section header that change when sections move. */
enum { E_SHOFF = 32, SH_OFFSET = 16 };

static bool is_debug(const struct elf_section *section) {
    return !(section->flags & SHF_ALLOC) && strncmp(section->name, ".debug_", 7) == 0;
}

/* Where the last byte ends that is loaded or describes what is loaded. */
static size_t loaded_end(const struct elf_file *elf) {
    size_t end = ELF_EHDR_BYTES;
    if (elf->segment_count)
        end = elf->segment_table + elf->segment_count * ELF_PHDR_BYTES;
    for (unsigned i = 0; i < elf->segment_count; i++) {
        struct elf_segment segment;
        elf_file_segment(elf, i, &segment);
        if ((size_t)segment.offset + segment.file_bytes > end)
            end = (size_t)segment.offset + segment.file_bytes;
    }
    return end;
}

/* Copy without the .debug_ sections.  Section numbers stay: those that go become inactive headers. */
static void copy_without_debug(const struct elf_file *elf, struct buf *out) {
    struct buf headers = {NULL, 0, 0};
    size_t end = loaded_end(elf);
    buf_put(out, elf->bytes, end);
    buf_put(&headers, elf->bytes + elf->section_table, (size_t)elf->section_count * ELF_SHDR_BYTES);
    for (unsigned i = 1; i < elf->section_count; i++) {
        struct elf_section section;
        size_t header = (size_t)i * ELF_SHDR_BYTES;
        elf_file_section(elf, i, &section);
        if (is_debug(&section)) {
            memset(headers.data + header, 0, ELF_SHDR_BYTES);
        } else if (section.data && section.offset + (size_t)section.size_bytes > end) {
            buf_align(out, section.align && section.align <= 16 ? section.align : 4);
            buf_set32(&headers, header + SH_OFFSET, (uint32_t)out->length);
            buf_put(out, section.data, section.size_bytes);
        }
    }
    buf_align(out, 4);
    buf_set32(out, E_SHOFF, (uint32_t)out->length);
    buf_put(out, headers.data, headers.length);
    buf_free(&headers);
}

bool kernel_read(const char *path, struct file_bytes *out) {
    struct file_bytes bytes;
    struct elf_file elf;
    bool good = false;
    if (!file_read(path, FILE_LIMIT_BYTES, &bytes))
        return false;
    if (!elf_file_open(&elf, bytes.data, bytes.size)) {
        tool_error(TOOL_BAD_INPUT, path, "%s", elf.error);
    } else if (elf.type != ET_EXEC || elf.segment_count == 0) {
        tool_error(TOOL_BAD_INPUT, path, "not a kernel: an executable with segments is needed; link it with peach-ld");
    } else {
        struct buf copy = {NULL, 0, 0};
        copy_without_debug(&elf, &copy);
        *out = (struct file_bytes){copy.data, copy.length};
        good = true;
    }
    file_free(&bytes);
    return good;
}
