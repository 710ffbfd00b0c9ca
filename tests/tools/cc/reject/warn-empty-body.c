int f(int a)
{
    if (a);
    return 0;
}
// options: -Wextra
// 3:11: warning: empty body of 'if'; write {} if it is meant [-Wempty-body]
