#!/bin/sh
# load.sh EMU ROM IMAGE OPTIONS...: many processes, pipes, files and swapping at once give the right results, with
# policies that change while all runs.  With several harts their kernels race.
set -u
emu=$1 rom=$2 image=$3
shift 3
script='policy
(swapdemo 5; echo swap $?) & (swapdemo 4; echo swap $?) &
i=0
while [ $i -lt 8 ]; do
    seq 2000 | sort -r | sort -n | tail -1 > /tmp/o$i &
    i=$((i+1))
done
policy scheduler rr; policy pager fifo
cowdemo > /tmp/c; shmdemo; mqdemo | wc -l
policy scheduler mlfq; policy pager clock
wait
cat /tmp/o* | uniq -c
halt 7'
output=$(printf '%s\n' "$script" |
    "$emu" --rom "$rom" --snapshot --limit 8000000000 --append "pipe quiet" "$@" "$image" 2>&1)
status=$?
printf '%s\n' "$output"
echo "machine: status $status"
[ "$status" = 7 ] || exit 1
swapped=$(printf '%s\n' "$output" | grep -c '^swap 0$')
right=$(printf '%s\n' "$output" |
    grep -c -e '^ *8 2000$' -e '^4 processes added 1 200 times each: 800$' -e '^4$' -e '^scheduler mlfq$')
[ "$swapped" = 2 ] && [ "$right" = 4 ]
