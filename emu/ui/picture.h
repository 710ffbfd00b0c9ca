/* The window's picture without a window: a terminal of 80 x 30 and the panels, saved as PNG. */
#ifndef EMU_UI_PICTURE_H
#define EMU_UI_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "peach.h"

struct picture;

/* Prepare, before the machine runs.  NULL with a one-line error (PEACH_ERROR_BYTES). */
struct picture *picture_new(char *error);

/* Begin to watch the machine. */
void picture_attach(struct picture *picture, struct peach *machine);

/* What the guest wrote to its console. */
void picture_console(struct picture *picture, const uint8_t *bytes, size_t length);

/* Save the machine as it is now.  False with a one-line error. */
bool picture_save(struct picture *picture, const char *path, char *error);

void picture_free(struct picture *picture);

#endif
