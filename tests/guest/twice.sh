#!/bin/sh
# twice.sh EMU ROM IMAGE INPUT: two runs with the same input are the same, to the byte and to the instruction.
set -eu
emu=$1 rom=$2 image=$3 input=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for run in first second; do
    status=0
    "$emu" --rom "$rom" --snapshot --limit 4000000000 --append "pipe quiet" --stats=json \
        --stats-file "$folder/$run.json" "$image" < "$input" > "$folder/$run.out" 2>&1 || status=$?
    echo "status $status" >> "$folder/$run.out"
    grep -o '"instructions": *[0-9]*' "$folder/$run.json" | head -n 1 >> "$folder/$run.out"
done
diff "$folder/first.out" "$folder/second.out"
tail -n 2 "$folder/first.out"
