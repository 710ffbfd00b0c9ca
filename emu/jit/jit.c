/* The dispatcher: finds translated code for the hart's pc, or interprets until it is worth translating. */
#include <stdlib.h>
#include <string.h>

#include "isa/machine.h"
#include "jit/jit_impl.h"


static bool is_user(const struct hart *hart)
{
    return hart->status & STATUS_USER;
}

/* ---- Blocks ---------------------------------------------------------------------------------------------------- */

static struct block **chain(struct jit *jit, const struct block *key)
{
    uint32_t hash = (key->pa >> 2 ^ key->va >> 12 ^ (key->user ? 0x2a5u : 0)) * 0x9e3779b1u;
    return &jit->by_hash[hash >> 16 & (BLOCK_HASH_SIZE - 1)];
}

/* The block with the va, pa, user and single of key. */
static struct block *find_block(struct jit *jit, const struct block *key)
{
    struct block *block = *chain(jit, key);
    while (block && (block->va != key->va || block->pa != key->pa || block->user != key->user ||
                     block->single != key->single))
        block = block->next;
    return block;
}

static void kill(struct jit *jit, struct block *block)
{
    for (unsigned h = 0; h < jit->cpu->hart_count; h++) {
        struct jump *jump = &jit->cpu->harts[h].jumps[block->user][block->va >> 2 & (JUMP_ENTRIES - 1)];
        if (jump->code == block->code)
            *jump = (struct jump){0};
    }
    block->dead = true;
    block->deaths = jit->stats.insns - block->born_insns < BLOCK_LIFE_INSNS_MIN ? (uint8_t)(block->deaths + 1) : 0;
    jit->stats.invalidated++;
    jit->cpu->code.stale = true;
    host_kill(jit, block->code, block->lost);
}

/* The watcher of the predecoded pages: a block lives while its page has records and its words are unchanged. */
static void page_written(void *context, struct code_page *page, unsigned index)
{
    struct block **at = (struct block **)&page->translations;
    while (*at) {
        struct block *block = *at;
        if (index < block->first || index > block->last) {
            at = &block->in_page;
            continue;
        }
        *at = block->in_page;
        kill(context, block);
    }
}

static void page_dropped(void *context, struct code_page *page)
{
    for (struct block *block = page->translations; block; block = block->in_page)
        kill(context, block);
    page->translations = NULL;
}

/* No page has translations any more. */
static void leave_pages(struct jit *jit)
{
    for (unsigned i = 0; i < jit->block_count; i++) {
        struct code_page *page = code_find(&jit->cpu->code, jit->blocks[i].pa);
        if (page)
            page->translations = NULL;
    }
}

/* No translation is known to a hart any more. */
static void forget_code(const struct jit *jit, struct hart *hart)
{
    memset(hart->jumps, 0, sizeof hart->jumps);
    for (unsigned i = 0; i < HANDLERS; i++)
        hart->fast.handlers[i].code = jit->thunks.find_handler[i];
}

/* Forget every translation. */
static void drop_all(struct jit *jit)
{
    leave_pages(jit);
    for (unsigned h = 0; h < jit->cpu->hart_count; h++)
        forget_code(jit, &jit->cpu->harts[h]);
    memset(jit->by_hash, 0, sizeof jit->by_hash);
    memset(jit->cold, 0, sizeof jit->cold);
    jit->block_count = jit->link_count = 0;
    jit->cache.used = jit->thunk_bytes;
    jit->stats.drops++;
}

static bool translate(struct jit *jit, struct block *block, struct code_page *page)
{
    uint8_t *old = block->dead ? block->code : NULL;
    if (!host_translate(jit, block, page))
        return false;
    if (old)
        host_kill(jit, old, block->code);
    block->dead = false;
    block->born_insns = jit->stats.insns;
    block->in_page = page->translations;
    page->translations = block;
    jit->stats.blocks++;
    return true;
}

/* Translate key, which lies in page and may exist as a dead block; NULL when it shall be interpreted. */
static struct block *make_block(struct jit *jit, const struct block *key, struct code_page *page, struct block *block)
{
    if (block && block->deaths >= BLOCK_DEATHS_MAX)
        return NULL;
    if (!block) {
        if (jit->block_count == BLOCKS_MAX)
            drop_all(jit);
        block = &jit->blocks[jit->block_count];
        *block = *key;
    }
    if (!translate(jit, block, page)) {
        drop_all(jit);
        block = jit->blocks;
        *block = *key;
        if (!translate(jit, block, page))
            return NULL;
    }
    if (block == &jit->blocks[jit->block_count]) {
        struct block **first = chain(jit, block);
        block->next = *first;
        *first = block;
        jit->block_count++;
    }
    return block;
}

