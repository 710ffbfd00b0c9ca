/* Sorting: quicksort with the median of three and insertion sort below sixteen elements, then a heapsort of an eighth of
 * them by a comparison function. */
#include "kernel.h"

#define ELEMENTS (1 << 20)
#define SMALL    16

static int values[ELEMENTS];

static void swap(int *a, int *b)
{
    int keep = *a;
    *a = *b;
    *b = keep;
}

static void insertion_sort(int *from, int *end)
{
    for (int *next = from + 1; next < end; next++) {
        int value = *next, *place = next;
        for (; place > from && place[-1] > value; place--)
            *place = place[-1];
        *place = value;
    }
}

static int median(int a, int b, int c)
{
    if (a < b)
        return b < c ? b : a < c ? c : a;
    return a < c ? a : b < c ? c : b;
}

static void quicksort(int *from, int *end)
{
    while (end - from > SMALL) {
        int pivot = median(*from, from[(end - from) / 2], end[-1]);
        int *low = from, *high = end - 1;
        for (;;) {
            while (*low < pivot)
                low++;
            while (*high > pivot)
                high--;
            if (low >= high)
                break;
            swap(low++, high--);
        }
        quicksort(low, end);
        end = low;
    }
    insertion_sort(from, end);
}

static int by_low_bits(const int *a, const int *b)
{
    int x = *a & 0xffff, y = *b & 0xffff;
    return x != y ? x - y : (*a > *b) - (*a < *b);
}

static void sink(int *heap, unsigned place, unsigned count, int (*compare)(const int *, const int *))
{
    for (unsigned child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && compare(&heap[child], &heap[child + 1]) < 0)
            child++;
        if (compare(&heap[place], &heap[child]) >= 0)
            return;
        swap(&heap[place], &heap[child]);
    }
}

static void heapsort(int *heap, unsigned count, int (*compare)(const int *, const int *))
{
    for (unsigned place = count / 2; place-- > 0;)
        sink(heap, place, count, compare);
    while (count > 1) {
        swap(&heap[0], &heap[--count]);
        sink(heap, 0, count, compare);
    }
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned count = at_most(size, ELEMENTS), sum = 0;
    for (unsigned i = 0; i < count; i++)
        values[i] = (int)next_random(&seed);
    quicksort(values, values + count);
    for (unsigned i = 1; i < count; i++)
        sum = sum * 31 + (unsigned)values[i] + (values[i - 1] > values[i]);
    heapsort(values, count / 8, by_low_bits);
    for (unsigned i = 0; i < count / 8; i++)
        sum = sum * 31 + (unsigned)values[i];
    return sum;
}
