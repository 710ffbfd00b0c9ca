package=diffutils
build() {
    gl_cv_socklen_t_equiv=int ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking --disable-nls
    make -s -C lib && make -s -C src
    cp src/diff src/cmp src/sdiff "$out"
    cp src/io.c "$out/old"
    sed -e '10,20d' -e '100s/.*/changed/' -e '300a added' -e 's/buffer/store/' src/io.c >"$out/new"
    mkdir "$out/a" "$out/b"
    cp src/ed.c src/cmp.c "$out/a" && cp src/ed.c src/util.c "$out/b"
}
check='diff old new; echo $?; diff -u --label a --label b old new | head -n 60; diff -c --label a --label b old new | head -n 40; diff -y -W 60 old new | head -n 30; diff -e old new; diff -q old old && echo same; diff -rq a b; cmp old new; cmp -l old new | head -n 5; diff -w -i -B old new | wc -l'
