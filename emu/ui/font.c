#include "font.h"

#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

/* A glyph's coverage, as large as its picture; kept for good in an open hash table. */
struct glyph {
    uint64_t key; /* character and style, plus one; 0 marks a free place */
    int width, height;
    uint8_t *mask;
};

struct font {
    TTF_Font *ttf;
    int cell_width, cell_height;
    struct glyph *glyphs;
    size_t capacity, count; /* capacity is a power of two, less than 3/4 full */
};

static char *find_font_file(void)
{
    const char *named = getenv("PEACH_FONT");
    if (named && *named)
        return SDL_strdup(named);
    char *path = NULL;
    FcPattern *pattern = FcNameParse((const FcChar8 *)"DejaVu Sans Mono,monospace:spacing=100");
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcPattern *match = FcFontMatch(NULL, pattern, &result);
    FcChar8 *file;
    if (match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch)
        path = SDL_strdup((const char *)file);
    if (match)
        FcPatternDestroy(match);
    FcPatternDestroy(pattern);
    FcFini();
    return path;
}

struct font *font_open(int points, const char **why)
{
    if (!TTF_WasInit() && TTF_Init() < 0) {
        *why = "the font library does not start; use --display=terminal";
        return NULL;
    }
    char *path = find_font_file();
    TTF_Font *ttf = path ? TTF_OpenFont(path, points) : NULL;
    SDL_free(path);
    if (!ttf) {
        *why = "no monospaced font; install fonts-dejavu-core or name a font file in PEACH_FONT";
        return NULL;
    }
    struct font *font = calloc(1, sizeof *font);
    if (!font)
        abort();
    font->ttf = ttf;
    font->cell_height = TTF_FontLineSkip(ttf);
    int advance = points;
    TTF_GlyphMetrics32(ttf, 'M', NULL, NULL, NULL, NULL, &advance);
    font->cell_width = advance;
    return font;
}

void font_close(struct font *font)
{
    for (size_t i = 0; i < font->capacity; i++)
        free(font->glyphs[i].mask);
    free(font->glyphs);
    TTF_CloseFont(font->ttf);
    free(font);
}

int font_cell_width(const struct font *font)
{
    return font->cell_width;
}

int font_cell_height(const struct font *font)
{
    return font->cell_height;
}

static struct glyph *find_place(struct glyph *glyphs, size_t capacity, uint64_t key)
{
    size_t i = (size_t)(key * 0x9e3779b97f4a7c15u >> 32) & (capacity - 1);
    while (glyphs[i].key && glyphs[i].key != key)
        i = (i + 1) & (capacity - 1);
    return &glyphs[i];
}

static void grow(struct font *font)
{
    size_t capacity = font->capacity ? font->capacity * 2 : 256;
    struct glyph *glyphs = calloc(capacity, sizeof *glyphs);
    if (!glyphs)
        abort();
    for (size_t i = 0; i < font->capacity; i++)
        if (font->glyphs[i].key)
            *find_place(glyphs, capacity, font->glyphs[i].key) = font->glyphs[i];
    free(font->glyphs);
    font->glyphs = glyphs;
    font->capacity = capacity;
}

static void rasterise(struct font *font, struct glyph *glyph, uint32_t character, unsigned style)
{
    TTF_SetFontStyle(font->ttf,
                     (style & FONT_BOLD ? TTF_STYLE_BOLD : 0) | (style & FONT_ITALIC ? TTF_STYLE_ITALIC : 0));
    SDL_Surface *surface = TTF_RenderGlyph32_Blended(font->ttf, character, (SDL_Color){255, 255, 255, 255});
    if (!surface)
        return;
    glyph->width = surface->w;
    glyph->height = surface->h;
    glyph->mask = malloc((size_t)surface->w * (size_t)surface->h + 1);
    if (!glyph->mask)
        abort();
    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++) {
            uint32_t pixel;
            memcpy(&pixel, (const char *)surface->pixels + y * surface->pitch + x * 4, sizeof pixel);
            glyph->mask[y * surface->w + x] = (uint8_t)(pixel >> surface->format->Ashift);
        }
    SDL_FreeSurface(surface);
}

void font_draw_char(struct font *font, struct canvas *canvas, int x, int y, uint32_t character, unsigned style,
                    uint32_t color)
{
    if (font->count * 4 >= font->capacity * 3)
        grow(font);
    uint64_t key = ((uint64_t)character << 2 | style) + 1;
    struct glyph *glyph = find_place(font->glyphs, font->capacity, key);
    if (!glyph->key) {
        glyph->key = key;
        font->count++;
        rasterise(font, glyph, character, style);
    }
    if (glyph->mask)
        canvas_blend(canvas, (struct rect){x, y, glyph->width, glyph->height}, glyph->mask, glyph->width, color);
}

/* The next character of UTF-8 text; a malformed byte stands for itself. */
static uint32_t next_character(const char **text)
{
    const unsigned char *p = (const unsigned char *)*text;
    int more = p[0] >= 0xf0 ? 3 : p[0] >= 0xe0 ? 2 : p[0] >= 0xc0 ? 1 : 0;
    uint32_t character = more ? p[0] & (0x3fu >> more) : p[0];
    int used = 1;
    while (used <= more && (p[used] & 0xc0) == 0x80)
        character = character << 6 | (p[used++] & 0x3fu);
    *text += used;
    return character;
}

int font_draw(struct font *font, struct canvas *canvas, int x, int y, const char *text, uint32_t color)
{
    while (*text) {
        font_draw_char(font, canvas, x, y, next_character(&text), 0, color);
        x += font->cell_width;
    }
    return x;
}
