#!/bin/sh
# readonly.sh EMU ROM IMAGE: from a disk that takes no writes Orchard runs, and refuses changes with EROFS.
set -u
script='echo new > /tmp/file; echo $?
mkdir /tmp/dir
rm /bin/ls
chmod 600 /bin/ls
cat /etc/motd > /dev/null; echo $?
halt 3'
output=$(printf '%s\n' "$script" | "$1" --rom "$2" --read-only --limit 1000000000 --append "pipe quiet" "$3" 2>&1)
status=$?
printf '%s\n' "$output"
echo "machine: status $status"
refused=$(printf '%s\n' "$output" | grep -c ': Read-only file system$')
[ "$status" = 3 ] && [ "$refused" = 4 ] && ! printf '%s\n' "$output" | grep -q 'cannot be written'
