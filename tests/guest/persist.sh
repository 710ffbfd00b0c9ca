#!/bin/sh
# persist.sh EMU ROM IMAGE MKFS: what one run writes to the disk, the next one finds; the file system is whole
# after each.
set -eu
emu=$1 rom=$2 image=$3 mkfs=$4
disk=$(mktemp)
trap 'rm -f "$disk"' EXIT
cp "$image" "$disk"

boot()
{
    "$emu" --rom "$rom" --limit 4000000000 --append "pipe quiet" "$disk"
}

boot <<'END'
mkdir -p /keep/deep/er
seq 1 5000 > /keep/numbers
cp /bin/sh /keep/deep/er/program
ln /keep/numbers /keep/hard
ln -s numbers /keep/soft
chmod 751 /keep/deep
echo gone > /keep/gone; rm /keep/gone
mv /keep/deep/er /keep/moved
halt
END
"$mkfs" --check "$disk"
found=$(boot <<'END'
tail -n 1 /keep/numbers; wc -l < /keep/hard; head -n 1 /keep/soft
cmp /bin/sh /keep/moved/program && echo equal
ls -F /keep; ls -ld /keep/deep | cut -c 1-10
rm -r /keep; ls /keep
halt 3
END
) && status=0 || status=$?
"$mkfs" --check "$disk"
wanted='5000
5000
1
equal
deep/
hard
moved/
numbers
soft@
drwxr-x--x
ls: /keep: No such file or directory'
[ "$found" = "$wanted" ] && [ "$status" = 3 ] || {
    printf 'status %s\n%s\n--- should be\n%s\n' "$status" "$found" "$wanted"
    exit 1
}

# What follows a reboot is typed when the system is up again.
boot <<'END' && status=0 || status=$?
reboot
halt 5
END
[ "$status" = 5 ] || { echo "halt after a reboot: status $status"; exit 1; }

# A file without a name that a job holds open, and a job that never stops writing: both end when the machine does.
boot <<'END' && status=0 || status=$?
echo open > /open; sleep 100 < /open & rm /open; while :; do echo x > /busy; rm /busy; done & sleep 0.1; halt 4
END
[ "$status" = 4 ] || { echo "halt with busy jobs: status $status"; exit 1; }
"$mkfs" --check "$disk"
