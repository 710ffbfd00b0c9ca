// options: -Wall
int main(void)
{
    int x = 3;
    if (x > 0)
        x--;
    elseif (x < 0)
        x++;
    elif (x)
        x--;
    return x;
}
// 7:5: error: no statement 'elseif'; did you mean 'else if'?
// 9:5: error: no statement 'elif'; did you mean 'else if'?
