void f(int i)
{
    static const int offsets[] = {&&one - &&two};
    goto *(&&two + offsets[i]);
one:
two:;
}
// 3:41: error: the initializer of a static object must be constant
