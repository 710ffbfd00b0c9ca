package=byacc
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS"
    make -s yacc
    cp yacc "$out"
    cp test/calc.y test/grammar.y test/error.y test/varsyntax_calc1.y "$out"
}
check='for t in calc grammar error varsyntax_calc1; do yacc -d -v -b $t $t.y; echo $?; cat $t.tab.c; cat $t.output; done'
