/* The event queue: the machine's only source of time.
 *
 * An event belongs to a device and waits for one moment of guest time.  Events that are due at the same moment happen
 * in the order of registration. */
#ifndef EMU_TIMELINE_H
#define EMU_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

#define TIMELINE_NEVER      UINT64_MAX
#define TIMELINE_EVENTS_MAX 32

struct timeline_event {
    uint64_t due_ns; /* TIMELINE_NEVER: not waiting */
    void (*happen)(void *context);
    void *context;
};

struct timeline {
    uint64_t now_ns;  /* exact whenever a device is called */
    uint64_t next_ns; /* of the earliest event */
    struct timeline_event *events[TIMELINE_EVENTS_MAX];
    unsigned count;
    bool paused; /* a device waits for the host: time shall not go on */
};

void timeline_init(struct timeline *timeline);

/* Make an event known; it waits for nothing yet and must live as long as the timeline. */
void timeline_register(struct timeline *timeline, struct timeline_event *event, void (*happen)(void *), void *context);

/* Let an event happen at due_ns instead of what was set before; TIMELINE_NEVER cancels it. */
void timeline_set(struct timeline *timeline, struct timeline_event *event, uint64_t due_ns);

/* Let everything happen that is due by now_ns, as long as nothing sets paused. */
void timeline_run(struct timeline *timeline);

#endif
