#!/bin/sh
# run.sh ROOT AS LD EMU CC RUNTIME: the calling convention against hand-written assembly, at every level.
root=$1 as=$2 ld=$3 emu=$4 cc=$5 runtime=$6
here=$root/tests/tools/cc/abi
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
"$as" -I "$root" -o "$scratch/start.o" "$here/../ir_start.s" && "$as" -o "$scratch/hand.o" "$here/abi.s" || exit 1
for options in -O0 -O1 -O2 -Os "-O2 -fno-omit-frame-pointer"; do
    # shellcheck disable=SC2086
    "$cc" $options -w -c -o "$scratch/abi.o" "$here/abi.c" &&
        "$ld" -Ttext=0x80400000 -o "$scratch/abi" "$scratch/start.o" "$scratch/abi.o" "$scratch/hand.o" "$runtime" &&
        "$emu" --display=none --limit 1000000 "$scratch/abi"
    status=$?
    [ $status = 0 ] || { echo "abi.c $options: status $status (line number modulo 128, plus 1)" >&2; exit 1; }
done
