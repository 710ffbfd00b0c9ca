# Sources of Debian packages, sourced by the campaigns: fetched once with apt-get, from where the system's own lists
# point, into ${PEACH_SOURCES:-~/.cache/peach/sources}. Nothing of the system is changed, and nothing is installed.

sources=${PEACH_SOURCES:-${XDG_CACHE_HOME:-$HOME/.cache}/peach/sources}

# apt-get with lists of its own, which name sources where the system's name programs.
apt_private() {
    apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$sources/apt/parts" \
        -o Dir::State::Lists="$sources/apt/lists" -o APT::Sandbox::User=root "$@"
}

# The release's own suite, from lists in either form.
prepare_apt() {
    [ -d "$sources/apt/parts" ] && return
    command -v dpkg-source >/dev/null || { echo "dpkg-source is missing: apt-get install dpkg-dev" >&2; return 1; }
    mkdir -p "$sources/apt/parts" "$sources/apt/lists/partial" || return 1
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null |
        awk -v RS= -v release="$release" '
            $0 ~ "Suites:.* " release "( |\n)" && !found++ {
                sub(/Types: deb/, "Types: deb-src")
                sub(/Suites:[^\n]*/, "Suites: " release)
                print
            }' >"$sources/apt/parts/private.sources"
    sed -n "s/^deb \(.* $release main\)/deb-src \1/p" /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
        >"$sources/apt/parts/private.list" 2>/dev/null
    apt_private update
}

# Prints the folder of the package's source.
fetch_source() { # PACKAGE
    if [ ! -f "$sources/$1/done" ]; then
        prepare_apt >&2 || return 1
        rm -rf "${sources:?}/$1"
        mkdir -p "$sources/$1" || return 1
        if ! (cd "$sources/$1" && apt_private source "$1" >log 2>&1); then
            echo "the source of $1 cannot be fetched: $(tail -n 1 "$sources/$1/log")" >&2
            return 1
        fi
        rm -f "$sources/$1"/*.tar.* "$sources/$1"/*.dsc "$sources/$1"/*.diff.gz
        touch "$sources/$1/done"
    fi
    find "$sources/$1" -mindepth 1 -maxdepth 1 -type d
}

# Prints the folder with the files of a binary package, which is not installed.
fetch_files() { # PACKAGE
    if [ ! -f "$sources/$1/done" ]; then
        rm -rf "${sources:?}/$1"
        mkdir -p "$sources/$1" || return 1
        if ! (cd "$sources/$1" && apt-get -qq download "$1" >log 2>&1 && dpkg-deb -x ./*.deb . && rm ./*.deb); then
            echo "the package $1 cannot be fetched: $(tail -n 1 "$sources/$1/log")" >&2
            return 1
        fi
        touch "$sources/$1/done"
    fi
    echo "$sources/$1"
}
