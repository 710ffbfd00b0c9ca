package=original-awk
build() {
    if command -v bison >/dev/null; then make -s CC="$CC" HOSTCC=gcc CFLAGS="$CFLAGS" YACC="bison -d -b awkgram" a.out; else make -s CC="$CC" HOSTCC=gcc CFLAGS="$CFLAGS" YACC="byacc -d -b awkgram" a.out; fi
    cp a.out "$out/awk1"
    cp FIXES "$out/text"
    cat >"$out/prog.awk" <<'AWK'
BEGIN { printf "%d %5.2f %s %c|%-5s|\n", 42, 3.14159, "text", 65, "ab"; print length("peach"), substr("peach", 2, 3), index("peach", "a"), toupper("up") }
{ n += NF; for (i = 1; i <= NF; i++) count[tolower($i)]++ }
/^[A-Z][a-z][a-z] [0-9]/ { dates++ }
END { print NR, n, dates; for (w in count) if (count[w] > 200) print w, count[w] | "sort"; close("sort"); x = "a1b22c333"; gsub(/[0-9]+/, "<&>", x); print x, match("foobar", /o+/), RSTART, RLENGTH; print sin(1), exp(1), sqrt(2), int(-3.7), 2^10; split("a:b:c", p, ":"); print p[3] p[1] }
AWK
}
check='awk1 -f prog.awk text; echo "a b c" | awk1 "{print \$3, \$1; exit 3}"; echo $?'
