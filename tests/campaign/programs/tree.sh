package=tree
build() {
    make -s CC="$CC" CFLAGS="$CFLAGS" LDFLAGS= tree
    cp tree "$out"
    mkdir -p "$out/t/a/b" "$out/t/c"
    cp tree.c "$out/t/a/b/x.c" && cp hash.c "$out/t/c"
    ln -s ../c "$out/t/a/link"
}
check='tree --noreport t; tree -a -s t/a; tree -J t; tree -d -L 1 t; tree -P "*.c" -f t'
