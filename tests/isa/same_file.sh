#!/bin/sh
# same_file.sh COPY ORIGINAL: fails, and says what to do, when a file of the tree is not what was generated.
cmp -s -- "$1" "$2" && exit 0
echo "$1 is out of date; run: cp '$2' '$1'" >&2
exit 1
