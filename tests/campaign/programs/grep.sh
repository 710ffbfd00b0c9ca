package=grep
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking --disable-perl-regexp
    make -s -C lib && make -s -C src
    cp src/grep "$out/g"
    cp src/dfasearch.c "$out/text"
}
check='g -c the text; g -n "^[a-z_]* (" text; g -E -o "[a-z]+_(size|len)" text | sort | uniq -c; g -i -w "KWSET" text | head -n 3; g -F "->" text | wc -c; g "\(.\)\1\1" text | head -n 3; g -v . text | wc -c; g nothing-here text; echo $?'
