/* Addresses: translation, the slow path of memory accesses, and the shadows that keep the fast path away from it. */
#include "cpu/hart.h"

#include <string.h>

#include "isa/machine.h"


_Static_assert(CAUSE_REFILL_STORE == CAUSE_REFILL_FETCH + ACCESS_STORE &&
                   CAUSE_INVALID_STORE == CAUSE_INVALID_FETCH + ACCESS_STORE &&
                   CAUSE_PROT_STORE == CAUSE_PROT_FETCH + ACCESS_STORE &&
                   CAUSE_BUS_STORE == CAUSE_BUS_FETCH + ACCESS_STORE,
               "causes follow enum access");

/* Why an entry does not admit an access; 0 when it does. */
static uint32_t check_entry(const struct hart *hart, uint32_t lo, enum access access)
{
    static const uint32_t needed[] = {[ACCESS_FETCH] = TLB_X, [ACCESS_LOAD] = TLB_R, [ACCESS_STORE] = TLB_W};
    bool user = hart->status & STATUS_USER;
    if (!(lo & TLB_V))
        return CAUSE_INVALID_FETCH + access;
    if (!(lo & needed[access]) || (user && !(lo & TLB_U)) || (!user && (lo & TLB_U) && access == ACCESS_FETCH))
        return CAUSE_PROT_FETCH + access;
    return access == ACCESS_STORE && !(lo & TLB_D) ? CAUSE_CLEAN_STORE : 0;
}

/* hart_translate, and the entry that translates: NULL in a window. */
static uint32_t look_up(const struct hart *hart, uint32_t va, enum access access, uint32_t *pa,
                        struct tlb_entry **entry)
{
    *entry = NULL;
    if (!(hart->status & STATUS_USER) && va >= VA_LINEAR && (va < VA_MAPPED || va >= VA_DEVICES)) {
        *pa = va < VA_MAPPED ? va - VA_LINEAR : va;
        return 0;
    }
    int index = tlb_find(&hart->tlb, va, hart->asid);
    if (index < 0)
        return CAUSE_REFILL_FETCH + access;
    *entry = tlb_entry(&hart->tlb, (unsigned)index);
    *pa = ((*entry)->lo & PAGE_MASK) | (va & ~PAGE_MASK);
    return check_entry(hart, (*entry)->lo, access);
}

uint32_t hart_translate(const struct hart *hart, uint32_t va, enum access access, uint32_t *pa)
{
    struct tlb_entry *entry;
    return look_up(hart, va, access, pa, &entry);
}

static void fill(const struct hart *hart, struct shadow *shadows, uint32_t va, const uint8_t *page,
                 struct tlb_entry *entry)
{
    uint32_t va_page = va & PAGE_MASK;
    shadows[va >> PAGE_SHIFT & (SHADOW_ENTRIES - 1)] =
        (struct shadow){hart_context(hart) | va_page, (uintptr_t)page - va_page};
    if (entry)
        entry->lo |= TLB_SHADOWED;
}

/* The same for translated code, which knows the linear window and the user's pages. */
static void map(struct hart *hart, uint32_t va, const uint8_t *page, bool stores)
{
    struct pagemap *user = hart->user_maps[hart->asid];
    uint32_t pa;
    if (stores && hart_translate(hart, va, ACCESS_LOAD, &pa) != 0)
        return; /* pagemap.h: what can be stored to can be loaded from */
    if (hart->status & STATUS_USER && user)
        pagemap_set(hart->cpu->pagemaps, user, va, page, stores);
    else if (!(hart->status & STATUS_USER) && hart->kernel_map && va - VA_LINEAR < VA_LINEAR_BYTES)
        pagemap_set(hart->cpu->pagemaps, hart->kernel_map, va, page, stores);
}

void hart_shadow_expect(struct hart *hart, uint32_t hi, uint32_t lo)
{
    const uint32_t readable = TLB_V | TLB_U | TLB_R, writable = TLB_V | TLB_U | TLB_R | TLB_W | TLB_D;
    const struct cpu *cpu = hart->cpu;
    bool is_memory_writable, executable;
    struct pagemap *user = hart->user_maps[hi & TLBHI_ASID];
    const uint8_t *page = user ? memory_page(&cpu->bus->memory, lo, &is_memory_writable, &executable) : NULL;
    if (!page)
        return;
    if ((lo & readable) == readable && hart->cause == CAUSE_REFILL_LOAD)
        pagemap_set(cpu->pagemaps, user, hi, page, false);
    if ((lo & writable) == writable && hart->cause == CAUSE_REFILL_STORE && is_memory_writable &&
        !code_watches(&cpu->code, lo))
        pagemap_set(cpu->pagemaps, user, hi, page, true);
}

