#!/bin/sh
# run.sh ROOT AS LD CC RUNTIME COMPARE DAMAGE [[--loose] PROGRAM.c ...]: debugging information against a run, at every level; the same code
# with and without -g; what other readers of DWARF say, where they are installed.
root=$1 as=$2 ld=$3 cc=$4 runtime=$5 compare=$6 damage=$7
here=$root/tests/tools/cc/debug
shift 7
loose=
case ${1-} in --loose) loose=$1; shift ;; esac
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
status=0
"$as" -I "$root" -o "$scratch/start.o" "$here/start.s" || exit 1
build() { # LEVEL SOURCE OUTPUT
    "$cc" -w "$1" -g -c -o "$3.o" "$2" && "$ld" -Ttext=0x80400000 -o "$3" "$scratch/start.o" "$3.o" "$runtime"
}
accepted() { # EXECUTABLE
    if command -v llvm-dwarfdump > /dev/null; then
        llvm-dwarfdump --verify "$1" > "$scratch/verify" 2>&1 && grep -q 'No errors' "$scratch/verify" &&
            ! grep -q 'error:' "$scratch/verify" || { cat "$scratch/verify"; return 1; }
    fi
    if command -v readelf > /dev/null; then
        readelf --debug-dump=info,abbrev,loc,Ranges,aranges,frames,decodedline "$1" > /dev/null 2> "$scratch/readelf"
        ! grep -qiE 'corrupt|error|invalid|overlap|unknown|hole' "$scratch/readelf" || { cat "$scratch/readelf"; return 1; }
    fi
}
# What the levels of -g mean.
"$cc" -O1 -c -o "$scratch/none.o" "$here/variables.c" && "$cc" -O1 -g0 -c -o "$scratch/g0.o" "$here/variables.c" &&
    "$cc" -O1 -g1 -c -o "$scratch/g1.o" "$here/variables.c" && "$cc" -O1 -gdwarf-4 -c -o "$scratch/g4.o" "$here/variables.c" &&
    "$cc" -O1 -g -c -o "$scratch/g.o" "$here/variables.c" || exit 1
cmp "$scratch/none.o" "$scratch/g0.o" && cmp "$scratch/g.o" "$scratch/g4.o" || { echo "-g0 or -gdwarf-4: another object" >&2; status=1; }
grep -q debug_info "$scratch/g1.o" && ! grep -q debug_loclists "$scratch/g1.o" && ! grep -q largest "$scratch/g1.o" ||
    { echo "-g1: not functions and lines only" >&2; status=1; }
[ $# -gt 0 ] || set -- "$here"/*.c
for source in "$@"; do
    case $source in */debug_*.c) continue ;; esac
    build -O0 "$source" "$scratch/reference" || exit 1
    for level in -O0 -O1 -O2 -Os; do
        build $level "$source" "$scratch/program" && "$cc" -w $level -c -o "$scratch/plain.o" "$source" || exit 1
        "$compare" --same "$scratch/plain.o" "$scratch/program.o" || status=1
        accepted "$scratch/program" || { echo "$source $level: not accepted" >&2; status=1; }
        printf '%s %s: ' "$(basename "$source")" $level
        # shellcheck disable=SC2086  # one word or none
        "$compare" $loose "$scratch/reference" "$scratch/program" || status=1
        [ "$loose" ] || "$damage" "$scratch/program" || { echo "$source $level: damage" >&2; status=1; }
    done
done
exit $status
