/* What the assembler must reject, and the message it must give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/asm/support.h"

struct rejection {
    const char *source, *message; /* the first line printed */
};

static const struct rejection rejections[] = {
    /* instructions and operands */
    {" addi a0, a0, 70000", "t.s:1:15: error: immediate 70000 does not fit 16 bits; use 'li'"},
    {" addi a0, a0, -32769", "t.s:1:15: error: immediate -32769 does not fit 16 bits; use 'li'"},
    {" andi a0, a0, -1", "t.s:1:15: error: immediate -1 does not fit 16 unsigned bits; use 'li'"},
    {" addhi a0, a0, 65536", "t.s:1:16: error: immediate 65536 does not fit 16 unsigned bits; use 'li'"},
    {"x: beqi a0, 128, x",
     "t.s:1:13: error: immediate 128 does not fit 8 bits; use 'li' and a branch that compares registers"},
    {" lw a0, [a1 + 40000]", "t.s:1:9: error: offset 40000 does not fit 16 bits; add it to the register first"},
    {" lwp a0, a1, [a2 + 2]", "t.s:1:14: error: offset 2 is not a multiple of 4"},
    {" lwp a0, a1, [a2 + 8192]", "t.s:1:14: error: offset 8192 does not fit 12 bits; add it to the register first"},
    {" addi a0, a0, later\n later = 70000", "t.s:1:15: error: immediate 70000 does not fit 16 bits; use 'li'"},
    {" addi a0, a0, .", "t.s:1:15: error: an address is no constant; use 'la', or %hi() and %lo()"},
    {" lwp a0, a1, [a2 + x]",
     "t.s:1:14: error: a number is needed here that is known already; use 'la' or 'li' for the rest"},
    {" addi a0, a0, %hi(x)", "t.s:1:15: error: %hi() belongs to addhi"},
    {" addhi a0, a0, %lo(x)", "t.s:1:16: error: %lo() belongs to addi, loads and stores, not to addhi"},
    {" .word %lo(x)", "t.s:1:8: error: %hi() and %lo() belong to an instruction's operand"},
    {" x = %lo(y)", "t.s:1:2: error: %hi() and %lo() belong to an instruction's operand"},
    {" addi a0, a0, %lo(x) + 1", "t.s:1:22: error: %hi() and %lo() stand alone; put the sum inside them"},
    {" addi a0, a0, %mid(x)", "t.s:1:16: error: '%' is followed by hi, lo, tphi or tplo, as in %hi(symbol)"},
    {" addi a0, a0, %lo x", "t.s:1:19: error: expected '(' after '%lo'"},
    {" addi a0, a0, %lo(x", "t.s:1:20: error: expected ')' after the symbol of '%lo('"},
    {" ad a0, a1, a2", "t.s:1:2: error: unknown instruction 'ad'; did you mean 'add'?"},
    {" florble a0", "t.s:1:2: error: unknown instruction 'florble'; a label needs ':', a macro must stand above"},
    {" add a0, a1", "t.s:1:2: error: 'add' takes 3 operands (add rd, ra, rb), not 2"},
    {" tlbw", "t.s:1:2: error: 'tlbw' takes 1 operand (tlbw ra), not 0"},
    {" add a0, a1, 5", "t.s:1:14: error: operand 3 of 'add' must be a register (a0, r1 ...); use 'addi'"},
    {" addi a0, a1, a2", "t.s:1:15: error: operand 3 of 'addi' must be a number; use 'add'"},
    {" fadd.s a0, f1, f2", "t.s:1:9: error: operand 1 of 'fadd.s' must be a floating register (fa0, f1 ...)"},
    {" lw a0, [a1 + a2 << 2]", "t.s:1:9: error: operand 2 of 'lw' must be an address [register + offset]; use 'lwx'"},
    {" lwx a0, [a1 + 4]",
     "t.s:1:10: error: operand 2 of 'lwx' must be an address [register + register << scale]; use 'lw'"},
    {" cas a0, 5, a1, a2", "t.s:1:10: error: operand 2 of 'cas' must be an address [register]"},
    {" j a0", "t.s:1:4: error: operand 1 of 'j' must be a label"},
    {" j x - y", "t.s:1:4: error: a target is a label, or a label + number"},
    {" cas a0, [a1 + 4], a2, a3",
     "t.s:1:10: error: 'cas' takes an address without an offset; add it to the register first"},
    {" lw a0, 4(a1)", "t.s:1:10: error: an address is written [register + offset]"},
    {" lw a0, [4]", "t.s:1:10: error: expected a register after '['; write [register + offset]"},
    {" lw a0, [a1 * 2]",
     "t.s:1:13: error: expected ']'; an address is [register], [register + offset] or [register + register << scale]"},
    {" lwx a0, [a1 + a2 << 4]", "t.s:1:10: error: the scale is a number of 0 to 3"},
    {" slli a0, a0, 32", "t.s:1:15: error: the shift amount is a number of 0 to 31"},
    {" extu a0, a0, 0, 33", "t.s:1:18: error: the length is a number of 1 to 32"},
    {" csrr a0, epd", "t.s:1:11: error: no control register 'epd'; did you mean 'epc'?"},
    {" csrr a0, wxyz", "t.s:1:11: error: no control register 'wxyz'; 'peach explain csr' lists them"},
    {" csrr a0, 4096", "t.s:1:11: error: a control register is a number of 0 to 4095"},
    {" mv a0, 5", "t.s:1:2: error: wrong operands for 'mv'; it is written: mv register, register"},
    {" call", "t.s:1:2: error: wrong operands for 'call'; it is written: call value or call register"},
    {" push", "t.s:1:2: error: wrong operands for 'push'; it is written: push register, ..."},
    {" push f0", "t.s:1:7: error: push and pop take integer registers; store floating ones with 'fsd'"},
    {" push sp", "t.s:1:7: error: the stack pointer cannot be on its own stack"},
    {" push s3-s0",
     "t.s:1:10: error: a range of registers ascends, as in s0-s3; arithmetic on registers takes instructions"},
    {" push r1-r9, r1-r9", "t.s:1:14: error: more than 16 registers"},
    {" li a0, 0x123456789",
     "t.s:1:9: error: value 4886718345 does not fit a register of 32 bits; load its halves into two"},
    {" add a0-a2, a0, a0", "t.s:1:6: error: operand 1 of 'add' must be a register (a0, r1 ...)"},
    {" addi a0, a0, a1 + 1",
     "t.s:1:18: error: unexpected '+' at the end of the statement; separate statements with ';'"},
    {" addi a0, a0, 1 + a1", "t.s:1:19: error: register 'a1' where a value is expected"},
    {" add 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "t.s:1:45: error: more than 16 operands"},
    {".bss\n nop", "t.s:2:2: error: section '.bss' holds no bytes; go to '.text' or '.data' first"},
    {".byte 1\n nop", "t.s:2:2: error: instruction at offset 1 is not at a multiple of 4; put '.align 4' before it"},
    {" j x\n .space 0x2000000\nx:",
     "t.s:1:2: error: 'x': target is out of reach; use 'la' and 'jalr', or move it nearer"},
    {" addpc a0, x\n .space 0x200000\nx:",
     "t.s:1:2: error: 'x': target is out of reach; use 'la' and 'jalr', or move it nearer"},
    {" j x\n .byte 1\nx:", "t.s:1:2: error: 'x': target is not a multiple of 4; align it with '.align 4'"},
    /* characters, numbers, strings */
    {" .byte 1a", "t.s:1:8: error: '1a' is not a number; write 10, 0x1f, 0b101, 017 or 'a'"},
    {" .byte 099", "t.s:1:8: error: '099' is not a number; write 10, 0x1f, 0b101, 017 or 'a'"},
    {" .byte 0xg", "t.s:1:8: error: '0xg' is not a number; write 10, 0x1f, 0b101, 017 or 'a'"},
    {" .quad 0x12345678123456789", "t.s:1:8: error: number does not fit 64 bits"},
    {" .byte 'ab'", "t.s:1:8: error: character literal is not closed; write 'a' or '\\n'"},
    {" .byte ?", "t.s:1:8: error: unexpected character '?'"},
    {" .byte \x01", "t.s:1:8: error: unexpected byte 0x01; sources are plain text"},
    {" .asciz \"abc", "t.s:1:9: error: string has no end; close it with '\"'"},
    {" .asciz \"a\\qc\"", "t.s:1:11: error: unknown escape '\\q' in a string; a backslash itself is written '\\\\'"},
    {" .asciz \"\\x\"", "t.s:1:10: error: unknown escape '\\x' in a string; a backslash itself is written '\\\\'"},
    {" .asciz 5", "t.s:1:9: error: expected a string in quotes"},
    {" .float x", "t.s:1:9: error: expected a floating-point number, as in 1.5, -2e10, inf or nan"},
    {" .float", "t.s:1:8: error: expected a floating-point number, as in 1.5, -2e10, inf or nan"},
    /* expressions */
    {" .word", "t.s:1:7: error: expression is missing"},
    {" .word 1 +", "t.s:1:11: error: expression is missing"},
    {" .word 1, ,2", "t.s:1:11: error: expected a number, a symbol or '('"},
    {" .word (1", "t.s:1:10: error: expected ')'"},
    {" .word 1 2", "t.s:1:10: error: unexpected '2' at the end of the statement; separate statements with ';'"},
    {" .word 1 / 0", "t.s:1:10: error: division by zero"},
    {" .word 1 / x\n x = 0", "t.s:1:8: error: division by zero"},
    {" .word sp", "t.s:1:8: error: register 'sp' where a value is expected"},
    {" .byte 256", "t.s:1:8: error: value 256 does not fit 8 bits; use a wider directive"},
    {" .half -32769", "t.s:1:8: error: value -32769 does not fit 16 bits; use a wider directive"},
    {" .byte x * 2\n x = 128", "t.s:1:8: error: value 256 does not fit 8 bits"},
    {" .byte x\n x = 300", "t.s:1:8: error: 'x': value does not fit 8 bits; use '.word'"},
    {" .half x\n x = 70000", "t.s:1:8: error: 'x': value does not fit 16 bits; use '.word'"},
    {" .space x", "t.s:1:9: error: a number is needed here that is known already; define its symbols above"},
    {" .word a * 2\na:", "t.s:1:8: error: expression needs addresses that only the linker knows; use symbol + number"},
    {" .word a - b", "t.s:1:8: error: 'a': difference of symbols that are not in one section is unknown before "
                     "linking; use '.word a - .'"},
    {" .word -a", "t.s:1:8: error: difference of symbols that are not in one section is unknown before linking"},
    {" .word .Lx",
     "t.s:1:8: error: '.Lx': label is not defined; names that begin with '.L' or a digit are of this file only"},
    {" .uleb128 -1", "t.s:1:11: error: value -1 does not fit 32 bits"},
    /* symbols */
    {"x: nop\nx: nop", "t.s:2:1: error: 'x' is already defined; choose another name"},
    {"x = 1\nx: nop", "t.s:2:1: error: 'x' is already defined; choose another name"},
    {"x: nop\nx = 1", "t.s:2:1: error: 'x' is already defined; choose another name"},
    {".equiv x, 1\n.equiv x, 2", "t.s:2:8: error: 'x' is already defined; choose another name"},
    {"sp: nop", "t.s:1:1: error: 'sp' is a register; choose another name, or put it in quotes"},
    {"fa0 = 1", "t.s:1:1: error: 'fa0' is a register; choose another name, or put it in quotes"},
    {". = 5", "t.s:1:1: error: '.' cannot be assigned; use '.org'"},
    {" j 1f", "t.s:1:4: error: no such label follows; write it as a number and ':'"},
    {" j 1b", "t.s:1:4: error: there is no label '1:' above; a later one is '1f'"},
    {"01: nop", "t.s:1:1: error: a numeric label has no leading zeros"},
    {".globl x\nx = y - z",
     "t.s:2:1: error: 'x' is not a place of this file or a number; it cannot be global or used above"},
    {".set 5, 5", "t.s:1:6: error: expected the name of a symbol, as in '.set name, value'"},
    {".set x 5", "t.s:1:8: error: expected ',' and a value after 'x'"},
    {".globl 5", "t.s:1:8: error: expected the name of a symbol"},
    {".extern", "t.s:1:8: error: expected the name of a symbol"},
    {".type x, @thing", "t.s:1:11: error: expected @function or @object"},
    {".size x", "t.s:1:8: error: expected ',' and a size, as in '.size name, . - name'"},
    {".size x, y", "t.s:1:7: error: size must be a number or a difference, as in '.size name, . - name'"},
    {".comm x", "t.s:1:8: error: expected ',' and a size"},
    {".comm x, -1", "t.s:1:7: error: size must be 0..1073741824 and alignment a power of two"},
    /* directives */
    {" .wrod 5", "t.s:1:2: error: unknown directive '.wrod'; did you mean '.word'?"},
    {" .florble", "t.s:1:2: error: unknown directive '.florble'"},
    {" .text x", "t.s:1:8: error: unexpected 'x' at the end of the statement; separate statements with ';'"},
    {" 5", "t.s:1:2: error: expected an instruction, a directive or a label"},
    {" .align 3",
     "t.s:1:9: error: '.align' takes bytes, a power of two ('.p2align' takes the exponent), up to 1048576"},
    {" .p2align 21", "t.s:1:11: error: '.p2align' takes the exponent of a power of two up to 20"},
    {" .org 4\n .org 2", "t.s:2:7: error: '.org' goes backwards: the section is already at 0x4"},
    {" .org x", "t.s:1:7: error: '.org' takes an offset from the section's start"},
    {" beq a0, a1, x\n nop\n .org 8",
     "t.s:3:7: error: '.org' goes backwards; the section has already grown beyond this offset"},
    {" .space -1", "t.s:1:9: error: -1 bytes are not within 0..1073741824"},
    {" .fill 1, 9", "t.s:1:8: error: a fill is a count of 0..67108864, an element of 1..8 bytes, and its value"},
    {" .space 0x4000000\n .space 1", "t.s:2:2: error: section '.text' grows beyond 64 MiB"},
    {".bss\n .space 0x40000000\n .space 1", "t.s:3:2: error: section '.bss' grows beyond 1024 MiB"},
    {".bss\n .word 1", "t.s:2:2: error: section '.bss' holds no bytes; go to '.data' first, or use '.space'"},
    {" .section 5", "t.s:1:11: error: expected the name of a section"},
    {" .section x, 5", "t.s:1:14: error: expected section flags in quotes, as in \"ax\""},
    {" .section x, \"q\"",
     "t.s:1:14: error: unknown section flag 'q'; flags are a (allocated), w (writable), x (executable), M "
     "(mergeable), S (strings), T (thread-local)"},
    {" .section x, \"a\", @what",
     "t.s:1:20: error: expected a section type: @progbits, @nobits, @note, @init_array, @fini_array"},
    {" .popsection", "t.s:1:2: error: '.popsection' without '.pushsection'"},
    {" .error \"no good\"", "t.s:1:2: error: no good"},
    {" .error 5", "t.s:1:9: error: expected a text in quotes"},
    {" .file 70000 \"x\"", "t.s:1:14: error: file number 70000 is not within 0..65535"},
    {" .loc 1 5", "t.s:1:2: error: file 1 has not been named; write '.file 1 \"name\"' above"},
    {".cfi_startproc\n.cfi_startproc", "t.s:2:1: error: frames do not nest; close the one before with '.cfi_endproc'"},
    {".cfi_endproc",
     "t.s:1:1: error: '.cfi_endproc' stands between '.cfi_startproc' and '.cfi_endproc', in one section"},
    {".cfi_startproc\n.data\n.cfi_offset lr, 4",
     "t.s:3:1: error: '.cfi_offset' stands between '.cfi_startproc' and '.cfi_endproc', in one section"},
    {".cfi_startproc", "t.s:1:1: error: frame has no end; close it with '.cfi_endproc'"},
    {".cfi_startproc\n.cfi_offset lx, 4", "t.s:2:13: error: expected a register"},
    {".cfi_startproc\n.cfi_offset lr", "t.s:2:15: error: expected ',' and an offset"},
    {".cfi_startproc\n.cfi_rel_offset lr", "t.s:2:19: error: expected ',' and an offset"},
    {".cfi_startproc\n.cfi_offset lr, 2", "t.s:2:17: error: an offset in a frame is a multiple of 4"},
    {" .include 5", "t.s:1:11: error: expected a file name in quotes"},
    {" .include \"none\"", "t.s:1:11: error: cannot read 'none'; name its folder with -I"},
    {" .incbin \"none\"", "t.s:1:10: error: cannot read 'none'; name its folder with -I"},
    {" .incbin \"ok\", 5", "t.s:1:10: error: 'ok' has only 4 bytes"},
    {" .incbin 5", "t.s:1:10: error: expected a file name in quotes"},
    {" .include \"self\"", "self:1:10: error: files are included more than 100 deep; does 'self' include itself?"},
    /* macros and repetitions */
    {".macro m\n nop", "t.s:1:1: error: macro has no end; close it with '.endm'"},
    {".rept 2\n nop", "t.s:1:1: error: repetition has no end; close it with '.endr'"},
    {".endm", "t.s:1:1: error: '.endm' without '.macro'"},
    {".endr", "t.s:1:1: error: '.endr' without '.rept' or '.irp'"},
    {".exitm", "t.s:1:1: error: '.exitm' outside of a macro"},
    {".purgem m", "t.s:1:9: error: expected the name of a macro"},
    {".macro 5\n.endm", "t.s:1:8: error: expected the name of the macro"},
    {".macro m 5\n.endm", "t.s:1:10: error: expected the name of a parameter"},
    {".macro m a:opt\n.endm", "t.s:1:12: error: after ':' a parameter is 'req' or 'vararg'"},
    {".macro m\n.endm\n.macro m\n.endm", "t.s:3:8: error: macro 'm' is already defined; '.purgem m' forgets it"},
    {".macro m a\n.endm\nm 1, 2", "t.s:3:5: error: macro 'm' takes 1 argument"},
    {".macro m a:req\n.endm\nm", "t.s:3:1: error: macro 'm' needs its argument 'a'"},
    {".macro m\n m\n.endm\nm",
     "t.s:2:2: error: macros are nested more than 100 deep; does one call itself without end?"},
    {".macro m\n bad\n.endm\nm",
     "t.s:2:2: error: unknown instruction 'bad'; a label needs ':', a macro must stand above"},
    {".rept -1\n.endr", "t.s:1:7: error: -1 repetitions are not within 0..4000000"},
    {".rept 4000000\n .if 0; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n .endif\n.endr",
     "t.s:1:1: error: macros and repetitions make more than 64 MiB of text"},
    {".rept 2; nop\n.endr", "t.s:1:10: error: '.rept' must be the last statement of its line"},
    {".irp 5, 6\n.endr", "t.s:1:6: error: expected the name of the parameter"},
    /* conditions and the preprocessor */
    {".if 1\n nop", "t.s:1:1: error: condition has no end; close it with '.endif'"},
    {".else", "t.s:1:1: error: '.else' without '.if'"},
    {".endif", "t.s:1:1: error: '.endif' without '.if'"},
    {".elseif 1", "t.s:1:1: error: '.elseif' without '.if'"},
    {".if 1\n.else\n.else\n.endif", "t.s:3:1: error: a second else; the first one ends all cases"},
    {".if 1\n#endif\n.endif", "t.s:2:1: error: '#endif' closes a '.if'; do not mix them"},
    {".if x\n.endif", "t.s:1:5: error: a number is needed here that is known already; define its symbols above"},
    {".ifdef 5\n.endif", "t.s:1:8: error: expected the name of a symbol"},
    {".ifeqs a\n.endif", "t.s:1:8: error: expected two strings, as in .ifeqs \"a\", \"b\""},
    {"#if 1", "t.s:1:1: error: condition has no end; close it with '#endif'"},
    {"#else", "t.s:1:1: error: '#else' without '#if'"},
    {"#define A 1\n#define A 2", "t.s:2:9: error: 'A' is already defined as '1'; '#undef' it first"},
    {"#define 5", "t.s:1:9: error: expected a name"},
    {"#define f(a", "t.s:1:1: error: '#define' with parameters needs ')' after at most 16 of them"},
    {"#define f(a) a\n .word f(1, 2)", "t.s:2:8: error: 'f' takes 1 arguments in parentheses"},
    {"#include x", "t.s:1:1: error: expected #include \"file\" or #include <file>"},
    {"#include \"none\"", "t.s:1:10: error: cannot read 'none'; name its folder with -I"},
    {"#define A 1\n#if A \"x\n#endif", "t.s:2:1: error: string has no end; close it with '\"'"},
    {"#if 1f\n#endif\n1: nop", "t.s:1:1: error: a label has no value in a condition"},
    {"#error not here", "t.s:1:1: error: not here"},
};

static const struct test_file files[] = {
    {"ok", "1234", 0},
    {"self", ".include \"self\"\n", 0},
    {NULL, NULL, 0},
};

static void check(const struct rejection *rejection)
{
    struct assembled result = assemble_with(rejection->source, strlen(rejection->source), files);
    char *end = strchr(result.messages, '\n');
    if (result.good)
        fail_msg("%s\nis accepted", rejection->source);
    if (end)
        *end = 0;
    if (strcmp(result.messages, rejection->message) != 0)
        fail_msg("%s\nsays: %s\nnot:  %s", rejection->source, result.messages, rejection->message);
    assembled_free(&result);
}

static void test_rejections(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rejections / sizeof *rejections; i++)
        check(&rejections[i]);
}

