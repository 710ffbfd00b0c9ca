#!/bin/sh
# ./peach bench: every kernel computes the same on every machine that is here; figures come out whole; wrong words are
# refused.  Nothing here depends on time.  Prints TAP.
# usage: bench.sh ROOT BUILD
root=$1 build=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/peach-bench-test.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
number=0

bench() { python3 "$root/tests/bench/bench.py" --build "$build" "$@" >"$work/out" 2>"$work/err" </dev/null; }

check() { # NAME EXPECTED-STATUS STATUS EXPECTED-TEXT
    number=$((number + 1))
    if [ "$2" = "$3" ] && cat "$work/out" "$work/err" | grep -q -e "$4"; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        sed 's/^/# /' "$work/out" "$work/err"
    fi
}

json() { # PYTHON EXPRESSION of the figures
    python3 -c "import json, sys; figures = json.load(open(sys.argv[1])); assert $1, figures; print('as expected')" \
        "$work/out" >"$work/json" 2>&1
    status=$?
    mv "$work/json" "$work/err"
}

bench nosuch
check "an unknown kernel is refused" 2 $? "there is no kernel 'nosuch'; there are: fib"

bench --frobnicate
check "an unknown option is refused" 2 $? "unrecognized arguments"

status=$(build=$work/nowhere && bench --cc crc; echo $?)
check "without a build it says what to do" 1 "$status" "is missing; './peach build' makes it"

bench --help
check "there is help" 0 $? "usage: ./peach bench"

bench --cc --quick --json
status=$?
cp "$work/out" "$work/compiler.json"
[ $status = 0 ] && json "len(figures['compiler']) >= 15 and all(row['peach']['instructions'] > 1000 for row in figures['compiler'])"
check "all compilers' kernels agree, with counts as JSON" 0 $status "as expected"
cp "$work/compiler.json" "$work/out"
json "all(row['peach']['instructions'] <= 1.35 * row.get('riscv', row['peach'])['instructions'] for row in figures['compiler'])"
check "no kernel executes many more instructions than gcc's, where that is installed" 0 $status "as expected"

bench --cc --keep "$work/kept" fib
check "programs and disassemblies are kept" 0 $? "geometric mean\|fib"
ls "$work/kept" >"$work/out"
check "... by name" 0 $? "fib.peach-cc-O2.*dis"

bench --json --quick --chart "$work/chart.svg" crc stream2
status=$?
[ $status = 0 ] && json "figures['seconds'][0]['native'] > 0 and figures['times_native']['interpreter'] > 0"
check "the machine's figures as JSON" 0 $status "as expected"
python3 -c "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1]); print('whole')" "$work/chart.svg" >"$work/out" 2>&1
check "the chart is XML" 0 $? "whole"

"$build/emu/peach-emu" --display=none --stats=json --stats-file "$work/err" "$work/kept"/fib.peach-cc-O2.1 >"$work/out"
check "what the compiler is measured with runs without paging" 0 $? '"user_instructions": 0'

python3 - "$root/tests/bench" "$build" "$work" >"$work/out" 2>"$work/err" <<'PYTHON'
import sys
sys.path.insert(0, sys.argv[1])
import kernels, targets
machine = targets.peach_machine(sys.argv[2], "--stats=json")
print(targets.run([*machine.command, machine.prepare(kernels.choose(["crc"])[0], sys.argv[3])]).text)
PYTHON
check "what the machine is measured with runs in user mode" 0 $? '"user_instructions": [1-9]'

echo "1..$number"
