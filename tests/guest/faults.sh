#!/bin/sh
# faults.sh EMU ROM IMAGE MKFS: Orchard on a disk that fails, tears writes and loses its power.
set -eu
emu=$1 rom=$2 image=$3 mkfs=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
disk=$folder/disk

work='mkdir /d; seq 1 3000 > /d/n; cp /bin/sh /d/sh
mv /d/n /d/m; rm /d/sh; ln /d/m /d/l; rm -r /d/l
halt'

# run STATUSES OPTION...: does the work; the emulator must end with one of the statuses
run()
{
    wanted=$1
    shift
    status=0
    echo "$work" | "$emu" --rom "$rom" --limit 3000000000 --append "pipe quiet" "$@" >"$folder/said" 2>&1 || status=$?
    case " $wanted " in
    *" $status "*) ;;
    *)
        echo "$*: status $status"
        cat "$folder/said"
        exit 1
        ;;
    esac
}

# The power goes at a write: what the last flush has left is consistent.
for write in 2 9 21 33 44 52; do
    cp "$image" "$disk"
    run "122" --fault "power-cut:write=$write" "$disk"
    "$mkfs" --check "$disk" >"$folder/check" 2>&1 || {
        cat "$folder/check"
        exit 1
    }
done

# A disk that writes what it likes of its cache, and half a sector: the check may complain, the kernel goes on.
for write in 12 40 50 54; do
    cp "$image" "$disk"
    run "122" --fault "power-cut:write=$write:keep=50%:seed=$write" --fault "disk:torn:nth=$write" "$disk"
    "$mkfs" --check "$disk" >"$folder/check" 2>&1 || grep -q corrupt "$folder/check"
    grep -q "was not unmounted properly" "$folder/check" || {
        echo "write $write: the disk looks as if it was unmounted properly"
        exit 1
    }
    run "0" --snapshot "$disk"
done

# One read that fails: the ROM says so, init cannot be had, or a program dies; never the kernel by itself.
for read in 1 3 6 9 12 15 20 30 50; do
    run "0 103 125" --snapshot --fault "disk:read:nth=$read:count=1" "$image"
    [ "$status" != 125 ] || grep -q "init" "$folder/said"
done

# Writes that fail, all or some, or are torn, or flushes that do nothing.
for fault in disk:write disk:write:rate=20% disk:torn:rate=10% disk:lost-flush; do
    run "0" --snapshot --fault "$fault" "$image"
done
run "0" --snapshot --fault disk:write "$image"
grep -q "cannot be written" "$folder/said"

# Interrupts of the disk that are lost: the driver looks after a second, says so, and nothing is missing.
run "0" --snapshot --fault irq:drop=disk0:nth=40:count=1 "$image"
[ "$(grep -c "disk: an interrupt was lost" "$folder/said")" = 1 ]
for harts in 1 3; do
    cp "$image" "$disk"
    run "0" --harts $harts --fault irq:drop=disk0:rate=10%:seed=3 "$disk"
    grep -q "disk: an interrupt was lost" "$folder/said"
    "$mkfs" --check "$disk" >/dev/null
done
run "0" --snapshot --limit 20000000000 --fault irq:drop=disk0 "$image"
