/* Tables of pages: what is set is found, what is forgotten is not; tables change owners; what is touched is bounded. */
#include "rig.h"

#include "cpu/pagemap.h"

static uint8_t pages[2][PAGE_BYTES];

static const uint8_t *found(const struct pagemap *map, uint32_t va, bool stores)
{
    uintptr_t addend = map->addends[stores][va >> PAGE_SHIFT];
    return addend ? (const uint8_t *)(addend + va) : NULL;
}

static void sets_and_forgets(void **state)
{
    (void)state;
    struct pagemaps maps;
    struct pagemap *map = NULL;
    assert_true(pagemaps_init(&maps));
    pagemaps_give(&maps, &map);
    assert_non_null(map);
    for (uint32_t va = 0; va < 0xfffff000u; va += 0x11111000u) {
        assert_null(found(map, va, false));
        pagemap_set(&maps, map, va | 0x123, pages[0], false);
        pagemap_set(&maps, map, va | 0x123, pages[1], true);
        assert_ptr_equal(found(map, va + 5, false), pages[0] + 5);
        assert_ptr_equal(found(map, va + 5, true), pages[1] + 5);
        assert_null(found(map, va + PAGE_BYTES, true));
        pagemap_forget(map, va | 0xfff);
        assert_null(found(map, va, false));
        assert_null(found(map, va, true));
    }
    pagemap_forget(map, 0x7f000000); /* never set */
    pagemap_forget(NULL, 0);
    pagemaps_fini(&maps);
    assert_null(map);
}

static void protects_all_mappings_of_a_page(void **state)
{
    (void)state;
    struct pagemaps maps;
    struct pagemap *map = NULL;
    assert_true(pagemaps_init(&maps));
    pagemaps_give(&maps, &map);
    for (uint32_t i = 0; i < 64; i++) {
        pagemap_set(&maps, map, i << 26, pages[i & 1], false);
        pagemap_set(&maps, map, i << 26, pages[i & 1], true);
    }
    pagemap_protect(map, pages[1]);
    for (uint32_t i = 0; i < 64; i++) {
        assert_ptr_equal(found(map, i << 26, false), pages[i & 1]);
        assert_ptr_equal(found(map, i << 26, true), i & 1 ? NULL : pages[0]);
    }
    pagemap_clear(map);
    for (uint32_t i = 0; i < 64; i++)
        assert_null(found(map, i << 26, false));
    pagemaps_fini(&maps);
}

static void tables_change_owners(void **state)
{
    (void)state;
    struct pagemaps maps;
    struct pagemap *owners[2 * PAGEMAPS_MAX] = {NULL};
    assert_true(pagemaps_init(&maps));
    for (unsigned i = 0; i < 2 * PAGEMAPS_MAX; i++) {
        pagemaps_give(&maps, &owners[i]);
        assert_non_null(owners[i]);
        assert_null(found(owners[i], 0x5000, false));
        pagemap_set(&maps, owners[i], 0x5000, pages[0], false);
    }
    unsigned owned = 0;
    for (unsigned i = 0; i < 2 * PAGEMAPS_MAX; i++)
        owned += owners[i] != NULL;
    assert_int_equal(owned, PAGEMAPS_MAX);
    pagemaps_fini(&maps);
}

static void touches_are_bounded(void **state)
{
    (void)state;
    struct pagemaps maps;
    struct pagemap *owners[3] = {NULL};
    assert_true(pagemaps_init(&maps));
    for (unsigned i = 0; i < 3; i++)
        pagemaps_give(&maps, &owners[i]);
    for (uint32_t i = 0; i < 6000; i++) {
        struct pagemap *map = owners[i % 3];
        uint32_t va = i / 3 << 21; /* a chunk each */
        pagemap_set(&maps, map, va, pages[0], false);
        assert_ptr_equal(found(map, va, false), pages[0]);
        unsigned touched = 0;
        for (unsigned k = 0; k < 3; k++)
            touched += owners[k]->touched_count;
        assert_true(touched <= PAGEMAP_TOUCHED_MAX);
    }
    pagemaps_fini(&maps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_and_forgets),
        cmocka_unit_test(protects_all_mappings_of_a_page),
        cmocka_unit_test(tables_change_owners),
        cmocka_unit_test(touches_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
