# The Mandelbrot set on the framebuffer, in double precision; a key ends it.
#
#     ./peach run roms/mandelbrot.s

        .include "print.inc"
        .include "isa/machine/framebuffer.h"

        .equ    WIDTH, 400
        .equ    HEIGHT, 300
        .equ    ROUNDS, 255             # a point that stays near for so many rounds belongs to the set

        .text
        .globl  _start
_start:
        li      a0, STATUS_FPU
        csrw    status, a0
        call    set_mode
        call    set_palette

        la      a0, constants
        fld     f10, [a0]               # left edge
        fld     f11, [a0 + 8]           # upper edge
        fld     f12, [a0 + 16]          # from one pixel to the next
        fld     f13, [a0 + 24]          # 4, the square of the radius of escape
        li      s0, PA_VRAM
        li      s1, 0                   # row
row:    fcvt.d.w f4, s1
        fmul.d  f4, f4, f12
        fsub.d  f4, f11, f4             # imaginary part of c
        li      s2, 0                   # column
column: fcvt.d.w f3, s2
        fmul.d  f3, f3, f12
        fadd.d  f3, f10, f3             # real part of c
        call    escape
        sb      a0, [s0]
        addi    s0, s0, 1
        addi    s2, s2, 1
        snei    a0, s2, WIDTH
        bnei    a0, 0, column
        addi    s1, s1, 1
        snei    a0, s1, HEIGHT
        bnei    a0, 0, row

        la      a0, finished
        call    print
        call    wait_key_and_power_off

# a0 = the rounds of z = z * z + c until z has left the circle of radius 2, at most ROUNDS.  c is f3 + f4 i.
escape:
        li      a0, 0
        fmvd    f1, zero, zero          # real part of z
        fmvd    f2, zero, zero          # imaginary part of z
        li      a2, ROUNDS
1:      fmul.d  f5, f1, f1
        fmul.d  f6, f2, f2
        fadd.d  f7, f5, f6
        fle.d   a1, f7, f13
        beqi    a1, 0, 2f
        fmul.d  f2, f1, f2
        fadd.d  f2, f2, f2
        fadd.d  f2, f2, f4
        fsub.d  f1, f5, f6
        fadd.d  f1, f1, f3
        addi    a0, a0, 1
        bne     a0, a2, 1b
2:      ret

set_mode:
        li      a1, PA_FRAMEBUFFER
        li      a0, WIDTH
        sw      a0, [a1 + FRAMEBUFFER_WIDTH]
        li      a0, HEIGHT
        sw      a0, [a1 + FRAMEBUFFER_HEIGHT]
        li      a0, FRAMEBUFFER_INDEX8
        sw      a0, [a1 + FRAMEBUFFER_FORMAT]
        li      a0, FRAMEBUFFER_CONTROL_ON
        sw      a0, [a1 + FRAMEBUFFER_CONTROL]
        ret

# Colours by rounds: from dark blue by light blue to white, black for the set itself.
set_palette:
        li      a1, PA_FRAMEBUFFER + FRAMEBUFFER_PALETTE
        li      a0, 0
        li      a5, 255
1:      muli    a2, a0, 2               # red
        min     a2, a2, a5
        muli    a3, a0, 5               # green
        min     a3, a3, a5
        muli    a4, a0, 9               # blue
        addi    a4, a4, 32
        min     a4, a4, a5
        slli    a2, a2, 8
        or      a2, a2, a3
        slli    a2, a2, 8
        or      a2, a2, a4
        sw      a2, [a1]
        addi    a1, a1, 4
        addi    a0, a0, 1
        bne     a0, a5, 1b
        sw      zero, [a1]
        ret

        .rodata
        .balign 8
constants:
        .double -2.2, 1.2, 0.008, 4.0
finished:
        .asciz  "mandelbrot: done; press a key\n"
