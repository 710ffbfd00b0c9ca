int f(void)
{
    int a = undeclared1;
    a = undeclared2 + 1;
    undeclared3 = a;
    return undeclared4;
}
int g(void) { return undeclared5; }
// 3:13: error: 'undeclared1' is not declared
// 4:9: error: 'undeclared2' is not declared
// 5:5: error: 'undeclared3' is not declared
// 6:12: error: 'undeclared4' is not declared
// 8:22: error: 'undeclared5' is not declared
