#!/bin/sh
# gcc's own programs for testing code, gcc.c-torture/execute, from Debian's package gcc-12-source, in Orchard.
#
#   torture.sh [-O "LEVELS"] [-k FOLDER] BUILD [NAME...]
#
# Each is compiled by peach-cc at each level, without __OPTIMIZE__, behind which they ask for what gcc optimizes, and must
# end with status 0. Without names, all of them, but those that
# torture.table says cannot work, with the reason; FOLDER (default: campaign-torture) keeps what was built and said.
# Exit status: 0 all right, 1 some are not.
set -u

levels='0 1 2 3 s' keep=campaign-torture
while getopts O:k: option; do
    case $option in
    O) levels=$OPTARG ;;
    k) keep=$OPTARG ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -ge 1 ] || { echo "torture.sh: which build folder?" >&2; exit 2; }

build=$(cd "$1" && pwd) || exit 2
shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/fetch.sh"
mkdir -p "$keep" && keep=$(cd "$keep" && pwd) || exit 2
cc=$build/tools/cc/peach-cc
insns=60000000000 # of all programs of a level

archive=$(fetch_files gcc-12-source)/usr/src/gcc-12
tests=$keep/gcc.c-torture/execute
if [ ! -d "$tests" ]; then
    tar -xJf "$archive"/gcc-12*.tar.xz -C "$keep" --strip-components=3 --wildcards '*/gcc/testsuite/gcc.c-torture' || exit 2
fi

# The programs' names, without those of the table.
list_programs() {
    (cd "$tests" && ls ./*.c ieee/*.c) | sed 's/^\.\///; s/\.c$//' |
        awk 'NR == FNR { if ($1 !~ /^#/) known[$1]; next } !($1 in known)' "$here/torture.table" -
}

# The options that a test asks for, where they are about the language.
language_options() { # SOURCE
    grep -oE 'dg-(additional-)?options "[^"]*"' "$1" | grep -v '{ target' | sed 's/.*"\(.*\)"/\1/' | tr ' ' '\n' |
        grep -E '^-(std=|fgnu89-inline|fwrapv|fno-|D)' | tr '\n' ' '
}

fail() { # NAME WHAT
    failures=$((failures + 1))
    [ -t 2 ] && printf '\r' >&2
    echo "$1 -O$level: $2"
}

compile_all() { # NAME...
    done=0
    : >"$folder/ready"
    for name; do
        file=$(echo "$name" | tr / _)
        # shellcheck disable=SC2046  # several words
        if timeout 60 "$cc" -O"$level" -U__OPTIMIZE__ -s -w $(language_options "$tests/$name.c") -o "$folder/disk/t/$file" \
            "$tests/$name.c" -lm >"$folder/log" 2>&1; then
            echo "$file" >>"$folder/ready"
        else
            fail "$name" "$(grep -m 1 -E 'error|undefined' "$folder/log" || head -n 1 "$folder/log")"
        fi
        done=$((done + 1))
        [ -t 2 ] && printf '\r-O%s: %d of %d compiled' "$level" $done $# >&2
    done
}

# A program that does not end keeps those behind it from running: the rest is started again without it.
run_all() {
    : >"$folder/results"
    while [ -s "$folder/ready" ]; do
        while read -r file; do
            printf '/t/%s >/dev/null 2>&1 </dev/null; echo "ran %s $?"\n' "$file" "$file"
        done <"$folder/ready" >"$folder/disk/run.sh"
        "$build/tools/mkfs/peach-mkfs" --quiet --size 400M -o "$folder/disk.img" --devices \
            "$root/guestos/etc/devices.table" --kernel "$build/guestos/kernel/kernel.elf" "$folder/disk" || exit 2
        echo 'sh /run.sh; halt' | "$build/emu/peach-emu" --display=terminal --append 'quiet pipe' -m 256M \
            --limit $insns --snapshot --disk "$folder/disk.img" >"$folder/output" 2>&1
        sed -n 's/^ran \([^ ]*\) \([0-9]*\).*/\1 \2/p' "$folder/output" >>"$folder/results"
        awk 'NR == FNR { ran[$1]; next } !($1 in ran)' "$folder/results" "$folder/ready" >"$folder/left"
        if [ -s "$folder/left" ]; then
            fail "$(head -n 1 "$folder/left")" "does not end"
            sed 1d "$folder/left" >"$folder/ready"
        else
            : >"$folder/ready"
        fi
    done
    rm -f "$folder/disk.img"
}

[ $# -gt 0 ] || set -- $(list_programs)
failures=0
for level in $levels; do
    folder=$keep/O$level
    rm -rf "$folder"
    mkdir -p "$folder/disk/t" && cp -R "$build/guestos/root/." "$folder/disk" || exit 2
    compile_all "$@"
    run_all
    while read -r file status; do
        [ "$status" = 0 ] || fail "$file" "status $status"
    done <"$folder/results"
    [ -t 2 ] && echo >&2
    echo "-O$level: $(grep -c ' 0$' "$folder/results") of $# right"
done
[ $failures = 0 ]
