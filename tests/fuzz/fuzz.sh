#!/bin/sh
# Fuzzing with libFuzzer, address and undefined-behaviour sanitizers.
#
#   fuzz.sh [-k FOLDER] TARGET [SECONDS]     TARGET: pp cc cc0 as ld ar objdump mkfs
#   fuzz.sh [-k FOLDER] -m TARGET            the smallest files that reach as much, in FOLDER/TARGET/small
#
# Starts from the corpus beside this file and from the project's own sources; what is new and what crashes stays in
# FOLDER/TARGET (default: campaign-fuzz). Exit status: 0 nothing found, 1 something, 77 without clang.
set -u

keep=campaign-fuzz merge=false
while getopts k:m option; do
    case $option in
    k) keep=$OPTARG ;;
    m) merge=true ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -ge 1 ] || { echo "fuzz.sh: which target?" >&2; exit 2; }
target=$1 seconds=${2:-60}

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$keep" && keep=$(cd "$keep" && pwd) || exit 2
command -v clang >/dev/null || { echo "clang is not installed: apt-get install clang libclang-rt-dev" >&2; exit 77; }

build=$keep/build
[ -f "$build/build.ninja" ] ||
    CC=clang meson setup "$build" "$root" -Dfuzz=true -Dwindow=disabled -Dwerror=false \
    -Dbuildtype=plain -Db_lundef=false -Dc_args='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
    -Dc_link_args='-fsanitize=address,undefined' >"$keep/setup.log" 2>&1 || { tail "$keep/setup.log"; exit 2; }
ninja -C "$build" "tests/fuzz/fuzz_$target" >"$keep/build.log" 2>&1 || { tail -n 20 "$keep/build.log"; exit 2; }

mkdir -p "$keep/$target/corpus" "$keep/$target/seeds" "$keep/$target/found" "$keep/$target/work"
fuzzer=$build/tests/fuzz/fuzz_$target

# Small sources of the project, and words of the language.
words() { # FILE...
    sed -n 's/^[A-Z_]*(\([A-Za-z_]*, *\)*"\([^"\\]*\)".*/"\2"/p' "$@" | sort -u
}
dictionary=$keep/$target/dictionary
case $target in
pp | cc | cc0)
    find "$root/tests/tools/cc" "$root/docs/examples" -name '*.c' -size -8k -exec cp {} "$keep/$target/seeds" \;
    words "$root"/tools/cc/pp/tokens.def "$root"/tools/cc/front/builtins.def >"$dictionary"
    ;;
as)
    find "$root/roms" "$root/guestos/libc/machine" "$root/docs" -name '*.s' -size -8k \
        -exec cp {} "$keep/$target/seeds" \;
    sed -n 's/^insn  *\([a-z0-9.]*\).*/"\1"/p' "$root/isa/insns.isa" | sort -u >"$dictionary"
    grep -ho '"\.[a-z_0-9]*"' "$root"/asm/*.c | sort -u >>"$dictionary"
    ;;
*) printf '"\\x7fELF"\n"!<arch>\\x0a"\n' >"$dictionary" ;;
esac

cd "$keep/$target/work" || exit 2
if $merge; then
    mkdir -p ../small && "$fuzzer" -merge=1 -close_fd_mask=3 -max_len=700 ../small "$here/corpus/$target" ../corpus \
        >/dev/null 2>../merge.log
    echo "$(ls ../small | wc -l) files in $keep/$target/small"
    exit
fi
ASAN_OPTIONS=allocator_may_return_null=1 "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -close_fd_mask=3 -dict="$dictionary" -artifact_prefix=../found/ -print_final_stats=1 \
    ../corpus "$here/corpus/$target" ../seeds 2>../log
sed -n 's/^stat::number_of_executed_units: */inputs: /p' ../log
found=$(find ../found -type f | wc -l)
echo "found: $found, in $keep/$target/found; log: $keep/$target/log"
[ "$found" = 0 ]
