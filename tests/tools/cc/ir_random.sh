#!/bin/sh
# Random programs at every level: compiled, linked, run; each checks itself.  Also: assembly text gives the same code as the object.
#   ir_random.sh SOURCE_ROOT AS LD EMU COMPILE RANDOM FIRST LAST
absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
root=$1 as=$(absolute "$2") ld=$(absolute "$3") emu=$(absolute "$4")
compile=$(absolute "$5") random=$(absolute "$6") first=$7 last=$8
here=$root/tests/tools/cc
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
fail() { echo "seed $seed, -O$level: $*"; exit 1; }
"$as" -I "$root" "$here/ir_start.s" -o start.o || exit 1
"$compile" -O2 "$here/ir_memory.ir" memory.o || exit 1
seed=$first
while [ "$seed" -le "$last" ]; do
    "$random" "$seed" > program.ir || exit 1
    for level in 0 1 2; do
        "$compile" -O$level program.ir program.o || fail "does not compile"
        "$ld" -Ttext=0x80400000 -o program.elf start.o program.o memory.o || fail "does not link"
        "$emu" --display none --limit 100000000 program.elf
        status=$?
        [ $status = 0 ] || fail "function $status differs"
    done
    seed=$((seed + 1))
done
"$compile" -O1 -S program.ir program.s && "$as" program.s -o text.o &&
    "$ld" -Ttext=0x80400000 -o text.elf start.o text.o memory.o && "$emu" --display none text.elf ||
    fail "assembly text does not work"
