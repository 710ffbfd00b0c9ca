/* The compiler's runtime: what peach-cc calls where the machine has no instruction (tools/cc/target/legalize.c).  The
 * names are those that other compilers use for these functions. */
#ifndef RT_RUNTIME_H
#define RT_RUNTIME_H

typedef __SIZE_TYPE__ size_t;
typedef unsigned int word;
typedef long long wide;
typedef unsigned long long uwide;

/* 64-bit division.  As the machine's own: x / 0 is all ones, x % 0 is x, the least number / -1 is itself. */
wide __divdi3(wide a, wide b);
wide __moddi3(wide a, wide b);
uwide __udivdi3(uwide a, uwide b);
uwide __umoddi3(uwide a, uwide b);

/* 64-bit integers to floating, rounded to nearest even. */
double __floatdidf(wide a);
double __floatundidf(uwide a);
float __floatdisf(wide a);
float __floatundisf(uwide a);

/* Floating to 64-bit integers, toward zero; what does not fit becomes the nearest end of the range, NaN becomes 0. */
wide __fixdfdi(double a);
wide __fixsfdi(float a);
uwide __fixunsdfdi(double a);
uwide __fixunssfdi(float a);

/* Atomic operations on objects of other sizes than 1, 2 and 4 bytes (atomic.c); the last one gives whether it stored. */
void __peach_atomic_load(size_t size, const void *object, void *value);
void __peach_atomic_store(size_t size, void *object, const void *value);
void __peach_atomic_exchange(size_t size, void *object, const void *value, void *old);
int __peach_atomic_compare_exchange(size_t size, void *object, void *expected, const void *desired);

/* Blocks of memory; a C library may have its own. */
void *memcpy(void *restrict to, const void *restrict from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
int memcmp(const void *a, const void *b, size_t count);

#endif
