/* Doubly linked lists whose links lie inside the members. */
#ifndef KERNEL_LIST_H
#define KERNEL_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct list {
    struct list *next, *prev;
};

/* The structure of the given type whose field is this link. */
#define LIST_ENTRY(link, type, field) ((type *)((char *)(link)-offsetof(type, field)))

/* Walk the links of a list; the body must not take out the current one. */
#define LIST_EACH(link, head) for (struct list *link = (head)->next; link != (head); link = link->next)

/* Make an empty list, or a link that is in no list. */
static inline void list_init(struct list *head)
{
    head->next = head;
    head->prev = head;
}

static inline bool list_empty(const struct list *head)
{
    return head->next == head;
}

/* Insert a link before a place; before the head is the end of the list. */
static inline void list_insert(struct list *place, struct list *link)
{
    link->next = place;
    link->prev = place->prev;
    place->prev->next = link;
    place->prev = link;
}

/* Take a link out of the list that it is in, if any. */
static inline void list_remove(struct list *link)
{
    link->next->prev = link->prev;
    link->prev->next = link->next;
    list_init(link);
}

#endif
