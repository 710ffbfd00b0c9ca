package=discount
build() {
    CC="$CC" CFLAGS="$CFLAGS" ./configure.sh >/dev/null
    make -s markdown
    cp markdown "$out"
    cp README "$out/text"
}
check='printf "# Title\n\nSome *text* and a [link](x).\n\n* one\n* two\n\n    code\n" | markdown; markdown text'
