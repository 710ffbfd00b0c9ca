package=glpk
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" AR="$AR" RANLIB="$RANLIB" --disable-dependency-tracking --disable-shared --disable-dl
    make -s -C src && make -s -C examples glpsol
    cp examples/glpsol "$out"
    cp examples/*.mod examples/*.lp examples/*.mps "$out" 2>/dev/null || true
}
check='for m in diet.mod transp.mod queens.mod magic.mod knights.mod assign.mod maxcut.mod; do [ -f $m ] && { glpsol -m $m -o x --tmlim 50 >/dev/null 2>&1; echo $m $?; grep -v -i "time\|memory" x | head -n 60; }; done; for f in *.lp; do glpsol --lp $f -o x >/dev/null 2>&1; head -n 40 x; done'
