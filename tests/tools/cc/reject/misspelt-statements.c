int f(int a)
{
    int b = 0;
    whlie (b < a)
        b++;
    fro (int i = 0; i < 3; i++)
        b += i;
    swtich (a) {
    caes 1:
        braek;
    }
    if (a)
        b = 2;
    esle
        b = 3;
    retrun b + sizoef(int);
}
// 4:5: error: no statement 'whlie'; did you mean 'while'?
// 6:5: error: no statement 'fro'; did you mean 'for'?
// 8:5: error: no statement 'swtich'; did you mean 'switch'?
// 9:5: error: no statement 'caes'; did you mean 'case'?
// 10:9: error: no statement 'braek'; did you mean 'break'?
// 14:5: error: no statement 'esle'; did you mean 'else'?
// 16:5: error: no statement 'retrun'; did you mean 'return'?
// 16:16: error: no keyword 'sizoef'; did you mean 'sizeof'?
