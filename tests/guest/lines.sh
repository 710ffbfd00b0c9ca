#!/bin/sh
# lines.sh EMU ROM IMAGE: piped lines of any length reach the shell and programs whole.  Prints TAP.
set -u
emu=$1 rom=$2 image=$3
number=0

orchard() { "$emu" --rom "$rom" --snapshot --append 'pipe quiet' "$image" 2>&1; }

line() { printf "%0$1d" 7; } # LENGTH

for length in 1022 1023 1024 2046 2047 50000; do
    number=$((number + 1))
    found=$({
        echo "echo $(line $length) | wc -c"
        echo 'cat | wc'
        line $length
        printf '\nand no more'
    } | orchard)
    if [ "$found" = "$((length + 1))
1 4 $((length + 12))" ]; then
        echo "ok $number - $length bytes"
    else
        echo "not ok $number - $length bytes"
        printf '%s\n' "$found" | sed 's/^/# /'
    fi
done
echo "1..$number"
