int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
void f(long long n, char *s)
{
    printf("%d\n", n);
    printf("%s %s\n", s);
    printf("%d\n", 1, 2);
    printf("%y\n", 1);
    printf("%s\n", 5);
}
// options: -Wall
// 4:20: warning: '%d' does not fit an argument of type 'long long' [-Wformat]
// 5:12: warning: no argument is left for '%s' [-Wformat]
// 6:23: warning: the format does not use this argument [-Wformat-extra-args]
// 7:12: warning: no conversion '%y' [-Wformat]
// 7:20: warning: the format does not use this argument [-Wformat-extra-args]
// 8:20: warning: '%s' does not fit an argument of type 'int' [-Wformat]
