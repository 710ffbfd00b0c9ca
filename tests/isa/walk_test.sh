#!/bin/sh
# walk_test.sh SOURCE GENERATOR COMPILER...: takes the step that docs/adding-an-instruction.md describes, with its text, in a copy
# of the table, and checks what it promises.
set -u
source=$1 generator=$2
shift 2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
fail() {
    echo "walk: $*" >&2
    exit 1
}

mkdir "$scratch/isa"
cp "$source/isa/insns.isa" "$source/isa/manual.md" "$scratch/isa"
sed -n '/^```isa$/,/^```$/p' "$source/docs/adding-an-instruction.md" | grep -v '^```' >"$scratch/entry"
[ -s "$scratch/entry" ] || fail "no entry in the document"

# Without its example the entry is refused, in the words of the document.
grep -v '^  >' "$scratch/entry" >>"$scratch/isa/insns.isa"
"$generator" "$scratch/isa/insns.isa" 2>"$scratch/said" && fail "an entry without example was accepted"
grep -q "error: 'nand' has no worked example; add a line '> before : instruction : after'" "$scratch/said" ||
    fail "unexpected message: $(cat "$scratch/said")"

cp "$source/isa/insns.isa" "$scratch/isa"
cat "$scratch/entry" >>"$scratch/isa/insns.isa"
"$generator" "$scratch/isa/insns.isa" "$scratch/isa" || fail "the entry was refused"
grep -q '#### `nand rd, ra, rb`' "$scratch/isa/isa.md" || fail "not in the manual"

for test in examples codec; do
    "$@" -I"$scratch" -I"$source" "$source/tests/isa/${test}_test.c" "$source/isa/isa.c" "$scratch"/isa/*.c -lcmocka -lm \
        -o "$scratch/$test" || fail "$test does not compile"
    "$scratch/$test" >"$scratch/said" 2>&1 || fail "$test: $(cat "$scratch/said")"
done
