/* Linked lists: built, reversed, merge-sorted, filtered, searched. */
#include "kernel.h"

#define NODES 65536

struct node {
    struct node *next;
    int key, value;
};

static struct node nodes[NODES];

static struct node *build(unsigned count, unsigned *seed)
{
    struct node *head = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned random = next_random(seed);
        nodes[i] = (struct node){head, (int)(random >> 12), (int)i};
        head = &nodes[i];
    }
    return head;
}

static struct node *reverse(struct node *head)
{
    struct node *done = 0;
    while (head) {
        struct node *next = head->next;
        head->next = done;
        done = head;
        head = next;
    }
    return done;
}

static struct node *merge(struct node *a, struct node *b)
{
    struct node *head = 0, **tail = &head;
    while (a && b) {
        struct node **least = a->key <= b->key ? &a : &b;
        *tail = *least;
        tail = &(*least)->next;
        *least = *tail;
    }
    *tail = a ? a : b;
    return head;
}

static struct node *sort(struct node *head)
{
    if (!head || !head->next)
        return head;
    struct node *middle = head;
    for (struct node *end = head->next; end && end->next; end = end->next->next)
        middle = middle->next;
    struct node *half = middle->next;
    middle->next = 0;
    return merge(sort(head), sort(half));
}

static void drop_odd(struct node **link)
{
    while (*link)
        if ((*link)->key & 1)
            *link = (*link)->next;
        else
            link = &(*link)->next;
}

static const struct node *find(const struct node *head, int key)
{
    while (head && head->key < key)
        head = head->next;
    return head;
}

unsigned kernel(unsigned size, unsigned seed)
{
    struct node *head = sort(reverse(build(at_most(size, NODES), &seed)));
    unsigned sum = 0;
    drop_odd(&head);
    for (const struct node *node = head; node; node = node->next)
        sum = sum * 31 + (unsigned)node->key + (unsigned)node->value;
    for (int i = 0; i < 8; i++) {
        const struct node *found = find(head, (int)(next_random(&seed) >> 12));
        sum += found ? (unsigned)found->value : 1;
    }
    return sum;
}
