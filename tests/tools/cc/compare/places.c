/* What an element of an array inherits from what the array is a member of: packing, and being in a union; what inline assembly writes to. */
int printf(const char *format, ...);

struct inner {
    char c;
    short s;
    int a[3];
    long long q;
    double d;
} __attribute__((packed));

struct outer {
    char x;
    struct inner v[3];
    struct {
        char k;
        union {
            unsigned w[2];
            double d;
        };
    } __attribute__((packed)) unnamed;
} __attribute__((packed));

static struct outer o[2];

__attribute__((noinline)) static void set(struct outer *p, int i, int j, int k, int v)
{
    p[i].v[j].a[k] = v;
    p[i].v[j].q += v;
    p[i].v[j].d += v;
    *(&p[i].v[j].s) = (short)v;
    p[i].v[j].s++;
}

__attribute__((noinline)) static int get(const struct outer *p, int i, int j, int k)
{
    return p[i].v[j].a[k] * 31 + (int)p[i].v[j].q + p[i].v[j].s + (int)p[i].v[j].d;
}

__attribute__((noinline)) static unsigned anonymous(struct outer *p, int i, int k, double d)
{
    p[i].unnamed.d = d;
    p[i].unnamed.w[k]++;
    return p[i].unnamed.w[k];
}

typedef int anywhere __attribute__((aligned(1)));

__attribute__((noinline)) static int misaligned(char *p)
{
    return *(anywhere *)(p + 1);
}

union number {
    double d;
    unsigned w[2];
    unsigned short h[4];
    float f[2];
};

__attribute__((noinline)) static int word(double x, int k)
{
    union number u = {.d = x};
    return (int)u.w[k];
}

__attribute__((noinline)) static int half(double x, int k)
{
    struct {
        int before;
        union number u[2];
    } s = {1, {{0}, {.d = x}}};
    return s.u[1].h[k];
}

__attribute__((noinline)) static unsigned literal(double x, int k)
{
    return ((union number){.d = x}).w[k];
}

__attribute__((noinline)) static unsigned assigned(union number *u, double x, int k)
{
    u->w[k] = 1;
    *u = (union number){.d = x};
    u->w[1 - k]++;
    return u->w[k] + u->h[k];
}

__attribute__((noinline)) static unsigned in_loop(union number *u, int n, int k)
{
    unsigned sum = 0;
    for (int i = 0; i < n; i++) {
        u->f[k] = (float)i;
        sum += u->w[k];
    }
    return sum;
}

struct address {
    unsigned number;
};

struct packet {
    unsigned char kind;
    struct address from, to;
    struct {
        short s;
        int i;
        double d;
    } body;
} __attribute__((packed));

static struct packet packet = {1, {2}, {3}, {4, 5, 6}};

__attribute__((noinline)) static unsigned whole(struct packet *p)
{
    struct address to;
    to = p->to;
    p->from = to;
    return to.number + p->from.number;
}

__attribute__((noinline)) static struct address returned(struct packet *p)
{
    return p->to;
}

__attribute__((noinline)) static unsigned number_of(struct address address)
{
    return address.number;
}

__attribute__((noinline)) static int body(struct packet *p, struct packet *from)
{
    p->body = from->body;
    __typeof__(p->body) copy = p->body;
    copy.d *= 2;
    p->body = copy;
    return (int)p->body.d + p->body.i;
}

static int taken, numbers[4] = {10, 20, 30, 40};

static int *take(void)
{
    return &numbers[taken++];
}

int main(void)
{
    volatile int one = 1;
    union number u;
    for (int i = 0; i < 18; i++)
        set(o, i / 9, i / 3 % 3, i % 3, i * 7);
    for (int i = 0; i < 18; i++)
        printf("%d ", get(o, i / 9, i / 3 % 3, i % 3));
    printf("\n%x %x %x\n", anonymous(o, 1, 1, 2.5), anonymous(o, 0, 0, -1e10), misaligned("\1\2\3\4\5\6"));
    printf("%x %x %x %x ", word(-0.25, one), half(3.5, 3 * one), literal(7.5, one), assigned(&u, 2.5, one));
    printf("%x\n", in_loop(&u, 10, one));
    printf("%u ", whole(&packet));
    printf("%u %u ", returned(&packet).number, number_of(packet.from));
    printf("%d\n", body(&packet, &(struct packet){.body = {1, 2, 3}}));
    __asm__("" : "+r"(*take()));
    __asm__("" : "=r"(*take()) : "0"(5));
    printf("%d %d %d\n", taken, numbers[0], numbers[1]);
    return 0;
}
