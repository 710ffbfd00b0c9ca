void f(int x)
{
    asm goto("j %l[b]" : : "r"(x) : : b);
    asm goto("nop");
    asm goto("nop" : : : : 5);
b:;
}
// 4:5: error: 'asm goto' needs labels after a fourth ':'
// 5:28: error: expected a label
