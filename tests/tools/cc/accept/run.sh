#!/bin/sh
# run.sh ROOT AS LD EMU CC RUNTIME LEVEL: compiles each program of this folder at an optimization level, runs it on the bare
# machine, and names those that are refused or find themselves wrong.
set -u
root=$1 as=$2 ld=$3 emu=$4 cc=$5 runtime=$6 level=$7
here=$root/tests/tools/cc/accept
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failures=0
complain() {
    echo "accept -O$level: $*" >&2
    failures=$((failures + 1))
}

"$as" -I "$root" -o "$scratch/start.o" "$here/start.s" || exit 1
"$cc" "-O$level" -ffreestanding -nostdinc -isystem "$root/guestos/libc/include" -c -o "$scratch/support.o" "$here/support.c" ||
    exit 1
for program in "$here"/*.c; do
    name=$(basename "$program" .c)
    [ "$name" = support ] && continue
    if ! "$cc" "-O$level" -w -nostdinc -isystem "$root/guestos/libc/include" -c -o "$scratch/program.o" "$program" \
        2>"$scratch/said"; then
        complain "$name is refused: $(cat "$scratch/said")"
    elif ! "$ld" -Ttext 0x80010000 -o "$scratch/program" "$scratch/start.o" "$scratch/program.o" "$scratch/support.o" "$runtime" \
        2>"$scratch/said"; then
        complain "$name does not link: $(cat "$scratch/said")"
    elif ! "$emu" --display=none --limit 100000000 "$scratch/program" </dev/null >"$scratch/said" 2>&1; then
        complain "$name: $(cat "$scratch/said")"
    fi
done
[ "$failures" -eq 0 ]
