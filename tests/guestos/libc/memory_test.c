/* malloc under a random load, sorting and searching. */
#include <stdlib.h>
#include <string.h>

#include "guest.h"

#define BLOCKS 300
#define STEPS  60000

static uint32_t state = 12345;

static uint32_t next(void)
{
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

struct block {
    unsigned char *bytes;
    size_t size;
    unsigned char fill;
};

static void check(const struct block *block)
{
    for (size_t i = 0; i < block->size; i++)
        assert_int_equal(block->bytes[i], block->fill);
}

static size_t random_size(void)
{
    switch (next() % 20) {
    case 0:
        return next() % 400000;
    case 1:
    case 2:
        return next() % 20000;
    default:
        return next() % 300;
    }
}

static void random_load(void **unused)
{
    static struct block blocks[BLOCKS];

    (void)unused;
    for (int step = 0; step < STEPS; step++) {
        struct block *block = &blocks[next() % BLOCKS];
        if (step % 8 == 0)
            check(block);
        if (block->bytes == NULL) {
            size_t size = random_size();
            block->bytes = next() % 4 == 0 ? guest_calloc(1, size) : guest_malloc(size);
            assert_non_null(block->bytes);
            block->size = size;
        } else if (next() % 3 == 0) {
            size_t size = random_size();
            unsigned char *moved = guest_realloc(block->bytes, size);
            assert_non_null(moved);
            for (size_t i = 0; i < size && i < block->size; i++)
                assert_int_equal(moved[i], block->fill);
            block->bytes = moved;
            block->size = size;
        } else {
            guest_free(block->bytes);
            *block = (struct block){0};
            continue;
        }
        assert_int_equal((uintptr_t)block->bytes % (2 * sizeof(void *)), 0);
        block->fill = (unsigned char)next();
        memset(block->bytes, block->fill, block->size);
    }
    for (int i = 0; i < BLOCKS; i++) {
        check(&blocks[i]);
        guest_free(blocks[i].bytes);
    }
    /* Everything has been put together again: half of the heap is one block. */
    void *large = guest_malloc(200000);
    assert_non_null(large);
    guest_free(large);
}

static void too_large(void **unused)
{
    (void)unused;
    assert_null(guest_malloc(SIZE_MAX));
    assert_int_equal(guest_errno, 12);
    assert_null(guest_calloc(SIZE_MAX / 2, 4));
}

static void aligned(void **unused)
{
    (void)unused;
    for (size_t alignment = 8; alignment <= 65536; alignment *= 2) {
        char *block = guest_aligned_alloc(alignment, 100);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % alignment, 0);
        memset(block, 1, 100);
        guest_free(block);
    }
}

static int compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return (x > y) - (x < y);
}

static int compare_first(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

static int compare_nonsense(const void *a, const void *b)
{
    (void)a, (void)b;
    return (int)(next() % 3) - 1;
}

static void sorting(void **unused)
{
    static int ours[2000], theirs[2000];
    static unsigned char records[500][7];

    (void)unused;
    for (int pattern = 0; pattern < 6; pattern++)
        for (size_t n = 0; n < 2000; n = n * 3 / 2 + 1) {
            for (size_t i = 0; i < n; i++)
                ours[i] = pattern == 0   ? (int)next()
                          : pattern == 1 ? (int)i
                          : pattern == 2 ? (int)(n - i)
                          : pattern == 3 ? 7
                          : pattern == 4 ? (int)(next() % 5)
                                         : (int)(i % 10);
            memcpy(theirs, ours, sizeof ours);
            guest_qsort(ours, n, sizeof *ours, compare_ints);
            qsort(theirs, n, sizeof *theirs, compare_ints);
            assert_memory_equal(ours, theirs, sizeof ours);
            for (size_t i = 0; i < n; i += 17)
                assert_int_equal(*(int *)guest_bsearch(&ours[i], ours, n, sizeof *ours, compare_ints), ours[i]);
        }
    for (size_t i = 0; i < 500; i++)
        for (size_t j = 0; j < 7; j++)
            records[i][j] = (unsigned char)next();
    guest_qsort(records, 500, 7, compare_first);
    for (size_t i = 1; i < 500; i++)
        assert_true(records[i - 1][0] <= records[i][0]);
    guest_qsort(ours, 2000, sizeof *ours, compare_nonsense);
    assert_null(guest_bsearch("x", ours, 0, 4, compare_ints));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_load), cmocka_unit_test(too_large),
                                       cmocka_unit_test(aligned), cmocka_unit_test(sorting)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
