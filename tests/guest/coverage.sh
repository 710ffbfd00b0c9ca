#!/bin/sh
# coverage.sh EMU ROM IMAGE CALLS NAME...: the tests of these names make every system call of the list CALLS.
set -eu
emu=$1 rom=$2 image=$3 calls=$4
shift 4
stats=$(mktemp)
trap 'rm -f "$stats"' EXIT
for name in "$@"; do
    echo "exec /test/$name" | "$emu" --rom "$rom" --snapshot --limit 4000000000 --append "pipe quiet" --stats "$image" 2>&1
done > "$stats" || true
missing=
for call in $calls; do
    sed -n '/^syscalls/,/^[a-z]/p' "$stats" | grep -q "^  $call " || missing="$missing $call"
done
[ -z "$missing" ] && exit 0
echo "no test in tests/guest makes these system calls:$missing"
exit 1
