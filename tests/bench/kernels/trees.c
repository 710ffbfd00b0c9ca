/* Binary trees: an AA tree (Andersson) filled with random keys, searched, walked. */
#include "kernel.h"

#define NODES 32768

struct node {
    unsigned key, value, level;
    struct node *left, *right;
};

static struct node nodes[NODES];
static unsigned used;

static struct node *skew(struct node *top)
{
    struct node *left = top->left;
    if (!left || left->level != top->level)
        return top;
    top->left = left->right;
    left->right = top;
    return left;
}

static struct node *split(struct node *top)
{
    struct node *right = top->right;
    if (!right || !right->right || right->right->level != top->level)
        return top;
    top->right = right->left;
    right->left = top;
    right->level++;
    return right;
}

static struct node *insert(struct node *top, unsigned key)
{
    if (!top) {
        nodes[used] = (struct node){key, used, 1, 0, 0};
        return &nodes[used++];
    }
    if (key < top->key)
        top->left = insert(top->left, key);
    else if (key > top->key)
        top->right = insert(top->right, key);
    else
        top->value++;
    return split(skew(top));
}

static const struct node *find(const struct node *top, unsigned key)
{
    while (top && top->key != key)
        top = key < top->key ? top->left : top->right;
    return top;
}

static unsigned walk(const struct node *top, unsigned sum)
{
    if (!top)
        return sum;
    sum = walk(top->left, sum) * 31 + (top->key ^ top->value);
    return walk(top->right, sum) + top->level;
}

unsigned kernel(unsigned size, unsigned seed)
{
    unsigned count = at_most(size, NODES), found = 0;
    struct node *top = 0;
    used = 0;
    for (unsigned i = 0; i < count; i++)
        top = insert(top, next_random(&seed) >> 16);
    for (unsigned i = 0; i < 4 * count; i++) {
        const struct node *node = find(top, next_random(&seed) >> 16);
        found += node ? node->value : 0;
    }
    return walk(top, found);
}
