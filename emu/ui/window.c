#include "window.h"

#include <SDL.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "view.h"

#define FONT_POINTS   12
#define FRAME_MS      16
#define SLICE_NS      500000u   /* guest time between two looks at the host clock */
#define BEHIND_NS_MAX 50000000u /* a guest that cannot keep up is not chased further than this */
#define PANEL_MS      60        /* between two pictures of the panels */
#define STRIP_MS      500       /* between two samples of the figures */
#define INPUT_BYTES   65536     /* typed and pasted bytes that wait for the guest */

struct window {
    struct window_options options;
    SDL_Window *sdl;
    SDL_Renderer *renderer;
    SDL_Texture *texture;
    struct canvas canvas;
    struct view view;
    struct peach *machine;

    uint8_t input[INPUT_BYTES]; /* ring; sent as the console's fifo has room */
    size_t input_start, input_count;

    int font_points;
    bool quit, redraw, selecting;
    bool keys_down[256]; /* by scan code: the guest has been told */
    int select_row, select_column;
    int mouse_x, mouse_y;                     /* in the window */
    uint32_t mouse_held;                      /* buttons, a bit each (SDL_BUTTON) */
    uint64_t frames_shown;                    /* of the framebuffer */
    SDL_AudioDeviceID sound;                  /* 0: silent */
    unsigned sound_rate;                      /* that it was tried with; 0: not yet */
    uint64_t origin_host_ns, origin_guest_ns; /* guest time is paced from here */
    uint64_t drawn_ms, sampled_ms;
    uint64_t drawn_insns; /* the panels stand still while the guest does */
    unsigned screenshots;
    char notice[160];
    uint64_t notice_until_ms;
};

static uint64_t host_ns(void)
{
    return (uint64_t)((double)SDL_GetPerformanceCounter() * 1e9 / (double)SDL_GetPerformanceFrequency());
}

static void show_notice(struct window *w, const char *text, unsigned for_ms)
{
    snprintf(w->notice, sizeof w->notice, "%s", text);
    w->view.notice = w->notice;
    w->notice_until_ms = SDL_GetTicks64() + for_ms;
    w->redraw = true;
}

/* ---- Console ----------------------------------------------------------------------------------------------------- */

static void to_guest(void *context, const char *bytes, size_t length)
{
    struct window *w = context;
    for (size_t i = 0; i < length && w->input_count < INPUT_BYTES; i++)
        w->input[(w->input_start + w->input_count++) % INPUT_BYTES] = (uint8_t)bytes[i];
}

static void feed_console(struct window *w)
{
    while (w->input_count > 0 && peach_console_room(w->machine) > 0) {
        peach_console_input(w->machine, &w->input[w->input_start], 1);
        w->input_start = (w->input_start + 1) % INPUT_BYTES;
        w->input_count--;
    }
}

static void from_guest(void *context, const uint8_t *bytes, size_t length)
{
    struct window *w = context;
    terminal_write(w->view.terminal, (const char *)bytes, length);
}

/* Sound behind by more than this is left out: the guest may run faster than real time. */
#define SOUND_QUEUE_BYTES (48000 * 4 / 2)

/* The first sound opens the loudspeaker; without one the guest plays to nobody. */
static void sound_from_guest(void *context, const uint8_t *frames, unsigned count, unsigned rate)
{
    struct window *w = context;
    if (w->sound_rate != rate) {
        SDL_AudioSpec wanted = {.freq = (int)rate, .format = AUDIO_S16LSB, .channels = 2, .samples = 1024};
        if (w->sound)
            SDL_CloseAudioDevice(w->sound);
        w->sound_rate = rate;
        w->sound = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0 ? SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0) : 0;
        if (w->sound)
            SDL_PauseAudioDevice(w->sound, 0);
    }
    if (w->sound && SDL_GetQueuedAudioSize(w->sound) < SOUND_QUEUE_BYTES)
        SDL_QueueAudio(w->sound, frames, count * 4);
}

struct peach_host window_host(struct window *w)
{
    return (struct peach_host){
        .context = w, .console_output = from_guest, .sound = sound_from_guest, .sound_context = w};
}

/* ---- Opening and closing ----------------------------------------------------------------------------------------- */

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

