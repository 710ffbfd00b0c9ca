# Random C programs: what peach-cc makes of them must compute what the host's compiler makes of them. Sourced by the
# campaigns, which set
#
#   campaign            the name
#   includes            folder of the header that the programs include, and of the generator, if it is ours
#   make_program SEED   a function that leaves the program, int program_SEED(void), in SEED.c of the current folder
#
# Each program is compiled by gcc -m32 -O0 and by peach-cc at each level, and run on the bare machine (bare/).

programs=100 first=1 levels='0 1 2 3 s' keep=campaign-$campaign quick=false again=false
while getopts n:s:O:k:qr option; do
    case $option in
    n) programs=$OPTARG ;;
    s) first=$OPTARG ;;
    O) levels=$OPTARG ;;
    k) keep=$OPTARG ;;
    q) quick=true ;;
    r) again=true ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# = 1 ] || { echo "$campaign.sh: which build folder?" >&2; exit 2; }

build=$(cd "$1" && pwd) || exit 2
root=$(cd "$here/../.." && pwd)
cc=$build/tools/cc/peach-cc emu=$build/emu/peach-emu
echo 'int main(void) { return 0; }' | gcc -m32 -x c - -o /dev/null 2>/dev/null ||
    { echo "gcc -m32 does not work: apt-get install gcc-multilib" >&2; exit 77; }

batch=40
work=$(mktemp -d "${TMPDIR:-/tmp}/$campaign.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
# What other headers, or another generator, have made is made again.
stamp=$(cat "$includes"/* | cksum)
[ "$(cat "$keep/stamp" 2>/dev/null || echo "$stamp")" = "$stamp" ] || rm -rf "$keep/sources" "$keep/results" "$keep/passed"
mkdir -p "$keep/sources" "$keep/results" && keep=$(cd "$keep" && pwd) && echo "$stamp" >"$keep/stamp" || exit 2
touch "$keep/passed"
$again && : >"$keep/passed"
tested=0 skipped=0 failed=0

prepare() {
    "$cc" -I "$root" -c -o "$work/start.o" "$here/bare/start.s" || exit 2
    for source in "$root"/tools/rt/*.c; do
        object=$work/$(basename "$source" .c).o
        "$cc" -O1 -I "$root" -I "$root/tools/rt" -ffreestanding -c -o "$object" "$source" || exit 2
    done
    runtime=$work/libruntime.a
    "$build/tools/ar/peach-ar" rc "$runtime" "$work"/*.o
}

list() { # SEED...: for bare.c and host.c
    printf 'P(%s) ' "$@"
}

# Programs of the batch, from FOLDER or new; results: lines "SEED checksum = X" of those that end.
make_batch() { # FIRST SEED...
    cd "$work/batch" || exit 2
    name=$1-$#
    if $quick; then name=quick-$name; fi
    if [ -f "$keep/results/$name" ]; then
        tar -xzf "$keep/sources/$name.tar.gz"
        cp "$keep/results/$name" expected
        return
    fi
    for seed; do make_program "$seed" || exit 2; done # it writes platform.info where it stands
    # -malign-double: 8-byte types are aligned to 8 there too, so that unions overlay the same bytes; no x87's precision
    gcc -m32 -malign-double -msse2 -mfpmath=sse -ffp-contract=off -w -O0 -DHOST -DPROGRAMS="$(list "$@")" -I "$includes" -o host \
        "$here/bare/host.c" [0-9]*.c || exit 2
    ./host >expected 2>/dev/null
    tar -czf "$keep/sources/$name.tar.gz" [0-9]*.c && cp expected "$keep/results/$name" || exit 2
}

fail() { # SEED LEVEL WHAT
    failed=$((failed + 1))
    cp "$work/batch/$1.c" "$keep/"
    [ -t 2 ] && printf '\r' >&2
    printf 'seed %s -O%s: %s\n' "$1" "$2" "$3" | tee -a "$keep/report" >&2
}

# Results of the programs named, each stopped after so many instructions, in the file guest.
run_guest() { # INSNS SEED...
    insns=$1
    shift
    "$cc" -w -O1 -I "$root" -DINSNS="$insns" -DPROGRAMS="$(list "$@")" -c -o bare.o "$here/bare/bare.c" &&
        "$cc" -nostdlib -Ttext=80010000 -o guest.elf bare.o $(printf '%s.o ' "$@") "$work/start.o" "$build/sysroot/lib/libc.a" "$runtime" &&
        "$emu" --display none --limit 8000000000 guest.elf </dev/null >guest
}

# One program at a level, with as much time as it wants: says what is wrong.
check_alone() { # SEED LEVEL EXPECTED
    rm -f "$1.o"
    timeout 60 "$cc" -w -O"$2" -I "$includes" -c "$1.c" 2>messages ||
        { fail "$1" "$2" "not compiled: $(head -n 1 messages)"; return; }
    run_guest 4000000000u "$1" 2>messages || { fail "$1" "$2" "does not run: $(head -n 1 messages)"; return; }
    result=$(cat guest)
    if [ "$result" != "$3" ]; then
        fail "$1" "$2" "gcc: $3, peach-cc: $result"
    elif ! grep -q "^$1 too long" company; then
        fail "$1" "$2" "differs only in the company of $(echo "$seeds" | tr '\n' ' ')"
    fi
}

check_level() { # LEVEL
    rm -f ./*.o guest
    # shellcheck disable=SC2086  # a list
    timeout 300 "$cc" -w -O"$1" -I "$includes" -c $(printf '%s.c ' $seeds) 2>/dev/null &&
        run_guest 30000000 $seeds 2>/dev/null
    cmp -s expected guest && return
    touch guest
    cp guest company
    while read -r line; do
        grep -qxF "$line" company || echo "$line"
    done <expected >suspects
    while read -r line <&3; do
        check_alone "${line%% *}" "$1" "$line"
    done 3<suspects
}

check_batch() { # SEED...
    rm -rf "$work/batch"
    mkdir "$work/batch"
    make_batch "$@"
    seeds=$(cut -d ' ' -f 1 expected)
    count=$(echo "$seeds" | wc -l)
    tested=$((tested + count)) skipped=$((skipped + $# - count))
    before=$failed
    [ -n "$seeds" ] && for level in $levels; do check_level "$level"; done
    [ "$failed" != "$before" ] || echo "$1 $# $levels" >>"$keep/passed"
    cd "$work" || exit 2
}

progress() { # DONE
    if [ -t 2 ]; then
        width=40 bar=$(($1 * 40 / programs))
        bar=$(printf '%*s' "$bar" '' | tr ' ' '#')
        printf '\r[%-*s] %d of %d, %d failures ' "$width" "$bar" "$1" "$programs" "$failed" >&2
    elif [ $(($1 % 500)) = 0 ]; then
        echo "$1 of $programs, $failed failures" >&2
    fi
}

prepare
done=0
while [ "$done" -lt "$programs" ]; do
    size=$((programs - done))
    [ "$size" -le $batch ] || size=$batch
    start=$((first + done))
    grep -qxF "$start $size $levels" "$keep/passed" || check_batch $(seq $start $((start + size - 1)))
    done=$((done + size))
    progress $done
done
[ -t 2 ] && echo >&2
echo "$campaign: $programs programs at -O {$levels}: $failed failures;" \
    "of the $((tested + skipped)) run now $skipped were left out, which run too long"
[ "$failed" = 0 ]