/* ---- Code that is not translated ------------------------------------------------------------------------------- */

/* Instructions from number index of a page to its first jump. */
static uint8_t run_length(const struct code_page *page, unsigned index)
{
    uint8_t length = 0;
    struct insn insn;
    do {
        isa_decode(le32_read(page->host + 4 * (index + length)), &insn);
        length++;
    } while (!(isa_table[insn.op].flags & (ISA_JUMP | ISA_SYSTEM)) && insn.op != OP_ILLEGAL &&
             index + length < CODE_PAGE_INSNS && length < BLOCK_INSNS_MAX);
    return length;
}

/* Count an execution of the code at pa. */
static struct cold *note_cold(struct jit *jit, const struct code_page *page, uint32_t pa)
{
    struct cold *cold = &jit->cold[pa >> 2 & (COLD_ENTRIES - 1)];
    if (cold->pa != pa || !cold->length)
        *cold = (struct cold){.pa = pa, .length = run_length(page, pa % PAGE_BYTES / 4)};
    if (cold->count < UINT16_MAX)
        cold->count++;
    return cold;
}

/* ---- The dispatcher -------------------------------------------------------------------------------------------- */

static struct jump *jump_of(struct hart *hart)
{
    return &hart->jumps[is_user(hart)][hart->pc >> 2 & (JUMP_ENTRIES - 1)];
}

const void *jit_find_jump(const struct hart *hart)
{
    const struct jump *jump = &hart->jumps[is_user(hart)][hart->pc >> 2 & (JUMP_ENTRIES - 1)];
    return jump->va == hart->pc && jump->tag == hart->fast.jump_tag >> 32 ? jump->code : NULL;
}

static struct code_page *page_of(struct hart *hart)
{
    const struct shadow_code *shadow = &hart->codes[hart->pc >> PAGE_SHIFT & (SHADOW_CODE_ENTRIES - 1)];
    uint32_t cause;
    if (shadow->tag == (hart_context(hart) | (hart->pc & (PAGE_MASK | 3))))
        return shadow->page;
    return hart_fetch(hart, &cause);
}

void jit_refresh(struct hart *hart)
{
    const struct jit *jit = hart->cpu->engine.context;
    const uint32_t vectors[HANDLERS] = {[HANDLER_REFILL] = hart->rvec, [HANDLER_TRAP] = hart->tvec};
    hart_refresh(hart);
    for (unsigned i = 0; i < HANDLERS; i++) {
        if (hart->fast.handlers[i].va == vectors[i] && hart->fast.handlers[i].code)
            continue;
        hart->fast.handlers[i].va = vectors[i];
        hart->fast.handlers[i].code = jit->thunks.find_handler[i];
    }
}

/* Code was found for hart->pc.  In the linear window it stays where it is, whatever the TLB says. */
static void note_handler(struct hart *hart, const void *code)
{
    if (is_user(hart) || hart->pc - VA_LINEAR >= VA_LINEAR_BYTES)
        return;
    for (unsigned i = 0; i < HANDLERS; i++)
        if (hart->fast.handlers[i].va == hart->pc)
            hart->fast.handlers[i].code = code;
}

/* Translated code for hart->pc.  NULL when *length instructions are to be interpreted first. */
static const void *look_up(struct jit *jit, struct hart *hart, bool single, unsigned *length)
{
    const void *code = single ? NULL : jit_find_jump(hart);
    if (code)
        return code;
    *length = 1;
    struct code_page *page = page_of(hart);
    if (!page)
        return NULL;
    const struct block key = {
        .va = hart->pc, .pa = page->pa | hart->pc % PAGE_BYTES, .user = is_user(hart), .single = single};
    struct block *block = find_block(jit, &key);
    if (!block || block->dead) {
        struct cold *cold = note_cold(jit, page, key.pa);
        *length = cold->length;
        if (cold->count <= jit->options.hot)
            return NULL;
        block = make_block(jit, &key, page, block);
        if (!block)
            return NULL;
    }
    if (!single) {
        *jump_of(hart) = (struct jump){hart->pc, (uint32_t)(hart->fast.jump_tag >> 32), block->code};
        note_handler(hart, block->code);
    }
    return block->code;
}

/* The table of a map; the one of zeros without. */
static const uintptr_t *table_of(const struct jit *jit, const struct pagemap *map)
{
    return map ? map->addends[0] : jit->pagemaps.none->addends[0];
}

