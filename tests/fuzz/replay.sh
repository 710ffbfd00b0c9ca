#!/bin/sh
# replay.sh CORPUS TOOL WORD...: gives each file of the corpus, as "input", to the tool with these words.
#
# The tool must end by itself: with 0, or with 1 or 2 and a message.
set -u
corpus=$1 tool=$2
shift 2
case $tool in
/*) ;;
*) tool=$PWD/$tool ;;
esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
count=0 failures=0
for file in "$corpus"/*; do
    cp "$file" input
    timeout 60 "$tool" "$@" >out 2>messages
    status=$?
    count=$((count + 1))
    if [ $status -gt 2 ] || { [ $status != 0 ] && ! grep -q 'error: ' messages out; } ||
        grep -q 'internal error' messages; then
        echo "$file: status $status: $(head -n 3 messages)"
        failures=$((failures + 1))
    fi
done
echo "$count files, $failures failures"
[ $count -gt 0 ] && [ $failures = 0 ]
