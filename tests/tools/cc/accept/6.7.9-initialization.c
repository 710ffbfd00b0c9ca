/* Initializers: designated, nested, brace elision, strings, what is left is zero. */
#include "check.h"

struct point {
    int x, y;
};
struct shape {
    char name[6];
    struct point corners[3];
    union {
        int i;
        double d;
    } extra;
    int flags : 4;
};

static struct shape triangle = {"tri", {{1, 2}, {3}, {.y = 6}}, {.d = 2.5}, -2};
static struct shape elided = {"flat", 1, 2, 3, 4, 5, 6, 7, 1};
static int holes[] = {[5] = 5, 6, [2] = 2, 3, [7] = 1};
static int again[4] = {1, 2, 3, 4, [1] = 9};
static int grid[2][3] = {1, 2, 3, 4};
static char words[][5] = {"one", "four"};
static const char *names[] = {[2] = "two", [0] = "zero"};
static struct point nested[2][2] = {[1][0].y = 5, [0] = {{1, 2}, {3, 4}}};
static struct {
    int (*f)(void);
    struct shape *s;
    long long l;
} links = {.s = &triangle, .l = -1};
static int scalar = {5};
static int ranges[10] = {[2 ... 5] = 7, [9] = 1};

int main(void)
{
    CHECK(triangle.name[2] == 'i' && triangle.name[4] == 0 && triangle.corners[1].x == 3 &&
          triangle.corners[1].y == 0 && triangle.corners[2].y == 6 && triangle.extra.d == 2.5 && triangle.flags == -2);
    CHECK(elided.corners[2].y == 6 && elided.extra.i == 7 && elided.flags == 1);
    CHECK(sizeof holes == 32 && holes[0] == 0 && holes[5] == 5 && holes[6] == 6 && holes[3] == 3 && holes[7] == 1);
    CHECK(again[1] == 9 && again[3] == 4 && grid[1][0] == 4 && grid[1][1] == 0);
    CHECK(sizeof words == 10 && words[1][3] == 'r' && words[0][4] == 0);
    CHECK(names[1] == 0 && names[2][1] == 'w' && sizeof names == 12);
    CHECK(nested[1][0].y == 5 && nested[1][1].x == 0 && nested[0][1].x == 3);
    CHECK(links.f == 0 && links.s->corners[0].x == 1 && links.l == -1 && scalar == 5);
    CHECK(ranges[1] == 0 && ranges[2] == 7 && ranges[5] == 7 && ranges[6] == 0 && ranges[9] == 1);
    struct shape local = {.corners[1] = {hide(3), 4}, .name = "abc", .flags = hide(7)};
    CHECK(local.corners[1].x == 3 && local.corners[0].x == 0 && local.name[1] == 'b' && local.flags == 7 &&
          local.extra.i == 0);
    int automatic[4] = {hide(1), [3] = hide(4)};
    CHECK(automatic[0] == 1 && automatic[1] == 0 && automatic[2] == 0 && automatic[3] == 4);
    struct point p = {1, 2}, pair[2] = {p, {.x = 9}};
    CHECK(pair[0].y == 2 && pair[1].x == 9 && pair[1].y == 0);
    struct point copy = p, *q = &copy;
    CHECK(q->y == 2);
    char text[8] = "hi", exact[2] = "ok";
    CHECK(text[2] == 0 && text[7] == 0 && exact[1] == 'k');
    struct shape zero = {0};
    CHECK(zero.corners[2].y == 0 && zero.name[5] == 0);
    struct shape empty = {};
    CHECK(empty.flags == 0 && empty.extra.d == 0);
    double reals[3] = {1, 2.5f};
    CHECK(reals[0] == 1.0 && reals[1] == 2.5 && reals[2] == 0);
    unsigned char bytes[] = {'a', 200, 0x141 & 0xff};
    CHECK(sizeof bytes == 3 && bytes[1] == 200 && bytes[2] == 'A');
    return 0;
}
