#!/bin/sh
# Random C programs: what peach-cc makes of them must compute what the host's compiler makes of them.
#
#   csmith.sh [-n PROGRAMS] [-s FIRST-SEED] [-O "LEVELS"] [-k FOLDER] BUILD
#
# Each program is compiled by gcc -m32 and by peach-cc at each level, and run on the bare machine. The programs that differ
# stay in FOLDER (default: campaign-csmith), with what was seen. Exit status: 0 no difference, 1 differences, 77 no csmith.
set -u

programs=100 first=1 levels='0 1 2 s' keep=campaign-csmith
while getopts n:s:O:k: option; do
    case $option in
    n) programs=$OPTARG ;;
    s) first=$OPTARG ;;
    O) levels=$OPTARG ;;
    k) keep=$OPTARG ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# = 1 ] || { echo "csmith.sh: which build folder?" >&2; exit 2; }

build=$(cd "$1" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cc=$build/tools/cc/peach-cc emu=$build/emu/peach-emu
command -v csmith >/dev/null || { echo "csmith is not installed: apt-get install csmith" >&2; exit 77; }
echo 'int main(void) { return 0; }' | gcc -m32 -x c - -o /dev/null 2>/dev/null ||
    { echo "gcc -m32 does not work: apt-get install gcc-multilib" >&2; exit 77; }

work=$(mktemp -d "${TMPDIR:-/tmp}/csmith.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Seconds for the host, instructions for the guest: csmith's programs may run for ever.
host_seconds=1 guest_insns=2000000000
tested=0 skipped=0 failed=0 misaligned=0

prepare() {
    "$cc" -I "$root" -c -o "$work/start.o" "$here/csmith/start.s" || exit 2
    for source in "$here/csmith/bare.c" "$root"/tools/rt/*.c; do
        "$cc" -O1 -I "$root" -I "$root/tools/rt" -ffreestanding -c -o "$work/$(basename "$source" .c).o" "$source" || exit 2
    done
    runtime=$work/libruntime.a
    "$build/tools/ar/peach-ar" rc "$runtime" "$work"/*.o
}

fail() { # SEED LEVEL WHAT
    failed=$((failed + 1))
    mkdir -p "$keep"
    cp "$work/program.c" "$keep/$1.c"
    printf 'seed %s -O%s: %s\n' "$1" "$2" "$3" | tee -a "$keep/report" >&2
}

# csmith takes addresses of packed members and goes through them: undefined, and a trap on this machine.
is_misaligned() {
    grep -q 'pack(1)' "$work/program.c" &&
        "$emu" --display none --limit "$guest_insns" --trace trap "$work/guest" 2>&1 </dev/null | head -n 1 | grep -q MISALIGNED
}

check_level() { # SEED LEVEL
    if ! timeout 60 "$cc" -w -O"$2" -I "$here/csmith" -nostdlib -Ttext=80010000 -o "$work/guest" \
        "$work/program.c" "$work/start.o" "$runtime" 2>"$work/messages"; then
        fail "$1" "$2" "not compiled: $(head -n 1 "$work/messages")"
        return
    fi
    timeout 120 "$emu" --display none --limit "$guest_insns" "$work/guest" >"$work/guest.out" 2>"$work/messages" </dev/null
    status=$?
    if [ "$status" = 123 ] && is_misaligned; then
        misaligned=$((misaligned + 1))
        return
    fi
    [ "$status" = 0 ] || { fail "$1" "$2" "status $status: $(head -n 1 "$work/messages")"; return; }
    cmp -s "$work/host.out" "$work/guest.out" ||
        fail "$1" "$2" "gcc: $(cat "$work/host.out"), peach-cc: $(head -n 1 "$work/guest.out")"
}

check_program() { # SEED
    (cd "$work" && csmith --seed "$1" --no-argc -o program.c >/dev/null) || return # it writes platform.info where it stands
    # -malign-double: 8-byte types are aligned to 8 there too, so that unions overlay the same bytes
    gcc -m32 -malign-double -w -O1 -DHOST -I "$here/csmith" -o "$work/host" "$work/program.c" || exit 2
    if ! timeout "$host_seconds" "$work/host" >"$work/host.out" 2>/dev/null; then
        skipped=$((skipped + 1))
        return
    fi
    tested=$((tested + 1))
    for level in $levels; do check_level "$1" "$level"; done
}

progress() { # DONE
    [ -t 2 ] || return 0
    width=40 done=$(($1 * 40 / programs))
    printf '\r[%-*s] %d of %d, %d failures ' "$width" "$(printf '%*s' "$done" '' | tr ' ' '#')" "$1" "$programs" "$failed" >&2
}

prepare
count=0
while [ "$count" -lt "$programs" ]; do
    check_program $((first + count))
    count=$((count + 1))
    progress "$count"
done
[ -t 2 ] && echo >&2
echo "csmith: $tested programs at -O {$levels}: $failed failures; left out: $skipped that ran too long," \
    "$misaligned runs with misaligned accesses to packed members"
[ "$failed" = 0 ]
