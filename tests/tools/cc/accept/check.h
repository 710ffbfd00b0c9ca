/* A program of this folder checks itself: the first CHECK that does not hold ends it and says where. */
#ifndef ACCEPT_CHECK_H
#define ACCEPT_CHECK_H

void failed(int line);

#define CHECK(condition) ((condition) ? (void)0 : failed(__LINE__))

/* Values that no compiler knows beforehand: through a volatile object, so that operations happen at run time. */
static volatile int opaque_int;
static volatile long long opaque_long_long;
static volatile double opaque_double;

static inline int hide(int value) {
    opaque_int = value;
    return opaque_int;
}

static inline long long hide_ll(long long value) {
    opaque_long_long = value;
    return opaque_long_long;
}

static inline double hide_d(double value) {
    opaque_double = value;
    return opaque_double;
}

#endif
