void f(int x)
{
    asm goto("j %l[a]" : : "r"(x) : : b);
    asm goto("nop");
    asm goto("nop" : : : : 5);
b:;
}
void g(void)
{
    asm goto("j %l[a]" : : : : b);
b:;
}
// 4:5: error: 'asm goto' needs labels after a fourth ':'
// 5:28: error: expected a label
// 5:27: error: expected ')' after the assembly
// 5:27: error: expected ';' after 'asm(...)'
