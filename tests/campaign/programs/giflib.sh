package=giflib
build() {
    lib="dgif_lib.c egif_lib.c gifalloc.c gif_err.c gif_font.c gif_hash.c openbsd-reallocarray.c quantize.c"
    for t in gifbuild giftext giffix gifsponge gifcolor giftool; do $CC $CFLAGS -I. -o "$out/$t" $t.c $lib getarg.c qprintf.c; done
    cp pic/*.gif pic/*.ico "$out" 2>/dev/null || true
}
check='for f in *.gif; do echo $f; giftext $f | head -n 20; gifsponge <$f | cmp - $f; gifbuild -d $f | wc -c; giffix $f | wc -c; done; gifcolor <treescap.gif | wc -c'
