#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Boundary tags and segregated free lists over sbrk; large blocks have a mapping of their own.
 *
 * A chunk is a size word, then the block that its user sees.  Sizes are multiples of ALIGN, their low bits are flags. A
 * free chunk holds its list links in the block and repeats its size in its last word; no two free chunks are
 * neighbours. The last chunk of the heap, top, is free but in no list, and never smaller than CHUNK_MIN. */

#define WORD       sizeof(size_t)
#define ALIGN      (2 * WORD)
#define CHUNK_MIN  (4 * WORD)
#define GROW_BYTES ((size_t)65536)
#define MAPPED_MIN ((size_t)262144)
#define PAGE       ((size_t)4096)

#define IN_USE      ((size_t)1) /* this chunk */
#define PREV_IN_USE ((size_t)2) /* the chunk below it */
#define MAPPED      ((size_t)4) /* a mapping of its own; the size is that of the mapping */
#define FLAGS       ((size_t)7)

#define SMALL_BINS 32
#define LARGE_BINS 32 /* two for each power of two */
#define BINS       (SMALL_BINS + LARGE_BINS)

struct chunk {
    size_t head;
    struct chunk *next, *previous; /* while free */
};

static struct chunk *bins[BINS];
static uint32_t filled[BINS / 32];
static struct chunk *top;
static char *heap_end;

static size_t size_of(const struct chunk *c)
{
    return c->head & ~FLAGS;
}

static struct chunk *at(struct chunk *c, size_t offset)
{
    return (struct chunk *)(void *)((char *)c + offset);
}

static void *block_of(struct chunk *c)
{
    return (char *)c + WORD;
}

static struct chunk *chunk_of(void *block)
{
    return (struct chunk *)(void *)((char *)block - WORD);
}

static unsigned bin_of(size_t size)
{
    size_t units = (size - CHUNK_MIN) / ALIGN;
    unsigned shift = 0;

    if (units < SMALL_BINS)
        return (unsigned)units;
    while (units >> shift >= SMALL_BINS * 2)
        shift++;
    unsigned bin = SMALL_BINS + 2 * shift + (units >> shift >= SMALL_BINS * 3 / 2);
    return bin < BINS ? bin : BINS - 1;
}

static void bin_insert(struct chunk *c)
{
    unsigned bin = bin_of(size_of(c));

    c->previous = NULL;
    c->next = bins[bin];
    if (c->next != NULL)
        c->next->previous = c;
    bins[bin] = c;
    filled[bin / 32] |= 1u << bin % 32;
}

static void bin_remove(struct chunk *c)
{
    unsigned bin = bin_of(size_of(c));

    if (c->next != NULL)
        c->next->previous = c->previous;
    if (c->previous != NULL)
        c->previous->next = c->next;
    else
        bins[bin] = c->next;
    if (bins[bin] == NULL)
        filled[bin / 32] &= ~(1u << bin % 32);
}

/* Makes [c, c + size) one free chunk; its neighbours are not free. */
static void set_free(struct chunk *c, size_t size)
{
    c->head = size | PREV_IN_USE;
    *(size_t *)(void *)at(c, size - WORD) = size;
    at(c, size)->head &= ~PREV_IN_USE;
    bin_insert(c);
}

/* The first chunk of at least this size, taken from its list; NULL when there is none. */
static struct chunk *find(size_t size)
{
    for (unsigned bin = bin_of(size); bin < BINS; bin++) {
        if (filled[bin / 32] >> bin % 32 == 0) {
            bin |= 31;
            continue;
        }
        for (struct chunk *c = bins[bin]; c != NULL; c = c->next)
            if (size_of(c) >= size) {
                bin_remove(c);
                return c;
            }
    }
    return NULL;
}

