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
{ echo g1; echo g2; } > /tmp/osh_o; cat /tmp/osh_o
cat <<END
here $x $(echo c) "q"
END
cat <<'END'
lit $x
END
cat <<-END
	tabbed
	END
echo err 1>&2 2>/dev/null
ls /nonexistent 2>&1 | wc -l
nonexistent_cmd; echo $?
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
test -f /etc/passwd && echo file
[ -d / -a -n x ] && echo both
exec 3>/tmp/osh_3; echo three >&3; exec 3>&-; cat /tmp/osh_3
cat < /tmp/osh_3 | cat | cat
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
exit 7
