int f(void)
{
    return alloca(10) != 0;
}
// 3:12: warning: function 'alloca' is not declared; include its header [-Wimplicit-function-declaration]
