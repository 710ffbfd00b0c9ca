/* A mix in the manner of Dhrystone: records assigned and reached through pointers, enumerations, short strings compared
 * and copied, small arrays, division, functions with few arguments. */
#include "kernel.h"

#define NAME_BYTES 32
#define RECORDS    8

enum fruit { PEACH, APPLE, CHERRY, PLUM };

struct crate {
    struct crate *below;
    enum fruit fruit;
    int count;
    union {
        struct {
            enum fruit other;
            int weight;
            char name[NAME_BYTES];
        } known;
        char raw[NAME_BYTES];
    } label;
};

static struct crate crates[RECORDS];
static int scores[50], board[50][50], total;
static char last;

static enum fruit next_fruit(enum fruit fruit)
{
    switch (fruit) {
    case PEACH:
        return CHERRY;
    case APPLE:
        return total > 100 ? PEACH : PLUM;
    case CHERRY:
        return APPLE;
    default:
        return PEACH;
    }
}

static int same_letter(char a, char b)
{
    if (a != b)
        return 0;
    last = a;
    return 1;
}

static int names_agree(const char *a, const char *b)
{
    int place = 2;
    while (place <= 2)
        if (!same_letter(a[place], b[place + 1]))
            place++;
        else
            break;
    return place > 2 && strcmp(a, b) > 0;
}

static void spread(int *row, int (*table)[50], int from, int value)
{
    int at = from + 5;
    row[at] = value;
    row[at + 1] = row[at];
    row[at + 20] = at;
    for (int i = at; i <= at + 1; i++)
        table[at][i] = at;
    table[at][at - 1]++;
    table[at + 20][at] = row[at];
    total += 5;
}

static void stack_up(struct crate *crate, int value)
{
    struct crate *below = crate->below;
    struct crate *keep = below->below;
    *below = *crate;
    below->below = keep;
    crate->count = value;
    below->count = crate->count;
    if (below->fruit == PEACH) {
        below->label.known.weight = 6;
        below->label.known.other = next_fruit(crate->label.known.other);
        below->count += total % 7;
    } else {
        below->fruit = next_fruit(below->fruit);
        crate->label.known.weight -= below->label.known.weight / 3;
    }
}

static void prepare(void)
{
    total = 0;
    last = 'A';
    memset(scores, 0, sizeof scores);
    memset(board, 0, sizeof board);
    for (int i = 0; i < RECORDS; i++) {
        crates[i] = (struct crate){.below = &crates[(i + 1) % RECORDS], .fruit = (enum fruit)(i % 4), .count = i};
        strcpy(crates[i].label.known.name, "PEACHES OF THE FIRST HARVEST");
    }
}

unsigned kernel(unsigned size, unsigned seed)
{
    char first[NAME_BYTES], second[NAME_BYTES];
    unsigned sum = 0;
    prepare();
    strcpy(first, "A BASKET OF SWEET PEACHES, 1");
    for (unsigned i = 0; i < size; i++) {
        unsigned random = next_random(&seed);
        int a = (int)(random & 7) + 2, b = 3, c;
        strcpy(second, "A BASKET OF SWEET PEACHES, 2");
        second[27] = (char)('0' + random % 3);
        while (a < b) {
            c = 5 * a - b;
            total += c;
            a++;
        }
        total += names_agree(first, second) ? 1 : -1;
        spread(scores, board, a, b + (int)i);
        stack_up(&crates[i % RECORDS], b);
        b = b * a;
        c = b / (a - 1);
        b = 7 * (b - c) - a;
        sum = sum * 31 + (unsigned)(total + b) + (unsigned)crates[random >> 29].count;
    }
    return sum + (unsigned)board[12][11] + (unsigned char)last;
}
