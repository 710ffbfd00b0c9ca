void g(void)
{
    asm goto("j %l[a]" : : : : b);
b:;
}
// 3:5: error: '%l' names no label of this 'asm goto'
