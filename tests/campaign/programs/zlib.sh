package=zlib
build() {
    $CC $CFLAGS -I. -DHAVE_UNISTD_H -o "$out/example" ./*.c test/example.c
    $CC $CFLAGS -I. -DHAVE_UNISTD_H -o "$out/minigzip" ./*.c test/minigzip.c
    cp inflate.c "$out"
}
check='example
for level in 1 6 9; do minigzip -$level <inflate.c >x.gz; minigzip -d <x.gz | cmp - inflate.c; wc -c <x.gz; done'
