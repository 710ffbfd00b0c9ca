enum e { A, B };
int f(enum e e, int x)
{
    switch (x == 1) {
    default: break;
    }
    switch (e) {
    case A: break;
    case 5: break;
    }
    switch (e) {
    case A: break;
    default: break;
    }
    switch (x) {
    case 1: break;
    }
    return 0;
}
// options: -Wall -Wswitch-default -Wswitch-enum
// 4:15: warning: the value of this switch is 0 or 1; write 'if' [-Wswitch-bool]
// 7:5: warning: the switch has no default [-Wswitch-default]
// 9:5: warning: case 5 is no constant of 'enum e' [-Wswitch]
// 7:5: warning: the switch has no case for 'B' [-Wswitch]
// 11:5: warning: the switch has no case for 'B' [-Wswitch-enum]
// 15:5: warning: the switch has no default [-Wswitch-default]
