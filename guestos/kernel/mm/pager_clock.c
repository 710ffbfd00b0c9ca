/* Clock: the oldest page goes, unless it was accessed since the hand passed it last; then it becomes the newest. */
#include "mm/pager.h"

static struct frame *victim(void)
{
    while (!list_empty(&pager_pages)) {
        struct frame *frame = LIST_ENTRY(pager_pages.next, struct frame, link);
        if (!pager_test_accessed(frame))
            return frame;
        list_remove(&frame->link);
        list_insert(&pager_pages, &frame->link);
    }
    return NULL;
}

const struct pager_ops pager_clock = {"clock", victim};
