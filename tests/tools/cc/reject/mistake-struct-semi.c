// options: -Wall
struct point { int x, y; }
int main(void)
{
    struct point p = {1, 2};
    return p.x;
}
// 2:27: error: expected ';' after the structure or enumeration
