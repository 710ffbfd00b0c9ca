int f();
int g(int x) { return x; }
static int h(int x) { return x; }
int k(void) { return h(1); }
int k2(void);
int k2(void) { return 1; }
int main(void) { return 0; }
// options: -Wstrict-prototypes -Wmissing-prototypes
// 1:5: warning: '()' says nothing of the parameters; write (void) [-Wstrict-prototypes]
// 2:5: warning: no prototype of 'g' comes before; declare it in a header, or make it static [-Wmissing-prototypes]
// 4:5: warning: no prototype of 'k' comes before; declare it in a header, or make it static [-Wmissing-prototypes]
