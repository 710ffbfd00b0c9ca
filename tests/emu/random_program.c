#include "random_program.h"

/* Base registers of tame programs: they are never written. */
static bool is_base(uint32_t reg)
{
    return reg == 8 || reg == 14;
}

/* word with the field of a letter replaced. */
static uint32_t with_field(const struct isa_info *info, uint32_t word, char letter, uint32_t value)
{
    for (unsigned i = 0; i < ISA_FIELDS_MAX && info->fields[i].letter; i++)
        if (info->fields[i].letter == letter) {
            uint32_t mask = ((1u << info->fields[i].width) - 1) << info->fields[i].lo;
            word = (word & ~mask) | (value << info->fields[i].lo & mask);
        }
    return word;
}

static uint32_t random_fields(const struct isa_info *info, uint64_t *random)
{
    uint32_t word = info->match | (rig_random(random) & ~info->mask);
    if (info->off_bits > 0 && rig_random(random) % 8)
        word = with_field(info, word, 'o', rig_random(random) % 64 - 32);
    return word;
}

static uint32_t wild_word(uint64_t *random)
{
    if (rig_random(random) % 64 == 0)
        return rig_random(random);
    const struct isa_info *info;
    do
        info = &isa_table[1 + rig_random(random) % (OP_COUNT - 1)];
    while ((info->flags & ISA_PRIVILEGED) && rig_random(random) % 4);
    return random_fields(info, random);
}

static uint32_t tame_word(uint64_t *random)
{
    if (rig_random(random) % 256 == 0)
        return wild_word(random);
    const struct isa_info *info;
    do
        info = &isa_table[1 + rig_random(random) % (OP_COUNT - 1)];
    while ((info->flags & (ISA_PRIVILEGED | ISA_SYSTEM)) || info == &isa_table[OP_SYSCALL] ||
           info == &isa_table[OP_BRK] || (info == &isa_table[OP_JALR] && rig_random(random) % 4));
    uint32_t word = random_fields(info, random);
    uint32_t d = 1 + rig_random(random) % 15;
    if (info->writes & ISA_D)
        word = with_field(info, word, 'd', is_base(d) ? 1 : d);
    if (info->writes & ISA_B) {
        uint32_t b = rig_random(random) % 16;
        word = with_field(info, word, 'b', is_base(b) ? 2 : b);
    }
    if (info->flags & (ISA_LOAD | ISA_STORE)) {
        word = with_field(info, word, 'a', rig_random(random) % 2 ? 8 : 14);
        word = with_field(info, word, 'i', (rig_random(random) % 0x200 - 0x80) * (info->imm_scale == 4 ? 2u : 8u));
    }
    if (info == &isa_table[OP_JALR])
        word = with_field(info, with_field(info, word, 'a', 15), 'i', rig_random(random) % 4 * 4);
    return word;
}

static uint32_t random_value(uint64_t *random)
{
    switch (rig_random(random) % 8) {
    case 0: return rig_random(random);
    case 1: return rig_random(random) % 64;
    case 2: return (rig_random(random) % 16) << PAGE_SHIFT;
    case 3: return VA_LINEAR + RIG_CODE_PA + (rig_random(random) % RANDOM_CODE_BYTES & ~3u);
    case 4: return PA_DEVICES + rig_random(random) % 10 * PAGE_BYTES + rig_random(random) % 8 * 4;
    default: return VA_LINEAR + RANDOM_DATA_PA + (rig_random(random) % RANDOM_DATA_BYTES & ~7u);
    }
}

static uint64_t random_bits(uint64_t *random)
{
    uint64_t bits = (uint64_t)rig_random(random) << 32 | rig_random(random);
    return rig_random(random) % 2 ? bits : bits >> 32;
}

static void map(struct hart *hart, uint32_t hi, uint32_t lo)
{
    hart->tlbhi = hi;
    hart_tlb_write(hart, lo);
}

static uint32_t random_code(uint64_t *random, bool user)
{
    uint32_t offset = rig_random(random) % RANDOM_CODE_BYTES & ~3u;
    return (user || rig_random(random) % 4 == 0 ? 0x20000 : RIG_CODE_VA) + offset;
}

static void arrange(struct hart *hart, uint64_t *random, enum random_style style, uint32_t time_ns_max)
{
    for (unsigned i = 1; i < 16; i++) {
        hart->r[i] = random_value(random);
        hart->f[i] = random_bits(random);
    }
    for (uint32_t page = 0; page < 16; page++)
        if (rig_random(random) % 4)
            map(hart, page << PAGE_SHIFT | rig_random(random) % 2,
                (rig_random(random) % 3 ? RANDOM_DATA_PA + (page << PAGE_SHIFT) : RIG_CODE_PA) |
                    rig_random(random) % 0x80 | TLB_V);
    for (uint32_t page = 0; page < RANDOM_CODE_BYTES >> PAGE_SHIFT; page++) {
        map(hart, RIG_CODE_VA + (page << PAGE_SHIFT),
            (RIG_CODE_PA + (page << PAGE_SHIFT)) | TLB_V | TLB_X | TLB_U | TLB_G);
        map(hart, 0x20000 + (page << PAGE_SHIFT),
            (RIG_CODE_PA + (page << PAGE_SHIFT)) | TLB_V | TLB_X | (rig_random(random) % 4 ? TLB_U | TLB_G : TLB_G));
    }
    hart->status = rig_random(random) & STATUS_WRITABLE;
    bool user = hart->status & STATUS_USER;
    if (style == RANDOM_TAME) {
        hart->status = (hart->status | STATUS_FPU) & ~(uint32_t)STATUS_STEP;
        hart->r[8] = (user ? 0x40000 : VA_LINEAR + RANDOM_DATA_PA) + (rig_random(random) % 0x6000 & ~7u) + 0x1000;
        hart->r[14] = (user ? 0x40000 : VA_LINEAR + RANDOM_DATA_PA) + (rig_random(random) % 0x6000 & ~7u) + 0x1000;
        for (uint32_t page = 0; page < RANDOM_DATA_BYTES >> PAGE_SHIFT; page++)
            map(hart, 0x40000 + (page << PAGE_SHIFT),
                (RANDOM_DATA_PA + (page << PAGE_SHIFT)) | TLB_V | TLB_R | TLB_W | TLB_D | TLB_U | TLB_G);
    }
    hart->asid = rig_random(random) % 2;
    hart->pc = random_code(random, user);
    hart->tvec = random_code(random, false);
    hart->rvec = random_code(random, false);
    hart->epc = random_code(random, user);
    hart->ienable = rig_random(random) % 8;
    hart->timecmp = hart->time_ns + rig_random(random) % time_ns_max;
    hart->waits = false;
}

void random_program(struct peach *machine, uint64_t seed, enum random_style style, uint32_t time_ns_max)
{
    uint64_t random = seed * 2 + 1;
    for (uint32_t at = 0; at < RANDOM_CODE_BYTES; at += 4)
        rig_set_word(machine, RIG_CODE_PA + at, style == RANDOM_TAME ? tame_word(&random) : wild_word(&random));
    for (unsigned i = 0; i < machine->cpu.hart_count; i++)
        arrange(&machine->cpu.harts[i], &random, style, time_ns_max);
}
