/* ISO C11 7.17: atomics, over the compiler's __atomic builtins; every order is sequentially consistent. */
#ifndef _STDATOMIC_H
#define _STDATOMIC_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    memory_order_relaxed,
    memory_order_consume,
    memory_order_acquire,
    memory_order_release,
    memory_order_acq_rel,
    memory_order_seq_cst
} memory_order;

typedef _Atomic bool atomic_bool;
typedef _Atomic char atomic_char;
typedef _Atomic int atomic_int;
typedef _Atomic unsigned atomic_uint;
typedef _Atomic long atomic_long;
typedef _Atomic unsigned long atomic_ulong;
typedef _Atomic intptr_t atomic_intptr_t;
typedef _Atomic uintptr_t atomic_uintptr_t;
typedef struct {
    atomic_int set;
} atomic_flag;

#define ATOMIC_FLAG_INIT \
    {                    \
        0                \
    }
#define ATOMIC_VAR_INIT(value)   (value)
#define ATOMIC_INT_LOCK_FREE     2
#define ATOMIC_POINTER_LOCK_FREE 2

#define atomic_init(object, value)     (*(object) = (value))
#define atomic_load(object)            __atomic_load_n(object, __ATOMIC_SEQ_CST)
#define atomic_store(object, value)    __atomic_store_n(object, value, __ATOMIC_SEQ_CST)
#define atomic_exchange(object, value) __atomic_exchange_n(object, value, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_strong(object, expected, desired) \
    __atomic_compare_exchange_n(object, expected, desired, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_weak(object, expected, desired) \
    atomic_compare_exchange_strong(object, expected, desired)
#define atomic_fetch_add(object, value)                 __atomic_fetch_add(object, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_sub(object, value)                 __atomic_fetch_sub(object, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_and(object, value)                 __atomic_fetch_and(object, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_or(object, value)                  __atomic_fetch_or(object, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_xor(object, value)                 __atomic_fetch_xor(object, value, __ATOMIC_SEQ_CST)
#define atomic_load_explicit(object, order)             atomic_load(object)
#define atomic_store_explicit(object, value, order)     atomic_store(object, value)
#define atomic_exchange_explicit(object, value, order)  atomic_exchange(object, value)
#define atomic_fetch_add_explicit(object, value, order) atomic_fetch_add(object, value)
#define atomic_fetch_sub_explicit(object, value, order) atomic_fetch_sub(object, value)
#define atomic_flag_test_and_set(flag)                  (atomic_exchange(&(flag)->set, 1) != 0)
#define atomic_flag_clear(flag)                         atomic_store(&(flag)->set, 0)
#define atomic_thread_fence(order)                      __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define atomic_signal_fence(order)                      __asm__ volatile("" : : : "memory")

#endif
