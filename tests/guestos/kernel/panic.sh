#!/bin/sh
# panic.sh EMU ROM IMAGE: a panic says why and where by name, and the machine's exit status tells it.
set -u
output=$("$1" --rom "$2" --snapshot --limit 100000000 --append "quiet panic=test" "$3" </dev/null 2>&1)
status=$?
printf '%s\n' "$output"
echo "machine: status $status"
[ "$status" = 125 ] || exit 1
for wanted in "kernel panic: asked for by the command line" "process 1 init" "(late_start+0x"; do
    case $output in
        *"$wanted"*) ;;
        *)
            echo "missing: $wanted"
            exit 1
            ;;
    esac
done
