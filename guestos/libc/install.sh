#!/bin/sh
# install.sh FOLDER STAMP FILE...: copies files into a folder of the build tree.
set -eu
folder=$1 stamp=$2
shift 2
mkdir -p "$folder"
cp "$@" "$folder"
touch "$stamp"
