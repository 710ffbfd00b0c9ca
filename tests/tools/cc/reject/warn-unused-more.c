#define USED 1
#define UNUSED 2
#ifdef ASKED
#endif
static const int constant = USED;
static int variable;
int f(int only_set)
{
    typedef int type;
    only_set = 1;
    return 0;
}
const int g(void);
int static h;
// options: -Wall -Wextra -Wunused-macros
// 7:11: warning: parameter 'only_set' is set but never read [-Wunused-but-set-parameter]
// 9:17: warning: unused type 'type' [-Wunused-local-typedefs]
// 13:18: warning: qualifiers of a function's result have no effect [-Wignored-qualifiers]
// 14:5: warning: the storage class should come before the type [-Wold-style-declaration]
// 2:9: warning: unused macro 'UNUSED' [-Wunused-macros]
// 5:18: warning: unused constant 'constant' [-Wunused-const-variable]
// 6:12: warning: unused variable 'variable' [-Wunused-variable]
// 14:12: warning: unused variable 'h' [-Wunused-variable]
