/* <search.h>: trees against a plain table, the hash table, lists. */
#include <stdbool.h>
#include <string.h>

#include "guest.h"

#define KEYS   500
#define ROUNDS 20000

struct entry {
    char *key;
    void *data;
};
enum { FIND, ENTER };

G(void *, tsearch, const void *, void **, int (*)(const void *, const void *));
G(void *, tfind, const void *, void *const *, int (*)(const void *, const void *));
G(void *, tdelete, const void *, void **, int (*)(const void *, const void *));
G(void, twalk, const void *, void (*)(const void *, int, int));
G(void, tdestroy, void *, void (*)(void *));
G(int, hcreate, size_t);
G(void, hdestroy, void);
G(struct entry *, hsearch, struct entry, int);
G(void *, lfind, const void *, const void *, size_t *, size_t, int (*)(const void *, const void *));
G(void *, lsearch, const void *, void *, size_t *, size_t, int (*)(const void *, const void *));

static int compare(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int last, seen, deepest;

static void visit(const void *node, int order, int depth)
{
    if (depth > deepest)
        deepest = depth;
    if (order == 1 || order == 3) { /* postorder, leaf: between the sides */
        int key = **(const int *const *)node;
        assert_true(key > last);
        last = key;
        seen++;
    }
}

static void trees(void **unused)
{
    static int keys[KEYS];
    static bool in[KEYS];
    void *root = NULL;
    unsigned state = 3;
    int count = 0;

    (void)unused;
    for (int i = 0; i < KEYS; i++)
        keys[i] = i;
    for (int round = 0; round < ROUNDS; round++) {
        state = state * 1664525u + 1013904223u;
        int k = (int)((state >> 8) % KEYS);
        assert_int_equal(guest_tfind(&keys[k], &root, compare) != NULL, in[k]);
        if (in[k]) {
            assert_non_null(guest_tdelete(&keys[k], &root, compare));
        } else {
            int **node = guest_tsearch(&keys[k], &root, compare);
            assert_ptr_equal(*node, &keys[k]);
            assert_ptr_equal(guest_tsearch(&keys[k], &root, compare), node);
        }
        count += in[k] ? -1 : 1;
        in[k] = !in[k];
    }
    last = -1;
    guest_twalk(root, visit);
    assert_int_equal(seen, count);
    assert_true(deepest < 12);
    guest_tdestroy(root, NULL);
    root = NULL;
    assert_null(guest_tdelete(&keys[0], &root, compare));
}

static void tables(void **unused)
{
    static char names[KEYS][4];

    (void)unused;
    assert_int_not_equal(guest_hcreate(10), 0);
    for (int i = 0; i < KEYS; i++) {
        names[i][0] = (char)('a' + i % 26);
        names[i][1] = (char)('a' + i / 26);
        assert_null(guest_hsearch((struct entry){names[i], NULL}, FIND));
        assert_ptr_equal(guest_hsearch((struct entry){names[i], &names[i]}, ENTER)->data, &names[i]);
    }
    for (int i = 0; i < KEYS; i++)
        assert_ptr_equal(guest_hsearch((struct entry){names[i], NULL}, ENTER)->data, &names[i]);
    guest_hdestroy();
}

static void lists(void **unused)
{
    int list[4] = {5, 7}, nine = 9, seven = 7;
    size_t count = 2;

    (void)unused;
    assert_null(guest_lfind(&nine, list, &count, sizeof *list, compare));
    assert_ptr_equal(guest_lsearch(&nine, list, &count, sizeof *list, compare), &list[2]);
    assert_ptr_equal(guest_lsearch(&seven, list, &count, sizeof *list, compare), &list[1]);
    assert_int_equal(count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(trees), cmocka_unit_test(tables), cmocka_unit_test(lists)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
