/* The Mandelbrot set, in doubles. */
#include "kernel.h"

#define DEPTH 200

static unsigned escape(double re, double im)
{
    double x = 0, y = 0, xx = 0, yy = 0;
    unsigned steps = 0;
    while (steps < DEPTH && xx + yy < 4) {
        y = 2 * x * y + im;
        x = xx - yy + re;
        xx = x * x;
        yy = y * y;
        steps++;
    }
    return steps;
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned sum = 0;
    double shift = (seed & 255) / 4096.0;
    for (unsigned row = 0; row < size; row++)
        for (unsigned column = 0; column < size; column++)
            sum = sum * 31 + escape(3.0 * column / size - 2.2 + shift, 2.4 * row / size - 1.2);
    return sum;
}
