package=jq
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" AR="$AR" RANLIB="$RANLIB" --disable-dependency-tracking --disable-shared --disable-docs --disable-maintainer-mode --with-oniguruma=no --disable-pthread-tls
    make -s jq
    cp jq "$out"
    cp tests/jq.test "$out"
}
check='echo "{\"a\": [1, 2.5, {\"b\": null}], \"c\": \"text\"}" | jq .; echo "[3,1,2]" | jq -c "sort, map(. * 2), add, length, (.[] | select(. > 1))"; jq -n "[range(10)] | map(pow(.; 3)) | @csv"; jq -n "reduce range(1; 20) as \$i (1; . * \$i)"; jq --run-tests jq.test 2>&1 | tail -n 3'
