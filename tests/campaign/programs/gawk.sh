package=gawk
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking --disable-nls --disable-extensions --disable-mpfr --without-readline
    make -s -C support && make -s gawk
    cp gawk "$out"
    cp NEWS "$out/text"
}
check='gawk "{n+=NF} /the/{h++} END{print NR,n,h,length(\"p\xc3\xaache\"),strftime(\"%Y\",0,1),substr(\"peach\",2,3); x=gensub(/(a)(c)/,\"\\\\2\\\\1\",\"g\",\"peach\"); print x, sin(1), 2^53, asort(a); printf \"%d %s %c %5.2f\n\", 42, \"t\", 65, 3.14159}" text'
