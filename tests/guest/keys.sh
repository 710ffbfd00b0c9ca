#!/bin/sh
# keys.sh EMU ROM IMAGE: a person at the console: editing, history, completion, jobs, Ctrl-C and Ctrl-Z.
#
# The bytes of a pipe come one by one while the machine waits, as from a keyboard; on the screen, these lines must be
# found in this order.
set -eu
emu=$1 rom=$2 image=$3
tab='\t' up='\033[A' left='\033[D' home='\001' kill='\025' stop='\003' suspend='\032' end='\004'
right='\033[C'
keys="echo firstX\177\recho second\r$up$up\rech${tab}completed\recho world$home$right$right$right$right${right}x\r\
echo lost$stop${kill}echo ab${left}X\rcat /et${tab}mot${tab}\rsleep 100\r${stop}echo status \$?\r\
sleep 99\r${suspend}jobs\r\
echo \303\244\303\266\303\274${left}\177${left}b\rkill %%1\rfg\rwhile true; do :; done\r${stop}echo go on\rif true\rthen echo inside\rfi\rnonsense\recho 'two\rlines'\r\
halt 7\r$end"
screen=$(printf "$keys" | "$emu" --rom "$rom" --snapshot --limit 20000000000 --append quiet "$image" 2>&1) && status=0 || status=$?
rest=$screen
for wanted in 'Welcome to Orchard' 'first
' 'second
' 'first
' 'completed
' 'xworld' '^C' 'aXb
' 'Welcome' '^C
' 'status 130
' '^Z
[1] Stopped    sleep 99' '[1] Stopped    sleep 99
' 'bäü
' 'sleep 99' '^C
' 'go on
' '> ' 'inside
' 'sh: nonsense: command not found' 'two
lines
'; do
    case $rest in
        *"$wanted"*) rest=${rest#*"$wanted"} ;;
        *)
            printf '%s\n--- lacks, or has too early: %s\n' "$screen" "$wanted"
            exit 1
            ;;
    esac
done
[ "$status" = 7 ] || { echo "status $status, should be 7"; exit 1; }

# The input ends at a prompt: no prompt for more of a command follows.
screen=$(printf 'exit\r' | "$emu" --rom "$rom" --snapshot --limit 20000000000 --append quiet "$image" 2>&1) || true
case $screen in
*'> '*)
    printf '%s\n--- has a prompt of continuation\n' "$screen"
    exit 1
    ;;
esac

# Enter in the upper row of a line of two: what the command prints stands below both.
screen=$(printf "echo %089d${home}\rhalt\r" 7 | "$emu" --rom "$rom" --snapshot --limit 20000000000 --append quiet "$image" 2>&1) || true
up_and_left=$(printf '\033[1A\r\033[9C')
case $screen in
    *"$up_and_left
"* | *"$up_and_left$(printf '\r')
"*) printf '%s\n--- the line was left in its upper row\n' "$screen"; exit 1 ;;
    *"$up_and_left"*) ;;
    *) printf '%s\n--- the cursor never was in the upper row\n' "$screen"; exit 1 ;;
esac
