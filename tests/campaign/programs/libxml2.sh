package=libxml2
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-shared --disable-dependency-tracking --without-python --without-threads --without-http --without-ftp --without-lzma --without-zlib --without-iconv
    make -s libxml2.la xmllint
    cp xmllint "$out"
    mkdir "$out/t" && find test -maxdepth 1 -name '*.xml' -exec cp {} "$out/t" \;
}
check='cd t; for f in *.xml; do echo $f; ../xmllint --nonet $f; ../xmllint --nonet --debug $f | tail -n 3; done'
