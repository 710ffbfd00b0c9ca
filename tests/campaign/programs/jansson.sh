package=jansson
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-shared
    make -s -C src
    $CC $CFLAGS -Isrc -I. -DHAVE_CONFIG_H -o "$out/process" test/bin/json_process.c src/.libs/libjansson.a
    cp -R test/suites "$out"
}
check='cd suites; for kind in valid invalid; do for t in $kind/*; do echo $t; ../process --env <$t/input 2>&1; ../process $t; done; done'