static void test_caret(void **state)
{
    (void)state;
    struct assembled result = assemble("\taddi a0, a0, 70000 # much\n");
    assert_string_equal(result.messages, "t.s:1:15: error: immediate 70000 does not fit 16 bits; use 'li'\n"
                                         "\taddi a0, a0, 70000 # much\n\t             ^~~~~\n");
    assembled_free(&result);
}

static void test_expansion_is_named(void **state)
{
    (void)state;
    struct assembled result = assemble(".macro inner r\n  mv \\r, 5\n.endm\n.macro outer\n  inner a0\n.endm\nouter\n");
    assert_string_equal(result.messages,
                        "t.s:2:3: error: wrong operands for 'mv'; it is written: mv register, register\n"
                        "  mv a0, 5\n  ^~\n"
                        "t.s:5:3: note: in the expansion of macro 'inner'\n  inner a0\n  ^\n"
                        "t.s:7:1: note: in the expansion of macro 'outer'\nouter\n^\n");
    assembled_free(&result);
}

static void test_several_and_limit(void **state)
{
    (void)state;
    struct assembled result = assemble("bad1\n nop\n bad2\n");
    assert_non_null(strstr(result.messages, "t.s:1:1: error"));
    assert_non_null(strstr(result.messages, "t.s:3:2: error"));
    assembled_free(&result);
    struct buf text = {0};
    for (int i = 0; i < 50; i++)
        buf_put(&text, "bad\n", 4);
    result = assemble_with((const char *)text.data, text.length, NULL);
    unsigned errors = 0;
    for (const char *at = result.messages; (at = strstr(at, ": error:")); at++)
        errors++;
    assert_int_equal(errors, 20);
    assert_non_null(strstr(result.messages, "test: 20 errors; stopping here"));
    buf_free(&text);
    assembled_free(&result);
}

