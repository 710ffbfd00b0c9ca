package=lzo2
build() {
    $CC $CFLAGS -Iinclude -Isrc -I. -o "$out/lzotest" src/*.c lzotest/lzotest.c
    $CC $CFLAGS -Iinclude -Isrc -I. -o "$out/simple" src/*.c examples/simple.c
    cp src/lzo_init.c "$out/text"
}
check='simple; lzotest -m 1 -n 1 -q text | grep -v -i "sec\|MB/s"'
