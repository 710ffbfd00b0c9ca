/* A bit-field is promoted by its width, also behind assignments and commas (found by Csmith). */
int printf(const char *format, ...);

static struct {
    unsigned narrow : 5;
    unsigned whole : 32;
} s = {1, 1};

int main(void)
{
    printf("%d %d\n", s.narrow - 4 < 0, s.whole - 4 < 0);
    printf("%d %d\n", (0, s.narrow) - 4 < 0, (0, s.whole) - 4 < 0);
    printf("%d %d\n", (s.narrow = 3) - 4 < 0, (s.whole = 3) - 4 < 0);
    printf("%d %d\n", (s.narrow += 1) - 40 < 0, (s.whole += 1) - 40 < 0);
    printf("%d %d %d\n", ++s.narrow - 40 < 0, s.narrow++ - 40 < 0, (0, (s.narrow = 2)) - 40 < 0);
    printf("%d\n", ~(0, s.narrow) <= 3u);
    return 0;
}
