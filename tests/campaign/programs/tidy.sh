package=tidy-html5
build() {
    $CC $CFLAGS -DLINUX_OS -Iinclude -Isrc -DLIBTIDY_VERSION='"5.6.0"' -DRELEASE_DATE='"x"' -DPLATFORM_NAME='"x"' -o "$out/tidy" src/*.c console/tidy.c
    cp README/*.html "$out" 2>/dev/null || true
    printf '<p>unclosed <b>bold<i>both</b></i><table><td>cell<img src=x><br></p>' >"$out/bad.html"
}
check='tidy -q bad.html; echo $?; tidy -q -asxml -indent bad.html'
