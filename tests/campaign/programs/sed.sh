package=sed
build() {
    gl_cv_socklen_t_equiv=int ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" --disable-dependency-tracking
    make -s -k || test -x sed/sed # all but what its own tests need
    cp sed/sed "$out"
    cp sed/execute.c "$out/text"
}
check='sed -n "/^static/p" text | head -n 5; sed -e "s/\([a-z]*\)_\([a-z]*\)/\2-\1/g" -e "10,900d" text | head -n 12; sed -n "\$=" text; printf "a\nb\nc\n" | sed -e "N;P;D" -e "y/abc/xyz/"; echo hello | sed -E "s/(l+)(o)/[\1|\2]/;s/h/\U&/"; sed "1!G;h;\$!d" text | head -n 3'
