/* Page faults: a bar for each kind, then a row for each process with its faults by kind. */
#include <stdio.h>

#include "isa/orchard/sysinfo.h"
#include "panel.h"
#include "theme.h"

#define KIND_NAME(number, name, text) [number] = #name,
static const char *const kind_names[FAULT_KIND_COUNT] = {FAULT_KINDS(KIND_NAME)};

static const uint32_t kind_colors[] = {0x8fc47a, 0x7fb7e6, 0xe6c75a, 0xff8a70, 0xd98cc4, 0x8f8794, 0xff4b4b, 0x6fd0c0};

static uint32_t kind_color(int kind)
{
    return kind_colors[kind % (int)(sizeof kind_colors / sizeof *kind_colors)];
}

static uint64_t sum(const uint64_t *faults)
{
    uint64_t total = 0;
    for (int kind = 0; kind < FAULT_KIND_COUNT; kind++)
        total += faults[kind];
    return total;
}

/* One stacked bar: each kind's share of width pixels per `full` faults. */
static void draw_bar(struct canvas *canvas, struct rect area, const uint64_t *faults, uint64_t full)
{
    uint64_t before = 0;
    for (int kind = 0; kind < FAULT_KIND_COUNT; kind++) {
        int left = (int)(before * (uint64_t)area.width / full);
        before += faults[kind];
        int right = (int)(before * (uint64_t)area.width / full);
        canvas_fill(canvas, (struct rect){area.x + left, area.y, right - left, area.height}, kind_color(kind));
    }
}

static void draw_legend(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch)
{
    int line = font_cell_height(font), column = area.width / 4;
    for (int kind = 0; kind < FAULT_KIND_COUNT; kind++) {
        int x = area.x + kind % 4 * column, y = area.y + kind / 4 * line;
        char text[32];
        canvas_fill(canvas, (struct rect){x, y + line / 4, line / 2, line / 2}, kind_color(kind));
        snprintf(text, sizeof text, "%-6s%7llu", kind_names[kind], (unsigned long long)watch->stats.faults[kind]);
        font_draw(font, canvas, x + line * 3 / 4, y, text, THEME_TEXT);
    }
}

static void draw(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch)
{
    int line = font_cell_height(font), name_width = 25 * font_cell_width(font);
    draw_legend(font, canvas, area, watch);
    uint64_t most = 1;
    for (size_t i = 0; i < watch->process_count; i++) {
        uint64_t faults = sum(watch->processes[i].faults);
        most = !watch->processes[i].gone && faults > most ? faults : most;
    }
    int y = area.y + 2 * line + line / 2;
    for (size_t i = watch->process_count; i-- > 0 && y + line <= area.y + area.height;) {
        const struct peach_process *process = &watch->processes[i];
        if (process->gone)
            continue;
        char text[64];
        snprintf(text, sizeof text, "%4u %-12.12s%7llu", process->pid, process->name,
                 (unsigned long long)sum(process->faults));
        font_draw(font, canvas, area.x, y, text, watch_process_color(process->pid));
        draw_bar(canvas, (struct rect){area.x + name_width, y + line / 4, area.width - name_width, line / 2},
                 process->faults, most);
        y += line;
    }
}

const struct panel panel_faults = {"Page faults  by kind, and by process (newest first)", 7, 0, draw};
