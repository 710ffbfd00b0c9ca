package=libtommath
build() {
    $CC $CFLAGS -I. -o "$out/mtest" ./*.c demo/test.c demo/shared.c
}
check='mtest mp_add_d mp_sqrt mp_invmod mp_exptmod mp_gcd mp_lcm mp_div_3 mp_jacobi mp_kronecker mp_read_radix mp_cnt_lsb | grep -v SEED'
