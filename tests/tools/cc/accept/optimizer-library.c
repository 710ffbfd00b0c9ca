/* Calls of the C library that the optimizer does itself. */
#include "check.h"

typedef __SIZE_TYPE__ size_t;
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memset(void *to, int byte, size_t size);
size_t strlen(const char *text);
char *strcpy(char *restrict to, const char *restrict from);

static unsigned word_at(const void *p) {
    unsigned value;
    memcpy(&value, p, sizeof value);
    return value;
}

static unsigned bits_of(float f) {
    unsigned bits;
    memcpy(&bits, &f, sizeof bits);
    return bits;
}

struct record {
    int number;
    char name[8];
    double real;
};

static int twice(const struct record *r) {
    struct record copy;
    memcpy(&copy, r, sizeof copy);
    copy.number *= 2;
    return copy.number + copy.name[1] + (int)copy.real;
}

int main(void) {
    unsigned char bytes[] = {9, 1, 2, 3, 4, 5};
    CHECK(word_at(bytes + 1) == 0x04030201);
    CHECK(bits_of((float)hide_d(1.0)) == 0x3f800000);
    struct record r = {21, "abc", 2.5};
    CHECK(twice(&r) == 42 + 'b' + 2);
    struct record zero = r;
    CHECK(memset(&zero, 0, sizeof zero) == &zero && zero.number == 0 && zero.name[0] == 0 && zero.real == 0);
    CHECK(strlen("hello") == 5 && strlen(&"hello"[hide(1)]) == 4);
    char text[16];
    CHECK(strcpy(text, "peach") == text && text[4] == 'h' && text[5] == 0);
    bytes[0] = 7;
    memcpy(bytes + 3, bytes, 3);
    CHECK(bytes[3] == 7 && bytes[5] == 2);
    memcpy(bytes, bytes, (size_t)hide(0));
    return 0;
}
