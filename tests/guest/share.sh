#!/bin/sh
# share.sh EMU ROM IMAGE: Orchard uses a folder of the host: to read, to write, and while it changes.  Prints TAP.
set -u
emu=$1 rom=$2 image=$3
folder=$(mktemp -d) || exit 2
guest=
trap '[ -z "$guest" ] || kill $guest 2>/dev/null; rm -rf "$folder"' EXIT
share=$folder/share
number=0

check() { # NAME EXPECTED FOUND
    number=$((number + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        printf 'expected:\n%s\nfound:\n%s\n' "$2" "$3" | sed 's/^/# /'
    fi
}

# Let Orchard run a script; standard error is in the output.
orchard() { # OPTION... <SCRIPT
    { echo 'exec 2>&1' && cat; } | "$emu" --rom "$rom" --snapshot --limit 4000000000 --append 'pipe quiet' "$@" "$image" 2>&1
    status=$?
}

long=$(printf '%0255d' 7)
mkdir -p "$share/sub/deep" "$share/$long/$long/$long/$long"
echo hello >"$share/a"
seq 20000 >"$share/sub/numbers"
cp "$(dirname "$image")/bin/wc" "$share/program"
printf 'echo a script of $1\n' >"$share/script"
ln -s /etc/passwd "$share/link"
mkfifo "$share/pipe"
: >"$share/empty"
: >"$share/$long/$long/$long/$long/$long"

found=$(orchard --share "$share" <<'END'
cat /share/a
wc </share/sub/numbers
tail -n 1 /share/sub/numbers
/share/program /share/a /share/empty
/share/script Orchard
cp -r /share/sub /tmp/copy && cmp /share/sub/numbers /tmp/copy/numbers && echo the same
cd /share/sub/deep; pwd; cd ../..; pwd; cd ..; pwd
ls -l /share/a
test -d /share/sub/. && test -f /share/sub/../a && echo both
END
)
check "files are read, run and copied" "hello
20000 20000 108894
20000
1 1 6 /share/a
0 0 0 /share/empty
1 1 6 total
a script of Orchard
the same
/share/sub/deep
/share
/
$(printf '%s\n' "$found" | grep '^-r-xr-xr-x .* 6 .*/share/a$')
both" "$found"

found=$(orchard --share "$share" <<END
L=$long
ls -d /share/* | wc -l
ls / | grep share
cat /share/none; cat /share/a/b; cat /share/link; cat /share/pipe; cat /share
cat /share/\${L}8
ls /share/\$L/\$L | cut -c 250-
ls /share/\$L/\$L/\$L/\$L; cat /share/\$L/\$L/\$L/\$L/\$L
END
)
found=$(printf '%s\n' "$found" | sed "s/$long/LONG/g")
check "what cannot be read is told" "6
share
cat: /share/none: No such file or directory
cat: /share/a/b: Not a directory
cat: /share/link: Permission denied
cat: /share/pipe: Permission denied
cat: /share: Is a directory
cat: /share/LONG8: File name too long
000007
ls: /share/LONG/LONG/LONG/LONG: File name too long
cat: /share/LONG/LONG/LONG/LONG/LONG: File name too long" "$found"

found=$(orchard --share "$share" <<'END'
echo x >/share/a; echo x >/share/new; mkdir /share/d; rm /share/a; rmdir /share/sub; mv /share/a /share/b; ln -s a /share/l
chmod 600 /share/a; touch /share/a; rmdir /share; mv /share /other; ln /share/a /tmp/a; cat /share/a
END
)
check "a folder to read is not changed" "sh: /share/a: Read-only file system
sh: /share/new: Read-only file system
mkdir: /share/d: Read-only file system
rm: /share/a: Read-only file system
rmdir: /share/sub: Read-only file system
mv: /share/a: Cross-device link
ln: /share/l: Read-only file system
chmod: /share/a: Read-only file system
touch: /share/a: Read-only file system
rmdir: /share: Device or resource busy
mv: /share: Device or resource busy
ln: /tmp/a: Cross-device link
hello" "$found"
check "and is as it was" "hello" "$(cat "$share/a")"

found=$(orchard --share-writable "$share" <<'END'
echo new >/share/sub/new; echo more >>/share/sub/new; cat /share/sub/new
seq 30000 >/share/sub/large; wc -l </share/sub/large
echo short >/share/sub/large; cat /share/sub/large
cp /bin/ls /share/copy && cmp /bin/ls /share/copy && echo the same
set -C 2>/dev/null; mkdir /share/d; rm /share/a; chmod 600 /share/a; echo x >/share/none/file; echo x >/share/sub
echo changed >/share/a
END
)
check "a folder to write takes files" "new
more
30000
short
the same
mkdir: /share/d: Operation not permitted
rm: /share/a: Operation not permitted
chmod: /share/a: Operation not permitted
sh: /share/none/file: No such file or directory
sh: /share/sub: Is a directory" "$(printf '%s\n' "$found" | grep -v "^sh: set")"
check "and the host has them" "changed
new
more
short" "$(cat "$share/a" "$share/sub/new" "$share/sub/large")"
cmp -s "$share/copy" "$(dirname "$image")/root/bin/ls" || cmp -s "$share/copy" "$(dirname "$image")/bin/ls"
check "byte for byte" 0 $?

found=$(echo 'ls -d /share' | orchard)
check "without a share there is nothing" "ls: /share: No such file or directory" "$found"
found=$(echo 'ls -d /share; cat /share/a' | orchard --read-only --share "$share")
check "a disk that takes no writes has no place for it" "share: /share: Read-only file system
ls: /share: No such file or directory
cat: /share/a: No such file or directory" "$found"

# The folder changes while the guest has it open: what is gone is an error, what grows is seen.
mkfifo "$folder/in" "$folder/out"
"$emu" --rom "$rom" --snapshot --append 'pipe quiet' --share "$share" "$image" <"$folder/in" >"$folder/out" 2>&1 &
guest=$!
exec 3>"$folder/in" 4<"$folder/out"
say() { printf '%s\n' "$1" >&3; }
hear() { read -r heard <&4; }
say 'exec 2>&1; cd /share/sub; exec 3</share/a; echo ready'
hear
echo "and longer" >>"$share/a"
say 'head -n 2 <&3 | tail -n 1'
hear
check "a file that grows is read to its new end" "and longer" "$heard"
rm -r "$share/sub" "$share/a"
say 'cat <&3; ls; pwd; cat /share/a; echo still here; exit 5'
found=$(cat <&4)
exec 3>&-
wait $guest
status=$?
guest=
check "what has gone is an error" "cat: -: No such file or directory
/share/sub
cat: /share/a: No such file or directory
still here" "$found"
check "and the system goes on" 5 $status
echo "1..$number"
