#include "timeline.h"

#include <assert.h>
#include <stddef.h>

void timeline_init(struct timeline *timeline)
{
    *timeline = (struct timeline){.next_ns = TIMELINE_NEVER};
}

void timeline_register(struct timeline *timeline, struct timeline_event *event, void (*happen)(void *), void *context)
{
    assert(timeline->count < TIMELINE_EVENTS_MAX);
    *event = (struct timeline_event){.due_ns = TIMELINE_NEVER, .happen = happen, .context = context};
    timeline->events[timeline->count++] = event;
}

static struct timeline_event *earliest(const struct timeline *timeline)
{
    struct timeline_event *first = NULL;
    for (unsigned i = 0; i < timeline->count; i++) {
        struct timeline_event *event = timeline->events[i];
        if (event->due_ns != TIMELINE_NEVER && (!first || event->due_ns < first->due_ns))
            first = event;
    }
    return first;
}

static void update_next(struct timeline *timeline)
{
    const struct timeline_event *first = earliest(timeline);
    timeline->next_ns = first ? first->due_ns : TIMELINE_NEVER;
}

void timeline_set(struct timeline *timeline, struct timeline_event *event, uint64_t due_ns)
{
    event->due_ns = due_ns;
    update_next(timeline);
}

void timeline_run(struct timeline *timeline)
{
    while (!timeline->paused && timeline->next_ns <= timeline->now_ns) {
        struct timeline_event *event = earliest(timeline);
        event->due_ns = TIMELINE_NEVER;
        update_next(timeline);
        event->happen(event->context);
    }
}
