# ./peach run FILE [ARGUMENT...]: decides by what FILE is, never by asking.  Sourced by ./peach, which supplies $build, die,
# exec_tool and tool_path.

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
    "$(tool_path emu)" --display=terminal --snapshot --disk "$scratch/disk.img" --append "$words"
}

# Addresses below this are a process's, from here on the linear window of the bare machine.
elf_is_bare_metal() { # FILE
    entry=$(od -An -j24 -N4 -tu4 -- "$1" | tr -d ' ')
    [ "${entry:-0}" -ge 2147483648 ]
}

run() { # FILE ARGUMENT...
    [ $# -gt 0 ] || die 2 "run: no file; try './peach run roms/hello.s'"
    file=$1
    shift
    [ -e "$file" ] || die 2 "run: no such file '$file'"
    [ -f "$file" ] || die 2 "run: '$file' is not a regular file; give a source, an executable or a disk image"
    [ -r "$file" ] || die 2 "run: cannot read '$file'"
    [ -s "$file" ] || die 2 "run: '$file' is empty"
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/peach.XXXXXX") || die 2 "cannot create a temporary directory; set TMPDIR"
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 130' INT TERM HUP
    name=$(basename -- "$file")
    case $(file_kind "$file") in
    c)
        "$(tool_path cc)" -g -O2 -o "$scratch/program" "$file" || exit
        run_process "$scratch/program" "$name" "$@"
        ;;
    assembly)
        "$(tool_path as)" -g -I "$root" -o "$scratch/program.o" "$file" &&
            "$(tool_path ld)" -o "$scratch/program" -Ttext=0x80010000 --phys-offset=0x80000000 "$scratch/program.o" || exit
        "$(tool_path emu)" "$@" "$scratch/program"
        ;;
    elf)
        "$(tool_path size)" "$file" >/dev/null || exit 2
        if elf_is_bare_metal "$file"; then
            "$(tool_path emu)" "$@" "$file"
        else
            run_process "$file" "$name" "$@"
        fi
        ;;
    image) "$(tool_path emu)" --disk "$file" "$@" ;;
    esac
}
