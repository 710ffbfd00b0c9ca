#!/bin/sh
# The front door as a user meets it: ./peach from anywhere, with good and bad words.  Prints TAP.
# usage: front.sh ROOT BUILD
root=$1
PEACH_BUILD=$2
export PEACH_BUILD
work=$(mktemp -d "${TMPDIR:-/tmp}/peach front.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
number=0

# Run a command; its output and status are kept for the checks that follow.
try() {
    out=$("$@" 2>"$work/err" </dev/null)
    status=$?
    err=$(cat "$work/err")
}

check() { # NAME EXPECTED-STATUS STRING-IN-OUTPUT-OR-ERROR
    number=$((number + 1))
    case $status:$out$err in
    "$2":*"$3"*) echo "ok $number - $1" ;;
    *)
        echo "not ok $number - $1"
        printf '# status %s (expected %s), expected text: %s\n' "$status" "$2" "$3"
        printf '%s\n' "$out" "$err" | sed 's/^/# /'
        ;;
    esac
}

try "$root/peach" help
check "help tells the usage" 0 "usage: ./peach"

try "$root/peach" frobnicate
check "an unknown command is refused" 2 "no program for 'frobnicate'"

try "$root/peach" run
check "run without a file" 2 "run: no file"

try "$root/peach" run nowhere.c
check "run of a missing file" 2 "no such file 'nowhere.c'"

try "$root/peach" run /tmp
check "run of a directory" 2 "is not a regular file"

try "$root/peach" run "$(command -v ls)"
check "run of another machine's program" 2 "not for Peach"

head -c 300 "$PEACH_BUILD/guestos/bin/ls" >cut
try "$root/peach" run cut
check "run of a truncated program" 2 "truncated or corrupt"

: >empty.c
try "$root/peach" run empty.c
check "run of an empty file" 2 "is empty"

echo 'int main(void) { return 1 }' >broken.c
try "$root/peach" run broken.c
check "run of a wrong program shows the compiler's error" 1 "broken.c:1:"

cat >status.c <<'C'
#include <stdio.h>
int main(int argc, char **argv) {
    char line[64];
    for (int i = 1; i < argc; i++) printf("[%s]", argv[i]);
    while (fgets(line, sizeof line, stdin)) printf("<%s", line);
    return argc;
}
C
try sh -c 'printf "one\ntwo\n" | "$0" run status.c "a b" c' "$root/peach"
check "a program gets its arguments and input, its status comes back" 3 '[a b][c]<one
<two'

# What was typed in raw mode is a line when the terminal edits lines again.
cat >ahead.c <<'C'
#include <stdio.h>
#include <termios.h>
#include <unistd.h>
int main(void) {
    struct termios cooked, raw;
    char line[16];
    tcgetattr(0, &cooked);
    raw = cooked;
    raw.c_lflag &= ~(tcflag_t)ICANON;
    tcsetattr(0, TCSANOW, &raw);
    sleep(1);
    tcsetattr(0, TCSANOW, &cooked);
    for (int i = 0; i < 2; i++) {
        int got = (int)read(0, line, sizeof line);
        printf("%d %.*s", got, got, line);
    }
    return 0;
}
C
try sh -c 'printf "abc\nde\n" | timeout 60 "$0" run ahead.c' "$root/peach"
check "typed-ahead lines are read after raw mode" 0 "4 abc
3 de"

# A recorded run is repeated, wherever it started from; options of the machine end with --.
record_and_replay() { # LOG FILE [ARGUMENT...]
    log=$1
    shift
    printf 'one\n' | "$root/peach" run --record "$log" --hash -- "$@" 2>&1 || echo "status $?"
}
replay_of() { "$root/peach" replay "$@" 2>&1 || echo "status $?"; }
for what in "status.c a" "$root/roms/hello.s"; do
    # shellcheck disable=SC2086
    record_and_replay "the log" $what >recorded
    replay_of "the log" --hash >replayed
    cmp -s recorded replayed
    status=$? out=$(cat recorded replayed) err=
    check "a recorded run of ${what##*/} is replayed" 0 "state hash"
done
cp "$PEACH_BUILD/guestos/orchard.img" own.img
out=$(printf 'echo hi >/kept; cat /kept\n' | "$root/peach" run own.img --record=image --hash 2>recorded)
status=$? err=
check "an image boots without prompt, echo or control characters when its input is a pipe" 0 "hi"
[ "$out" = hi ]
status=$?
check "and says nothing else" 0 "hi"
replay_of image --hash >replayed
printf 'hi\n' | cat - recorded | cmp -s - replayed
status=$? out=$(cat recorded replayed)
check "its replay begins with the disk as it was" 0 "state hash"
rm "the log.elf"
try "$root/peach" replay "the log"
check "a replay without what it started from is refused" 2 "the log: error: "
try "$root/peach" replay
check "a replay without a log" 2 "no log"
try "$root/peach" replay --hash image
check "a replay whose options come first" 2 "the log comes first"
try "$root/peach" run --stats status.c
check "options of the machine without their end" 2 "options of the machine end with --"
try "$root/peach" run --stats --
check "options of the machine without a file" 2 "run: no file"
try "$root/peach" run --record none/log -- status.c
check "a log that cannot be kept" 2 "cannot write 'none/log.disk'"
for command in run replay test boot build bench cc emu; do
    try "$root/peach" "$command" --help
    check "$command --help" 0 "usage: "
done
try "$root/peach" build now
check "build takes no arguments" 2 "takes no arguments"

ln -s "$root/peach" "a link"
try "./a link" explain add
check "started through a link, from another directory" 0 "add"

try "$root/peach" run "$root/roms/hello.s"
check "a bare-metal source runs" 0 "Hello, world!"

session() { printf 'ls /bin | wc -l\necho hi > /tmp/x; cat /tmp/x\nhalt\n' | "$root/peach" --display=terminal --stats; }
session >one.out 2>one.err
status=$?
session >two.out 2>two.err
out=$(cat one.out) err=
check "a session through a pipe ends with the guest's status" 0 "hi"
cmp -s one.out two.out && grep -v "a second" one.err >one && grep -v "a second" two.err >two && cmp -s one two
status=$? out=$(diff one.err two.err)
check "the same session twice gives the same bytes and counts" 0 ""

status=$(sed -n 's/^instructions *//p' one.err)
out="from power-on to the shell and through the session: $status instructions"
[ "$status" -lt 10000000 ]
status=$?
check "booting takes less than 10 million instructions" 0 "instructions"

# Machines without the packages: a path with nothing but the basic tools and one package manager.
bare=$work/bare
mkdir "$bare"
for tool in sh cat dirname readlink pwd mkdir cksum tr ls id; do ln -s "$(command -v $tool)" "$bare/$tool"; done
for manager in dnf pacman brew; do
    printf '#!/bin/sh\n' >"$bare/$manager"
    chmod +x "$bare/$manager"
    try env PATH="$bare" PEACH_BUILD="$work/none" "$root/peach" build
    check "without packages, $manager's command is printed" 1 "$manager"
    rm "$bare/$manager"
done
try env PATH="$bare" PEACH_BUILD="$work/none" "$root/peach" build
check "without a package manager, the packages are listed" 1 "needed: a C compiler, meson"

printf '#!/bin/sh\nexit 1\n' >"$bare/apt-get"
chmod +x "$bare/apt-get"
try env PATH="$bare" PEACH_BUILD="$work/none" CI=true "$root/peach" build
check "an installation that fails names its command" 1 "apt-get install"

echo "1..$number"
