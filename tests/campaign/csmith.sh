#!/bin/sh
# Random C programs: what peach-cc makes of them must compute what the host's compiler makes of them.
#
#   csmith.sh [-n PROGRAMS] [-s FIRST-SEED] [-O "LEVELS"] [-k FOLDER] [-q] [-r] BUILD
#
# Each program is compiled by gcc -m32 -O0 and by peach-cc at each level, and run on the bare machine. FOLDER (default:
# campaign-csmith) keeps the programs with the host's results, so that a run that was stopped goes on where it was, and
# the programs that differ, with what was seen. -r tests programs again that have passed; -q makes small programs. Exit
# status: 0 no difference, 1 differences, 77 no csmith or no gcc -m32.
set -u

campaign=csmith
here=$(cd "$(dirname "$0")" && pwd)
includes=$here/csmith

command -v csmith >/dev/null || { echo "csmith is not installed: apt-get install csmith" >&2; exit 77; }

# csmith's options depend on the seed. No packed structures: their members are misaligned, and csmith takes their
# addresses, which is undefined, and a trap on this machine.
make_program() { # SEED
    case $quick-$(($1 % 16)) in
    true-*) options='--max-funcs 3' ;;
    *-0) options= ;;
    *-[12]) options='--max-funcs 5' ;;
    *-[3-6]) options='--max-funcs 3 --builtins --disable-builtin-kinds x86' ;;
    *-[7-9]) options='--max-funcs 3 --max-pointer-depth 3 --max-array-dim 1' ;;
    *) options='--max-funcs 3 --max-struct-fields 5 --max-array-len-per-dim 4' ;;
    esac
    # shellcheck disable=SC2086  # several words
    csmith --seed "$1" --no-argc --no-packed-struct $options -o "$1.c.new" >/dev/null &&
        sed "s/^int main (void)/int program_$1(void)/" "$1.c.new" >"$1.c" && rm "$1.c.new"
}

. "$here/differential.sh"