/* Cuts a used chunk down to size and frees the rest, merging it with what follows. */
static void trim(struct chunk *c, size_t size)
{
    size_t rest = size_of(c) - size;
    struct chunk *after = at(c, size_of(c));

    if (after == top) {
        c->head = size | (c->head & FLAGS);
        top = at(c, size);
        top->head = rest + size_of(after);
        top->head |= PREV_IN_USE;
        return;
    }
    if ((after->head & IN_USE) == 0) {
        bin_remove(after);
        rest += size_of(after);
    }
    if (rest < CHUNK_MIN) {
        at(c, size_of(c))->head |= PREV_IN_USE;
        return;
    }
    c->head = size | (c->head & FLAGS);
    set_free(at(c, size), rest);
}

/* Makes top larger than size; false without memory. */
static bool grow(size_t size)
{
    size_t wanted = (size + CHUNK_MIN + ALIGN + GROW_BYTES - 1) & ~(PAGE - 1);
    char *start = sbrk((ptrdiff_t)wanted);

    if (start == (char *)-1) {
        wanted = (size + CHUNK_MIN + ALIGN + PAGE - 1) & ~(PAGE - 1);
        start = sbrk((ptrdiff_t)wanted);
        if (start == (char *)-1)
            return false;
    }
    if (top != NULL && start == heap_end) {
        top->head += wanted;
    } else {
        /* Somebody else has moved the break: what is left of the old heap's end stays unused. */
        if (top != NULL)
            top->head |= IN_USE;
        size_t skip = (0 - ((uintptr_t)start + WORD)) & (ALIGN - 1);
        top = (struct chunk *)(void *)(start + skip);
        top->head = ((wanted - skip) & ~(ALIGN - 1)) | PREV_IN_USE;
    }
    heap_end = start + wanted;
    return true;
}

static void *map_block(size_t size)
{
    size_t total = (size + ALIGN + PAGE - 1) & ~(PAGE - 1);
    char *start = mmap(NULL, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (start == MAP_FAILED) {
        errno = ENOMEM;
        return NULL;
    }
    struct chunk *c = (struct chunk *)(void *)(start + ALIGN - WORD);
    c->head = total | MAPPED | IN_USE;
    return block_of(c);
}

/* Size of the chunk for a request; 0 (ENOMEM) when it is too large for any. */
static size_t chunk_size(size_t request)
{
    if (request > PTRDIFF_MAX - 2 * PAGE) {
        errno = ENOMEM;
        return 0;
    }
    size_t size = (request + WORD + ALIGN - 1) & ~(ALIGN - 1);
    return size < CHUNK_MIN ? CHUNK_MIN : size;
}

void *malloc(size_t request)
{
    size_t size = chunk_size(request);

    if (size == 0)
        return NULL;
    if (size >= MAPPED_MIN)
        return map_block(request);
    struct chunk *c = find(size);
    if (c != NULL) {
        at(c, size_of(c))->head |= PREV_IN_USE;
        c->head |= IN_USE;
        if (size_of(c) - size >= CHUNK_MIN)
            trim(c, size);
        return block_of(c);
    }
    if ((top == NULL || size_of(top) < size + CHUNK_MIN) && !grow(size))
        return NULL;
    c = top;
    top = at(c, size);
    top->head = (size_of(c) - size) | PREV_IN_USE;
    c->head = size | IN_USE | (c->head & PREV_IN_USE);
    return block_of(c);
}

static _Noreturn void bad_block(const char *function)
{
    static const char text[] = ": not a block of malloc, or freed before\n";

    (void)!write(STDERR_FILENO, function, strlen(function));
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    abort();
}

static struct chunk *checked_chunk(void *block, const char *function)
{
    struct chunk *c = chunk_of(block);

    if (((uintptr_t)block & (ALIGN - 1)) != 0 || (c->head & IN_USE) == 0 || size_of(c) < CHUNK_MIN)
        bad_block(function);
    return c;
}

void free(void *block)
{
    if (block == NULL)
        return;
    struct chunk *c = checked_chunk(block, "free");
    size_t size = size_of(c);
    if (c->head & MAPPED) {
        munmap((char *)c - (ALIGN - WORD), size);
        return;
    }
    if ((c->head & PREV_IN_USE) == 0) {
        size_t below = *(size_t *)(void *)((char *)c - WORD);
        c->head &= ~IN_USE;
        c = (struct chunk *)(void *)((char *)c - below);
        bin_remove(c);
        size += below;
    }
    struct chunk *after = at(c, size);
    if (after == top) {
        c->head = (size + size_of(top)) | PREV_IN_USE;
        top = c;
        return;
    }
    if ((after->head & IN_USE) == 0) {
        bin_remove(after);
        size += size_of(after);
    }
    set_free(c, size);
}

void *calloc(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        errno = ENOMEM;
        return NULL;
    }
    void *block = malloc(count * size);
    /* A mapping is zero already. */
    if (block != NULL && (chunk_of(block)->head & MAPPED) == 0)
        memset(block, 0, count * size);
    return block;
}

