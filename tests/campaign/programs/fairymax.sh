package=fairymax
build() {
    $CC $CFLAGS -o "$out/fairymax" fairymax.c
    cp data/fmax.ini "$out"
}
check='printf "xboard\nnew\nsd 5\nst 1000\nusermove e2e4\nquit\n" | fairymax 18 fmax.ini | grep move'
