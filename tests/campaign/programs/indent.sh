package=indent
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking --disable-nls
    make -s -C src indent
    cp src/indent "$out"
    cp src/parse.c src/lexi.c src/output.c "$out"
}
check='for style in gnu kr orig linux; do for f in parse.c lexi.c output.c; do indent -$style -st $f | cksum; done; done; echo "int main(){if(1){return 2;}else return 3;}" | indent -st'
