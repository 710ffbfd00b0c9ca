/* Product of two square matrices of integers. */
#include "kernel.h"

#define ROWS 256

static int left[ROWS][ROWS], right[ROWS][ROWS], product[ROWS][ROWS];

static void multiply(unsigned rows)
{
    for (unsigned i = 0; i < rows; i++)
        for (unsigned j = 0; j < rows; j++) {
            int sum = 0;
            for (unsigned k = 0; k < rows; k++)
                sum += left[i][k] * right[k][j];
            product[i][j] = sum;
        }
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned rows = at_most(size, ROWS), sum = 0;
    for (unsigned i = 0; i < rows; i++)
        for (unsigned j = 0; j < rows; j++) {
            left[i][j] = (int)(next_random(&seed) >> 20);
            right[i][j] = (int)(next_random(&seed) >> 21);
        }
    multiply(rows);
    for (unsigned i = 0; i < rows; i++)
        for (unsigned j = 0; j < rows; j++)
            sum = sum * 31 + (unsigned)product[i][j];
    return sum;
}
