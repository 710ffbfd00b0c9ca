/* 6.5p7: which lvalues may access an object. The optimizer may rely on the others not to. */
#include "check.h"

struct pair {
    int first, second;
};
struct outer {
    struct pair in;
    short s;
};
union both {
    int i;
    float f;
    unsigned char bytes[4];
};
struct fields {
    unsigned a : 5, b : 11;
    short s;
    unsigned char c : 4, d : 4;
};

static float through_union(union both *u, union both *v) {
    u->i = 0x3f800000;
    v->f += 1.0f;
    return u->f;
}

static int through_bytes(int *i, unsigned char *bytes) {
    *i = 0;
    bytes[1] = 1;
    return *i;
}

static int through_unsigned(int *i, unsigned *u) {
    *i = 5;
    *u = 7;
    return *i;
}

static int through_whole(struct pair *p, struct pair *q, struct pair value) {
    p->second = 1;
    *q = value;
    return p->second;
}

static int through_member(struct outer *o, struct pair *p, int *i) {
    o->in.second = 1;
    p->second += 1;
    *i += 1;
    return o->in.second;
}

typedef short __attribute__((may_alias)) any_short;

static int through_any(int *i, any_short *s) {
    *i = 1;
    *s = 2;
    return *i;
}

static int sum_fields(struct fields *x, struct fields *y) {
    x->a = 1;
    y->b = 2;
    x->c = 3;
    y->d = 4;
    y->s = 5;
    return (int)(x->a + x->b + x->c + x->d) + x->s;
}

static int through_pointers(int **p, void **q, int *other) {
    *q = other;
    return **p;
}

/* One piece of memory, used for one type after the other. */
static float reused(int *memory) {
    *memory = 3;
    int kept = *memory;
    float *f = (float *)memory;
    *f = 1.5f;
    return *f + (float)kept;
}

int main(void) {
    union both u;
    CHECK(through_union(&u, &u) == 2.0f);
    int i = 0;
    CHECK(through_bytes(&i, (unsigned char *)&i) == 256);
    CHECK(through_unsigned(&i, (unsigned *)&i) == 7);
    struct pair p, value = {8, 9};
    CHECK(through_whole(&p, &p, value) == 9);
    struct outer o;
    CHECK(through_member(&o, &o.in, &o.in.second) == 3);
    CHECK(through_any(&i, (any_short *)&i) == 2);
    struct fields x = {0};
    CHECK(sum_fields(&x, &x) == 15);
    int one = 1, two = 2, *pointer = &one;
    CHECK(through_pointers(&pointer, (void **)&pointer, &two) == 2);
    static int memory[1];
    CHECK(reused(memory) == 4.5f);
    return 0;
}
