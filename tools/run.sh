# ./peach run [OPTION... --] FILE [ARGUMENT...]: decides by what FILE is, never by asking.  Sourced by ./peach, which supplies
# $build, die, exec_tool and tool_path.

run_usage() {
    cat <<'TEXT'
usage: ./peach run [OPTION... --] FILE [ARGUMENT...]

Runs FILE by what it is; the exit status is the guest's:
  .c source, or an executable for Orchard   a process of Orchard, with the arguments
  .s source, or an executable for the bare machine
                                            the machine without a system
  anything else                             a disk image is booted, and its writes are kept

Options before -- are the machine's (./peach emu --help). Those of a bare program or an image may stand behind FILE instead:
there are no arguments then.

With --record LOG, what the machine starts from is kept beside the log (LOG.disk or LOG.elf), so that './peach replay LOG'
finds it.

  ./peach run hello.c peach orchard
  ./peach run --stats --record log -- hello.c peach
  ./peach run roms/timer.s --harts 2
TEXT
}

# Words as the shell reads them back.
quote() { # WORD...
    for word; do
        printf "'"
        printf %s "$word" | sed "s/'/'\\\\''/g"
        printf "' "
    done
}

# The log that the options ask for; nothing when they do not.
record_of() { # OPTION...
    while [ $# -gt 0 ]; do
        case $1 in
        --record) printf %s "${2:-}" ;;
        --record=*) printf %s "${1#--record=}" ;;
        esac
        shift
    done
}

# Keep what a recorded machine starts from, as it is now.
keep_start() { # FILE SUFFIX OPTION...
    kept=$1 suffix=$2
    shift 2
    log=$(record_of "$@")
    [ -n "$log" ] || return 0
    rm -f "$log.disk" "$log.elf"
    cp -- "$kept" "$log.$suffix" || die 2 "run: cannot write '$log.$suffix'; it is what a replay of '$log' starts from"
}

# What a file is, by its first bytes, then by its name.
file_kind() { # FILE
    case $(head -c 4 -- "$1" | od -An -tx1 | tr -d ' \n') in
    7f454c46) echo elf ;;
    *)
        case $1 in
        *.c) echo c ;;
        *.s | *.S) echo assembly ;;
        *) echo image ;;
        esac
        ;;
    esac
}

# A process of Orchard: the program and its arguments go onto a throwaway disk; init starts it and passes its status on.
# The machine's options stand in $machine.
run_process() { # PROGRAM ARGUMENT...
    program=$1
    shift
    mkdir -p "$scratch/root" &&
        cp -R "$build/guestos/root/." "$scratch/root" &&
        mkdir -p "$scratch/root/run" "$scratch/root/tmp" &&
        cp "$program" "$scratch/root/run/program" &&
        chmod 755 "$scratch/root/run/program" &&
        printf '%s\0' "$@" >"$scratch/root/run/args" ||
        die 2 "cannot write to '$scratch'"
    "$(tool_path mkfs)" --quiet -o "$scratch/disk.img" --devices "$root/guestos/etc/devices.table" --kernel "$build/guestos/kernel/kernel.elf" "$scratch/root" || exit 2
    words='quiet run'
    [ -t 0 ] || words="$words pipe"
    eval "set -- $machine"
    keep_start "$scratch/disk.img" disk "$@"
    "$(tool_path emu)" --display=terminal --snapshot --disk "$scratch/disk.img" --append "$words" "$@"
}

run_bare() { # PROGRAM OPTION...
    program=$1
    shift
    eval "set -- $machine \"\$@\""
    keep_start "$program" elf "$@"
    "$(tool_path emu)" "$@" "$program"
}

# A person sits at the console, or a script is read: the system then prints nothing but what its commands print.
run_image() { # IMAGE OPTION...
    image=$1
    shift
    eval "set -- $machine \"\$@\""
    keep_start "$image" disk "$@"
    [ -t 0 ] || set -- --append 'quiet pipe' "$@"
    "$(tool_path emu)" --disk "$image" "$@"
}

# Addresses below this are a process's, from here on the linear window of the bare machine.
elf_is_bare_metal() { # FILE
    entry=$(od -An -j24 -N4 -tu4 -- "$1" | tr -d ' ')
    [ "${entry:-0}" -ge 2147483648 ]
}

run() { # [OPTION... --] FILE ARGUMENT...
    machine=
    case ${1:-} in
    -*)
        while [ $# -gt 0 ] && [ "$1" != -- ]; do
            machine="$machine$(quote "$1")"
            shift
        done
        [ $# -gt 0 ] || die 2 "run: options of the machine end with --, then comes the file; see './peach run --help'"
        shift
        ;;
    esac
    [ $# -gt 0 ] || die 2 "run: no file; try './peach run roms/hello.s'"
    file=$1
    shift
    [ -e "$file" ] || die 2 "run: no such file '$file'"
    [ -f "$file" ] || die 2 "run: '$file' is not a regular file; give a source, an executable or a disk image"
    [ -r "$file" ] || die 2 "run: cannot read '$file'"
    [ -s "$file" ] || die 2 "run: '$file' is empty"
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/peach.XXXXXX") || die 2 "cannot create a temporary directory; set TMPDIR"
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
    name=$(basename -- "$file")
    case $(file_kind "$file") in
    c)
        "$(tool_path cc)" -g -O2 -o "$scratch/program" "$file" || exit
        run_process "$scratch/program" "$name" "$@"
        ;;
    assembly)
        "$(tool_path as)" -g -I "$root" -o "$scratch/program.o" "$file" &&
            "$(tool_path ld)" -o "$scratch/program" -Ttext=0x80010000 --phys-offset=0x80000000 "$scratch/program.o" || exit
        run_bare "$scratch/program" "$@"
        ;;
    elf)
        "$(tool_path size)" "$file" >/dev/null || exit 2
        if elf_is_bare_metal "$file"; then
            run_bare "$file" "$@"
        else
            run_process "$file" "$name" "$@"
        fi
        ;;
    image) run_image "$file" "$@" ;;
    esac
}
