int array[5];
struct tail { int n; char name[1]; };
int f(struct tail *t, int *end)
{
    end = &array[5];
    array[5] = 1;
    array[4] += array[-1];
    t->name[7] = 1;
    return array[6] + *end + sizeof array[9] + (0 ? array[9] : 1);
}
// options: -Wall
// 6:10: warning: index 5 is outside the array, which has 5 elements [-Warray-bounds]
// 1:5: note: 'array' is declared here
// 7:22: warning: index -1 is outside the array, which has 5 elements [-Warray-bounds]
// 1:5: note: 'array' is declared here
// 9:17: warning: index 6 is outside the array, which has 5 elements [-Warray-bounds]
// 1:5: note: 'array' is declared here
