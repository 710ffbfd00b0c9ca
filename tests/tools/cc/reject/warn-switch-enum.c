enum e { RED, GREEN, BLUE };
int f(enum e e)
{
    switch (e) {
    case RED:
        return 1;
    case GREEN:
        return 2;
    }
    return 0;
}
// options: -Wall
// 4:5: warning: the switch has no case for 'BLUE' [-Wswitch]