/* Where displays have names, SDL's libraries complain by themselves when there is none: do not ask them. */
static bool display_named(void)
{
    return strcmp(SDL_GetPlatform(), "Linux") != 0 || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

bool window_available(void)
{
    if (!display_named() || SDL_InitSubSystem(SDL_INIT_VIDEO) < 0)
        return false;
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0;
}

static bool open_window(struct window *w)
{
    int width, height;
    w->view.show_panels = w->options.panels;
    view_size(&w->view, terminal_rows(w->view.terminal), terminal_columns(w->view.terminal), &width, &height);
    w->sdl =
        SDL_CreateWindow("Peach", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, SDL_WINDOW_RESIZABLE);
    w->renderer = w->sdl ? SDL_CreateRenderer(w->sdl, -1, 0) : NULL;
    if (w->renderer)
        SDL_SetWindowMinimumSize(w->sdl, 320, 200);
    return w->renderer != NULL;
}

struct window *window_open(const struct window_options *options, char *error)
{
    struct window *w = calloc(1, sizeof *w);
    const char *why = "";
    if (!w)
        abort();
    w->options = *options;
    w->font_points = FONT_POINTS;
    if (!view_open(&w->view, FONT_POINTS, 34, 80, to_guest, w, &why)) {
        snprintf(error, PEACH_ERROR_BYTES, "cannot draw text: %s", why);
        free(w);
        return NULL;
    }
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) < 0 || !open_window(w)) {
        snprintf(error, PEACH_ERROR_BYTES, "cannot open a window: %s; use --display=terminal", SDL_GetError());
        window_close(w);
        return NULL;
    }
    return w;
}

void window_close(struct window *w)
{
    view_close(&w->view);
    canvas_free(&w->canvas);
    if (w->sound)
        SDL_CloseAudioDevice(w->sound);
    if (w->texture)
        SDL_DestroyTexture(w->texture);
    if (w->renderer)
        SDL_DestroyRenderer(w->renderer);
    if (w->sdl)
        SDL_DestroyWindow(w->sdl);
    SDL_Quit();
    free(w);
}

/* ---- Picture ----------------------------------------------------------------------------------------------------- */

static void fit(struct window *w)
{
    int width, height;
    SDL_GetRendererOutputSize(w->renderer, &width, &height);
    if (w->texture)
        SDL_DestroyTexture(w->texture);
    w->texture = SDL_CreateTexture(w->renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING, width, height);
    canvas_resize(&w->canvas, width, height);
    view_fit(&w->view, width, height);
    w->redraw = true;
}

static void set_panels(struct window *w, bool shown)
{
    int width, height, rows = terminal_rows(w->view.terminal), columns = terminal_columns(w->view.terminal);
    w->view.show_panels = shown;
    view_size(&w->view, rows, columns, &width, &height);
    if (!(SDL_GetWindowFlags(w->sdl) & (SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_MAXIMIZED)))
        SDL_SetWindowSize(w->sdl, width, height);
    fit(w);
}

static void set_font(struct window *w, int points)
{
    if (points < 5 || points > 48 || !view_set_font(&w->view, points))
        return;
    w->font_points = points;
    set_panels(w, w->view.show_panels);
}

static bool needs_drawing(struct window *w, uint64_t now_ms)
{
    struct peach_framebuffer fb;
    bool shown = peach_framebuffer(w->machine, &fb);
    if (shown && w->frames_shown == 0)
        w->view.show_framebuffer = true;
    if (shown && w->view.show_framebuffer && fb.frames != w->frames_shown)
        w->redraw = true;
    w->frames_shown = shown ? fb.frames : 0;
    if (terminal_changed(w->view.terminal))
        w->redraw = true;
    if (w->view.show_panels && now_ms - w->drawn_ms >= PANEL_MS && peach_insns(w->machine) != w->drawn_insns)
        w->redraw = true;
    return w->redraw;
}

static void draw(struct window *w)
{
    uint64_t now_ms = SDL_GetTicks64();
    if (w->view.notice && now_ms >= w->notice_until_ms) {
        w->view.notice = NULL;
        w->redraw = true;
    }
    if (now_ms - w->sampled_ms >= STRIP_MS && !w->view.paused) {
        watch_look(&w->view.watch);
        watch_sample(&w->view.watch, host_ns());
        w->sampled_ms = now_ms;
        w->redraw = true;
    }
    if (!needs_drawing(w, now_ms) || !w->texture)
        return;
    w->redraw = false;
    w->drawn_ms = now_ms;
    w->drawn_insns = peach_insns(w->machine);
    view_draw(&w->view, &w->canvas);
    SDL_UpdateTexture(w->texture, NULL, w->canvas.pixels, w->canvas.width * 4);
    SDL_RenderCopy(w->renderer, w->texture, NULL, NULL);
    SDL_RenderPresent(w->renderer);
}

