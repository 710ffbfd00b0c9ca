#include "cpu/code.h"

#include <stdlib.h>

bool code_init(struct code *code, const struct memory *memory)
{
    *code = (struct code){.memory = memory};
    code->ram = calloc(memory->ram_bytes >> PAGE_SHIFT, sizeof *code->ram);
    return code->ram;
}

void code_fini(struct code *code)
{
    if (code->ram)
        code_drop_all(code);
    free(code->ram);
    *code = (struct code){0};
}

/* Where the pointer to a page's records is kept; NULL when pa is neither RAM nor ROM. */
static struct code_page **place(const struct code *code, uint32_t pa)
{
    if (pa < code->memory->ram_bytes)
        return &code->ram[pa >> PAGE_SHIFT];
    if (pa - PA_ROM < ROM_BYTES)
        return (struct code_page **)&code->rom[(pa - PA_ROM) >> PAGE_SHIFT];
    return NULL;
}

struct code_page *code_find(const struct code *code, uint32_t pa)
{
    struct code_page **found = place(code, pa);
    return found ? *found : NULL;
}

struct code_page *code_new(struct code *code, uint32_t pa)
{
    bool writable, executable;
    const uint8_t *host = memory_page(code->memory, pa, &writable, &executable);
    if (!host || !executable)
        return NULL;
    struct code_page *page = malloc(sizeof *page);
    if (!page)
        return NULL;
    page->pa = pa & ~(uint32_t)(PAGE_BYTES - 1);
    page->writes = 0;
    page->translations = NULL;
    page->host = host;
    for (unsigned i = 0; i < CODE_PAGE_INSNS; i++)
        page->insns[i] = (struct code_insn){.op = OP_DECODE};
    page->insns[CODE_PAGE_INSNS] = (struct code_insn){.op = OP_PAGE_END};
    *place(code, pa) = page;
    code->count++;
    return page;
}

bool code_is_full(const struct code *code)
{
    return code->count >= CODE_PAGES_MAX;
}

void code_drop(struct code *code, struct code_page *page)
{
    *place(code, page->pa) = NULL;
    if (page->translations)
        code->watcher.dropped(code->watcher.context, page);
    free(page);
    code->count--;
}

void code_drop_all(struct code *code)
{
    code->idle = NULL;
    for (uint32_t i = 0; code->count && i < ROM_BYTES / PAGE_BYTES; i++)
        if (code->rom[i])
            code_drop(code, code->rom[i]);
    for (uint32_t i = 0; code->count && i < code->memory->ram_bytes >> PAGE_SHIFT; i++)
        if (code->ram[i])
            code_drop(code, code->ram[i]);
}

static void note_write(struct code *code, struct code_page *page)
{
    if (++page->writes != CODE_WRITES_MAX)
        return;
    page->next_idle = code->idle;
    code->idle = page;
}

void code_written(struct code *code, uint32_t pa, uint32_t length)
{
    for (uint32_t at = pa & ~3u; at - (pa & ~3u) < length + (pa & 3); at += 4) {
        struct code_page *page = code_find(code, at);
        if (page) {
            page->insns[at % PAGE_BYTES / 4].op = OP_DECODE;
            if (page->translations)
                code->watcher.written(code->watcher.context, page, at % PAGE_BYTES / 4);
            note_write(code, page);
        } else {
            at |= PAGE_BYTES - 4;
        }
    }
}

static uint8_t slot(const struct isa_info *info, uint8_t field, uint8_t number)
{
    bool written = (info->writes & field) && !(info->reads & field);
    return written && number == 0 ? R_DISCARD : number;
}

void code_decode(const struct code_page *page, struct code_insn *out)
{
    struct insn insn;
    ptrdiff_t index = out - page->insns;
    isa_decode(le32_read(page->host + 4 * index), &insn);
    const struct isa_info *info = &isa_table[insn.op];
    ptrdiff_t target = index + insn.off / 4;
    *out = (struct code_insn){
        .op = insn.op,
        .d = slot(info, ISA_D, insn.d),
        .a = insn.a,
        .b = slot(info, ISA_B, insn.b),
        .c = insn.c,
        .n = insn.n,
        .near = target >= 0 && target < CODE_PAGE_INSNS,
        .imm = insn.imm,
        .off = insn.off,
    };
}
