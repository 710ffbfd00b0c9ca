/* Enumerations: values, types, scopes. */
#include "check.h"

enum colour { RED, GREEN = 5, BLUE, LAST = BLUE };
enum negative { MINUS = -1, PLUS = 0x7fffffff };
enum big { HUGE_VALUE = 0x80000000 };

enum state { IDLE, RUNNING, WAITING, DONE };
static struct {
    enum state state : 2;
    enum negative sign : 2;
    unsigned long long flags : 3;
    unsigned long long word : 32;
} packed = {DONE, MINUS, 7, 0xffffffff};

static enum colour next(enum colour c)
{
    return c == RED ? GREEN : c == GREEN ? BLUE : RED;
}

int main(void)
{
    CHECK(RED == 0 && GREEN == 5 && BLUE == 6 && LAST == 6 && MINUS < 0);
    CHECK(next(RED) == GREEN && next(next(GREEN)) == RED);
    CHECK(HUGE_VALUE > 0);
    enum { LOCAL = 9, OTHER } x = OTHER;
    CHECK(x == 10 && sizeof x == 4);
    {
        enum { RED = 77 };
        CHECK(RED == 77);
    }
    CHECK(RED == 0);
    int array[BLUE] = {[GREEN] = 4};
    CHECK(sizeof array == 24 && array[5] == 4);
    enum colour c = 3;
    c++;
    CHECK(c == 4);
    CHECK(packed.state == DONE && packed.sign == MINUS && (enum state)hide(-1) > DONE);
    CHECK((packed.flags - 8) < 0 && sizeof(packed.flags - 8) == 4 && packed.word + 1 == 0);
    return 0;
}
