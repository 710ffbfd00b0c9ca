/* A chase of pointers through one random cycle: nothing but dependent loads. */
#include "kernel.h"

#define NODES      65536
#define NODE_BYTES 64

struct node {
    struct node *next;
    unsigned value;
    char rest[NODE_BYTES - sizeof(struct node *) - sizeof(unsigned)];
};

static struct node nodes[NODES];
static unsigned order[NODES];

/* Sattolo's shuffle: a permutation of one cycle. */
static void tie(unsigned count, unsigned seed)
{
    for (unsigned i = 0; i < count; i++)
        order[i] = i;
    for (unsigned i = count - 1; i > 0; i--) {
        unsigned j = next_random(&seed) % i, keep = order[i];
        order[i] = order[j];
        order[j] = keep;
    }
    for (unsigned i = 0; i < count; i++) {
        nodes[i].next = &nodes[order[i]];
        nodes[i].value = i;
    }
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned count = at_most(size, NODES), sum = 0;
    tie(count, seed);
    const struct node *node = nodes;
    for (unsigned i = 0; i < 4 * count; i++) {
        sum += node->value ^ i;
        node = node->next;
    }
    return sum;
}
