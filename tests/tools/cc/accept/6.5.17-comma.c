/* The comma operator. */
#include "check.h"

static int log_value;

static int note(int digit)
{
    log_value = log_value * 10 + digit;
    return digit;
}

int main(void)
{
    int a = (note(1), note(2), note(3));
    CHECK(a == 3 && log_value == 123);
    int i, j;
    for (i = 0, j = 10; i < j; i++, j--)
        ;
    CHECK(i == 5 && j == 5);
    CHECK(sizeof(0, (char)1) == 1 || sizeof(0, (char)1) == 4);
    if (note(4), 0)
        CHECK(0);
    CHECK(log_value == 1234);
    return note(5), log_value == 12345 ? 0 : 1;
}
