#!/bin/sh
# lockstep.sh [-n INSNS] [-s CASE] BUILD: the translator against the interpreter on random programs
# (tests/emu/lockstep_test.c), from case number CASE on (default 0), until INSNS instructions (default 1e9) were compared.
# A case that differs is shown with the instruction at which it does.
set -u
insns=1e9 first=0
while getopts n:s: option; do
    case $option in
    n) insns=$OPTARG ;;
    s) first=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -eq 1 ] || { echo "usage: lockstep.sh [-n INSNS] [-s CASE] BUILD" >&2; exit 2; }
exec "$1/tests/emu/emu_lockstep_test" "$insns" "$first"
