/* Every kind of variable, looked at where it has a value. */
void probe(void);

struct point {
    short x, y;
};
struct wide {
    int cells[6];
    unsigned char kind;
    unsigned flag : 3, more : 9;
};
enum colour { RED, GREEN = 5, BLUE = -1 };
typedef unsigned long size;

static int counter = 7;

static inline int square(int x)
{
    int y = x * x;
    probe();
    return y + counter;
}

__attribute__((noinline)) static int scalars(int a, short b, unsigned char c, long long d, double e, float f)
{
    int sum = a + b;
    probe();
    long long big = d * c + sum;
    double half = e / 2;
    probe();
    float less = f - 1;
    sum += (int)big + (int)half + (int)less;
    probe();
    return sum;
}

__attribute__((noinline)) static int loops(const int *values, int count)
{
    int total = 0, largest = values[0];
    for (int i = 0; i < count; i++) {
        int value = values[i];
        probe();
        if (value > largest)
            largest = value;
        else if (value == 3)
            total += 100;
        total += square(value);
        probe();
    }
    probe();
    return total - largest;
}

__attribute__((noinline)) static int records(struct point p, struct wide w, enum colour colour)
{
    struct point q = {p.y, p.x};
    probe();
    q.x = (short)(q.x + w.cells[2]);
    w.cells[1] = q.x;
    probe();
    struct wide copy = w;
    copy.kind = (unsigned char)(colour == GREEN ? 1 : 2);
    probe();
    return copy.cells[1] + q.y + copy.kind;
}

__attribute__((noinline)) static int nested(int n)
{
    int outer = n + 1;
    {
        int inner = outer * 3;
        probe();
        {
            int outer = inner - 1; /* hides the other one */
            probe();
            inner += outer;
        }
        probe();
        outer = inner;
    }
    static int calls;
    calls++;
    probe();
    return outer + calls;
}

__attribute__((noinline)) static int pressure(int a, int b, int c, int d)
{
    int e = a * b, f = b * c, g = c * d, h = d * a, i = a - c, j = b - d, k = a ^ d, l = b | c, m = a & b, n = c + d;
    probe();
    e += f;
    g += h;
    probe();
    for (int round = 0; round < 3; round++) {
        i += j + e;
        k ^= l + g;
        m += n - i;
        probe();
    }
    return e + f + g + h + i + j + k + l + m + n;
}

__attribute__((noinline)) static int recursion(int n)
{
    int before = n * 2;
    probe();
    if (n <= 0)
        return before;
    int after = recursion(n - 1) + before;
    probe();
    return after;
}

__attribute__((noinline)) static int ways(int what, const char *text)
{
    int result = 0;
    switch (what) {
    case 0: result = 5; break;
    case 1:
    case 2: result = what + 10; break;
    case 3: {
        size length = 0;
        while (text[length])
            length++;
        probe();
        result = (int)length;
        break;
    }
    default: result = -1;
    }
    probe();
    return result;
}

int main(void)
{
    int values[] = {4, 1, 3, 9, 3};
    struct point p = {3, -4};
    struct wide w = {{1, 2, 3, 4, 5, 6}, 7, 1, 300};
    int sum = scalars(5, -3, 200, 123456789012345, 10.5, 2.25f);
    probe();
    sum += loops(values, 5);
    sum += records(p, w, GREEN);
    sum += nested(sum & 7);
    sum += pressure(sum & 15, 3, 9, -2);
    sum += recursion(4);
    for (int what = 0; what < 5; what++)
        sum += ways(what, "seven");
    probe();
    return sum == 0;
}
