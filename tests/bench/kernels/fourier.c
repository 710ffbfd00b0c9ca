/* The fast Fourier transform of Cooley and Tukey, in doubles, there and back; the roots of unity by half angles. */
#include "kernel.h"

#define POINTS 1024

struct complex {
    double re, im;
};

static struct complex signal[POINTS], roots[POINTS];

static struct complex multiply(struct complex a, struct complex b)
{
    return (struct complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/* roots[span + k] is the k-th of 2 * span roots, for each power of two; those of 2 are 1 and -1. */
static void prepare(unsigned points)
{
    double cosine = -1;
    roots[1] = (struct complex){1, 0};
    for (unsigned span = 2; span < points; span *= 2) {
        cosine = __builtin_sqrt((1 + cosine) / 2);
        struct complex step = {cosine, __builtin_sqrt(1 - cosine * cosine)};
        for (unsigned k = 0; k < span; k += 2) {
            roots[span + k] = roots[span / 2 + k / 2];
            roots[span + k + 1] = multiply(roots[span + k], step);
        }
    }
}

static void reverse_bits(unsigned points)
{
    for (unsigned i = 1, j = 0; i < points; i++) {
        unsigned bit = points >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            struct complex keep = signal[i];
            signal[i] = signal[j];
            signal[j] = keep;
        }
    }
}

static void transform(unsigned points, double direction)
{
    reverse_bits(points);
    for (unsigned span = 1; span < points; span *= 2)
        for (unsigned start = 0; start < points; start += 2 * span)
            for (unsigned k = 0; k < span; k++) {
                struct complex root = {roots[span + k].re, direction * roots[span + k].im};
                struct complex *low = &signal[start + k], *high = low + span;
                struct complex turned = multiply(*high, root);
                *high = (struct complex){low->re - turned.re, low->im - turned.im};
                *low = (struct complex){low->re + turned.re, low->im + turned.im};
            }
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned points = at_most(size, POINTS), sum = 0;
    prepare(points);
    for (unsigned i = 0; i < points; i++)
        signal[i] = (struct complex){(next_random(&seed) >> 20) / 16.0, 0};
    transform(points, -1);
    for (unsigned i = 0; i < points; i++)
        sum = sum * 31 + (unsigned)(int)(signal[i].re * 4 + signal[i].im);
    transform(points, 1);
    for (unsigned i = 0; i < points; i++)
        sum = sum * 31 + (unsigned)(int)(signal[i].re / points * 16 + 0.5);
    return sum;
}