static void screenshot(struct window *w)
{
    char path[32], text[160];
    do
        snprintf(path, sizeof path, "peach-%u.png", ++w->screenshots);
    while (access(path, F_OK) == 0);
    view_draw(&w->view, &w->canvas);
    if (canvas_save_png(&w->canvas, path))
        snprintf(text, sizeof text, "saved %s", path);
    else
        snprintf(text, sizeof text, "cannot write %s: %s", path, strerror(errno));
    show_notice(w, text, 3000);
}

/* ---- Input ------------------------------------------------------------------------------------------------------- */

static void set_paused(struct window *w, bool paused)
{
    w->view.paused = paused;
    w->origin_host_ns = host_ns();
    w->origin_guest_ns = peach_time_ns(w->machine);
    w->redraw = true;
}

static void copy(struct window *w)
{
    char *text = terminal_selected_text(w->view.terminal);
    if (text)
        SDL_SetClipboardText(text);
    free(text);
}

static void paste(struct window *w)
{
    char *text = SDL_GetClipboardText();
    if (text)
        terminal_paste(w->view.terminal, text);
    SDL_free(text);
}

static void toggle_fullscreen(struct window *w)
{
    bool full = SDL_GetWindowFlags(w->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP;
    SDL_SetWindowFullscreen(w->sdl, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
}

/* Keys that the window keeps for itself; true when this was one. */
static bool own_key(struct window *w, SDL_Keycode key, bool ctrl, bool shift)
{
    struct terminal *terminal = w->view.terminal;
    w->redraw = true;
    switch (key) {
    case SDLK_F1:
        w->view.show_help = !w->view.show_help;
        return true;
    case SDLK_F2:
        set_panels(w, !w->view.show_panels);
        return true;
    case SDLK_F3:
        w->view.show_framebuffer = !w->view.show_framebuffer;
        return true;
    case SDLK_F5:
        set_paused(w, !w->view.paused);
        return true;
    case SDLK_F11:
        toggle_fullscreen(w);
        return true;
    case SDLK_F12:
        screenshot(w);
        return true;
    case SDLK_PAGEUP:
        return shift ? terminal_scroll(terminal, terminal_rows(terminal) - 1), true : false;
    case SDLK_PAGEDOWN:
        return shift ? terminal_scroll(terminal, 1 - terminal_rows(terminal)), true : false;
    case SDLK_PLUS:
    case SDLK_EQUALS:
    case SDLK_KP_PLUS:
        return ctrl ? set_font(w, w->font_points + 1), true : false;
    case SDLK_MINUS:
    case SDLK_KP_MINUS:
        return ctrl ? set_font(w, w->font_points - 1), true : false;
    case SDLK_0:
        return ctrl ? set_font(w, FONT_POINTS), true : false;
    case SDLK_c:
        return ctrl && shift ? copy(w), true : false;
    case SDLK_v:
        return ctrl && shift ? paste(w), true : false;
    case SDLK_q:
        return ctrl && shift ? w->quit = true : false;
    case SDLK_ESCAPE:
        if (!w->view.show_help)
            return false;
        w->view.show_help = false;
        return true;
    default:
        return false;
    }
}

static VTermKey special_key(SDL_Keycode key)
{
    switch (key) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        return VTERM_KEY_ENTER;
    case SDLK_TAB:
        return VTERM_KEY_TAB;
    case SDLK_BACKSPACE:
        return VTERM_KEY_BACKSPACE;
    case SDLK_ESCAPE:
        return VTERM_KEY_ESCAPE;
    case SDLK_UP:
        return VTERM_KEY_UP;
    case SDLK_DOWN:
        return VTERM_KEY_DOWN;
    case SDLK_LEFT:
        return VTERM_KEY_LEFT;
    case SDLK_RIGHT:
        return VTERM_KEY_RIGHT;
    case SDLK_INSERT:
        return VTERM_KEY_INS;
    case SDLK_DELETE:
        return VTERM_KEY_DEL;
    case SDLK_HOME:
        return VTERM_KEY_HOME;
    case SDLK_END:
        return VTERM_KEY_END;
    case SDLK_PAGEUP:
        return VTERM_KEY_PAGEUP;
    case SDLK_PAGEDOWN:
        return VTERM_KEY_PAGEDOWN;
    default:
        return key >= SDLK_F4 && key <= SDLK_F10 ? VTERM_KEY_FUNCTION(4 + (key - SDLK_F4)) : VTERM_KEY_NONE;
    }
}

static void on_key_down(struct window *w, const SDL_KeyboardEvent *event)
{
    SDL_Keycode key = event->keysym.sym;
    bool ctrl = event->keysym.mod & KMOD_CTRL, shift = event->keysym.mod & KMOD_SHIFT;
    bool alt = event->keysym.mod & KMOD_LALT;
    if (own_key(w, key, ctrl, shift))
        return;
    uint8_t code = event->keysym.scancode & 0xff;
    w->keys_down[code] = true;
    peach_key(w->machine, code, true, event->repeat);
    VTermModifier modifier = (ctrl ? VTERM_MOD_CTRL : 0) | (alt ? VTERM_MOD_ALT : 0) | (shift ? VTERM_MOD_SHIFT : 0);
    VTermKey special = special_key(key);
    if (special != VTERM_KEY_NONE)
        terminal_key(w->view.terminal, special, special <= VTERM_KEY_ESCAPE ? VTERM_MOD_NONE : modifier);
    else if ((ctrl || alt) && key >= ' ' && key < 0x7f)
        terminal_character(w->view.terminal, (uint32_t)key, modifier & ~VTERM_MOD_SHIFT);
}

static void on_text(struct window *w, const char *text)
{
    if (SDL_GetModState() & (KMOD_CTRL | KMOD_LALT))
        return;
    to_guest(w, text, strlen(text));
    terminal_scroll(w->view.terminal, -1000000);
}

static void cell_under(struct window *w, int x, int y, int *row, int *column)
{
    struct rect area = view_console_area(&w->view, w->canvas.width, w->canvas.height);
    *row = (y - area.y) / font_cell_height(w->view.font);
    *column = (x - area.x) / font_cell_width(w->view.font);
    *row = *row < 0 ? 0 : *row >= terminal_rows(w->view.terminal) ? terminal_rows(w->view.terminal) - 1 : *row;
    int last = terminal_columns(w->view.terminal) - 1;
    *column = *column < 0 ? 0 : *column > last ? last : *column;
}

/* Where the mouse was at the event, and what it held: a click may be over before its events are looked at. */
static void follow_mouse(struct window *w, const SDL_Event *event)
{
    if (event->type == SDL_MOUSEMOTION) {
        w->mouse_x = event->motion.x;
        w->mouse_y = event->motion.y;
        w->mouse_held = event->motion.state;
    } else if (event->type != SDL_MOUSEWHEEL) {
        uint32_t button = SDL_BUTTON(event->button.button);
        w->mouse_x = event->button.x;
        w->mouse_y = event->button.y;
        w->mouse_held = event->type == SDL_MOUSEBUTTONDOWN ? w->mouse_held | button : w->mouse_held & ~button;
    }
}

/* The mouse is the guest's while it is over its picture; true when it was. */
static bool guest_mouse(struct window *w, const SDL_Event *event)
{
    int x = w->mouse_x, y = w->mouse_y;
    uint32_t held = w->mouse_held;
    if (!view_guest_point(&w->view, w->canvas.width, w->canvas.height, &x, &y))
        return false;
    unsigned buttons = (held & SDL_BUTTON_LMASK ? 1 : 0) | (held & SDL_BUTTON_RMASK ? 2 : 0) |
                       (held & SDL_BUTTON_MMASK ? 4 : 0);
    peach_mouse(w->machine, (unsigned)x, (unsigned)y, buttons, event->type == SDL_MOUSEWHEEL ? event->wheel.y : 0);
    return true;
}

static void on_mouse(struct window *w, const SDL_Event *event)
{
    int row, column;
    follow_mouse(w, event);
    if (guest_mouse(w, event))
        return;
    if (event->type == SDL_MOUSEWHEEL) {
        terminal_scroll(w->view.terminal, event->wheel.y * 3);
    } else if (event->type == SDL_MOUSEMOTION) {
        if (!w->selecting)
            return;
        cell_under(w, event->motion.x, event->motion.y, &row, &column);
        terminal_select(w->view.terminal, w->select_row, w->select_column, row, column);
    } else if (event->button.button == SDL_BUTTON_LEFT) {
        w->selecting = event->type == SDL_MOUSEBUTTONDOWN;
        if (w->selecting) {
            cell_under(w, event->button.x, event->button.y, &w->select_row, &w->select_column);
            terminal_select_none(w->view.terminal);
        }
    } else if (event->button.button == SDL_BUTTON_MIDDLE && event->type == SDL_MOUSEBUTTONDOWN) {
        paste(w);
    }
}

/* The guest is told of the end of what it was told the beginning of. */
static void on_key_up(struct window *w, uint8_t code)
{
    if (w->keys_down[code])
        peach_key(w->machine, code, false, false);
    w->keys_down[code] = false;
}

static void on_event(struct window *w, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        w->quit = true;
        break;
    case SDL_KEYDOWN:
        on_key_down(w, &event->key);
        break;
    case SDL_KEYUP:
        on_key_up(w, event->key.keysym.scancode & 0xff);
        break;
    case SDL_TEXTINPUT:
        on_text(w, event->text.text);
        break;
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEWHEEL:
        on_mouse(w, event);
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
            fit(w);
        w->redraw = true;
        break;
    default:
        break;
    }
}

