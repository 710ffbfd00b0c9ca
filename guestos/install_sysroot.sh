#!/bin/sh
# Run by 'meson install': puts what peach-cc needs to make programs of Orchard where the installed one looks for it.
set -eu
target=$MESON_INSTALL_DESTDIR_PREFIX/share/peach/sysroot
mkdir -p "$target"
cp -R "$MESON_BUILD_ROOT/sysroot/." "$target"
