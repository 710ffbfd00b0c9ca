#!/bin/sh
# image.sh MKFS KERNEL DEVICES FOLDER IMAGE ETC... -- PROGRAM...: fills the folder and makes a disk image of it.
set -eu
mkfs=$1 kernel=$2 devices=$3 folder=$4 image=$5
shift 5
rm -rf "$folder"
mkdir -p "$folder/bin" "$folder/etc"
while [ "$1" != -- ]; do
    install -m 644 "$1" "$folder/etc"
    shift
done
shift
for program in "$@"; do
    install -m 755 "$program" "$folder/bin"
done
"$mkfs" --quiet -o "$image" --kernel "$kernel" --devices "$devices" --label orchard "$folder"
