/* ISO C11 7.19: common definitions. */
#ifndef _STDDEF_H
#define _STDDEF_H

typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __WCHAR_TYPE__ wchar_t;
typedef union {
    long long integer;
    double real;
    void *pointer;
} max_align_t;

#define NULL                   ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
