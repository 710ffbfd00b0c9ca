#!/bin/sh
# image.sh FOLDER IMAGE { --into SUBFOLDER MODE FILE... }... -- MKFS ARGUMENT...: fills the folder and makes a disk image
# of it.
set -eu
folder=$1 image=$2
shift 2
rm -rf "$folder"
while [ "$1" != -- ]; do
    if [ "$1" = --into ]; then
        into=$folder/$2 mode=$3
        mkdir -p "$into"
        shift 3
    else
        install -m "$mode" "$1" "$into"
        shift
    fi
done
shift
"$@" --quiet -o "$image" "$folder"
