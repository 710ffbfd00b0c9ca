#!/bin/sh
# compare.sh EMU ROM IMAGE STATUS INPUT EXPECTED [OPTION...]: boots the image with INPUT typed at its console; the
# machine's output must be EXPECTED and its exit status STATUS.
set -u
limit=4000000000
emu=$1 rom=$2 image=$3 wanted=$4 input=$5 expected=$6
shift 6
output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$emu" --rom "$rom" --snapshot --limit "$limit" --append "pipe quiet" "$@" "$image" < "$input" > "$output" 2>&1
status=$?
diff "$expected" "$output" && [ "$status" = "$wanted" ] && exit 0
echo "machine: status $status, should be $wanted"
exit 1
