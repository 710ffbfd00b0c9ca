/* The TLB set by set: a column a set, a cell a way; colour = owner, brightness = age; a mark under sets that just
 * missed. */
#include <stdio.h>

#include "machine.h"
#include "panel.h"
#include "theme.h"

#define FADE_NS 200000000u /* an entry older than this (guest time) shows its darkest shade */
#define MISS_NS 50000000u  /* a miss shows as long as this */

static uint32_t entry_color(const struct watch *watch, size_t index)
{
    const struct peach_tlb_entry *entry = &watch->tlb[index];
    if (!(entry->lo & TLB_V))
        return THEME_EMPTY;
    const struct peach_process *owner = watch_process_of_asid(watch, entry->hi & TLBHI_ASID);
    uint32_t color = entry->lo & TLB_G || !owner ? THEME_KERNEL : watch_process_color(owner->pid);
    uint64_t age = watch->stats.time_ns - watch->tlb_since_ns[index];
    int shade = age >= FADE_NS ? 150 : (int)(age * 150 / FADE_NS);
    return color_mix(color, THEME_PANEL, shade);
}

/* Draw sets [first, first + count) as one band; returns its height. */
static int draw_band(struct canvas *canvas, struct rect area, const struct watch *watch, unsigned first, unsigned count,
                     int cell)
{
    for (unsigned i = 0; i < count; i++) {
        unsigned set = first + i;
        int x = area.x + (int)i * cell;
        for (unsigned way = 0; way < watch->ways; way++) {
            struct rect place = {x, area.y + (int)way * cell, cell - 1, cell - 1};
            canvas_fill(canvas, place, entry_color(watch, (size_t)set * watch->ways + way));
        }
        uint64_t missed = watch->set_miss_ns[set];
        if (missed && watch->stats.time_ns - missed < MISS_NS) {
            int weight = 256 - (int)((watch->stats.time_ns - missed) * 256 / MISS_NS);
            canvas_fill(canvas, (struct rect){x, area.y + (int)watch->ways * cell, cell - 1, 3},
                        color_mix(THEME_PANEL, THEME_ALARM, weight));
        }
    }
    return (int)watch->ways * cell + 6;
}

/* The largest cell for which all sets fit into the area, and the sets in a band. */
static int choose_cell(struct rect area, const struct watch *watch, unsigned *sets_in_band)
{
    for (int cell = 14; cell > 2; cell--) {
        unsigned in_band = (unsigned)(area.width / cell);
        if (in_band >= 32)
            in_band -= in_band % 32;
        unsigned bands = (watch->sets + in_band - 1) / in_band;
        if ((int)bands * ((int)watch->ways * cell + 6) <= area.height) {
            *sets_in_band = in_band;
            return cell;
        }
    }
    *sets_in_band = (unsigned)(area.width / 2);
    return 2;
}

static void draw_misses(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch)
{
    int x = font_draw(font, canvas, area.x, area.y, "last misses ", THEME_DIM);
    for (size_t i = 1; i <= 4 && i <= watch->miss_count; i++) {
        const struct watch_miss *miss = &watch->misses[(watch->miss_count - i) % WATCH_MISSES_MAX];
        char text[16];
        snprintf(text, sizeof text, "%08x  ", miss->va);
        x = font_draw(font, canvas, x, area.y, text, watch_process_color(miss->pid));
    }
}

static void draw(struct font *font, struct canvas *canvas, struct rect area, const struct watch *watch)
{
    char text[128];
    snprintf(text, sizeof text, "%u sets x %u ways   hit %.4f%%   %.0f misses/s", watch->sets, watch->ways,
             watch->rates.hit_rate * 100, watch->rates.misses_per_s);
    font_draw(font, canvas, area.x, area.y, text, THEME_TEXT);
    int line = font_cell_height(font);
    draw_misses(font, canvas, (struct rect){area.x, area.y + line, area.width, line}, watch);
    area.y += 2 * line + 4;
    area.height -= 2 * line + 4;
    unsigned in_band;
    int cell = choose_cell(area, watch, &in_band);
    for (unsigned first = 0; first < watch->sets; first += in_band) {
        unsigned count = watch->sets - first < in_band ? watch->sets - first : in_band;
        area.y += draw_band(canvas, area, watch, first, count, cell);
    }
}

const struct panel panel_tlb = {"TLB  by set; colour: process, brightness: age", 8, 1, draw};
