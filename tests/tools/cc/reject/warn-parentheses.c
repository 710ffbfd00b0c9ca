int f(int a, int b)
{
    if (a = b)
        return 1;
    return a & b == 1 || a && b;
}
// options: -Wall
// 3:11: warning: assignment as a condition; write '==' to compare, or another pair of parentheses [-Wparentheses]
// 5:14: warning: comparison within '&'; add parentheses [-Wparentheses]
// 5:23: warning: '&&' within '||'; add parentheses [-Wparentheses]
