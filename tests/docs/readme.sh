#!/bin/sh
# Runs the README's tour: each line "    $ command" whose output follows must print exactly that.  Prints TAP.
# usage: readme.sh ROOT BUILD
cd "$1" || exit 2
PEACH_BUILD=$2
export PEACH_BUILD
work=$(mktemp -d "${TMPDIR:-/tmp}/peach-readme.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

# One folder per command that shows output: files "command" and "expected".
awk -v work="$work" '
    /^    \$ / { number++; command = substr($0, 7); sub(/   +.*/, "", command); next }
    /^    / && number { if (!(number in seen)) { seen[number] = 1; print command >(work "/command" number) }
                        print substr($0, 5) >(work "/expected" number); next }
    { number += 0; if (!/^    /) command = "" }' README.md

number=0
for command in "$work"/command*; do
    number=$((number + 1))
    expected=$work/expected${command##*/command}
    sh -c "$(cat "$command")" >"$work/out" 2>&1 </dev/null
    if cmp -s "$work/out" "$expected"; then
        printf "ok %s - %s\n" "$number" "$(cat "$command")"
    else
        printf "not ok %s - %s\n" "$number" "$(cat "$command")"
        diff "$work/out" "$expected" | sed 's/^/# /'
    fi
done
echo "1..$number"
