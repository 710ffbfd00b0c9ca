#!/bin/sh
# walk_test.sh SOURCE GENERATED COMPILER...: takes the steps of docs/adding-a-device.md, with its text, in a copy of the sources, and
# runs the device tests with the test that it adds.  GENERATED is the folder above the generated isa/ files.
set -u
source=$1 generated=$2
shift 2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
fail() {
    echo "walk: $*" >&2
    exit 1
}
document=$source/docs/adding-a-device.md

# Text of the blocks whose fence is followed by $1.
block() {
    awk -v fence='```'"$1" '$0 == "```" { inside = 0 } inside { print } $0 == fence { inside = 1 }' "$document"
}

mkdir -p "$scratch/tests"
cp -r "$source/isa" "$source/emu" "$source/asm" "$scratch"
cp -r "$source/tests/emu" "$scratch/tests"
cp "$generated"/isa/isa_* "$scratch/isa"
cd "$scratch" || exit 1

for file in isa/machine/stopwatch.h emu/devices/stopwatch.c; do
    block "c $file" >"$file"
    [ -s "$file" ] || fail "no $file in the document"
done
block diff | patch -s -p1 || fail "a table has changed: the document's patch does not apply"
grep -q "'devices/stopwatch.c'" emu/meson.build || fail "not in emu/meson.build"

test=tests/emu/device_test.c
block "c $test" >added
[ -s added ] || fail "no test in the document"
awk -v added=added '/^int main\(void\)/ { while ((getline line < added) > 0) print line } { print }
    /const struct CMUnitTest tests\[\] = \{/ { print "        cmocka_unit_test(stopwatch_counts_laps)," }' \
    "$source/$test" | sed 's|^#include "isa/machine/trace.h"|&\n#include "isa/machine/stopwatch.h"|' >"$test"
"$@" -DPEACH_SOURCE_ROOT="\"$scratch\"" -I. -Iemu -Iisa isa/*.c emu/*.c emu/cpu/*.c emu/jit/none.c emu/devices/*.c asm/*.c tests/emu/rig.c \
    "$test" -lcmocka -llz4 -pthread -lm -o device_test || fail "it does not compile"
./device_test >said 2>&1 || fail "$(cat said)"
grep -q 'OK.*stopwatch_counts_laps' said || fail "the new test did not run"
