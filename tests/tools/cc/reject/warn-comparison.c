enum one { ONE };
enum two { TWO };
struct s { unsigned field : 3; } object;
void g(void);
int f(int x, unsigned u, const char *s, double d, enum one a, enum two b)
{
    unsigned char c = 3;
    int local[3];
    int n = s == "x";
    n += g ? 1 : 0;
    if (local)
        n++;
    n += !x == 3;
    n += x == x;
    n += object.field != object.field;
    n += d == 1.0;
    n += a == b;
    n += u < 0;
    n += 0 <= u;
    n += c == 300;
    n += c < 256;
    n += object.field > 7;
    n += (x < n) == 2;
    n += x && x;
    n += x != 1 || x != 2;
    return n + sizeof(u < 0) + (0 && u < 0) + (x == 3 || x == 4) + (d == d);
}
// options: -Wall -Wextra -Wlogical-op -Wfloat-equal
// 9:15: warning: this compares the addresses of strings, not their text; use strcmp [-Waddress]
// 10:10: warning: the address of 'g' is never 0; call it with () [-Waddress]
// 11:9: warning: the address of 'local' is never 0 [-Waddress]
// 13:13: warning: '!' goes with the left operand only; put parentheses around the comparison, or around '!...' [-Wlogical-not-parentheses]
// 13:13: warning: a truth value is compared with 3: always false [-Wbool-compare]
// 14:12: warning: this compares something with itself: always true [-Wtautological-compare]
// 15:23: warning: this compares something with itself: always false [-Wtautological-compare]
// 16:12: warning: floating numbers compared for equality [-Wfloat-equal]
// 17:12: warning: comparison of 'enum one' and 'enum two' [-Wenum-compare]
// 18:12: warning: always false: 'unsigned int' has values from 0 to 4294967295 [-Wtype-limits]
// 19:12: warning: always true: 'unsigned int' has values from 0 to 4294967295 [-Wtype-limits]
// 20:12: warning: always false: 'unsigned char' has values from 0 to 255 [-Wtype-limits]
// 21:12: warning: always true: 'unsigned char' has values from 0 to 255 [-Wtype-limits]
// 22:23: warning: always false: 'unsigned int' has values from 0 to 7 [-Wtype-limits]
// 23:18: warning: a truth value is compared with 2: always false [-Wbool-compare]
// 24:12: warning: both operands are the same [-Wlogical-op]
// 25:17: warning: always true [-Wlogical-op]
// 26:71: warning: floating numbers compared for equality [-Wfloat-equal]