/* ---- Running ----------------------------------------------------------------------------------------------------- */

/* Guest time that the machine should reach now. */
static uint64_t guest_target_ns(struct window *w, uint64_t now_ns)
{
    if (w->options.free_running)
        return peach_time_ns(w->machine) + (uint64_t)FRAME_MS * 1000000;
    uint64_t target = w->origin_guest_ns + (now_ns - w->origin_host_ns);
    if (target > peach_time_ns(w->machine) + BEHIND_NS_MAX) {
        target = peach_time_ns(w->machine) + BEHIND_NS_MAX;
        w->origin_host_ns = now_ns;
        w->origin_guest_ns = target;
    }
    return target;
}

/* An idle guest waits for input, and time passes for it too. */
static bool goes_on(enum peach_stop stop)
{
    return stop == PEACH_TIME || stop == PEACH_IDLE;
}

/* Run for at most a frame of host time. */
static enum peach_stop run_frame(struct window *w)
{
    uint64_t start = host_ns(), now = start, target = guest_target_ns(w, start);
    enum peach_stop stop = PEACH_TIME;
    while (goes_on(stop) && peach_time_ns(w->machine) < target && now - start < FRAME_MS * 900000u) {
        feed_console(w);
        uint64_t until = peach_time_ns(w->machine) + SLICE_NS;
        stop = peach_run(w->machine, until < target ? until : target);
        now = host_ns();
    }
    return stop;
}

