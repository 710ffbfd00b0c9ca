package=ed
build() {
    sh ./configure CC="$CC" CFLAGS="$CFLAGS" LDFLAGS= >/dev/null
    make -s
    cp ed "$out"
    mkdir "$out/t"
    cp testsuite/*.ed testsuite/*.t testsuite/*.d testsuite/*.r "$out/t" 2>/dev/null || true
}
check='cd t; for t in *.ed; do b=${t%.ed}; echo $b; ../ed -s $b.d <$t >x 2>&1; head -n 50 x; [ -f $b.o ] && cmp $b.o $b.r; done'
