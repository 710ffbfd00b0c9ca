#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Introspective sort: quicksort by the median of three, insertion sort for short ranges, heapsort where quicksort has
 * gone too deep, so that the worst case is n log n. */

#define INSERTION_MAX 10

struct sorter {
    size_t size;
    int (*compare)(const void *, const void *);
};

static void swap(const struct sorter *sorter, char *a, char *b)
{
    size_t n = sorter->size;

    if ((((uintptr_t)a | (uintptr_t)b | n) & 3) == 0) {
        for (; n > 0; n -= 4, a += 4, b += 4) {
            uint32_t t = *(uint32_t *)(void *)a;
            *(uint32_t *)(void *)a = *(uint32_t *)(void *)b;
            *(uint32_t *)(void *)b = t;
        }
        return;
    }
    for (; n > 0; n--, a++, b++) {
        char t = *a;
        *a = *b;
        *b = t;
    }
}

static void insertion_sort(const struct sorter *sorter, char *base, size_t count)
{
    size_t size = sorter->size;

    for (size_t i = 1; i < count; i++)
        for (char *p = base + i * size; p > base && sorter->compare(p - size, p) > 0; p -= size)
            swap(sorter, p - size, p);
}

static void sift_down(const struct sorter *sorter, char *base, size_t root, size_t count)
{
    size_t size = sorter->size;

    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && sorter->compare(base + child * size, base + (child + 1) * size) < 0)
            child++;
        if (sorter->compare(base + root * size, base + child * size) >= 0)
            return;
        swap(sorter, base + root * size, base + child * size);
    }
}

static void heap_sort(const struct sorter *sorter, char *base, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_down(sorter, base, i, count);
    for (size_t i = count; --i > 0;) {
        swap(sorter, base, base + i * sorter->size);
        sift_down(sorter, base, 0, i);
    }
}

/* Moves the median of the first, middle and last element to the front. */
static void choose_pivot(const struct sorter *sorter, char *base, size_t count)
{
    char *middle = base + count / 2 * sorter->size;
    char *last = base + (count - 1) * sorter->size;

    if (sorter->compare(middle, last) > 0)
        swap(sorter, middle, last);
    if (sorter->compare(middle, base) > 0)
        swap(sorter, middle, base);
    if (sorter->compare(base, last) > 0)
        swap(sorter, base, last);
}

/* Splits at the pivot in front and returns its final place.  An inconsistent compare cannot lead out of the range. */
static size_t partition(const struct sorter *sorter, char *base, size_t count)
{
    size_t size = sorter->size, low = 0, high = count;

    for (;;) {
        while (++low < count && sorter->compare(base + low * size, base) < 0)
            ;
        while (--high > 0 && sorter->compare(base, base + high * size) < 0)
            ;
        if (low >= high)
            break;
        swap(sorter, base + low * size, base + high * size);
    }
    swap(sorter, base, base + high * size);
    return high;
}

static void intro_sort(const struct sorter *sorter, char *base, size_t count, unsigned depth)
{
    while (count > INSERTION_MAX) {
        if (depth-- == 0) {
            heap_sort(sorter, base, count);
            return;
        }
        choose_pivot(sorter, base, count);
        size_t left = partition(sorter, base, count);
        char *above = base + (left + 1) * sorter->size;
        size_t right = count - left - 1;
        if (left < right) {
            intro_sort(sorter, base, left, depth);
            base = above;
            count = right;
        } else {
            intro_sort(sorter, above, right, depth);
            count = left;
        }
    }
    insertion_sort(sorter, base, count);
}

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    struct sorter sorter = {size, compare};
    unsigned depth = 0;

    if (size == 0)
        return;
    for (size_t n = count; n > 0; n >>= 1)
        depth += 2;
    intro_sort(&sorter, base, count, depth);
}
