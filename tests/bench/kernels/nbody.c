/* The motion of five bodies under gravity, in doubles. */
#include "kernel.h"

#define BODIES 5

struct body {
    double x, y, z, vx, vy, vz, mass;
};

static struct body bodies[BODIES];

static double between(unsigned *seed, double low, double high)
{
    return low + (high - low) * (next_random(seed) >> 8) / 16777216.0;
}

static void prepare(unsigned seed)
{
    for (int i = 0; i < BODIES; i++) {
        struct body *body = &bodies[i];
        *body = (struct body){
            .x = between(&seed, -1, 1) + 4 * i, .y = between(&seed, -5, 5), .z = between(&seed, -1, 1),
            .vx = between(&seed, -0.1, 0.1), .vy = between(&seed, -0.5, 0.5), .vz = between(&seed, -0.1, 0.1),
            .mass = between(&seed, 0.1, 1),
        };
    }
    bodies[0].mass = 30;
}

static void attract(struct body *a, struct body *b, double step)
{
    double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
    double square = dx * dx + dy * dy + dz * dz + 0.01;
    double pull = step / (square * __builtin_sqrt(square));
    a->vx -= dx * b->mass * pull;
    a->vy -= dy * b->mass * pull;
    a->vz -= dz * b->mass * pull;
    b->vx += dx * a->mass * pull;
    b->vy += dy * a->mass * pull;
    b->vz += dz * a->mass * pull;
}

static void advance(double step)
{
    for (int i = 0; i < BODIES; i++)
        for (int j = i + 1; j < BODIES; j++)
            attract(&bodies[i], &bodies[j], step);
    for (int i = 0; i < BODIES; i++) {
        bodies[i].x += step * bodies[i].vx;
        bodies[i].y += step * bodies[i].vy;
        bodies[i].z += step * bodies[i].vz;
    }
}

static double energy(void)
{
    double sum = 0;
    for (int i = 0; i < BODIES; i++) {
        const struct body *b = &bodies[i];
        sum += b->mass * (b->vx * b->vx + b->vy * b->vy + b->vz * b->vz) / 2;
    }
    return sum;
}

unsigned kernel(unsigned size, unsigned seed)
{
    prepare(seed);
    for (unsigned i = 0; i < size; i++)
        advance(0.001);
    return (unsigned)(energy() * 100000) ^ (unsigned)(int)(bodies[1].x * 100000);
}
