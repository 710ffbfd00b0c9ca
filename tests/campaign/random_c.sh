#!/bin/sh
# Random C programs of our own generator (random_c/): what Csmith does not make.
#
#   random_c.sh [-n PROGRAMS] [-s FIRST-SEED] [-O "LEVELS"] [-k FOLDER] [-r] BUILD
#
# As csmith.sh: each program is compiled by gcc -m32 -O0 and by peach-cc at each level, and run on the bare machine. FOLDER
# (default: campaign-random_c) keeps the programs with the host's results, so that a run that was stopped goes on where it was,
# and the programs that differ, with what was seen. -r tests programs again that have passed. Exit status: 0 no difference,
# 1 differences, 77 no gcc -m32.
set -u

campaign=random_c
here=$(cd "$(dirname "$0")" && pwd)
includes=$here/random_c

make_program() { # SEED
    "$build/tests/campaign/random-c" "$1" >"$1.c"
}

. "$here/differential.sh"
