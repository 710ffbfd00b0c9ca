/* Output sections: which input goes where, at which address, in which segment, at which place of the file. */
#include <stdlib.h>
#include <string.h>

#include "asm/mem.h"
#include "tools/ld/link.h"
#include "tools/lib/tool.h"

#define ADDRESS_SPACE_BYTES ((uint64_t)1 << 32)
enum { PRIORITY_NONE = 65536 };

/* Order of the output sections.  Those of a rank keep the order of appearance. */
enum rank {
    RANK_TEXT,
    RANK_CODE,
    RANK_RODATA,
    RANK_READ_ONLY,
    RANK_PREINIT,
    RANK_INIT,
    RANK_FINI,
    RANK_TLS_DATA,
    RANK_TLS_ZERO,
    RANK_DATA,
    RANK_WRITABLE,
    RANK_BSS,
    RANK_ZERO,
    RANK_NO_MEMORY,
};

/* Sections called NAME or NAME.anything go to NAME. */
static const struct {
    const char *name;
    enum rank rank;
} families[] = {
    {".text", RANK_TEXT},       {".rodata", RANK_RODATA},   {".data", RANK_DATA},
    {".bss", RANK_BSS},         {".tdata", RANK_TLS_DATA},  {".tbss", RANK_TLS_ZERO},
    {".init_array", RANK_INIT}, {".fini_array", RANK_FINI}, {".preinit_array", RANK_PREINIT},
};
enum { FAMILY_COUNT = sizeof families / sizeof *families };

static uint64_t align_up(uint64_t value, uint32_t align)
{
    return (value + align - 1) & ~(uint64_t)(align - 1);
}

/* ---- Collecting ---- */

static const char *output_name(const struct section *section)
{
    if (!(section->flags & SHF_ALLOC))
        return section->name;
    if (strcmp(section->name, "COMMON") == 0)
        return ".bss";
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        size_t length = strlen(families[i].name);
        char after = section->name[length < strlen(section->name) ? length : strlen(section->name)];
        if (strncmp(section->name, families[i].name, length) == 0 && (after == '.' || after == '\0'))
            return families[i].name;
    }
    return section->name;
}

static struct output *find_output(struct link *link, const char *name)
{
    for (size_t i = 0; i < link->output_count; i++) {
        if (strcmp(link->outputs[i]->name, name) == 0)
            return link->outputs[i];
    }
    struct output *output = mem_new(sizeof *output);
    output->name = name;
    output->align = 1;
    output->type = SHT_NOBITS;
    link->outputs = mem_reserve(link->outputs, &link->output_capacity, link->output_count + 1, sizeof *link->outputs);
    output->number = (unsigned)link->output_count;
    link->outputs[link->output_count++] = output;
    return output;
}

static bool is_debug(const struct section *section)
{
    return !(section->flags & SHF_ALLOC) && strncmp(section->name, ".debug_", 7) == 0;
}

static void collect(struct link *link, struct section *section)
{
    const struct link_options *options = &link->options;
    if (!section->live || !gc_is_content(section))
        return;
    if (is_debug(section) && (options->strip_all || options->strip_debug))
        return;
    struct output *output = find_output(link, output_name(section));
    output->inputs =
        mem_reserve(output->inputs, &output->input_capacity, output->input_count + 1, sizeof *output->inputs);
    output->inputs[output->input_count++] = section;
    output->flags |= section->flags & (SHF_ALLOC | SHF_WRITE | SHF_EXECINSTR | SHF_TLS);
    if (output->type == SHT_NOBITS)
        output->type = section->type;
    if (section->align > output->align)
        output->align = section->align;
    section->out = output;
}

static enum rank rank_of(const struct output *output)
{
    bool zero = output->type == SHT_NOBITS;
    if (!(output->flags & SHF_ALLOC))
        return RANK_NO_MEMORY;
    if (output->flags & SHF_TLS)
        return zero ? RANK_TLS_ZERO : RANK_TLS_DATA;
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        bool writable = families[i].rank >= RANK_PREINIT, code = families[i].rank == RANK_TEXT;
        if (strcmp(output->name, families[i].name) == 0 && writable == !!(output->flags & SHF_WRITE) &&
            code == !!(output->flags & SHF_EXECINSTR) && zero == (families[i].rank == RANK_BSS))
            return families[i].rank;
    }
    if (output->flags & SHF_WRITE)
        return zero ? RANK_ZERO : RANK_WRITABLE;
    return output->flags & SHF_EXECINSTR ? RANK_CODE : RANK_READ_ONLY;
}

/* The number at the end of .init_array.NUMBER; those without one come last. */
static unsigned long priority_of(const struct section *section)
{
    const char *dot = strrchr(section->name, '.');
    if (dot == section->name || !dot || dot[1] < '0' || dot[1] > '9')
        return PRIORITY_NONE;
    return strtoul(dot + 1, NULL, 10);
}

