#!/bin/sh
# run.sh ROOT AS LD EMU CC AR RUNTIME: compiles each program of this folder at every optimization level, runs it on the bare machine
# and compares what it prints with its .expected, which gcc -m32 made; where gcc can do that, the file itself is checked.
set -u
root=$1 as=$2 ld=$3 emu=$4 cc=$5 ar=$6 runtime=$7
here=$root/tests/tools/cc/compare
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failures=0
complain() {
    echo "compare: $*" >&2
    failures=$((failures + 1))
}

"$as" -I "$root" -o "$scratch/start.o" "$here/../accept/start.s" || exit 1
"$as" -I "$root" -o "$scratch/setjmp.o" "$root/guestos/libc/machine/setjmp.s" || exit 1
libc=$root/guestos/libc
for source in "$here/print.c" "$libc"/string/str[cl]*.c "$libc/string/memchr.c"; do
    object=$scratch/$(basename "$source" .c).o
    "$cc" -O1 -ffreestanding -nostdinc -isystem "$libc/include" -I "$root" -I "$libc" -c -o "$object" "$source" || exit 1
done
"$ar" rc "$scratch/library.a" "$scratch"/*.o || exit 1
for program in "$here"/*.c; do
    name=$(basename "$program" .c)
    [ "$name" = print ] && continue
    if gcc -m32 -malign-double -msse2 -mfpmath=sse -fwrapv -w -o "$scratch/native" "$program" -lm 2>/dev/null &&
        "$scratch/native" >"$scratch/printed" 2>/dev/null; then
        cmp -s "$scratch/printed" "$here/$name.expected" || complain "$name.expected is not what gcc -m32 makes of it"
    fi
    for level in 0 1 2 3 s; do
        "$cc" "-O$level" -w -isystem "$libc/include" -c -o "$scratch/program.o" "$program" &&
            "$ld" -Ttext 0x80010000 -o "$scratch/program" "$scratch/start.o" "$scratch/program.o" "$scratch/library.a" "$runtime" &&
            "$emu" --display=none --limit 100000000 "$scratch/program" </dev/null >"$scratch/printed" ||
            complain "$name -O$level fails"
        cmp "$scratch/printed" "$here/$name.expected" >&2 || complain "$name -O$level prints something else"
    done
done
[ "$failures" -eq 0 ]
