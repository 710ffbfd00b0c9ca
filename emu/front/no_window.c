/* In the place of window.c and the pictures when the libraries for them are missing. */
#include "front.h"

#include "picture.h"

#define MISSING                                                                                                        \
    "peach-emu was built without SDL2; install libsdl2-dev libsdl2-ttf-dev libvterm-dev libpng-dev libfontconfig-dev " \
    "and build again"

static const char *window_refusal(void)
{
    return MISSING;
}

const struct front_end window_display = {.name = "window", .refusal = window_refusal};

struct picture *picture_new(char *error)
{
    snprintf(error, PEACH_ERROR_BYTES, MISSING);
    return NULL;
}

void picture_attach(struct picture *picture, struct peach *machine)
{
    (void)picture, (void)machine;
}

void picture_console(struct picture *picture, const uint8_t *bytes, size_t length)
{
    (void)picture, (void)bytes, (void)length;
}

bool picture_save(struct picture *picture, const char *path, char *error)
{
    (void)picture, (void)path, (void)error;
    return false;
}

void picture_free(struct picture *picture)
{
    (void)picture;
}
