/* The tree of <search.h>: the depths of a node's two sides differ by at most one. */
#include <search.h>
#include <stdlib.h>

#define DEPTH_MAX 48 /* of a tree that fits the address space */

struct node {
    const void *key;
    struct node *side[2];
    int depth; /* of the tree below, 1 for a leaf */
};

static int depth(const struct node *node)
{
    return node != NULL ? node->depth : 0;
}

static void measure(struct node *node)
{
    int left = depth(node->side[0]), right = depth(node->side[1]);

    node->depth = 1 + (left > right ? left : right);
}

/* The node's child on that side takes its place. */
static void rotate(struct node **place, int side)
{
    struct node *node = *place, *child = node->side[side];

    node->side[side] = child->side[!side];
    child->side[!side] = node;
    measure(node);
    measure(child);
    *place = child;
}

static void balance(struct node **place)
{
    struct node *node = *place;

    for (int side = 0; side < 2; side++) {
        struct node *child = node->side[side];
        if (depth(child) - depth(node->side[!side]) < 2)
            continue;
        if (depth(child->side[!side]) > depth(child->side[side]))
            rotate(&node->side[side], !side);
        rotate(place, side);
        return;
    }
    measure(node);
}

/* The places on the way from the root to a key, the last one its own (NULL when it is not there); how many. */
static int find_way(const void *key, void **root, int (*compare)(const void *, const void *),
                    struct node ***way)
{
    struct node **place = (struct node **)root;
    int length = 0;

    while (way[length++] = place, *place != NULL) {
        int order = compare(key, (*place)->key);
        if (order == 0)
            break;
        place = &(*place)->side[order > 0];
    }
    return length;
}

void *tsearch(const void *key, void **root, int (*compare)(const void *, const void *))
{
    struct node **way[DEPTH_MAX];

    if (root == NULL)
        return NULL;
    int length = find_way(key, root, compare, way);
    struct node *node = *way[length - 1];
    if (node != NULL)
        return node;
    node = calloc(1, sizeof *node);
    if (node == NULL)
        return NULL;
    node->key = key;
    node->depth = 1;
    *way[--length] = node;
    while (length > 0)
        balance(way[--length]);
    return node;
}

void *tfind(const void *key, void *const *root, int (*compare)(const void *, const void *))
{
    struct node **way[DEPTH_MAX];

    if (root == NULL)
        return NULL;
    int length = find_way(key, (void **)root, compare, way);
    return *way[length - 1];
}

/* The parent of what was removed, or, for the root, anything but NULL. */
void *tdelete(const void *restrict key, void **restrict root, int (*compare)(const void *, const void *))
{
    struct node **way[DEPTH_MAX];

    if (root == NULL)
        return NULL;
    int length = find_way(key, root, compare, way);
    struct node **place = way[length - 1], *node = *place;
    if (node == NULL)
        return NULL;
    void *parent = length > 1 ? *way[length - 2] : (void *)root;
    if (node->side[0] != NULL && node->side[1] != NULL) {
        struct node **next = &node->side[1];
        for (way[length++] = next; (*next)->side[0] != NULL; way[length++] = next)
            next = &(*next)->side[0];
        struct node *victim = *next;
        node->key = victim->key;
        node = victim;
        place = next;
    }
    *place = node->side[node->side[0] == NULL];
    free(node);
    for (length--; length > 0; length--)
        if (*way[length - 1] != NULL)
            balance(way[length - 1]);
    return parent;
}

static void walk(const struct node *node, void (*visit)(const void *, VISIT, int), int level)
{
    if (node->side[0] == NULL && node->side[1] == NULL) {
        visit(node, leaf, level);
        return;
    }
    visit(node, preorder, level);
    if (node->side[0] != NULL)
        walk(node->side[0], visit, level + 1);
    visit(node, postorder, level);
    if (node->side[1] != NULL)
        walk(node->side[1], visit, level + 1);
    visit(node, endorder, level);
}

void twalk(const void *root, void (*visit)(const void *node, VISIT order, int depth))
{
    if (root != NULL && visit != NULL)
        walk(root, visit, 0);
}

void tdestroy(void *root, void (*free_key)(void *key))
{
    struct node *node = root;

    if (node == NULL)
        return;
    tdestroy(node->side[0], free_key);
    tdestroy(node->side[1], free_key);
    if (free_key != NULL)
        free_key((void *)node->key);
    free(node);
}
