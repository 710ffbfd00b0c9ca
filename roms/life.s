# Conway's game of life on the framebuffer, a generation for each frame, edges joined; a key ends it.  Where nobody can press
# one (the console is closed) it ends after GENERATIONS.
#
#     ./peach run roms/life.s

        .include "print.inc"
        .include "isa/machine/framebuffer.h"
        .include "isa/machine/rng.h"

        .equ    COLUMNS, 160
        .equ    ROWS, 120
        .equ    CELL_PIXELS, 4          # a cell is one word wide, at a byte per pixel
        .equ    PITCH, COLUMNS * CELL_PIXELS
        .equ    STRIDE, COLUMNS + 2     # bytes from a row of cells to the next: a border stands around the world
        .equ    GENERATIONS, 100

        .text
        .globl  _start
_start:
        call    set_mode
        la      s0, world
        la      s1, other
        li      s2, GENERATIONS
        call    populate
generation:
        call    join_edges
        call    draw
        call    wait_frame
        call    step
        mv      a0, s0                  # the new world is the other one
        mv      s0, s1
        mv      s1, a0
        addi    s2, s2, -1
        call    key_pressed
        beqi    a0, 0, generation
        li      a1, PA_CONSOLE          # hung up is no key: go on for a while
        lw      a0, [a1 + CONSOLE_STATUS]
        andi    a0, a0, CONSOLE_STATUS_HANGUP
        beqi    a0, 0, finish
        bgei    s2, 1, generation
finish:
        mv      a0, zero
        call    power_off

# A cell in four lives.
populate:
        addi    a0, s0, STRIDE + 1
        li      a5, PA_RNG
        li      a1, ROWS
1:      li      a2, COLUMNS
2:      lw      a3, [a5 + RNG_DATA]
        srli    a3, a3, 30
        seqi    a3, a3, 0
        sb      a3, [a0]
        addi    a0, a0, 1
        addi    a2, a2, -1
        bnei    a2, 0, 2b
        addi    a0, a0, 2
        addi    a1, a1, -1
        bnei    a1, 0, 1b
        ret

# Copy the outermost cells to the border on the other side: columns first, then whole rows, so that the corners come along.
join_edges:
        addi    a0, s0, STRIDE
        li      a1, ROWS
1:      lbu     a2, [a0 + COLUMNS]
        sb      a2, [a0]
        lbu     a2, [a0 + 1]
        sb      a2, [a0 + COLUMNS + 1]
        addi    a0, a0, STRIDE
        addi    a1, a1, -1
        bnei    a1, 0, 1b
        mv      a0, s0                  # upper border; a0 + ROWS * STRIDE is the last row
        li      a1, STRIDE
        li      a3, ROWS * STRIDE
        li      a4, (ROWS + 1) * STRIDE
2:      lbux    a2, [a0 + a3]
        sb      a2, [a0]
        lbu     a2, [a0 + STRIDE]
        sbx     a2, [a0 + a4]
        addi    a0, a0, 1
        addi    a1, a1, -1
        bnei    a1, 0, 2b
        ret

# The next generation: a cell lives with three neighbours, or with two when it lived.
step:
        addi    a0, s0, STRIDE + 1
        addi    a1, s1, STRIDE + 1
        li      a2, ROWS
1:      li      a3, COLUMNS
2:      lbu     a4, [a0 - STRIDE - 1]
        lbu     a5, [a0 - STRIDE]
        add     a4, a4, a5
        lbu     a5, [a0 - STRIDE + 1]
        add     a4, a4, a5
        lbu     a5, [a0 - 1]
        add     a4, a4, a5
        lbu     a5, [a0 + 1]
        add     a4, a4, a5
        lbu     a5, [a0 + STRIDE - 1]
        add     a4, a4, a5
        lbu     a5, [a0 + STRIDE]
        add     a4, a4, a5
        lbu     a5, [a0 + STRIDE + 1]
        add     a4, a4, a5
        lbu     a5, [a0]
        or      a4, a4, a5              # 3 when it has three neighbours, or two and lives
        seqi    a4, a4, 3
        sb      a4, [a1]
        addi    a0, a0, 1
        addi    a1, a1, 1
        addi    a3, a3, -1
        bnei    a3, 0, 2b
        addi    a0, a0, 2
        addi    a1, a1, 2
        addi    a2, a2, -1
        bnei    a2, 0, 1b
        ret

# A cell is a square of pixels with a gap on two sides.
draw:
        addi    a0, s0, STRIDE + 1
        li      a1, PA_VRAM
        li      a5, 0x010101
        li      a2, ROWS
1:      li      a3, COLUMNS
2:      lbu     a4, [a0]
        mul     a4, a4, a5
        sw      a4, [a1]
        sw      a4, [a1 + PITCH]
        sw      a4, [a1 + 2 * PITCH]
        addi    a0, a0, 1
        addi    a1, a1, CELL_PIXELS
        addi    a3, a3, -1
        bnei    a3, 0, 2b
        addi    a0, a0, 2
        addi    a1, a1, 3 * PITCH
        addi    a2, a2, -1
        bnei    a2, 0, 1b
        ret

# Sleep until the frame has been shown.
wait_frame:
        li      a1, PA_FRAMEBUFFER
        li      a0, FRAMEBUFFER_STATUS_VSYNC
        sw      a0, [a1 + FRAMEBUFFER_STATUS]
1:      wfi
        lw      a2, [a1 + FRAMEBUFFER_STATUS]
        and     a2, a2, a0
        beqi    a2, 0, 1b
        ret

set_mode:
        li      a1, PA_FRAMEBUFFER
        li      a0, COLUMNS * CELL_PIXELS
        sw      a0, [a1 + FRAMEBUFFER_WIDTH]
        li      a0, ROWS * CELL_PIXELS
        sw      a0, [a1 + FRAMEBUFFER_HEIGHT]
        li      a0, FRAMEBUFFER_INDEX8
        sw      a0, [a1 + FRAMEBUFFER_FORMAT]
        li      a0, 0x101820            # night
        sw      a0, [a1 + FRAMEBUFFER_PALETTE]
        li      a0, 0xffb07c            # peach
        sw      a0, [a1 + FRAMEBUFFER_PALETTE + 4]
        li      a0, FRAMEBUFFER_CONTROL_ON | FRAMEBUFFER_CONTROL_VSYNCIE
        sw      a0, [a1 + FRAMEBUFFER_CONTROL]
        li      a1, PA_INTC
        li      a0, 1 << LINE_FRAMEBUFFER
        sw      a0, [a1 + INTC_ENABLE]
        li      a0, 1 << IRQ_DEVICE     # wfi wakes; STATUS_IE stays clear, so that no trap is taken
        csrw    ienable, a0
        ret

        .bss
        .balign 4
world:  .space  STRIDE * (ROWS + 2)
other:  .space  STRIDE * (ROWS + 2)
