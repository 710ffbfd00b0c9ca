/* First in, first out. */
#include "mm/pager.h"

static struct frame *victim(void)
{
    return list_empty(&pager_pages) ? NULL : LIST_ENTRY(pager_pages.next, struct frame, link);
}

const struct pager_ops pager_fifo = {"fifo", victim};
