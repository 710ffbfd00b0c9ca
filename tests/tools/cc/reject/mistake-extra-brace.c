// options: -Wall
int main(void)
{
    int x = 3;
    if (x) {
        x = 2;
    }}
    return x;
}
// 8:5: error: a statement outside a function; is a '}' above too much?
