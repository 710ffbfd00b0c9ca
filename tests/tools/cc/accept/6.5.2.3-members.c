/* Members of structures and unions, nested, anonymous, through pointers. */
#include "check.h"

struct inner {
    short a;
    char b[3];
};
struct outer {
    int head;
    struct inner in[2];
    union {
        int i;
        float f;
        struct {
            unsigned short low, high;
        };
    };
    struct outer *next;
};

static struct outer make(int head)
{
    struct outer o = {.head = head, .in[1].b = "xy"};
    return o;
}

int main(void)
{
    struct outer a = make(1), b = make(2);
    a.next = &b;
    b.next = &a;
    a.next->next->next->head = 42;
    CHECK(b.head == 42);
    a.in[1].a = -7;
    CHECK((&a)->in[1].a == -7 && a.in[0].a == 0 && a.in[1].b[1] == 'y');
    a.f = 1.0f;
    CHECK(a.i == 0x3f800000 && a.high == 0x3f80 && a.low == 0);
    a.low = 0xffff;
    CHECK(a.i == 0x3f80ffff);
    struct outer copy = a;
    a.in[1].a = 8;
    CHECK(copy.in[1].a == -7 && copy.next == &b);
    CHECK(make(9).in[1].b[0] == 'x' && make(9).head == 9);
    struct inner *p = &b.in[0];
    p[1].b[2] = 'q';
    (*p).a = 3;
    CHECK(b.in[1].b[2] == 'q' && b.in[0].a == 3);
    CHECK((char *)&a.in[1] - (char *)&a.in[0] == sizeof(struct inner));
    CHECK((char *)&a.high - (char *)&a.i == 2);
    return 0;
}
