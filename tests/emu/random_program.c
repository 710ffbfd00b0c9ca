#include "random_program.h"

#include <stdio.h>

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

/* word; if it is a branch, then likely one that goes forward. */
static uint32_t forward(uint32_t word, uint64_t *random)
{
    struct insn insn;
    isa_decode(word, &insn);
    const struct isa_info *info = &isa_table[insn.op];
    return info->off_bits > 0 && rig_random(random) % 4 ? with_field(info, word, 'o', rig_random(random) % 32) : word;
}

/* An access near a base, or a base or the index that changes. */
#define INDEX 6
static uint32_t near_word(uint64_t *random)
{
    static const enum isa_op ops[] = {OP_ADDI, OP_ADD, OP_SHADD, OP_ANDI, OP_LB,   OP_LBU, OP_LH,  OP_LW,
                                      OP_LWP,  OP_SB,  OP_SH,    OP_SW,   OP_SWP,  OP_FLD, OP_FSD, OP_FLW,
                                      OP_FSW,  OP_LW,  OP_SW,    OP_LWX,  OP_LBUX, OP_SWX, OP_SHX, OP_FLDX};
    if (rig_random(random) % 3 == 0)
        return forward(tame_word(random), random);
    const struct isa_info *info = &isa_table[ops[rig_random(random) % (sizeof ops / sizeof *ops)]];
    uint32_t word = random_fields(info, random), d = rig_random(random) % 16, base = rig_random(random) % 2 ? 8 : 14;
    uint32_t imm = (rig_random(random) % 12 - 4) * (rig_random(random) % 32 ? 8 : 3);
    if (info == &isa_table[OP_ANDI])
        return with_field(info, with_field(info, word, 'd', INDEX), 'i', 15);
    bool changes_index = info == &isa_table[OP_ADDI] && d % 4 == 1;
    if (info == &isa_table[OP_ADDI] || info == &isa_table[OP_ADD] || info == &isa_table[OP_SHADD])
        d = d == 0 ? 0 : changes_index ? INDEX : d % 2 ? 8 : 14;
    else if (info->writes & ISA_D)
        d = is_base(d) ? 1 : d;
    word = with_field(info, word, 'd', d);
    word = with_field(info, word, 'b', info->writes & ISA_B ? d % 8 : INDEX);
    word = with_field(info, word, 'a', rig_random(random) % 32 == 0 ? 0 : changes_index ? INDEX : base);
    return with_field(info, word, 'i', imm / (info->imm_scale ? info->imm_scale : 1));
}

/* Go to another page by a base register. */
static uint32_t hop_word(uint64_t *random)
{
    const struct isa_info *addi = &isa_table[OP_ADDI];
    uint32_t base = rig_random(random) % 2 ? 8 : 14;
    uint32_t step = (rig_random(random) % 14 - 7) * PAGE_BYTES + (rig_random(random) % 8 ? 0 : 8);
    return with_field(addi, with_field(addi, with_field(addi, addi->match, 'd', base), 'a', base), 'i', step);
}

