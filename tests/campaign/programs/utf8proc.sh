package=utf8proc
build() {
    for t in case custom iterate misc printproperty valid charwidth; do $CC $CFLAGS -DUTF8PROC_STATIC -I. -o "$out/$t" test/$t.c test/tests.c utf8proc.c; done
}
check='for t in custom iterate misc valid; do $t | tail -n 30; done; printproperty 0x41 0xe9 0x1f351'
