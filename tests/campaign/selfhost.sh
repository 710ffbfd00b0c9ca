#!/bin/sh
# The toolchain compiled by itself: what it makes in Orchard is byte for byte what it makes on the host.
#
#   selfhost.sh [-a] BUILD
#
# peach-cc, peach-as and peach-ld, compiled by peach-cc, are put on a disk with their own sources and compile some of them there;
# with -a all, and link them: the compiler's third generation. Exit status: 0 no difference, 1 differences.
set -u

some='isa/isa.c asm/buf.c tools/lib/strmap.c tools/cc/arena.c tools/cc/front/fold.c tools/cc/passes/mem2reg.c'
all=false
while getopts a option; do
    case $option in
    a) all=true ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# = 1 ] || { echo "selfhost.sh: which build folder?" >&2; exit 2; }

build=$(cd "$1" && pwd) || exit 2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/selfhost.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
fail() {
    echo "selfhost: $*" >&2
    exit 1
}

# The disk's /src, in which host and guest both work, so that names in messages and objects are the same.
src=$work/disk/src
mkdir "$work/disk" && cp -R "$build/guestos/root/." "$work/disk" || exit 2
mkdir -p "$src/build/isa" "$src/out" "$work/disk/usr"
cp -R "$build/sysroot" "$work/disk/usr/sysroot"
cp -R "$root/isa" "$root/asm" "$root/tools" "$src"
cp "$build"/isa/*.[ch] "$src/build/isa"
cd "$src" || exit 2

cc() { "$build/tools/cc/peach-cc" --sysroot ../usr/sysroot "$@"; }
flags="-O2 -DPEACH_VERSION=0 -I. -Ibuild -Itools/cc"
shared="isa/isa.c isa/elf_file.c isa/diagram.c isa/dwarf_line.c isa/dwarf_read.c isa/symbolize.c build/isa/isa_decode.c build/isa/isa_table.c
    build/isa/isa_examples.c asm/*.c tools/lib/*.c"

# Where a source's object lies.
object() { # SOURCE
    echo "out/$(echo "$1" | tr / _).o"
}

# Compile sources on the host, and link them, under the name of the tool, to the disk's /bin.
build_tool() { # NAME SOURCE...
    name=$1 objects=
    shift
    for source; do
        [ -f "$(object "$source")" ] || cc $flags -c -o "$(object "$source")" "$source" || fail "$source is refused"
        objects="$objects $(object "$source")"
    done
    cc -o "../bin/$name" $objects || fail "$name does not link"
}
build_tool peach-as $shared tools/as/*.c
build_tool peach-ld $shared tools/ld/*.c
build_tool peach-cc $shared tools/cc/*.c tools/cc/*/*.c
$all && some=$(echo $shared tools/cc/*.c tools/cc/*/*.c)

mv out ../../host
mkdir out
{
    echo 'cd /src'
    objects=
    for source in $some; do
        echo "peach-cc --sysroot /usr/sysroot $flags -c -o $(object "$source") $source || exit 1"
        objects="$objects $(object "$source")"
    done
    if $all; then
        echo "peach-cc --sysroot /usr/sysroot -o out/peach-cc $objects"
    fi
} >build.sh
cd "$work" || exit 2
"$build/tools/mkfs/peach-mkfs" --quiet -o disk.img --kernel "$build/guestos/kernel/kernel.elf" disk || exit 2
"$build/emu/peach-emu" --display=terminal --append 'quiet pipe' --limit 20000000000 --stats-file stats --stats --disk disk.img \
    <<. || fail "the compiler failed in Orchard"
sh /src/build.sh || exit 1
halt
.
"$build/tools/mkfs/peach-mkfs" --extract result disk.img 2>/dev/null || exit 2

same=0
for source in $some; do
    name=$(basename "$(object "$source")")
    cmp "host/$name" "result/src/out/$name" || fail "$source: another object in Orchard than on the host"
    same=$((same + 1))
done
if $all; then
    cmp disk/bin/peach-cc result/src/out/peach-cc || fail "the third generation differs from the second"
fi
echo "$same objects are the same; $(sed -n "s/^instructions */instructions: /p" stats)"
