/* Colours of the window, 0x00rrggbb.  Peach skin, stone and leaf on a dark ground. */
#ifndef EMU_UI_THEME_H
#define EMU_UI_THEME_H

#define THEME_GROUND 0x1c1a1f /* behind the console */
#define THEME_PANEL  0x242127 /* behind panels and the status strip */
#define THEME_LINE   0x3a353f
#define THEME_TEXT   0xe8e0d8
#define THEME_DIM    0x8f8794
#define THEME_PEACH  0xffb08a
#define THEME_LEAF   0x8fc47a
#define THEME_ALARM  0xff6b5e
#define THEME_EMPTY  0x36323c /* an unused TLB entry, a free frame */
#define THEME_KERNEL 0x9a93a6 /* what belongs to the kernel */

#endif
