package=picosat
build() {
    printf '#define PICOSAT_CC "cc"\n#define PICOSAT_CFLAGS ""\n#define PICOSAT_VERSION "965"\n' >config.h
    $CC $CFLAGS -DNDEBUG -DNGETRUSAGE -o "$out/picosat" picosat.c app.c main.c version.c
    awk 'BEGIN { n = 6; m = 7; print "p cnf", n * m, m + n * m * (m - 1) / 2; for (p = 0; p < m; p++) { for (h = 1; h <= n; h++) printf "%d ", p * n + h; print 0 }
        for (h = 1; h <= n; h++) for (p = 0; p < m; p++) for (q = p + 1; q < m; q++) print -(p * n + h), -(q * n + h), 0 }' >"$out/pigeons.cnf"
    awk 'BEGIN { srand(7); s = 12345; print "p cnf 60 200"; for (i = 0; i < 200; i++) { for (k = 0; k < 3; k++) { s = (s * 1103515245 + 12345) % 2147483648; v = int(s / 65536) % 60 + 1; printf "%d ", (int(s / 256) % 2 ? v : -v) } print 0 } }' >"$out/random.cnf"
}
check='picosat -n pigeons.cnf; echo $?; picosat random.cnf; echo $?'