/* Takes what follows into the chunk when that makes it large enough. */
static bool extend(struct chunk *c, size_t size)
{
    struct chunk *after = at(c, size_of(c));

    if ((after->head & IN_USE) != 0 || size_of(c) + size_of(after) < size + (after == top ? CHUNK_MIN : 0))
        return false;
    if (after == top) {
        size_t total = size_of(c) + size_of(top);
        top = at(c, size);
        top->head = (total - size) | PREV_IN_USE;
        c->head = size | (c->head & FLAGS);
    } else {
        bin_remove(after);
        c->head += size_of(after);
        at(c, size_of(c))->head |= PREV_IN_USE;
    }
    return true;
}

void *realloc(void *block, size_t request)
{
    if (block == NULL)
        return malloc(request);
    size_t size = chunk_size(request);
    if (size == 0)
        return NULL;
    struct chunk *c = checked_chunk(block, "realloc");
    if ((c->head & MAPPED) == 0 && (size_of(c) >= size || extend(c, size))) {
        if (size_of(c) - size >= CHUNK_MIN)
            trim(c, size);
        return block;
    }
    size_t old = malloc_usable_size(block);
    if ((c->head & MAPPED) != 0 && request <= old && request > old / 2)
        return block;
    void *moved = malloc(request);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old < request ? old : request);
    free(block);
    return moved;
}

void *reallocarray(void *block, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, count * size);
}

size_t malloc_usable_size(void *block)
{
    if (block == NULL)
        return 0;
    struct chunk *c = chunk_of(block);
    return c->head & MAPPED ? size_of(c) - ALIGN : size_of(c) - WORD;
}

int posix_memalign(void **result, size_t alignment, size_t size)
{
    if (alignment < WORD || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    if (alignment <= ALIGN) {
        *result = malloc(size);
        return *result != NULL ? 0 : ENOMEM;
    }
    size_t wanted = chunk_size(size);
    if (wanted == 0 || alignment > PTRDIFF_MAX - wanted - CHUNK_MIN ||
        ((top == NULL || size_of(top) < wanted + alignment + 2 * CHUNK_MIN) && !grow(wanted + alignment + CHUNK_MIN)))
        return ENOMEM;
    /* Cut from top: a free chunk up to the alignment, then the block. */
    struct chunk *c = top;
    uintptr_t block = (uintptr_t)block_of(c);
    size_t skip = (0 - block) & (alignment - 1);
    if (skip > 0 && skip < CHUNK_MIN)
        skip += alignment;
    struct chunk *aligned = at(c, skip);
    size_t total = size_of(c);
    aligned->head = wanted | IN_USE | PREV_IN_USE;
    top = at(aligned, wanted);
    top->head = (total - skip - wanted) | PREV_IN_USE;
    if (skip > 0)
        set_free(c, skip);
    *result = block_of(aligned);
    return 0;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    void *block;
    int number = posix_memalign(&block, alignment < WORD ? WORD : alignment, size);

    if (number != 0) {
        errno = number;
        return NULL;
    }
    return block;
}

void *memalign(size_t alignment, size_t size)
{
    return aligned_alloc(alignment, size);
}

void *valloc(size_t size)
{
    return aligned_alloc(PAGE, size);
}
