#!/bin/sh
# Variables as debuggers see them, in random C programs: at each of many places what is said of an optimized build must be
# what the unoptimized one holds in memory; and -g must not change the code.
#
#   debug.sh [-n PROGRAMS] [-s FIRST-SEED] BUILD
#
# Csmith makes the programs; a call of probe() is put behind each of their statements (tests/tools/cc/debug/run.sh holds the
# builds against each other). Exit status: 0 no difference, 1 differences, 77 no csmith.
set -u
programs=20 first=1
while getopts n:s: option; do
    case $option in
    n) programs=$OPTARG ;;
    s) first=$OPTARG ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# = 1 ] || { echo "debug.sh: which build folder?" >&2; exit 2; }
build=$(cd "$1" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cc=$build/tools/cc/peach-cc
command -v csmith > /dev/null || { echo "csmith is not installed: apt-get install csmith" >&2; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/debug.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
for source in "$root"/tools/rt/*.c; do
    "$cc" -O1 -I "$root" -I "$root/tools/rt" -ffreestanding -c -o "$work/$(basename "$source" .c).o" "$source" || exit 2
done
"$build/tools/ar/peach-ar" rc "$work/libruntime.a" "$work"/*.o

# One file without #include, so that lines are those of one source; probes behind statements within functions; no array that
# is not initialized at once: it holds something else in each build.
make_program() { # SEED
    csmith --seed "$1" --no-argc --no-packed-struct --max-funcs 4 --max-block-depth 3 -o "$work/raw.c" > /dev/null || return 1
    "$cc" -E -P -I "$here/csmith" -o "$work/flat.c" "$work/raw.c" || return 1
    awk 'BEGIN { print "void probe(void);\nint printf(const char *f, ...) { (void)f; return 0; }"
                 print "void print_text(const char *t) { (void)t; }" }
        /^(int printf|void print_text)\(/ { next }
        !/return/ && /^ +[a-z].*[ *]l_[0-9]+(\[[0-9]+\])+;$/ { sub(/;$/, " = {0};") } # what is not initialized is not the same
        /char text\[9\];/ { sub(/;/, " = {0};") }
        { line = $0; opens = gsub(/\{/, "{"); closes = gsub(/\}/, "}")
          if (depth == 0 && !/^\{/) body = line ~ /\(/ && line !~ /[=;]/
          depth += opens - closes; print line
          if (depth > 0 && body && line ~ /;[ \t]*$/ && line !~ /^ *(return|goto|break|continue|for)/ && opens == closes)
              print "probe();" }' \
        "$work/flat.c" > "$work/$1.c"
}

bad=0 tested=0
seed=$first
while [ "$seed" -lt $((first + programs)) ]; do
    make_program "$seed" || exit 2
    if "$cc" -w -O0 -c -o "$work/try.o" "$work/$seed.c" 2> "$work/error"; then
        timeout 100 "$root/tests/tools/cc/debug/run.sh" "$root" "$build/tools/as/peach-as" "$build/tools/ld/peach-ld" "$cc" \
            "$work/libruntime.a" "$build/tests/tools/cc/debug_compare" true --loose "$work/$seed.c" > "$work/log" 2>&1
        status=$?
        tested=$((tested + 1))
        if [ $status != 0 ] && [ $status != 124 ]; then
            bad=$((bad + 1))
            cp "$work/$seed.c" "$work/log" . 2> /dev/null
            mv log "debug-$seed.log" && mv "$seed.c" "debug-$seed.c"
            echo "seed $seed: see debug-$seed.log"
        fi
    fi
    seed=$((seed + 1))
done
echo "$tested programs of $programs, $bad with differences"
[ $bad = 0 ]
