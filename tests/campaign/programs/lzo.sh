package=lzo2
build() {
    $CC $CFLAGS -Iinclude -Isrc -I. -o "$out/simple" src/*.c examples/simple.c
}
check='simple'
