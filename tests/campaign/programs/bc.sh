package=bc
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS -std=gnu89"
    make -s -C lib
    gcc -w -Ih -I. -o bc/fbc.host -x c /dev/null 2>/dev/null || true
    make -s -C dc dc
    cp dc/dc "$out"
}
check='echo "20k 2v p 100 7 / p 2 100 ^ p [la 1 - d sa 0 <b] sb 5 sa lbx la p 16o 255 p 10o 3 5 7 | p _3.5 2 * p [hello] p z p" | dc
echo "[ddsf[lfp[too]]x p]sx 12345678901234567890 98765432109876543210 * p 10 k 1 3/ p 2 0.5 ^ p" | dc'
