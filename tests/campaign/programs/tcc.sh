package=tcc
build() {
    : >config.h
    $CC $CFLAGS -DTCC_TARGET_I386 -DONE_SOURCE=1 -DTCC_VERSION='"0"' -DCONFIG_TCC_STATIC -DCONFIG_TCCDIR='"."' -I. -o "$out/tcc" tcc.c -lm
    cp tccpp.c tcc.h libtcc.h elf.h stab.h stab.def tcctok.h i386-tok.h "$out" 2>/dev/null || true
    cat >"$out/t.c" <<'C'
typedef unsigned long long u64;
struct s { int a : 5, b : 7; double d; };
static double f(struct s *s, u64 x) { return s->a * s->d + (double)(x >> 3); }
int g(int n) { switch (n) { case 1: return 2; case 5 ... 9: return n * 3; default: return g(n - 1) + (n ? 1 : 0); } }
int main(void) { struct s s = {1, 2, 3.5}; char text[] = "text"; return (int)f(&s, 1ull << 40) + g(20) + sizeof text; }
C
}
check='tcc -nostdinc -c -o t.o t.c; echo $?; wc -c <t.o; tcc -nostdinc -E t.c | head -n 20; echo "int x = ;" >bad.c; tcc -nostdinc -c bad.c; echo $?'
