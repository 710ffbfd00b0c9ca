int twice(void);
int twice(void);
int f(void)
{
    f();
    int late = 1;
    extern int inner;
    return late + inner;
}
struct s { int a, b, c; } object = {.a = 1, 2, .a = 3};
int array[3] = {1, 2, [1] = 4};
/* a comment /* within */
// options: -Wredundant-decls -Wdeclaration-after-statement -Wnested-externs -Wextra -Wall
// 2:5: warning: 'twice' is declared again [-Wredundant-decls]
// 1:5: note: the declaration before is here
// 6:5: warning: declaration after a statement [-Wdeclaration-after-statement]
// 7:5: warning: declaration after a statement [-Wdeclaration-after-statement]
// 7:16: warning: extern declaration in a function [-Wnested-externs]
// 10:53: warning: this has been initialized before [-Woverride-init]
// 10:42: note: the first value is here
// 11:29: warning: this has been initialized before [-Woverride-init]
// 11:20: note: the first value is here
// 12:14: warning: '/*' within a comment [-Wcomment]