static int compare_inputs(const void *left, const void *right)
{
    const struct section *a = *(struct section *const *)left, *b = *(struct section *const *)right;
    unsigned rank = a->out->rank;
    if (rank == RANK_TEXT) {
        int boot_a = strncmp(a->name, ".text.boot", 10) == 0, boot_b = strncmp(b->name, ".text.boot", 10) == 0;
        if (boot_a != boot_b)
            return boot_b - boot_a;
    } else if (rank >= RANK_PREINIT && rank <= RANK_FINI) {
        unsigned long priority_a = priority_of(a), priority_b = priority_of(b);
        if (priority_a != priority_b)
            return priority_a < priority_b ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_outputs(const void *left, const void *right)
{
    const struct output *a = *(struct output *const *)left, *b = *(struct output *const *)right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

static void arrange_inputs(struct output *output)
{
    qsort(output->inputs, output->input_count, sizeof *output->inputs, compare_inputs);
    for (size_t i = 0; i < output->input_count; i++) {
        struct section *section = output->inputs[i];
        uint64_t offset = align_up(output->size, section->align);
        section->offset = (uint32_t)offset;
        output->size = offset + section->size;
        if (output->size >= ADDRESS_SPACE_BYTES) {
            tool_error(TOOL_BAD_INPUT, section->object->name,
                       "section %s does not fit: output section %s is beyond 4 GiB", section->name, output->name);
            return;
        }
    }
}

void layout_collect(struct link *link)
{
    for (size_t i = 0; i < link->object_count; i++) {
        for (unsigned k = 0; k < link->objects[i]->section_count; k++)
            collect(link, &link->objects[i]->sections[k]);
    }
    for (size_t i = 0; i < link->made_count; i++)
        collect(link, link->made[i]);
    for (size_t i = 0; i < link->output_count; i++)
        link->outputs[i]->rank = rank_of(link->outputs[i]);
    if (link->output_count)
        qsort(link->outputs, link->output_count, sizeof *link->outputs, compare_outputs);
    for (size_t i = 0; i < link->output_count; i++) {
        link->outputs[i]->number = (unsigned)i + 1;
        arrange_inputs(link->outputs[i]);
    }
}

/* ---- Addresses ---- */

static void take_given_addresses(struct link *link)
{
    for (size_t i = 0; i < link->options.address_count; i++) {
        const struct section_address *given = &link->options.addresses[i];
        for (size_t k = 0; k < link->output_count; k++) {
            struct output *output = link->outputs[k];
            if (strcmp(output->name, given->name) != 0)
                continue;
            output->address = given->address;
            output->address_given = true;
            if (given->address % output->align)
                tool_error(TOOL_FAILED, NULL, "address 0x%08lx of section %s is not a multiple of its alignment, %lu",
                           (unsigned long)given->address, output->name, (unsigned long)output->align);
        }
    }
}

/* The TLS template starts as strictly aligned as anything in it, so that offsets from the thread pointer are. */
static void align_tls(struct link *link)
{
    struct output *first = NULL;
    link->tls_align = 1;
    for (size_t i = 0; i < link->output_count; i++) {
        struct output *output = link->outputs[i];
        if (!(output->flags & SHF_TLS))
            continue;
        first = first ? first : output;
        if (output->align > link->tls_align)
            link->tls_align = output->align;
    }
    if (first)
        first->align = link->tls_align;
}

static uint32_t segment_flags(const struct output *output)
{
    return PF_R | (output->flags & SHF_WRITE ? PF_W : 0) | (output->flags & SHF_EXECINSTR ? PF_X : 0);
}

static struct segment *new_segment(struct link *link, size_t first)
{
    if (link->segment_count == LINK_SEGMENTS_MAX - 1) { /* one is kept for TLS */
        tool_error(TOOL_FAILED, NULL, "more than %d segments; give fewer section addresses", LINK_SEGMENTS_MAX - 1);
        return NULL;
    }
    struct segment *segment = &link->segments[link->segment_count++];
    *segment = (struct segment){.type = PT_LOAD, .flags = segment_flags(link->outputs[first]), .first = first};
    return segment;
}

static void place_in_segment(struct link *link, struct segment *segment, struct output *output)
{
    uint64_t end = (uint64_t)output->address + output->size;
    bool zero = output->type == SHT_NOBITS;
    if (segment->count++ == 0)
        segment->address = output->address;
    if (output->align > segment->align)
        segment->align = output->align;
    if (output->flags & SHF_TLS) {
        if (!link->tls_bytes && !link->tls_start)
            link->tls_start = output->address;
        link->tls_bytes = (uint32_t)(end - link->tls_start);
        if (!zero)
            link->tls_file_bytes = link->tls_bytes;
        if (zero)
            return; /* .tbss takes no room: each thread has its own */
    }
    segment->memory_bytes = (uint32_t)(end - segment->address);
    if (!zero)
        segment->file_bytes = segment->memory_bytes;
}

static void place_addresses(struct link *link)
{
    uint64_t dot = link->options.image_base;
    struct segment *segment = NULL;
    for (size_t i = 0; i < link->output_count && (link->outputs[i]->flags & SHF_ALLOC); i++) {
        struct output *output = link->outputs[i];
        bool start = !segment || segment->flags != segment_flags(output) || output->address_given;
        if (output->address_given)
            dot = output->address;
        else if (start && !link->options.no_page_align)
            dot = align_up(dot, LINK_PAGE_BYTES);
        dot = align_up(dot, output->align);
        if (dot + output->size > ADDRESS_SPACE_BYTES) {
            tool_error(TOOL_BAD_INPUT, NULL, "section %s (%llu bytes at 0x%08llx) does not fit the address space",
                       output->name, (unsigned long long)output->size, (unsigned long long)dot);
            return;
        }
        if (start && !(segment = new_segment(link, i)))
            return;
        output->address = (uint32_t)dot;
        place_in_segment(link, segment, output);
        if (!(output->flags & SHF_TLS) || output->type != SHT_NOBITS)
            dot += output->size;
    }
}

static void check_overlap(const struct link *link)
{
    for (size_t i = 0; i < link->segment_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct segment *a = &link->segments[k], *b = &link->segments[i];
            if (a->address < (uint64_t)b->address + b->memory_bytes &&
                b->address < (uint64_t)a->address + a->memory_bytes)
                tool_error(
                    TOOL_FAILED, NULL,
                    "section %s (0x%08lx, %lu bytes) overlaps section %s (0x%08lx, %lu bytes); give other addresses",
                    link->outputs[b->first]->name, (unsigned long)b->address, (unsigned long)b->memory_bytes,
                    link->outputs[a->first]->name, (unsigned long)a->address, (unsigned long)a->memory_bytes);
        }
    }
}

/* ---- Segments and file offsets ---- */

/* Drop the empty segments; pages of the others are congruent with those of the file. */
static void place_segments(struct link *link, uint64_t *file)
{
    size_t used = 0;
    for (size_t i = 0; i < link->segment_count; i++) {
        struct segment *segment = &link->segments[i];
        if (!link->options.no_page_align && segment->align < LINK_PAGE_BYTES)
            segment->align = LINK_PAGE_BYTES;
        if (segment->file_bytes)
            *file += (segment->address - *file) & (segment->align - 1);
        segment->file_offset = (uint32_t)*file;
        segment->physical = segment->address - link->options.phys_offset;
        for (size_t k = segment->first; k < segment->first + segment->count; k++)
            link->outputs[k]->file_offset = segment->file_offset + (link->outputs[k]->address - segment->address);
        *file += segment->file_bytes;
        if (segment->memory_bytes)
            link->segments[used++] = *segment;
    }
    link->segment_count = used;
}

static void add_tls_segment(struct link *link)
{
    struct segment *tls = &link->segments[link->segment_count];
    *tls = (struct segment){.type = PT_TLS, .flags = PF_R, .address = link->tls_start, .align = link->tls_align};
    tls->file_bytes = link->tls_file_bytes;
    tls->memory_bytes = link->tls_bytes;
    tls->physical = tls->address - link->options.phys_offset;
    for (size_t i = link->output_count; i-- > 0;) {
        if (link->outputs[i]->flags & SHF_TLS)
            tls->file_offset = link->outputs[i]->file_offset;
    }
    link->segment_count++;
}

void layout_place(struct link *link)
{
    take_given_addresses(link);
    align_tls(link);
    place_addresses(link);
    check_overlap(link);
    if (tool_status() != TOOL_OK)
        return;
    uint64_t file = ELF_EHDR_BYTES + ELF_PHDR_BYTES * (link->segment_count + (link->tls_bytes > 0));
    place_segments(link, &file);
    if (link->tls_bytes)
        add_tls_segment(link);
    for (size_t i = 0; i < link->output_count; i++) {
        struct output *output = link->outputs[i];
        if (output->flags & SHF_ALLOC)
            continue;
        file = align_up(file, output->align);
        output->file_offset = (uint32_t)file;
        if (output->type != SHT_NOBITS)
            file += output->size;
    }
    if (file >= ADDRESS_SPACE_BYTES / 2)
        tool_error(TOOL_BAD_INPUT, NULL, "the output is larger than 2 GiB");
    link->file_bytes = (uint32_t)file;
}
