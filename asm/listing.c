/* The listing: line number, address and bytes of every source line, and what pseudo-instructions and far branches
 * became. */
#include <string.h>

#include "asm/asm_impl.h"
#include "asm/mem.h"

#define BYTES_SHOWN_MAX 64 /* of a line of data */

void list_line(struct assembler *as, const char *start, const char *end, unsigned from)
{
    as->listed = mem_reserve(as->listed, &as->listed_capacity, as->listed_count + 1, sizeof *as->listed);
    as->listed[as->listed_count++] = (struct listed){
        .place = place_here(as, start), .end = end, .line = as->frame->line, .section = as->section, .from = from};
}

static void print_source(const struct listed *line, FILE *out)
{
    const struct source *source = line->place.source;
    const char *text = source->text + (line->place.at - source->clean);
    size_t length = (size_t)(line->end - line->place.at);
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\r'))
        length--;
    fputs(source->title && length ? " + " : length ? "   " : "", out);
    fwrite(text, 1, length, out);
    fputc('\n', out);
}

/* One instruction beside its source line; several, or what stands for a pseudo-instruction, below it. */
static void print_words(const struct assembler *as, const struct listed *line, uint32_t from, uint32_t to, FILE *out)
{
    bool expanded = line->expanded || to - from > 4;
    if (expanded)
        fprintf(out, "%5u                  ", line->line);
    else
        fprintf(out, "%5u %08x %08x", line->line, from, obj_read32(as->obj, line->section, from));
    print_source(line, out);
    for (uint32_t at = from; expanded && at < to; at += 4) {
        uint32_t word = obj_read32(as->obj, line->section, at);
        struct insn insn;
        char text[80];
        isa_decode(word, &insn);
        isa_format(text, sizeof text, &insn, at);
        fprintf(out, "      %08x %08x            %s\n", at, word, text);
    }
}

static void print_bytes(const struct assembler *as, const struct listed *line, uint32_t from, uint32_t to, FILE *out)
{
    uint32_t end = to - from > BYTES_SHOWN_MAX ? from + BYTES_SHOWN_MAX : to;
    bool bytes = obj_section_type(as->obj, line->section) != SHT_NOBITS;
    for (uint32_t at = from; at < (bytes ? end : from + 1); at += 4) {
        if (at == from)
            fprintf(out, "%5u %08x ", line->line, at);
        else
            fprintf(out, "      %08x ", at);
        for (uint32_t i = at; i < at + 4; i++) {
            if (i < end && bytes)
                fprintf(out, "%02x", obj_read8(as->obj, line->section, i));
            else
                fputs("  ", out);
        }
        if (at == from)
            print_source(line, out);
        else
            fputc('\n', out);
    }
    if (end != to && bytes)
        fprintf(out, "      ... %u bytes more\n", to - end);
}

void asm_listing(const struct assembler *as, FILE *out)
{
    for (size_t i = 0; i < as->listed_count; i++) {
        const struct listed *line = &as->listed[i];
        uint32_t from = line->from ? obj_symbol_info(as->obj, line->from).value : 0;
        uint32_t to = line->to ? obj_symbol_info(as->obj, line->to).value : from;
        bool code = obj_section_flags(as->obj, line->section) & SHF_EXECINSTR && from % 4 == 0 && (to - from) % 4 == 0;
        if (from == to) {
            fprintf(out, "%5u                  ", line->line);
            print_source(line, out);
        } else if (code) {
            print_words(as, line, from, to, out);
        } else {
            print_bytes(as, line, from, to, out);
        }
    }
}