/* Keep the last picture on the screen until the user has read it. */
static void wait_for_close(struct window *w)
{
    SDL_Event event;
    show_notice(w, "The guest has panicked. Close the window or press Ctrl Shift Q.", UINT32_MAX);
    while (!w->quit && !(w->options.quit_asked && w->options.quit_asked())) {
        draw(w);
        if (SDL_WaitEventTimeout(&event, 1000))
            on_event(w, &event);
    }
}

enum peach_stop window_run(struct window *w, struct peach *machine)
{
    enum peach_stop stop = PEACH_TIME;
    w->machine = machine;
    view_attach(&w->view, machine);
    fit(w);
    SDL_StartTextInput();
    set_paused(w, false);
    w->view.watch.last_host_ns = host_ns();
    while (!w->quit && goes_on(stop)) {
        SDL_Event event;
        uint64_t frame_start = SDL_GetTicks64();
        while (SDL_PollEvent(&event))
            on_event(w, &event);
        w->quit = w->quit || (w->options.quit_asked && w->options.quit_asked());
        if (!w->view.paused)
            stop = run_frame(w);
        draw(w);
        uint64_t used = SDL_GetTicks64() - frame_start;
        if (goes_on(stop) && used < FRAME_MS && SDL_WaitEventTimeout(&event, (int)(FRAME_MS - used)))
            on_event(w, &event);
    }
    if (stop == PEACH_PANIC)
        wait_for_close(w);
    return goes_on(stop) ? PEACH_TIME : stop;
}
