#!/bin/sh
# run.sh ROOT BUILD: a small project is configured and built for Orchard with a configure script and make, with Meson and with
# CMake; each finds the compiler by name in PATH and has to come to the same conclusions about it.
set -u
root=$1 build=$2
project=$root/tests/tools/cc/build_systems/project
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
for tool in cc as ld ar nm objdump; do
    ln -s "$build/tools/$tool/peach-$tool" "$scratch/bin/" || exit 1
done
PATH=$scratch/bin:$PATH
unset CC CFLAGS AR LDFLAGS CPPFLAGS
failures=0
check() { # NAME PROGRAM: what was built is an executable of the machine
    if [ -x "$2" ] && peach-objdump -d "$2" | grep -q '<main>'; then return; fi
    echo "build_systems: $1 failed:" >&2
    cat "$scratch/log" >&2
    failures=$((failures + 1))
}

mkdir "$scratch/make"
(cd "$scratch/make" && CC=peach-cc "$project/configure" && make AR=peach-ar) >"$scratch/log" 2>&1
check "configure and make" "$scratch/make/tiny"

meson setup --cross-file "$root/tools/cross/peach32-orchard.ini" "$scratch/meson" "$project" >"$scratch/log" 2>&1 &&
    ninja -C "$scratch/meson" >>"$scratch/log" 2>&1
check Meson "$scratch/meson/tiny"

if command -v cmake >/dev/null; then
    cmake -DCMAKE_TOOLCHAIN_FILE="$root/tools/cross/peach32-orchard.cmake" -S "$project" -B "$scratch/cmake" >"$scratch/log" 2>&1 &&
        cmake --build "$scratch/cmake" >>"$scratch/log" 2>&1
    check CMake "$scratch/cmake/tiny"
else
    echo "cmake is not installed: its toolchain file is not tested"
fi
[ "$failures" -eq 0 ]
