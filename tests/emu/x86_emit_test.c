/* The x86-64 assembler: forms whose encoding has an exception (byte registers, r12 and r13 as base, short and long
 * constants), against bytes taken from the processor's manual. */
#include "rig.h"

#include "jit/x86_emit.h"

static uint8_t buffer[64];
static struct x86 x;

static void start(void)
{
    x = (struct x86){.at = buffer, .end = buffer + sizeof buffer};
}

static void expect(const char *bytes, size_t length)
{
    assert_false(x.full);
    assert_int_equal(x.at - buffer, length);
    assert_memory_equal(buffer, bytes, length);
    start();
}
#define EXPECT(bytes) expect(bytes, sizeof bytes - 1)

static void registers(void **state)
{
    (void)state;
    start();
    x86_mov(&x, RAX, RBX);
    EXPECT("\x8b\xc3");
    x86_mov(&x, R8, R15);
    EXPECT("\x45\x8b\xc7");
    x86_mov64(&x, RAX, RCX);
    EXPECT("\x48\x8b\xc1");
    x86_mov(&x, RSI, RSI);
    EXPECT("");
    x86_op(&x, X86_MOVZX8, RAX, RSI); /* sil, not dh */
    EXPECT("\x40\x0f\xb6\xc6");
    x86_op(&x, X86_MOVZX8, RAX, RDX);
    EXPECT("\x0f\xb6\xc2");
    x86_setcc(&x, X86_E, RDI);
    EXPECT("\x40\x0f\x94\xc7");
    x86_op(&x, X86_LZCNT, R9, RAX);
    EXPECT("\xf3\x44\x0f\xbd\xc8");
    x86_bswap(&x, R10);
    EXPECT("\x41\x0f\xca");
    x86_push(&x, R12);
    x86_pop(&x, RBP);
    EXPECT("\x41\x54\x5d");
}

static void of_three_operands(void **state)
{
    (void)state;
    start();
    x86_andn(&x, RAX, RBX, R9);
    EXPECT("\xc4\xc2\x60\xf2\xc1");
    x86_andn(&x, R12, R8, RCX);
    EXPECT("\xc4\x62\x38\xf2\xe1");
    x86_rorx(&x, RAX, R15, 7);
    EXPECT("\xc4\xc3\x7b\xf0\xc7\x07");
    x86_shift_by(&x, X86_SHLX, RAX, RBX, RCX);
    EXPECT("\xc4\xe2\x71\xf7\xc3");
    x86_shift_by(&x, X86_SHRX, R8, R9, R10);
    EXPECT("\xc4\x42\x2b\xf7\xc1");
    x86_shift_by(&x, X86_SARX, RSI, RDI, R13);
    EXPECT("\xc4\xe2\x12\xf7\xf7");
}

static void memory(void **state)
{
    (void)state;
    start();
    x86_op_mem(&x, X86_MOV_LOAD, RAX, x86_at(RBX, 0));
    EXPECT("\x8b\x03");
    x86_op_mem(&x, X86_MOV_LOAD, RAX, x86_at(R13, 0)); /* needs a displacement */
    EXPECT("\x41\x8b\x45\x00");
    x86_op_mem(&x, X86_MOV_LOAD, RAX, x86_at(R12, 4)); /* needs an index byte */
    EXPECT("\x41\x8b\x44\x24\x04");
    x86_op_mem(&x, X86_MOV_LOAD, RAX, x86_at(RBP, -128));
    EXPECT("\x8b\x45\x80");
    x86_op_mem(&x, X86_MOV_LOAD, RAX, x86_at(RBP, 128));
    EXPECT("\x8b\x85\x80\x00\x00\x00");
    x86_op_mem64(&x, X86_MOV_LOAD, RCX, x86_indexed(RDX, RCX, 3, 0x800000));
    EXPECT("\x48\x8b\x8c\xca\x00\x00\x80\x00");
    x86_op_mem(&x, X86_MOV_STORE8, RSI, x86_at(RCX, 0));
    EXPECT("\x40\x88\x31");
    x86_op_mem(&x, X86_MOV_STORE16, R8, x86_at(RCX, 0));
    EXPECT("\x66\x44\x89\x01");
    x86_op_mem(&x, X86_MOVSD, 9, x86_at(RCX, 0));
    EXPECT("\xf2\x44\x0f\x10\x09");
    x86_mov_mem_imm(&x, x86_at(RBP, 8), 0x12345678);
    EXPECT("\xc7\x45\x08\x78\x56\x34\x12");
}

static void constants(void **state)
{
    (void)state;
    start();
    x86_alu_imm(&x, X86_SUB, R15, 127);
    EXPECT("\x41\x83\xef\x7f");
    x86_alu_imm(&x, X86_ADD, RAX, 128);
    EXPECT("\x81\xc0\x80\x00\x00\x00");
    x86_mov_imm64(&x, RAX, 0xffffffff);
    EXPECT("\xb8\xff\xff\xff\xff");
    x86_mov_imm64(&x, R9, 0x123456789a);
    EXPECT("\x49\xb9\x9a\x78\x56\x34\x12\x00\x00\x00");
    x86_alu_mem8_imm(&x, X86_ADD, x86_at(RDX, 0), 1);
    EXPECT("\x80\x02\x01");
    x86_alu_mem8_imm(&x, X86_CMP, x86_at(RBP, 16), 0);
    EXPECT("\x80\x7d\x10\x00");
    x86_mov_mem_imm64(&x, x86_at(RBP, 8), -2); /* sign-extended */
    EXPECT("\x48\xc7\x45\x08\xfe\xff\xff\xff");
    x86_ud2(&x);
    EXPECT("\x0f\x0b");
    x86_test8_imm(&x, R11, 3);
    EXPECT("\x41\xf6\xc3\x03");
}

static void jumps_and_the_end(void **state)
{
    (void)state;
    start();
    x86_patch(x86_jmp(&x), buffer);
    EXPECT("\xe9\xfb\xff\xff\xff");
    uint8_t *place = x86_jcc(&x, X86_NE);
    x86_patch(place, x.at);
    EXPECT("\x0f\x85\x00\x00\x00\x00");
    x.at = x.end - 1;
    x86_mov_imm(&x, RAX, 1);
    assert_true(x.full);
    assert_ptr_equal(x.at, x.end);
}

/* Registers that are written count as mentioned, those of addresses do not. */
static void mentioned(void **state)
{
    (void)state;
    start();
    x86_op_mem(&x, X86_MOV_LOAD, RDX, x86_at(RCX, 8));
    assert_false(x.mentioned & 1u << RCX);
    assert_true(x.mentioned & 1u << RDX);
    x86_mov_imm(&x, RCX, 1);
    assert_true(x.mentioned & 1u << RCX);
    start();
    x86_setcc(&x, X86_E, RCX);
    assert_true(x.mentioned & 1u << RCX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registers), cmocka_unit_test(of_three_operands),   cmocka_unit_test(memory),
        cmocka_unit_test(constants), cmocka_unit_test(jumps_and_the_end), cmocka_unit_test(mentioned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
