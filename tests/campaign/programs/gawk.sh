package=gawk
build() {
    gl_cv_socklen_t_equiv=int ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking --disable-nls --disable-extensions --disable-mpfr --without-readline
    make -s -C support && make -s gawk
    cp gawk "$out"
    cp array.c "$out/text"
    cat >"$out/prog.awk" <<'AWK'
BEGIN { printf "%d %5.2f %s %c|%-5s|\n", 42, 3.14159, "text", 65, "ab"; print length("peach"), substr("peach", 2, 3), index("peach", "a"), toupper("up") }
{ n += NF; for (i = 1; i <= NF; i++) count[tolower($i)]++ }
END { print NR, n; m = asorti(count, names); for (i = 1; i <= m; i++) if (count[names[i]] > 9) print names[i], count[names[i]]; print gensub(/([a-z])([0-9]+)/, "<\\2\\1>", "g", "a1 b22 c333"), match("foobar", /o(o)(b)/, p), p[1] p[2]; print strftime("%Y", 86400 * 400, 1), and(12, 10), xor(5, 3), lshift(1, 20); print sin(1), exp(1), log(10), 2 ** 31, 7 % 3; switch (n % 2) { case 0: print "even"; break; default: print "odd" } }
AWK
}
check='gawk -f prog.awk text; echo "a b c" | gawk "{print \$3, \$1; exit 3}"; echo $?; gawk -F: -v OFS=- "{\$1=\$1} 1" <<X
a:b:c
X'
