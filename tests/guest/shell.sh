# The language of the shell; shell.expected is what another shell (dash) prints.
echo hello world
echo a b | wc -w
x=5; echo $x "${x}y" '$x'
for i in 1 2 3; do echo $i; done | tail -1
if true; then echo yes; else echo no; fi
if false; then echo yes; elif test 1 -lt 2; then echo elif; fi
while [ $x -gt 3 ]; do echo x=$x; x=$((x-1)); done
case abc in b*) echo b;; a?c|z) echo match;; *) echo default;; esac
f() { echo "f: $1 $# $@"; return 3; }
f one two; echo $?
echo $(echo sub; echo two)
echo "`echo back`"
(cd /; pwd); pwd | grep -c /
{ echo g1; echo g2; } > /tmp/sh_o; cat /tmp/sh_o
cat <<END
here $x $(echo c) "q"
END
cat <<'END'
lit $x
END
cat <<-END
	tabbed
	END
ls /nonexistent 2>&1 | wc -l
echo ${y:-def} ${y-def2} ${x:+set} ${#x}
p=/a/b/c.txt; echo ${p##*/} ${p%.txt} ${p#*/} ${p%%/*}
set -- a "b c" d; echo $#; for a in "$@"; do echo "[$a]"; done; for a in $*; do echo "<$a>"; done
shift; echo $1
echo "$*"
true && echo and || echo or
false && echo and || echo or
! false; echo $?
echo a;echo b
for i in a b c; do if [ $i = b ]; then continue; fi; echo $i; done
for i in 1 2 3; do for j in x y; do if [ $i = 2 ]; then break 2; fi; echo $i$j; done; done
i=0; until [ $i -ge 3 ]; do i=$((i+1)); done; echo $i
echo \$x \" \\ 'a'"b"c
VAR=temp sh -c 'echo $VAR'; echo "[$VAR]"
export E=1; sh -c 'echo $E'
echo $((2+3*4)) $(( (2+3)*4 )) $((7/2)) $((1<<4)) $((5>3&&2>1))
read a b <<X
one two three
X
echo "$a|$b"
sleep 0 & wait; echo done
printf '%s-%d\n' a 1 b 2
echo *.nomatch /bi[n]
test -f /bin/sh && echo file
[ -d / -a -n x ] && echo both
exec 3>/tmp/sh_3; echo three >&3; exec 3>&-; cat /tmp/sh_3
cat < /tmp/sh_3 | cat | cat
echo "$(echo "nested $(echo deep)")"
trueish=1
if [ "$trueish" ]; then echo t; fi
while read l; do echo "l=$l"; done <<X
1
2
X
echo last; false
echo $?
x=$(false); echo $?
eval 'echo ev$x'
echo a"$@"b
echo "a\$b\"c\\d" 'x"y' "it's"
a='1 2  3'; echo $a "$a"
HOME=/h; echo {a,b} ~ ~/x "~"
set -- x; echo ${1}y ${10:-none} $1a
echo "${a#1}" "${a%3}"
echo $((010 + 0x10)) $((-5 % 3)) $((1 ? 2 : 3))
if ! test -e /nonexistent; then echo gone; fi
f() { local_x=$1; echo in $local_x; return $2; }
f a 0 && f b 1 || echo failed
for x; do echo arg $x; done
echo one >/tmp/sh_a; echo two >>/tmp/sh_a; cat </tmp/sh_a; wc -l </tmp/sh_a | tr -d ' '
(exit 4); echo $?
{ echo out; echo err >&2; } 2>&1 | sort
x=outer; (x=inner; echo $x); echo $x
case x.c in *.[ch]) echo source;; esac
case "a b" in "a b") echo quoted;; esac
while :; do break; done; echo broke
n=0; while [ $n -lt 5 ]; do n=$((n + 1)); [ $n = 2 ] && continue; [ $n = 4 ] && break; echo n$n; done
echo "multi
line"
echo a \
b
cat <<A; cat <<B
first $x
A
second
B
echo `echo \`echo deep\``
echo $(cat <<Z
sub
Z
)
true | false; echo $?
false | true; echo $?
echo x | { read y; echo got $y; }
unset a; echo "[${a-unset}]"
: ${b:=assigned}; echo $b
echo "$(printf 'a\n\n\n')"end
[ a = a ] && [ ! b = c ] && [ -z "" ] && echo tests
[ 3 -gt 2 -a 1 -le 1 ] && echo and
test "" || echo empty
echo done > /tmp/sh_b && rm /tmp/sh_a /tmp/sh_b; ls /tmp/sh_a 2>/dev/null || echo removed
IFS=:; p=a:b:c; for q in $p; do echo $q; done; IFS=' '
eval "echo \$x"
printf '%d %s %x|%5s|%-5s|\n' 10 str 255 r l
printf '%s\n' a b c
echo -n no newline; echo
set a b c; shift 2; echo $# $1
g() { g2 "$@"; }; g2() { echo "$#:$1:$2"; }; g "a b" c
trap_not=1
echo $# "$*" "$@"
deep='echo deep'; i=0; while [ $i -lt 150 ]; do deep="( $deep )"; i=$((i + 1)); done
(eval "$deep") 2>/dev/null; echo $?
(eval 'echo $((1 ? 2') 2>/dev/null; echo $?
(eval 'echo "never closed') 2>/dev/null; echo $?
(eval 'if true; then echo x') 2>/dev/null; echo $?
i=0; while [ $i -lt 300 ]; do true & i=$((i + 1)); done; true && echo many
exit 5
