package=gmp
build() {
    ./configure -q --host=none-unknown-elf CC="$CC" CFLAGS="$CFLAGS" AR="$AR" RANLIB="$RANLIB" CC_FOR_BUILD=gcc ABI=32 --disable-assembly --disable-shared
    make -s libgmp.la
    $CC $CFLAGS -I. -o "$out/pidigits" demos/../demos/pexpr.c .libs/libgmp.a -lm 2>/dev/null || true
    $CC $CFLAGS -I. -o "$out/factorize" demos/factorize.c .libs/libgmp.a -lm
    $CC $CFLAGS -I. -o "$out/isprime" demos/isprime.c .libs/libgmp.a -lm
    $CC $CFLAGS -I. -o "$out/qcn" demos/qcn.c .libs/libgmp.a -lm
}
check='factorize 1234567890123456789012345 340282366920938463463374607431768211457 600851475143; isprime 170141183460469231731687303715884105727 170141183460469231731687303715884105729; qcn -p 1000 2>&1 | head -n 5'