static uint64_t read_bytes(const uint8_t *host, unsigned bytes)
{
    switch (bytes) {
    case 1: return *host;
    case 2: return le16_read(host);
    case 4: return le32_read(host);
    default: return le64_read(host);
    }
}

static void write_bytes(uint8_t *host, unsigned bytes, uint64_t value)
{
    switch (bytes) {
    case 1: *host = (uint8_t)value; break;
    case 2: le16_write(host, (uint32_t)value); break;
    case 4: le32_write(host, (uint32_t)value); break;
    default: le64_write(host, value); break;
    }
}

/* Devices see exact time, and what they do may concern the next instruction. */
static void enter_device(struct hart *hart)
{
    hart->cpu->timeline->now_ns = hart->time_ns;
    hart->leave = true;
}

uint32_t hart_load(struct hart *hart, uint32_t va, unsigned bytes, uint64_t *value)
{
    if (va & (bytes - 1))
        return CAUSE_MISALIGNED_LOAD;
    uint32_t pa;
    struct tlb_entry *entry;
    uint32_t cause = look_up(hart, va, ACCESS_LOAD, &pa, &entry);
    if (cause)
        return cause;
    bool writable, executable;
    const uint8_t *page = memory_page(&hart->cpu->bus->memory, pa, &writable, &executable);
    if (page) {
        fill(hart, hart->reads, va, page, entry);
        map(hart, va, page, false);
        *value = read_bytes(page + pa % PAGE_BYTES, bytes);
        return 0;
    }
    uint32_t word;
    enter_device(hart);
    if (bytes != 4 || !bus_read(hart->cpu->bus, pa, &word))
        return CAUSE_BUS_LOAD;
    *value = word;
    return 0;
}

uint32_t hart_store(struct hart *hart, uint32_t va, unsigned bytes, uint64_t value)
{
    if (va & (bytes - 1))
        return CAUSE_MISALIGNED_STORE;
    uint32_t pa;
    struct tlb_entry *entry;
    uint32_t cause = look_up(hart, va, ACCESS_STORE, &pa, &entry);
    if (cause)
        return cause;
    bool writable, executable;
    uint8_t *page = memory_page(&hart->cpu->bus->memory, pa, &writable, &executable);
    if (page && writable) {
        write_bytes(page + pa % PAGE_BYTES, bytes, value);
        if (code_watches(&hart->cpu->code, pa)) {
            code_written(&hart->cpu->code, pa, bytes);
            hart->leave = hart->cpu->code.idle || hart->cpu->code.stale;
        } else {
            fill(hart, hart->writes, va, page, entry);
            map(hart, va, page, true);
        }
        return 0;
    }
    if (page)
        return CAUSE_BUS_STORE;
    enter_device(hart);
    return bytes == 4 && bus_write(hart->cpu->bus, pa, (uint32_t)value) ? 0 : CAUSE_BUS_STORE;
}

uint32_t hart_load_atomic(struct hart *hart, uint32_t va, uint32_t *value)
{
    if (va & 3)
        return CAUSE_MISALIGNED_STORE;
    uint32_t pa;
    uint32_t cause = hart_translate(hart, va, ACCESS_STORE, &pa);
    if (cause)
        return cause;
    bool writable, executable;
    const uint8_t *page = memory_page(&hart->cpu->bus->memory, pa, &writable, &executable);
    if (!page || !writable)
        return CAUSE_BUS_STORE;
    *value = le32_read(page + pa % PAGE_BYTES);
    return 0;
}

/* Stores to a page must take the slow path from now on. */
static void watch(struct cpu *cpu, const uint8_t *page)
{
    for (unsigned h = 0; h < cpu->hart_count; h++) {
        struct shadow *writes = cpu->harts[h].writes;
        for (unsigned i = 0; i < SHADOW_ENTRIES; i++)
            if (writes[i].addend + (uint32_t)writes[i].tag == (uintptr_t)page)
                writes[i].tag = SHADOW_EMPTY;
    }
    for (unsigned i = 0; cpu->pagemaps && i < cpu->pagemaps->count; i++)
        pagemap_protect(cpu->pagemaps->maps[i], page);
}

void cpu_drop_idle_code(struct cpu *cpu)
{
    while (cpu->code.idle) {
        struct code_page *page = cpu->code.idle;
        cpu->code.idle = page->next_idle;
        for (unsigned h = 0; h < cpu->hart_count; h++)
            for (unsigned i = 0; i < SHADOW_CODE_ENTRIES; i++)
                if (cpu->harts[h].codes[i].page == page)
                    cpu->harts[h].codes[i].tag = SHADOW_EMPTY;
        code_drop(&cpu->code, page);
    }
}

static void drop_code(struct cpu *cpu)
{
    code_drop_all(&cpu->code);
    for (unsigned h = 0; h < cpu->hart_count; h++)
        for (unsigned i = 0; i < SHADOW_CODE_ENTRIES; i++)
            cpu->harts[h].codes[i].tag = SHADOW_EMPTY;
}

