#include "panel.h"

#include "theme.h"

static const struct panel *const panels[] = {&panel_tlb, &panel_faults, &panel_frames};

enum { PANEL_COUNT = sizeof panels / sizeof *panels, MARGIN = 8 };

void panels_draw(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch)
{
    int line = font_cell_height(font), fixed = 0, weights = 0;
    canvas_fill(canvas, area, THEME_PANEL);
    canvas_fill(canvas, (struct rect){area.x, area.y, 1, area.height}, THEME_LINE);
    for (int i = 0; i < PANEL_COUNT; i++) {
        fixed += (panels[i]->rows + 1) * line + 2 * MARGIN;
        weights += panels[i]->weight;
    }
    int spare = area.height > fixed ? area.height - fixed : 0, y = area.y;
    for (int i = 0; i < PANEL_COUNT; i++) {
        int height = panels[i]->rows * line + (weights ? spare * panels[i]->weight / weights : 0);
        font_draw(font, canvas, area.x + MARGIN, y + MARGIN / 2, panels[i]->title, THEME_PEACH);
        struct rect inner = {area.x + MARGIN, y + MARGIN / 2 + line, area.width - 2 * MARGIN, height};
        panels[i]->draw(font, canvas, inner, watch);
        y += height + line + 2 * MARGIN;
        canvas_fill(canvas, (struct rect){area.x, y - MARGIN / 2, area.width, 1}, THEME_LINE);
    }
}
