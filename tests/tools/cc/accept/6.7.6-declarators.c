/* Declarators: pointers, arrays and functions in every combination; typedefs and their scopes. */
#include "check.h"

typedef int number, *pointer, array_of_4[4], function(int);
typedef function *handler;
typedef struct node node;
struct node {
    node *next;
    int value;
};

static function twice;
static number seven = 7;
static pointer to_seven = &seven;
static array_of_4 four = {1, 2, 3, 4};
static int (*rows)[4] = &four;
static int *pointers[3] = {&four[2], &seven};
static int (*(*nested)(int))[4];
static handler handlers[2];
static int (*const constant_handler)(int) = twice;

static int twice(int x)
{
    return 2 * x;
}

static int (*get_rows(int which))[4]
{
    return which ? rows : 0;
}

static handler pick(int which)
{
    return handlers[which];
}

static int apply(function f, int x)
{
    return f(x);
}

static int total(int matrix[][3], int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < 3; j++)
            sum += matrix[i][j];
    return sum;
}

static int deep(char ***p)
{
    return ***p;
}

int main(void)
{
    CHECK(*to_seven == 7 && (*rows)[2] == 3 && *pointers[0] == 3 && *pointers[1] == 7 && pointers[2] == 0);
    nested = get_rows;
    CHECK((*nested(1))[3] == 4 && nested(0) == 0);
    handlers[1] = twice;
    CHECK(pick(1)(21) == 42 && pick(0) == 0 && apply(twice, 4) == 8 && constant_handler(5) == 10);
    int matrix[2][3] = {{1, 2, 3}, {4, 5, 6}};
    CHECK(total(matrix, 2) == 21 && sizeof matrix[0] == 12 && *(*(matrix + 1) + 2) == 6);
    char c = 'c', *p = &c, **pp = &p;
    CHECK(deep(&pp) == 'c');
    number number = 3;
    CHECK(number == 3);
    node a = {0, 1}, b = {&a, 2};
    CHECK(b.next->value == 1);
    int cube[2][3][4];
    int value = 0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++)
                cube[i][j][k] = value++;
    CHECK(cube[1][2][3] == 23 && (&cube[0][0][0])[17] == cube[1][1][1]);
    CHECK(sizeof cube == 96 && sizeof cube[1] == 48 && sizeof *cube[1] == 16);
    extern int elsewhere[];
    CHECK(elsewhere[1] == 20);
    return 0;
}

int elsewhere[] = {10, 20, 30};