/* Bring what translated code keeps at hand up to date. */
static void prepare(struct jit *jit, struct hart *hart)
{
    if (!hart->user_maps[hart->asid])
        pagemaps_give(&jit->pagemaps, &hart->user_maps[hart->asid]);
    if (!hart->kernel_map) /* may take another map, but not the one just given */
        pagemaps_give(&jit->pagemaps, &hart->kernel_map);
    hart->fast.tables[0] = table_of(jit, hart->kernel_map);
    hart->fast.tables[1] = table_of(jit, hart->user_maps[hart->asid]);
    jit_refresh(hart);
}

/* What stays as it is during a run. */
static void begin(struct jit *jit, struct hart *hart, uint64_t budget)
{
    struct hart_fast *fast = &hart->fast;
    hart_set_deadline(hart, hart->time_ns + budget);
    fast->left = (uint32_t)budget;
    fast->pending = hart_pending(hart);
    fast->careful = jit->cpu->monitor->wanted || (fast->pending & hart->ienable) || (hart->status & STATUS_STEP);
    fast->sets = fast->careful ? (const uint8_t *)jit->pagemaps.none : hart->tlb.memory;
    fast->missed = NULL;
    fast->ram = jit->cpu->bus->memory.ram;
}

static void run(void *context, struct hart *hart, uint64_t budget)
{
    struct jit *jit = context;
    uint32_t link = LEAVE_PLAIN;
    hart->leave = false;
    jit->cpu->code.stale = false;
    begin(jit, hart, budget);
    do {
        unsigned length = hart->fast.left, drops = (unsigned)jit->stats.drops;
        prepare(jit, hart);
        bool linked = link != LEAVE_PLAIN && link != (uint32_t)LEAVE_SHORT;
        bool single = linked && jit->links[link - 1].single;
        const void *code = link == (uint32_t)LEAVE_SHORT ? NULL : look_up(jit, hart, single, &length);
        if (code) {
            if (linked && drops == jit->stats.drops)
                host_connect(jit, jit->cache.write + jit->links[link - 1].place, code);
            uint32_t before = hart->fast.left;
            link = jit->thunks.enter(hart, code);
            hart->time_ns = hart->fast.deadline_ns - hart->fast.left;
            jit->stats.insns += before - hart->fast.left;
        } else {
            link = LEAVE_PLAIN;
            hart_execute(hart, length < hart->fast.left ? length : hart->fast.left);
            hart->fast.left = (uint32_t)(hart->fast.deadline_ns - hart->time_ns);
        }
    } while (hart->fast.left && !hart->leave);
    hart_set_deadline(hart, 0);
}

/* ---- Life ------------------------------------------------------------------------------------------------------ */

void jit_options_default(struct jit_options *options)
{
    *options = (struct jit_options){.code_bytes = 8u << 20, .hot = 30, .block_insns = BLOCK_INSNS_MAX};
}

struct jit *jit_new(struct cpu *cpu, const struct jit_options *options)
{
    struct jit *jit = calloc(1, sizeof *jit);
    if (!jit)
        return NULL;
    jit->cpu = cpu;
    jit->options = *options;
    jit->blocks = calloc(BLOCKS_MAX, sizeof *jit->blocks);
    jit->links = calloc(LINKS_MAX, sizeof *jit->links);
    if (!jit->blocks || !jit->links || !pagemaps_init(&jit->pagemaps) ||
        !cache_init(&jit->cache, options->code_bytes) || !host_thunks(jit)) {
        jit_free(jit);
        return NULL;
    }
    jit->thunk_bytes = jit->cache.used;
    for (unsigned h = 0; h < cpu->hart_count; h++)
        forget_code(jit, &cpu->harts[h]); /* that of a translator before this one */
    cpu->code.watcher = (struct code_watcher){jit, page_written, page_dropped};
    cpu->engine = (struct cpu_engine){jit, run};
    cpu->pagemaps = &jit->pagemaps;
    return jit;
}

void jit_free(struct jit *jit)
{
    if (!jit)
        return;
    if (jit->cpu->engine.context == jit) {
        leave_pages(jit);
        jit->cpu->engine = (struct cpu_engine){0};
        jit->cpu->pagemaps = NULL;
    }
    pagemaps_fini(&jit->pagemaps);
    cache_fini(&jit->cache);
    free(jit->links);
    free(jit->blocks);
    free(jit);
}

void jit_stats(const struct jit *jit, struct jit_stats *out)
{
    *out = jit ? jit->stats : (struct jit_stats){0};
    out->code_bytes = jit ? jit->cache.used : 0;
}
