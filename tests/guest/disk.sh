#!/bin/sh
# disk.sh EMU ROM MKFS IMAGE: what is written is there after the next start, and the host's tool finds the disk sound; full,
# cut off and damaged disks are survived.  Reports in TAP.
set -u
emu=$1 rom=$2 mkfs=$3 image=$4
limit=2000000000
work=$(mktemp -d "${TMPDIR:-/tmp}/disk.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
disk=$work/disk.img
number=0

# boot COMMANDS [OPTION...]: runs them in the shell of the disk; output in $output, exit status in $status
boot() {
    commands=$1
    shift
    output=$(printf '%s\n' "$commands" | "$emu" --display terminal --rom "$rom" --limit "$limit" --append "quiet pipe" "$@" "$disk" 2>&1)
    status=$?
}

# result NAME CONDITION...: one line of TAP; the condition is a command
result() {
    number=$((number + 1))
    name=$1
    shift
    if "$@"; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        printf 'status %s\n%s\n' "$status" "$output" | tail -n 40 | sed 's/^/# /'
    fi
}

sound() {
    output=$("$mkfs" --check --quiet "$disk" 2>&1) && [ -z "$output" ]
}

says() { # TEXT: the whole output
    [ "$status" = 0 ] && [ "$output" = "$1" ]
}

contains() { # TEXT
    case $output in *"$1"*) return 0 ;; esac
    return 1
}

echo 1..12

# ---- What is written stays ----

cp "$image" "$disk"
boot 'mkdir -p /tmp/a/b; for n in 1 2 3 4 5 6 7 8 9; do echo text $n >/tmp/a/f$n; done
cat /bin/sh /bin/ls /bin/sh >/tmp/once; cat /tmp/once /tmp/once /tmp/once /tmp/once /tmp/once /tmp/once >/tmp/large; rm /tmp/once
ln /tmp/a/f1 /tmp/a/b/same; mv /tmp/a/f2 /tmp/a/moved; rm /tmp/a/f3; mkdir /tmp/a/gone; rmdir /tmp/a/gone
echo more >>/tmp/a/f4; halt'
result 'files, directories, links are written' says ''
result 'the disk is sound afterwards' sound
boot 'cd /tmp/a; ls; cat f1 b/same moved f4; rm f1; cat b/same; halt'
result 'the next start finds everything' says "$(printf '%s\n' b f1 f4 f5 f6 f7 f8 f9 moved 'text 1' 'text 1' 'text 2' 'text 4' more 'text 1')"
"$mkfs" --extract "$work/out" "$disk" 2>/dev/null
same_large() {
    for n in 1 2 3 4 5 6; do cat "$work/out/bin/sh" "$work/out/bin/ls" "$work/out/bin/sh"; done | cmp -s - "$work/out/tmp/large"
}
result 'a file with indirect blocks is the same, byte for byte' same_large
result 'the disk is sound after the second halt' sound

# ---- A full disk ----

cp "$image" "$disk"
boot 'cat /bin/* >/tmp/x; i=0; while cat /tmp/x /tmp/x /tmp/x /tmp/x >/tmp/x$i; do i=$((i+1)); done; echo full at $i
rm /tmp/x*; echo again >/tmp/y; cat /tmp/y; halt'
full() { [ "$status" = 0 ] && contains 'No space left on device' && contains 'full at' && contains again; }
result 'a full disk is an error of the program that fills it' full
result 'and sound when it is switched off' sound

# ---- Power cuts ----

cut_off() {
    cuts=0
    for insns in 6000000 7000000 8000000 9000000 10000000 12000000 15000000; do
        cp "$image" "$disk"
        limit=$insns
        boot 'for n in 1 2 3 4 5 6 7 8 9; do mkdir /tmp/d$n; cat /bin/sh /bin/ls >/tmp/d$n/f; done; rm /tmp/d1/f; halt'
        [ "$status" = 124 ] && cuts=$((cuts + 1))
        limit=2000000000
        boot 'ls / >/dev/null && echo alive; halt'
        [ "$status" = 0 ] && contains alive || return 1
    done
    [ "$cuts" -ge 4 ]
}
result 'it starts after the power was cut in the middle of writing' cut_off

# ---- Damage: a message and no more ----

# poke OFFSET BYTES: the bytes in printf's notation
poke() { printf "$2" | dd of="$disk" bs=1 seek="$1" conv=notrunc 2>/dev/null; }
word() { od -An -tu4 -j "$1" -N 4 "$disk" | tr -d ' '; }
refused() { [ "$status" != 0 ] && [ "$status" -ge 100 ] && [ "$status" -le 107 ] && [ -n "$output" ]; }

cp "$image" "$disk"
poke 0 '\000'
boot 'halt'
result 'a disk without a file system is refused by the ROM' refused
cut_short() { [ "$status" = 2 ] && contains 'it has been cut off'; }
head -c 102400 "$image" >"$disk"
boot 'halt'
result 'a disk that is shorter than it says is refused' cut_short

# the field of struct fs_super where the inode table starts, the size of an inode, the place of its first block number
inode_table=56 inode_bytes=128 first_block=52
# The machine ends by itself: by halt, with init's status when the shell itself is what is damaged, or with a panic that says
# why; it does not run on, wait for ever, or hit a bug of the emulator.
survives() {
    case $status in
    123 | 124 | 126 | 70) return 1 ;;
    125) contains panic ;;
    esac
}
cp "$image" "$disk"
table=$(($(word $inode_table) * 4096))
poke $((table + inode_bytes + first_block)) '\377\377\377\177'
boot 'ls /; halt'
result 'a root directory outside the disk' survives
damage() {
    seed=1
    for round in 1 2 3 4 5 6 7 8; do
        cp "$image" "$disk"
        for byte in 1 2 3 4 5 6 7 8 9 10 11 12; do
            seed=$(((seed * 1103515245 + 12345) % 2147483648))
            poke $((table + inode_bytes * 2 + seed / 16 % 16384)) '\252'
        done
        boot 'ls -l / /bin /dev /tmp /etc /test; cat /etc/* >/dev/null; echo x >/tmp/x; rm /tmp/x; halt'
        survives || return 1
    done
}
result 'inodes with wrong bytes' damage
