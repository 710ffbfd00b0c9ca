#!/bin/sh
# sysroot.sh SOURCE SYSROOT STAMP: fills SYSROOT/include.
set -eu
source=$1/guestos/libc/include
border=$1/isa/orchard
include=$2/include

# Constants of an X-macro table as macros: define FILE TABLE MACRO value|name
define()
{
    guard=_BITS_$(basename "$1" .h | tr a-z A-Z)_H
    {
        echo "/* Generated from isa/orchard/$(basename "$2"). */"
        echo "#ifndef $guard"
        echo "#define $guard"
        sed -n "s/^$3(\([0-9]*\), \([A-Z0-9_]*\),.*/\2 \1/p" "$2" | while read -r name value; do
            if [ "$4" = name ]; then value=$name; fi
            echo "#define $name $value"
        done
        echo "#endif"
    } > "$1"
}

rm -rf "$include"
mkdir -p "$include/arpa" "$include/sys" "$include/bits" "$include/orchard" "$2/lib"
cp "$source"/*.h "$include"
cp "$source"/arpa/*.h "$include/arpa"
cp "$source"/sys/*.h "$include/sys"
cp "$border"/*.h "$border"/*.def "$include/orchard"
define "$include/bits/errno.h" "$border/errno.def" ERRNO value
define "$include/bits/signal.h" "$border/signals.def" SIGNAL name
touch "$3"
