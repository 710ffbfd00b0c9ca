int f(void)
{
    return alloca(10) != 0;
}
// 3:12: warning: function 'alloca' is not declared; include <alloca.h> [-Wimplicit-function-declaration]
