# Shows a picture and waits for a click: exit status 9 when the left button was held and let go.

#include "isa/machine.h"
#include "isa/machine/framebuffer.h"
#include "isa/machine/mouse.h"
#include "isa/machine/power.h"

        .text
        .globl  _start
_start:
        li      s0, PA_FRAMEBUFFER
        li      a0, 640
        sw      a0, [s0 + FRAMEBUFFER_WIDTH]
        li      a0, 480
        sw      a0, [s0 + FRAMEBUFFER_HEIGHT]
        li      a0, FRAMEBUFFER_CONTROL_ON
        sw      a0, [s0 + FRAMEBUFFER_CONTROL]
        li      s0, PA_MOUSE
        li      s1, MOUSE_EVENT_LEFT
        li      s2, 0                   # was it held?
1:      lw      a0, [s0 + MOUSE_EVENT]
        beqi    a0, 0, 1b
        and     a1, a0, s1
        or      s2, s2, a1
        bnei    a1, 0, 1b
        beqi    s2, 0, 1b
        li      a0, PA_POWER
        li      a1, 9
        sw      a1, [a0 + POWER_EXIT]
