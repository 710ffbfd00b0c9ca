/* Panels: pictures of what happens inside.  A new one is a file with a draw function and a line in panel.c's table. */
#ifndef EMU_UI_PANEL_H
#define EMU_UI_PANEL_H

#include "canvas.h"
#include "font.h"
#include "watch.h"

struct panel {
    const char *title;
    /* Rows of text that the panel wants at least; space that is left goes to panels with a weight. */
    int rows, weight;
    void (*draw)(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch);
};

extern const struct panel panel_tlb, panel_faults, panel_frames;

/* Characters that the panels are wide. */
#define PANEL_COLUMNS 62

/* Draw all panels below each other. */
void panels_draw(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch);

#endif
