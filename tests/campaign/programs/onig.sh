package=libonig
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-shared --disable-dependency-tracking
    make -s -C src libonig.la
    for t in test_utf8 test_syntax test_options test_regset testc; do $CC $CFLAGS -Isrc -I. -o "$out/$t" test/$t.c src/.libs/libonig.a; done
}
check='for t in test_utf8 test_syntax test_options test_regset testc; do $t | tail -n 40; done'
