package=mawk
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --with-builtin-regex
    make -s
    cp mawk "$out"
    cp -R test "$out/t"
    cat >"$out/prog.awk" <<'AWK'
BEGIN { printf "%d %5.2f %s %c|%-5s|\n", 42, 3.14159, "text", 65, "ab"; print length("peach"), substr("peach", 2, 3), index("peach", "a"), toupper("up") }
{ n += NF; for (i = 1; i <= NF; i++) count[tolower($i)]++ }
/the/ { hits++ }
END { print NR, n, hits; for (w in count) if (count[w] > 5) print w, count[w] | "sort"; close("sort"); x = "a1b22c333"; gsub(/[0-9]+/, "<&>", x); print x, match("foobar", /o+/), RSTART, RLENGTH; print sin(1), exp(1), log(10), sqrt(2), int(-3.7), 2^10, 7 % 3; split("a:b:c", p, ":"); print p[3] p[1] }
AWK
    cp man/mawk.txt "$out/text" 2>/dev/null || cp README "$out/text"
}
check='mawk -f prog.awk text; echo "a b c" | mawk "{print \$3, \$1; exit 3}"; echo $?'
