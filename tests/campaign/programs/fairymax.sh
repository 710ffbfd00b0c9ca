package=fairymax
build() {
    $CC $CFLAGS -DINI_FILE='"fmax.ini"' -o "$out/fairymax" fairymax.c
    cp data/fmax.ini "$out" 2>/dev/null || true
}
check='printf "xboard\nnew\nsd 5\nst 1000\nusermove e2e4\nquit\n" | fairymax | grep move'
