"""./peach bench --cc: what the compiler makes, against gcc for RISC-V: instructions executed, size of the code."""

from elf import code_bytes
from report import geometric_mean, table, verdict
from targets import TO_INSTALL, Failure, host_machine, peach_machine, qemu_machine

MEAN_LIMIT = 1.10
KERNEL_LIMIT = 1.35


def machines(build):
    """Instruction counts are exact on both: no paging here, one instruction a step of the clock there.  The host only
    says which checksum is right."""
    return (host_machine(), peach_machine(build, "--limit", "4000000000", paged=False),
            qemu_machine("-icount", "shift=0", paged=False))


def count(kernel, machines, folder, keep):
    """Instructions of one pass, and bytes at -Os, of each bare machine."""
    row = {"kernel": kernel.name}
    checksums = set()
    for machine, name in zip(machines, ("host", "peach", "riscv")):
        if machine.missing():
            continue
        program = machine.prepare(kernel, folder)
        if keep:
            with open(f"{program}.dis", "w") as listing:
                listing.write(machine.compiler.disassembly(program))
        result = machine.start(program)
        checksums.add(result.checksum)
        if name == "host":
            continue
        row[name] = {"instructions": result.cost,
                     "bytes": code_bytes(machine.compiler.kernel_object(kernel, folder, "-Os"))}
    if len(checksums) > 1:
        raise Failure(f"{kernel.name}: the compilers disagree, checksums {' '.join(f'{c:08x}' for c in checksums)}")
    return row


def measure(kernels, build, folder, keep, progress):
    all_machines = machines(build)
    rows = []
    for kernel in kernels:
        progress.step(kernel.name)
        rows.append(count(kernel, all_machines, folder, keep))
    return rows


def compare(rows, key, title):
    """Prints one table of both sides and their ratio."""
    both = [row for row in rows if "riscv" in row]
    lines = []
    for row in rows:
        ours = row["peach"][key]
        theirs = row["riscv"][key] if "riscv" in row else None
        lines.append([row["kernel"], f"{ours:,}", f"{theirs:,}" if theirs else "-",
                      verdict(ours / theirs, KERNEL_LIMIT) if theirs else "-"])
    if both:
        mean = geometric_mean([row["peach"][key] / row["riscv"][key] for row in both])
        lines.append([("geometric mean", "bold"), "", "", verdict(mean, MEAN_LIMIT)])
    table(title, ["kernel", "peach-cc", "riscv gcc", "ratio"], lines)


def show(rows):
    compare(rows, "instructions", "Instructions executed, -O2")
    compare(rows, "bytes", "Bytes of code and constants, -Os")
    if not any("riscv" in row for row in rows):
        print(f"There is no gcc for RISC-V or no QEMU to compare with ({TO_INSTALL}).\n")
