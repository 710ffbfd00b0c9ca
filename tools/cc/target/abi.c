#include "target/abi.h"

static uint32_t stack_place(struct abi_walk *walk, uint32_t bytes)
{
    uint32_t offset = (walk->stack_bytes + bytes - 1) & ~(bytes - 1);
    walk->stack_bytes = offset + bytes;
    return offset;
}

unsigned abi_next(struct abi_walk *walk, enum ir_type type, bool on_stack, struct abi_place place[2])
{
    uint32_t bytes = ir_type_bytes(type);
    unsigned words = type == IR_I64 ? 2 : 1;
    for (unsigned i = 0; i < words; i++)
        place[i] = (struct abi_place){.bytes = (uint8_t)(bytes / words)};
    if (!on_stack && !ir_type_is_int(type) && walk->next_fp < ABI_FP_ARGS) {
        place[0].reg = (uint8_t)MREG_FP(walk->next_fp++);
        return 1;
    }
    if (!on_stack && ir_type_is_int(type) && walk->next_int + words <= ABI_ARGS) {
        for (unsigned i = 0; i < words; i++)
            place[i].reg = (uint8_t)(REG_A0 + walk->next_int++);
        return words;
    }
    uint32_t offset = stack_place(walk, bytes);
    for (unsigned i = 0; i < words; i++)
        place[i].offset = offset + 4 * i;
    return words;
}
