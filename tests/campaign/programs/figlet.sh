package=figlet
build() {
    $CC $CFLAGS -DTLF_FONTS -DDEFAULTFONTDIR='"fonts"' -DDEFAULTFONTFILE='"standard.flf"' -o "$out/figlet" figlet.c zipio.c crc.c inflate.c utf8.c
    cp -R fonts "$out"
}
check='for f in standard slant small banner; do figlet -f $f Peach 42; done'
