package=grep
build() {
    gl_cv_socklen_t_equiv=int ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking --disable-nls --disable-perl-regexp --disable-threads
    make -s -C lib && make -s -C src grep
    cp src/grep "$out"
    cp src/dfasearch.c "$out/text"
}
check='grep -c static text; grep -n "^[a-z_]* (" text | head -n 8; grep -iv "[a-m]" text | head -n 5; grep -E "(for|while) \(.*\)$" text | head -n 5; grep -o "[A-Z_]\{4,\}" text | head -n 12; grep -wn -A 1 -B 1 goto text | head -n 12; grep -F -e "->" -m 3 text; echo abcabc | grep -E "^(a.c)\1$"; grep -q nothing text; echo $?'
