package=jq
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-shared --disable-dependency-tracking --without-oniguruma --disable-docs
    make -s jq
    cp jq "$out"
}
check='echo "{\"a\":[1,2,{\"b\":3.5}],\"c\":\"text\"}" >x; jq . x; jq -c "[.a[]|numbers|.*2]" x; jq ".a|length, .[2].b, (.[:2]|add)" x; jq -r ".c|ascii_upcase, ltrimstr(\"te\")" x; jq "to_entries|map(.key)" x; jq -n "[range(10)]|map(select(.%2==0))|reduce .[] as \$i (0;.+\$i), (1/3), pow(2;10)"; jq ".a.b" x; echo $?'