void cpu_forget(struct cpu *cpu)
{
    drop_code(cpu);
    for (unsigned h = 0; h < cpu->hart_count; h++) {
        hart_shadow_forget_all(&cpu->harts[h]);
        hart_code_unmapped(&cpu->harts[h]);
    }
}

static struct code_page *find_or_make(struct cpu *cpu, uint32_t pa)
{
    struct code_page *page = code_find(&cpu->code, pa);
    if (page)
        return page;
    if (code_is_full(&cpu->code))
        drop_code(cpu);
    page = code_new(&cpu->code, pa);
    if (page)
        watch(cpu, page->host);
    return page;
}

struct code_page *hart_fetch(struct hart *hart, uint32_t *cause)
{
    uint32_t pa;
    *cause = hart->pc & 3 ? CAUSE_MISALIGNED_FETCH : hart_translate(hart, hart->pc, ACCESS_FETCH, &pa);
    if (*cause)
        return NULL;
    struct code_page *page = find_or_make(hart->cpu, pa);
    if (!page) {
        *cause = CAUSE_BUS_FETCH;
        return NULL;
    }
    hart->codes[hart->pc >> PAGE_SHIFT & (SHADOW_CODE_ENTRIES - 1)] =
        (struct shadow_code){hart_context(hart) | (hart->pc & PAGE_MASK), page};
    return page;
}

/* The tables with tags. */
static void forget_shadows(struct hart *hart, uint32_t va)
{
    struct shadow *read = &hart->reads[va >> PAGE_SHIFT & (SHADOW_ENTRIES - 1)];
    struct shadow *write = &hart->writes[va >> PAGE_SHIFT & (SHADOW_ENTRIES - 1)];
    struct shadow_code *code = &hart->codes[va >> PAGE_SHIFT & (SHADOW_CODE_ENTRIES - 1)];
    if ((((uint32_t)read->tag ^ va) & PAGE_MASK) == 0)
        read->tag = SHADOW_EMPTY;
    if ((((uint32_t)write->tag ^ va) & PAGE_MASK) == 0)
        write->tag = SHADOW_EMPTY;
    if ((((uint32_t)code->tag ^ va) & PAGE_MASK) == 0)
        code->tag = SHADOW_EMPTY;
}

/* A page, in all address spaces of a hart. */
static void forget_everywhere(struct hart *hart, uint32_t va)
{
    const struct pagemaps *maps = hart->cpu->pagemaps;
    for (unsigned i = 0; maps && i < maps->count; i++)
        if (maps->maps[i]->owner >= &hart->user_maps[0] && maps->maps[i]->owner <= &hart->user_maps[TLBHI_ASID])
            pagemap_forget(maps->maps[i], va);
}

void hart_code_unmapped(struct hart *hart)
{
    hart->fast.mappings++;
    if (hart->fast.mappings >> (32 - JUMP_CONTEXT_BITS)) {
        hart->fast.mappings = 0;
        memset(hart->jumps, 0, sizeof hart->jumps);
    }
    hart_refresh(hart);
}

/* Code that runs through the TLB may have lost its own page. */
static void leave_mapped_code(struct hart *hart)
{
    if (hart->pc - VA_LINEAR >= VA_LINEAR_BYTES)
        hart->leave = true;
}

void hart_shadow_forget(struct hart *hart, uint32_t hi, uint32_t lo)
{
    hart->fast.missed = NULL;
    if (lo & TLB_G)
        forget_everywhere(hart, hi);
    else
        pagemap_forget(hart->user_maps[hi & TLBHI_ASID], hi);
    if (lo & (TLB_SHADOWED | TLB_X))
        forget_shadows(hart, hi);
    leave_mapped_code(hart);
}

static void forget_tagged(struct hart *hart)
{
    hart->fast.missed = NULL;
    for (unsigned i = 0; i < SHADOW_ENTRIES; i++)
        hart->reads[i].tag = hart->writes[i].tag = SHADOW_EMPTY;
    for (unsigned i = 0; i < SHADOW_CODE_ENTRIES; i++)
        hart->codes[i].tag = SHADOW_EMPTY;
    leave_mapped_code(hart);
}

void hart_shadow_forget_asid(struct hart *hart, uint32_t asid)
{
    forget_tagged(hart);
    if (hart->user_maps[asid])
        pagemap_clear(hart->user_maps[asid]);
}

void hart_shadow_forget_all(struct hart *hart)
{
    forget_tagged(hart);
    for (unsigned i = 0; hart->cpu->pagemaps && i <= TLBHI_ASID; i++)
        if (hart->user_maps[i])
            pagemap_clear(hart->user_maps[i]);
}
