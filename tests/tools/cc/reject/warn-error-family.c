static int never_called(void)
{
    int unused;
    return 0;
}
int f(int x, unsigned y)
{
    return x < y;
}
// options: -Wall -Wextra -Werror=unused -Werror=sign-compare -Wno-error=sign-compare
// 3:9: error: unused variable 'unused' [-Werror=unused-variable]
// 8:14: warning: comparison of 'int' and 'unsigned int': signed becomes unsigned [-Wsign-compare]
// 1:12: error: unused function 'never_called' [-Werror=unused-function]