static void test_previous_definition_is_shown(void **state)
{
    (void)state;
    struct assembled result = assemble("x: nop\nx: nop\n");
    assert_non_null(strstr(result.messages, "t.s:1:1: note: the other definition is here\nx: nop\n^\n"));
    assembled_free(&result);
}

static void test_line_markers(void **state)
{
    (void)state;
    struct assembled result = assemble("# 10 \"first.S\"\n nop\n# 3 \"second.S\" 1\n\n bad\n");
    assert_memory_equal(result.messages, "second.S:4:2: error", 19);
    assembled_free(&result);
}

static void test_fragment_gives_its_line(void **state)
{
    (void)state;
    struct obj *obj = obj_new();
    struct diag diag;
    char *messages;
    size_t length;
    diag_init(&diag, "cc");
    diag.out = open_memstream(&messages, &length);
    struct assembler *as = asm_new(obj, &diag, NULL);
    unsigned section = obj_section_named(obj, ".text"), text = section;
    assert_true(asm_fragment(as, "x.c", 7, "nop\n1: j 1b", 11, &section));
    assert_int_equal(obj_offset(obj, text), 8);
    assert_false(asm_fragment(as, "x.c", 9, "nop\nbad", 7, &section));
    assert_false(asm_finish(as));
    fclose(diag.out);
    assert_memory_equal(messages, "x.c:9:1: error: unknown instruction 'bad'", 41);
    free(messages);
    asm_free(as);
    obj_free(obj);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rejections),
        cmocka_unit_test(test_caret),
        cmocka_unit_test(test_expansion_is_named),
        cmocka_unit_test(test_several_and_limit),
        cmocka_unit_test(test_previous_definition_is_shown),
        cmocka_unit_test(test_line_markers),
        cmocka_unit_test(test_fragment_gives_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
