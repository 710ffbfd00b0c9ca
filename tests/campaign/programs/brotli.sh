package=brotli
build() {
    $CC $CFLAGS -Ic/include -o "$out/brotli" c/common/*.c c/enc/*.c c/dec/*.c c/tools/brotli.c -lm
    cp c/enc/encode.c "$out/text"
}
check='for level in 1 5 9 11; do brotli -q $level -c text >x.br; brotli -d -c x.br | cmp - text; wc -c <x.br; done'
