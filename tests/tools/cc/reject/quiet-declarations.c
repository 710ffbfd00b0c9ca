typedef int number;
struct node { struct node *next; number value; };
struct bits { unsigned a : 3, b : 5; unsigned : 0; signed c : 2; };
union either { int i; float f; };
enum colour { RED, GREEN = 5, BLUE };
extern int array[], (*table[3])(int, char *);
static inline int twice(int n) { return 2 * n; }
int array[4] = {1, [2] = 3};
const struct node head = {.next = 0, .value = sizeof(struct bits)};
char text[] = "abc" "def";
_Static_assert(sizeof text == 7, "concatenated");
int uses(enum colour c, union either *e) { return twice(c) + e->i + array[BLUE - GREEN] + head.value; }
// options: -Wall -Wextra -Werror -pedantic
