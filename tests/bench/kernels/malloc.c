/* An allocator (segregated lists of free blocks, neighbours merged by boundary tags), used heavily. */
#include "kernel.h"

#define HEAP_WORDS (1 << 18)
#define CLASSES    16
#define LIVE       512
#define IN_USE     1u

/* A block: its size in words with IN_USE, at both ends; a free one holds its neighbours in the list of its class. */
struct block {
    unsigned size, next, previous;
};

static unsigned heap[HEAP_WORDS];
static unsigned lists[CLASSES];

static struct block *block_at(unsigned place)
{
    return (struct block *)&heap[place];
}

static unsigned class_of(unsigned words)
{
    unsigned class = 0;
    while (words > 4 && class < CLASSES - 1) {
        words >>= 1;
        class++;
    }
    return class;
}

static void mark(unsigned place, unsigned words, unsigned flag)
{
    heap[place] = words << 1 | flag;
    heap[place + words - 1] = words << 1 | flag;
}

static void link_free(unsigned place, unsigned words)
{
    unsigned *list = &lists[class_of(words)];
    mark(place, words, 0);
    block_at(place)->next = *list;
    block_at(place)->previous = 0;
    if (*list)
        block_at(*list)->previous = place;
    *list = place;
}

static void unlink_free(unsigned place)
{
    struct block *block = block_at(place);
    if (block->previous)
        block_at(block->previous)->next = block->next;
    else
        lists[class_of(block->size >> 1)] = block->next;
    if (block->next)
        block_at(block->next)->previous = block->previous;
}

static unsigned *allocate(unsigned bytes)
{
    unsigned words = (bytes + 3) / 4 + 2;
    if (words < 4)
        words = 4;
    for (unsigned class = class_of(words); class < CLASSES; class++)
        for (unsigned place = lists[class]; place; place = block_at(place)->next) {
            unsigned have = block_at(place)->size >> 1;
            if (have < words)
                continue;
            unlink_free(place);
            if (have - words >= 4) {
                link_free(place + words, have - words);
                have = words;
            }
            mark(place, have, IN_USE);
            return &heap[place + 1];
        }
    return 0;
}

static void release(unsigned *memory)
{
    unsigned place = (unsigned)(memory - heap) - 1, words = heap[place] >> 1;
    unsigned after = place + words;
    if (!(heap[after] & IN_USE)) {
        unlink_free(after);
        words += heap[after] >> 1;
    }
    if (!(heap[place - 1] & IN_USE)) {
        unsigned before = heap[place - 1] >> 1;
        place -= before;
        unlink_free(place);
        words += before;
    }
    link_free(place, words);
}

static void prepare(void)
{
    for (unsigned i = 0; i < CLASSES; i++)
        lists[i] = 0;
    heap[0] = heap[HEAP_WORDS - 1] = IN_USE;
    link_free(1, HEAP_WORDS - 2);
}

unsigned kernel(unsigned size, unsigned seed)
{
    static unsigned *live[LIVE];
    unsigned sum = 0;
    prepare();
    memset(live, 0, sizeof live);
    for (unsigned i = 0; i < size; i++) {
        unsigned random = next_random(&seed);
        unsigned **slot = &live[random % LIVE];
        if (*slot) {
            sum = sum * 31 + **slot;
            release(*slot);
            *slot = 0;
        } else {
            unsigned bytes = 4 + (random >> 16) % (random >> 30 ? 100 : 1500);
            *slot = allocate(bytes);
            if (*slot)
                **slot = i + bytes;
        }
    }
    for (unsigned i = 0; i < LIVE; i++)
        sum += live[i] ? (unsigned)(live[i] - heap) : 0;
    return sum;
}
