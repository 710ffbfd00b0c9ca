#!/bin/sh
# Real programs: from Debian's source packages, compiled by peach-cc without a change, run in Orchard; each must print
# what it prints on the host, compiled by gcc -m32.
#
#   programs.sh [-O LEVEL] [-k FOLDER] BUILD [NAME...]
#
# Without names, all of programs/. FOLDER (default: campaign-programs) keeps what was built and printed. Prints a table;
# exit status: 0 all right, 1 a program is not.
#
# A recipe, programs/NAME.sh, sets:
#   package   the source package
#   build     a function; in a copy of the source, with CC and CFLAGS set, it leaves program and data in $out
#   check     commands for a shell, in $out, with . in PATH: what they print is compared
#   missing   in place of a check: why the program does not work
set -u

level=2 keep=campaign-programs
while getopts O:k: option; do
    case $option in
    O) level=$OPTARG ;;
    k) keep=$OPTARG ;;
    *) sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || { echo "programs.sh: which build folder?" >&2; exit 2; }

folder=$(cd "$1" && pwd) || exit 2
shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/fetch.sh"
export PATH="$folder/tools/cc:$folder/tools/ar:$folder/tools/nm:$folder/tools/ld:$PATH"
mkdir -p "$keep" && keep=$(cd "$keep" && pwd) || exit 2
failures=0
insns=8000000000

[ $# -gt 0 ] || set -- $(cd "$here/programs" && ls ./*.sh | sed 's/^\.\///; s/\.sh$//')

# A copy of the source for one side; what the recipe's build prints goes to a log.
build_side() { # SIDE SOURCE
    side=$1
    rm -rf "${keep:?}/$name/$side"
    mkdir -p "$keep/$name/$side/out" && cp -Rp "$2" "$keep/$name/$side/source" || exit 2
    # What automake and autoconf have made is newer than what Debian's patches have changed: neither is needed.
    for made in aclocal.m4 configure '*.in' '*.hin'; do find "$keep/$name/$side/source" -name "$made" -exec touch {} +; done
    export out="$keep/$name/$side/out" CC CFLAGS AR RANLIB host
    (cd "$keep/$name/$side/source" && sh -e -c '. "$0"; . "$1"; build' "$here/fetch.sh" "$here/programs/$name.sh") \
        >"$keep/$name/$side.log" 2>&1 </dev/null || return 1
    printf '%s\n' "$check" >"$out/check.sh"
}

run_host() {
    (cd "$keep/$name/host/out" && PATH=.:$PATH LC_ALL=C.UTF-8 timeout 60 sh ./check.sh) \
        >"$keep/$name/host.txt" 2>&1 </dev/null
}

run_guest() {
    disk=$keep/$name/disk
    rm -rf "$disk"
    cp -R "$folder/guestos/root" "$disk" && cp -R "$keep/$name/guest/out" "$disk/check" &&
        "$folder/tools/mkfs/peach-mkfs" --quiet -o "$disk.img" --devices "$root/guestos/etc/devices.table" \
            --kernel "$folder/guestos/kernel/kernel.elf" "$disk" || return 1
    echo 'cd /check; PATH=.:/bin sh ./check.sh 2>&1; halt' |
        "$folder/emu/peach-emu" --display=terminal --append 'quiet pipe' -m 256M --limit $insns --snapshot \
            --disk "$disk.img" >"$keep/$name/guest.txt" 2>&1
    rm -rf "$disk" "$disk.img"
}

first_error() {
    grep -m 1 -E 'error:|undefined reference' "$keep/$name/guest.log" || tail -n 1 "$keep/$name/guest.log"
}

# Why the program is not right; empty when it is.
judge() { # SOURCE
    CC='gcc -m32' CFLAGS="-w -O1 -msse2 -mfpmath=sse" AR=ar RANLIB=ranlib host=i386-linux-gnu
    build_side host "$1" || { echo "does not build on the host: $(tail -n 1 "$keep/$name/host.log")"; return; }
    run_host
    CC=peach-cc CFLAGS="-w -O$level" AR=peach-ar RANLIB=true host=riscv32-unknown-elf # any that config.sub knows
    build_side guest "$1" || { first_error; return; }
    run_guest || { echo "status $? in Orchard: $(tail -n 1 "$keep/$name/guest.txt")"; return; }
    diff "$keep/$name/host.txt" "$keep/$name/guest.txt" >"$keep/$name/difference" ||
        echo "other output: $(grep -m 1 '^>' "$keep/$name/difference" || sed -n 2p "$keep/$name/difference")"
}

for name; do
    [ -f "$here/programs/$name.sh" ] || { echo "programs.sh: no recipe for '$name'" >&2; exit 2; }
    missing= check=
    . "$here/programs/$name.sh"
    source=$(fetch_source "$package") || { failures=$((failures + 1)); continue; }
    version=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$source/debian/changelog")
    lines=$(find "$source" -name '*.[ch]' -exec cat {} + | wc -l)
    mkdir -p "$keep/$name"
    result=$missing
    [ -n "$missing" ] || result=$(judge "$source")
    [ -z "$result" ] || [ -n "$missing" ] || failures=$((failures + 1))
    printf '| %s | %s | %s | %s |\n' "$name" "$version" "$lines" "${result:-right}"
done
[ "$failures" = 0 ]
