/* Structures and unions in memory: padding, nesting, arrays, flexible and anonymous members. */
#include "check.h"

#define OFFSET(type, member) ((int)__builtin_offsetof(type, member))

struct a {
    char c;
    int i;
    char d;
    short s;
    char e;
};
struct b {
    struct a first;
    char tail;
    struct a array[2];
};
union u {
    char c[5];
    int i;
    short s;
};
struct flexible {
    int count;
    short items[];
};
struct anonymous {
    int x;
    struct {
        int y;
        union {
            int z;
            char w[4];
        };
    };
    struct a named;
};
struct empty_tail {
    int i;
    char c[3];
};

static char storage[20] __attribute__((aligned(4)));

int main(void)
{
    CHECK(sizeof(struct a) == 16 && OFFSET(struct a, i) == 4 && OFFSET(struct a, d) == 8 && OFFSET(struct a, s) == 10 &&
          OFFSET(struct a, e) == 12);
    CHECK(sizeof(struct b) == 52 && OFFSET(struct b, tail) == 16 && OFFSET(struct b, array[1].e) == 48);
    CHECK(sizeof(union u) == 8 && sizeof(struct flexible) == 4 && OFFSET(struct flexible, items) == 4);
    CHECK(OFFSET(struct anonymous, y) == 4 && OFFSET(struct anonymous, w) == 8 && sizeof(struct anonymous) == 28);
    CHECK(sizeof(struct empty_tail) == 8 && sizeof(struct empty_tail[3]) == 24);
    struct flexible *f = (struct flexible *)storage;
    f->count = 3;
    for (int i = 0; i < f->count; i++)
        f->items[i] = (short)(100 + i);
    CHECK(f->items[2] == 102 && ((short *)storage)[4] == 102);
    union u v = {.i = 0x41424344};
    CHECK(v.c[0] == 'D' && v.s == 0x4344);
    struct anonymous n = {.x = 1, .y = 2, .w = "abc", .named.s = 4};
    CHECK(n.z == 0x636261 && n.named.s == 4 && n.named.i == 0);
    struct b copy, original = {.tail = 't', .array[1].i = 77};
    copy = original;
    CHECK(copy.array[1].i == 77 && copy.tail == 't');
    struct a list[3] = {{1, 2, 3, 4, 5}, {.i = 9}};
    CHECK(list[0].e == 5 && list[1].i == 9 && list[2].s == 0);
    return 0;
}