static uint32_t paged_word(uint64_t *random)
{
    uint32_t kind = rig_random(random) % 8;
    return kind < 2 ? hop_word(random) : kind < 5 ? near_word(random) : tame_word(random);
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

/* Traps of RANDOM_NEAR: on a little behind the instruction, in a random mode, with the bases back in the data and a
 * small index.  The timer leads out of loops. */
static const char handler[] = "        csrr    a4, time\n"
                              "        addi    a0, a4, 300\n"
                              "        csrw    timecmp, a0\n"
                              "        csrr    a1, status\n"
                              "        andi    a3, a4, STATUS_PUSER\n"
                              "        xor     a1, a1, a3\n"
                              "        ori     a1, a1, STATUS_PIE\n"
                              "        csrw    status, a1\n"
                              "        csrr    a0, epc\n"
                              "        andi    a3, a4, 31\n"
                              "        shadd   a0, a0, a3, 2\n"
                              "        addi    a0, a0, 4\n"
                              "        extu    a0, a0, 0, 14\n"
                              "        extu    s0, s0, 0, 16\n"
                              "        extu    sp, sp, 0, 16\n"
                              "        andi    a1, a1, STATUS_PUSER\n"
                              "        li      a2, 0x80010000\n"
                              "        li      a3, 0x80100000\n"
                              "        beqz    a1, kernel\n"
                              "        li      a2, 0x20000\n"
                              "        li      a3, 0x40000\n"
                              "kernel: add     a0, a0, a2\n"
                              "        add     s0, s0, a3\n"
                              "        add     sp, sp, a3\n"
                              "        andi    a5, a5, 15\n"
                              "        csrw    epc, a0\n"
                              "        eret\n";

/* Bases of programs of RANDOM_NEAR, many at the end of a page or of the address space, with all kinds of pages. */
static void arrange_near(struct hart *hart, uint64_t *random)
{
    for (unsigned reg = 8; reg <= 14; reg += 6)
        if (rig_random(random) % 4)
            hart->r[reg] = (hart->r[reg] & PAGE_MASK) - rig_random(random) % 16 * 8;
    if (rig_random(random) % 8 == 0)
        hart->r[8] = rig_random(random) % 16 * 8 - 64;
    for (uint32_t page = 0; page < RANDOM_DATA_BYTES >> PAGE_SHIFT; page++)
        if (rig_random(random) % 4 == 0)
            map(hart, 0x40000 + (page << PAGE_SHIFT),
                (RANDOM_DATA_PA + (page << PAGE_SHIFT)) | rig_random(random) % 0x80 | TLB_V | TLB_U);
    map(hart, 0u - PAGE_BYTES, RANDOM_DATA_PA | rig_random(random) % 0x80 | TLB_V | TLB_U);
    hart->tvec = hart->rvec = RIG_CODE_VA;
    hart->ienable = 1u << IRQ_TIMER;
    hart->status |= STATUS_IE;
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
    if (style != RANDOM_WILD) {
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
    hart->epc = random_code(random, user) | (rig_random(random) % 4 ? 0 : rig_random(random) % 4);
    hart->ienable = rig_random(random) % 8;
    hart->timecmp = hart->time_ns + rig_random(random) % time_ns_max;
    hart->waits = false;
    if (style == RANDOM_NEAR)
        arrange_near(hart, random);
}

/* The page table is flat, and addresses repeat after as many pages. */
#define TABLE_PA    0x20000u
#define TABLE_PAGES 256u

/* The refill handler, with what a case adds to it; at TRAP_OFFSET all other traps: on somewhere else, by way of the
 * user's memory, at times in another address space. */
#define TRAP_OFFSET 0x100u
static const char handlers[] = "        csrw    scratch0, a0\n"
                               "        csrw    scratch1, a1\n"
                               "        csrr    a0, badva\n"
                               "        li      a1, VA_LINEAR | 0x20000\n"
                               "        extu    a0, a0, PAGE_SHIFT, 8\n"
                               "        lwx     a1, [a1 + a0 << 2]\n"
                               "%s"
                               "        tlbw    a1\n"
                               "%s"
                               "        csrr    a0, scratch0\n"
                               "        csrr    a1, scratch1\n"
                               "        eret\n"
                               "        .balign 0x100\n"
                               "        csrr    a3, status\n"
                               "        ori     a3, a3, STATUS_PUSER | STATUS_PIE\n"
                               "        csrr    a4, time\n"
                               "        addi    a4, a4, 777\n"
                               "        csrw    timecmp, a4\n"
                               "        extu    a4, a4, 3, 6\n"
                               "        slli    a4, a4, PAGE_SHIFT\n"
                               "        lw      a5, [a4]\n"
                               "        sw      a4, [a4 + 8]\n"
                               "        extu    a4, a4, 0, 16\n"
                               "        addhi   a4, a4, (VA_LINEAR + 0x100000) >> 16\n"
                               "        lw      a4, [a4]\n"
                               "        andi    a4, a5, 7\n"
                               "        bnei    a4, 0, 1f\n"
                               "        csrr    a4, asid\n"
                               "        xori    a4, a4, 1\n"
                               "        csrw    asid, a4\n"
                               "1:      csrr    a4, time\n"
                               "        slli    a4, a4, 3\n"
                               "        extu    a4, a4, 0, 14\n"
                               "        addhi   a4, a4, 0x20000 >> 16\n"
                               "        csrw    epc, a4\n"
                               "        csrw    status, a3\n"
                               "        eret\n";

/* Before tlbw: the same entry is written all the same.  Behind it: others, which take the place of an invalid one. */
static const char *const before[] = {
    "",
    "        csrr    a0, tlbhi\n        csrw    tlbhi, a0\n",
    "        csrr    a0, tlbhi\n        csrx    a0, tlbhi, a0\n",
    "        csrr    a0, asid\n        csrw    asid, a0\n",
    "        csrr    a0, badva\n        addhi   a0, a0, 1\n        tlbiv   a0, zero\n",
    "        csrr    a0, tlbhi\n        addi    a0, a0, 0x3000\n        csrw    tlbhi, a0\n        tlbw    a1\n"
    "        addi    a0, a0, -0x3000\n        csrw    tlbhi, a0\n",
    "        csrr    a0, tlbhi\n        addhi   a0, a0, 16\n        csrx    zero, tlbhi, a0\n        tlbw    a1\n"
    "        addhi   a0, a0, 0xfff0\n        csrw    tlbhi, a0\n",
};
static const char *const behind[] = {
    "",
    "        tlbw    a1\n",
    "        csrr    a0, tlbhi\n        xori    a0, a0, 1\n        csrw    tlbhi, a0\n        tlbw    a1\n",
    "        csrr    a0, tlbhi\n        addhi   a0, a0, 16\n        csrx    a0, tlbhi, a0\n        tlbw    a1\n",
    "        csrr    a0, tlbhi\n        addhi   a0, a0, 48\n        csrw    tlbhi, a0\n        tlbw    a1\n",
    "        csrr    a0, badva\n        tlbp    a0, a0\n        tlbr    a0\n        tlbw    a1\n",
    "        csrr    a0, badva\n        addhi   a0, a0, 1\n        tlbiv   a0, zero\n",
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint32_t random_entry(uint64_t *random, uint32_t page, uint32_t needed)
{
    const uint32_t usual = TLB_V | TLB_R | TLB_W | TLB_D | TLB_U;
    uint32_t pa = RANDOM_DATA_PA + ((page + 3) << PAGE_SHIFT) % RANDOM_DATA_BYTES;
    if (page - 0x20 < RANDOM_CODE_BYTES >> PAGE_SHIFT)
        return (RIG_CODE_PA + ((page - 0x20) << PAGE_SHIFT)) | TLB_V | TLB_R | TLB_X | TLB_U;
    switch (rig_random(random) % 16) {
    case 0: return pa | rig_random(random) % (2 * TLB_SHADOWED) | needed;
    case 1: return (usual & ~(1u << rig_random(random) % 7)) | pa | needed;
    case 2: return pa | usual | TLB_G;
    case 3: return pa | usual | TLB_X;
    case 4: return RIG_CODE_PA | PAGE_BYTES | usual;
    case 5: return rig_random(random) | TLB_V;
    default: return pa | usual;
    }
}

static void arrange_paged(struct hart *hart, uint64_t *random)
{
    hart_tlb_invalidate_all(hart);
    hart->rvec = RIG_CODE_VA;
    hart->tvec = RIG_CODE_VA + TRAP_OFFSET;
    hart->status = (hart->status | STATUS_USER | STATUS_IE | STATUS_FPU) & ~(uint32_t)STATUS_STEP;
    hart->ienable |= 1u << IRQ_TIMER;
    hart->pc = random_code(random, true);
    hart->r[8] &= ~7u;
    hart->r[14] &= ~7u;
}

static void add_handlers(struct peach *machine, uint64_t *random)
{
    char text[sizeof handlers + 512];
    const char *first = before[rig_random(random) % 2 ? 0 : rig_random(random) % COUNT(before)];
    unsigned then = rig_random(random) % 2 ? 0 : rig_random(random) % COUNT(behind);
    snprintf(text, sizeof text, handlers, first, behind[then]);
    rig_assemble(machine, text);
    for (uint32_t page = 0; page < TABLE_PAGES; page++)
        rig_set_word(machine, TABLE_PA + 4 * page, random_entry(random, page, then ? TLB_V : 0));
}

void random_program(struct peach *machine, uint64_t seed, enum random_style style, uint32_t time_ns_max)
{
    static uint32_t (*const words[])(uint64_t *random) = {
        [RANDOM_WILD] = wild_word, [RANDOM_TAME] = tame_word, [RANDOM_NEAR] = near_word, [RANDOM_PAGED] = paged_word};
    uint64_t random = seed * 2 + 1;
    for (uint32_t at = 0; at < RANDOM_CODE_BYTES; at += 4)
        rig_set_word(machine, RIG_CODE_PA + at, words[style](&random));
    if (style == RANDOM_NEAR)
        rig_assemble(machine, handler);
    if (style == RANDOM_PAGED)
        add_handlers(machine, &random);
    for (unsigned i = 0; i < machine->cpu.hart_count; i++) {
        arrange(&machine->cpu.harts[i], &random, style, time_ns_max);
        if (style == RANDOM_PAGED)
            arrange_paged(&machine->cpu.harts[i], &random);
    }
}
