int printf(const char *, ...);
int main(void)
{
    int x = 3 – 2;
    printf(“hello”);
    printf("%c\n", ‘a’);
    return 0;
}
// 4:15: error: a typographic dash; write a plain -
// 5:12: error: a typographic quote; write a plain "
// 6:20: error: a typographic quote; write a plain '
