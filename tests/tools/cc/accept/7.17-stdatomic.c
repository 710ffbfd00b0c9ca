/* <stdatomic.h>: the generic functions on every kind of object, flags, fences, lock-free macros; GNU's families. */
#include "check.h"

#include <stdatomic.h>

struct pair {
    int a, b;
};

_Static_assert(ATOMIC_INT_LOCK_FREE == 2 && ATOMIC_CHAR_LOCK_FREE == 2 && ATOMIC_LLONG_LOCK_FREE == 1, "");
_Static_assert(sizeof(atomic_uint_least16_t) == 2 && sizeof(atomic_uintmax_t) == 8, "");

static atomic_flag flag = ATOMIC_FLAG_INIT;
static atomic_int word = ATOMIC_VAR_INIT(3);

static void exchanges(void)
{
    atomic_llong wide;
    _Atomic double real;
    _Atomic struct pair both;
    struct pair one = {1, 2}, two = {3, 4}, three = {5, 6};
    long long expected = 6;
    double d = 1;
    atomic_init(&wide, 5);
    CHECK(atomic_exchange(&wide, 7) == 5 && !atomic_compare_exchange_strong(&wide, &expected, 9) && expected == 7);
    CHECK(atomic_compare_exchange_weak(&wide, &expected, 9) && atomic_load(&wide) == 9 && expected == 7);
    atomic_store(&real, 1.5);
    CHECK(!atomic_compare_exchange_strong_explicit(&real, &d, 3, memory_order_acq_rel, memory_order_relaxed));
    CHECK(d == 1.5 && atomic_compare_exchange_strong(&real, &d, 3) && atomic_exchange(&real, 4.0) == 3);
    atomic_store(&both, one);
    CHECK(atomic_exchange(&both, two).b == 2 && !atomic_compare_exchange_strong(&both, &one, three) && one.a == 3);
    CHECK(atomic_compare_exchange_strong(&both, &one, three) && atomic_load(&both).b == 6);
    CHECK(!atomic_is_lock_free(&both) && !atomic_is_lock_free(&wide) && atomic_is_lock_free(&word));
}

static void fetches(void)
{
    atomic_uchar byte = 200;
    atomic_short half = -1;
    atomic_ullong wide = 10;
    int array[4];
    _Atomic(int *) pointer = array;
    CHECK(atomic_fetch_add(&byte, 100) == 200 && byte == 44 && atomic_fetch_sub(&byte, 45) == 44 && byte == 255);
    CHECK(atomic_fetch_and(&half, 0xff) == -1 && atomic_fetch_or(&half, 0x100) == 0xff && half == 0x1ff);
    CHECK(atomic_fetch_xor_explicit(&half, 1, memory_order_release) == 0x1ff && half == 0x1fe);
    CHECK(atomic_fetch_add(&wide, 0x100000000) == 10 && atomic_fetch_sub(&wide, 11) == 0x10000000a);
    CHECK(wide == 0xffffffff && atomic_fetch_or(&wide, 1ull << 63) && wide == 0x80000000ffffffff);
    CHECK(atomic_fetch_add(&pointer, 3) == array && pointer == array + 3 && atomic_fetch_sub(&pointer, 1) == array + 3);
    CHECK(pointer == array + 2 && atomic_fetch_add(&word, 4) == 3 && word == 7);
}

static void flags(void)
{
    CHECK(!atomic_flag_test_and_set(&flag) && atomic_flag_test_and_set(&flag));
    atomic_flag_clear_explicit(&flag, memory_order_release);
    CHECK(!atomic_flag_test_and_set_explicit(&flag, memory_order_acquire));
    atomic_thread_fence(memory_order_seq_cst);
    atomic_signal_fence(memory_order_acquire);
    CHECK(kill_dependency(hide(4)) == 4);
}

static void gnu(void)
{
    long long wide = 6, seen = 6, fresh = 12;
    unsigned char byte = 0xf0;
    int value = 4, *pointer = &value;
    CHECK(__atomic_fetch_nand(&wide, 3, __ATOMIC_SEQ_CST) == 6 && wide == ~2ll &&
          __atomic_nand_fetch(&byte, 0x30, 0) == 0xcf);
    CHECK(__sync_add_and_fetch(&wide, 5) == 2 && __sync_fetch_and_sub(&wide, 1) == 2 && wide == 1);
    CHECK(__sync_bool_compare_and_swap(&wide, 1, 8) && !__sync_bool_compare_and_swap(&wide, 1, 9));
    CHECK(__sync_val_compare_and_swap(&wide, 8, 6) == 8 && __sync_val_compare_and_swap(&byte, 1, 2) == 0xcf);
    CHECK(__atomic_compare_exchange(&wide, &seen, &fresh, 0, 5, 5) && wide == 12);
    __atomic_load(&wide, &seen, __ATOMIC_ACQUIRE);
    __atomic_exchange(&wide, &(long long){7}, &fresh, __ATOMIC_ACQ_REL);
    CHECK(seen == 12 && fresh == 12 && wide == 7);
    __atomic_store(&value, &(int){9}, __ATOMIC_RELEASE);
    CHECK(__atomic_fetch_add(&pointer, sizeof *pointer, 0) == &value && pointer == &value + 1);
    CHECK(__sync_lock_test_and_set(&value, 1) == 9 && __sync_nand_and_fetch(&value, 1) == -2);
    __sync_lock_release(&value);
    __sync_synchronize();
    CHECK(value == 0 && __atomic_always_lock_free(4, 0) && !__atomic_always_lock_free(8, 0));
}

int main(void)
{
    exchanges();
    fetches();
    flags();
    gnu();
    return 0;
}
