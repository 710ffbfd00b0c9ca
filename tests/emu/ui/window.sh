#!/bin/sh
# The window on a display of its own (Xvfb): typing, screenshot, panels, exit status; and the picture without a display.
# Prints TAP.  usage: window.sh PEACH-EMU IMAGE CLICK-PROGRAM
emu=$1 image=$2 click=$3
if ! command -v Xvfb >/dev/null || ! command -v xdotool >/dev/null; then
    echo "1..0 # SKIP Xvfb and xdotool are not installed"
    exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/peach-window.XXXXXX") || exit 2
cd "$work" || exit 2
# What the libraries of display and message bus leave allocated at the end is not ours.
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS
number=0
server=
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT

check() { # NAME CONDITION...
    number=$((number + 1))
    name=$1
    shift
    if "$@"; then echo "ok $number - $name"; else echo "not ok $number - $name"; fi
}

# A PNG of at least so many bytes: a picture of one colour is far smaller.
is_picture() { # FILE BYTES
    [ -f "$1" ] && [ "$(head -c 4 "$1" | tail -c 3)" = PNG ] && [ "$(wc -c <"$1")" -gt "$2" ]
}

# Wait, at most 20 seconds, until a command succeeds.
eventually() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || return 1
        sleep 0.1
    done
}

press() { xdotool key --delay 60 "$@"; }

Xvfb -noreset -displayfd 3 -screen 0 1280x900x24 3>display 2>/dev/null &
server=$!
eventually test -s display || exit 2
DISPLAY=:$(cat display)
export DISPLAY
unset WAYLAND_DISPLAY

"$emu" --display=window --snapshot --disk "$image" --rtc host --record session --hash 2>hash &
machine=$!
check "a window opens" eventually xdotool search --onlyvisible --name '^Peach$'
sleep 1
press F2 F12
check "F12 saves a screenshot" eventually is_picture peach-1.png 5000
press F1 Escape F5 F5 ctrl+plus ctrl+minus
xdotool type --delay 30 'reboot --help; halt 7'
press Return
wait $machine
status=$?
check "what is typed reaches the shell, and the guest's status comes back" test $status = 7

"$emu" --display=none --disk "$image" --replay session --hash >said 2>replayed
check "the session is replayed without a window, to the same state" test $? = 7
check "which its hash shows" cmp -s hash replayed

"$emu" --display=window --snapshot --disk "$image" &
machine=$!
eventually xdotool search --onlyvisible --name '^Peach$'
sleep 1
press ctrl+shift+q
wait $machine
check "Ctrl Shift Q quits" test $? = 0

timeout 20 "$emu" --display=window "$click" &
machine=$!
eventually xdotool search --onlyvisible --name '^Peach$'
sleep 1
xdotool mousemove --window "$(xdotool search --onlyvisible --name '^Peach$')" 200 150 click --delay 0 1
wait $machine
check "a click that is over at once reaches the guest" test $? = 9

kill $server
unset DISPLAY
echo swapdemo | "$emu" -m 4M --snapshot --disk "$image" --append 'quiet pipe' --picture headless.png >out
check "the same picture without a display" is_picture headless.png 5000
"$emu" --display=window --disk "$image" 2>err
check "without a display a window is refused" test $? = 2
echo halt | "$emu" --snapshot --disk "$image" --append 'quiet pipe' --picture /nonexistent/x.png 2>err
check "a picture that cannot be written is an error" test $? = 2
echo "1..$number"
