package=patch
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking
    make -s -C lib && make -s -C src
    cp src/patch "$out"
    cp src/pch.c "$out/old"
    sed -e '10,20d' -e '100s/.*/changed/' -e '500a added' src/pch.c >"$out/new"
    diff -u "$out/old" "$out/new" >"$out/u.diff" || true
    diff -c "$out/old" "$out/new" >"$out/c.diff" || true
}
check='cp old x; patch x u.diff; cmp x new; patch -R x c.diff; cmp x old; patch x u.diff >/dev/null; patch -N x u.diff; echo $?'
