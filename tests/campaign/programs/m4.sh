package=m4
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking gl_cv_func_sleep_works=yes
    make -s -C lib && make -s -C src
    cp src/m4 "$out"
    cp -R examples "$out"
}
check='cd examples; for t in foreach.m4 loop.m4 hanoi.m4 fstab.m4 capitalize.m4 reverse.m4 wrap.m4 quote.m4 indir.m4 incl-test.m4; do echo $t; ../m4 -I . $t; done
echo "define(f, \`ifelse(\$1, 0, 1, \`eval(\$1 * f(decr(\$1)))'"'"')'"'"')f(10) len(abc) substr(peach, 2) regexp(hello world, w\\(.*\\)d, <\\1>) patsubst(aXbXc, X, -) format(%05d|%-6s|, 42, ab)" | ../m4'
