_Noreturn void stop(int code);
int f(int a)
{
    if (a)
        return 1;
    stop(2);
}
int g(int a)
{
    for (;;)
        if (a++ > 5)
            return a;
}
// options: -Wall -Wextra -Werror -pedantic
