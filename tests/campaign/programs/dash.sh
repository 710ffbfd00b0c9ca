package=dash
build() {
    ./configure -q --host=$host CC="$CC" CFLAGS="$CFLAGS" CC_FOR_BUILD=gcc --disable-dependency-tracking
    make -s -C src
    cp src/dash "$out"
    cat >"$out/t.sh" <<'T'
f() { local x=$1; [ "$x" -le 1 ] && echo 1 && return; echo $((x * $(f $((x - 1))))); }
f 6
for i in a "b c" *.sh; do case $i in a) echo first;; b*) echo "second $i";; *) echo other;; esac; done
x=hello; echo ${x#he} ${x%lo} ${#x} ${y:-default} ${x:+set} "$((0x1f + 010))"
echo one two three | while read a b; do echo "$b|$a"; done
cat <<END
here $x $(echo nested)
END
trap 'echo bye' EXIT
set -- 1 2 3; shift; echo $# "$@" $*
( exit 3 ); echo $?
printf '%s-%d-%x\n' a 10 255
eval 'echo evaluated'; command -v cat >/dev/null && echo found
i=0; until [ $i -ge 3 ]; do i=$((i + 1)); [ $i = 2 ] && continue; echo $i; done
echo a b | { read p q; echo $q$p; }; wait
T
}
check='dash t.sh; echo "echo from stdin; exit 4" | dash; echo $?'
