// options: -Wall
int main(void)
{
    int x = 3;
    if (x > 2)
        x = 1;
        x = 2;
    else
        x = 3;
    return x;
}
// 7:9: warning: this stands as if it belonged to the 'if' before, and does not; add { } [-Wmisleading-indentation]
// 5:5: note: the 'if' is here
// 8:5: error: 'else' without 'if'; put what stands between them in { }
