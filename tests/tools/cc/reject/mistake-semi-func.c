// options: -Wall
int main(void);
{
    return 0;
}
// 3:1: error: a block outside a function; is the ';' before it too much?
