#!/bin/sh
# native.sh CC OBJCOPY SYSROOT LIBC OUTPUT SOURCE...: one object of libc's portable files for the host, every symbol
# with "guest_" in front, so that a test can call it beside the host's library.
set -eu
cc=$1 objcopy=$2 sysroot=$3 libc=$4 output=$5
shift 5
count=0
dir=$output.parts
rm -rf "$dir"
# Loops must not become calls of the functions that they implement.
quiet=
if "$cc" -fno-tree-loop-distribute-patterns -Werror -fsyntax-only -x c /dev/null 2> /dev/null; then
    quiet=-fno-tree-loop-distribute-patterns
fi
mkdir -p "$dir"
for source in "$@"; do
    count=$((count + 1))
    "$cc" -std=c11 -O1 -g -fpie -fvisibility=hidden -ffreestanding -fno-builtin -fno-stack-protector $quiet -nostdinc \
        -mlong-double-64 -I "$sysroot/include" -I "$libc" -c "$source" -o "$dir/$count.o"
done
"$cc" -nostdlib -r -o "$dir/all.o" "$dir"/[0-9]*.o
"$objcopy" --prefix-symbols=guest_ "$dir/all.o" "$output"
rm -rf "$dir"
