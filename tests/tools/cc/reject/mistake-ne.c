// options: -Wall
int main(void)
{
    int x = 3;
    if (x =! 3)
        x = 2;
    if (x => 3)
        x = 1;
    if (x =< 2) x = 1;
    if (x <> 3) x = 2;
    return x;
}
// 5:11: warning: assignment as a condition; write '==' to compare, or another pair of parentheses [-Wparentheses]
// 7:12: error: expected an expression before '>'
// 9:12: error: expected an expression before '<'
// 10:12: error: expected an expression before '>'
