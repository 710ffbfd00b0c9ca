#!/bin/sh
# stubs.sh --list TABLE            the names of the stubs of a table of system calls (isa/orchard/syscalls.def)
# stubs.sh TABLE FOLDER            writes FOLDER/NAME.s for each
#
# A stub NAME passes its arguments on and turns the result into that of C (__syscall_result).  Calls whose C function
# does more (see libc_impl.h) get a bare stub __sys_NAME instead.
set -eu
bare=' exit brk open fcntl poll ioctl getcwd sigaction sigreturn nice mq_open mq_attributes '

calls()
{
    sed -n 's/^SYSCALL(\([0-9]*\), \([a-z_0-9]*\),.*/\1 \2/p' "$1"
}

if [ "$1" = --list ]; then
    calls "$2" | while read -r number name; do
        echo "$name"
    done
    exit 0
fi
calls "$1" | while read -r number name; do
    case $bare in
        *" $name "*) symbol=__sys_$name end=ret ;;
        *) symbol=$name end='j       __syscall_result' ;;
    esac
    cat > "$2/$name.s" <<END
# Generated from isa/orchard/syscalls.def.
        .text
        .globl  $symbol
        .type   $symbol, @function
$symbol:
        addi    t0, zero, $number
        syscall
        $end
        .size   $symbol, . - $symbol
END
done
