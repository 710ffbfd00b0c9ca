package=xz-utils
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-shared --disable-dependency-tracking --disable-threads --disable-nls --disable-assembler --disable-scripts
    make -s -C src/liblzma && make -s -C src/xz
    cp src/xz/xz "$out"
    cp src/xz/coder.c "$out/text"
    cp tests/files/good-1-*.xz "$out"
}
check='for level in 0 3 6; do xz -$level -c text >x.xz; xz -d -c x.xz | cmp - text; wc -c <x.xz; done; for f in good*.xz; do xz -dc $f | wc -c; done; xz -l x.xz'
