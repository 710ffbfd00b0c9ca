#!/bin/sh
# run.sh EMU ROM IMAGE NAME [OPTION...]: boots the image, runs /test/NAME in it and passes on its verdict.
#
# The test passes when it has said so itself and the machine was switched off with its status 0; what the image holds is
# not changed.  A test that hangs meets the limit of instructions.
set -u
limit=4000000000
emu=$1 rom=$2 image=$3 name=$4
shift 4
output=$(echo "exec /test/$name" |
    "$emu" --rom "$rom" --snapshot --limit "$limit" --append "pipe quiet" "$@" "$image" 2>&1)
status=$?
case $output in
    *"VERDICT $name PASS "*) passed=yes ;;
    *) passed=no ;;
esac
printf '%s\n' "$output"
echo "machine: status $status"
[ "$passed" = yes ] && [ "$status" = 0 ]
