structt point {
    itn x, y;
};
unsinged int count;
statci cosnt char letter = 'a';
typedef int number;
nubmer three(viod *);
int sum(numbr a, struct point *p)
{
    unsinged total = a + p->x;
    foo first = 3, *second;
    foo third;
    bar *fourth;
    first.member = *second + third;
    return total + first + fourth->x;
}
EXPORT int visible(void);
// 1:1: error: no type 'structt'; did you mean 'struct'?
// 2:5: error: no type 'itn'; did you mean 'int'?
// 4:1: error: no type 'unsinged'; did you mean 'unsigned'?
// 5:1: error: no keyword 'statci'; did you mean 'static'?
// 5:8: error: no keyword 'cosnt'; did you mean 'const'?
// 7:1: error: no type 'nubmer'; did you mean 'number'?
// 7:14: error: no type 'viod'; did you mean 'void'?
// 8:9: error: no type 'numbr'; did you mean 'number'?
// 10:5: error: no type 'unsinged'; did you mean 'unsigned'?
// 11:5: error: no type 'foo'; declare it or include its header
// 13:5: error: no type 'bar'; declare it or include its header
// 17:1: error: no type 'EXPORT'; declare it or include its header
