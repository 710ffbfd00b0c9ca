"""The paths through the system that no kernel shows: system calls, refills, switches, start-up, idleness, memory."""

import os
import pty
import re
import statistics
import subprocess
import time
from dataclasses import dataclass

from kernels import KERNELS, Kernel
from report import table
from steps import refill_steps
from targets import HERE, ROOT, Failure, peach_machine, run

ROUNDS = 3
CALLS = 500000
SWITCHES = 50000
REFILL_INSNS = 10  # of the handler in start/peach.s
FEW_PAGES, MANY_PAGES = 1000, 1280  # the TLB has 1024 entries, 4 in a set
ENDLESS = 1000
BOOT_SECONDS, IDLE_SECONDS = 2, 3
MIB = 1 << 20


@dataclass(frozen=True)
class Figure:
    key: str
    title: str
    value: float
    unit: str
    limit: float = None
    note: str = ""


def median_seconds(command):
    return statistics.median(run(command).seconds for _ in range(ROUNDS))


def host_costs(folder):
    """Seconds of an indirect call, and of an instruction that waits for the one before."""
    run(["gcc", "-O2", "-D_POSIX_C_SOURCE=200809L", "-o", f"{folder}/host", HERE / "system/host.c"])
    call, instruction = (int(word) * 1e-12 for word in run([f"{folder}/host"]).text.split())
    return call, instruction


def in_orchard(build, folder, name):
    """The start of a command line that runs a program of system/ as a process."""
    program = f"{folder}/{name}"
    run([f"{build}/tools/cc/peach-cc", "-O2", "-o", program, HERE / f"system/{name}.c"])
    return ["env", f"PEACH_BUILD={build}", ROOT / "peach", "run", program]


def per_operation(command, busy, idle, operations):
    """Seconds of an operation: what the busy arguments cost beyond the idle ones."""
    return max(median_seconds([*command, *busy]) - median_seconds([*command, *idle]), 0) / operations


def syscall_figures(build, folder):
    indirect, _ = host_costs(folder)
    getpid = in_orchard(build, folder, "getpid")
    seconds = per_operation(getpid, [CALLS], [0], CALLS)
    latency = run(["env", f"PEACH_BUILD={build}", ROOT / "peach", "run", ROOT / "tests/campaign/latency.c"]).text
    services = re.findall(r"^(.+?) +(\d+)$", latency, re.MULTILINE)
    if not services or services[0][0] != "getpid":
        raise Failure(f"tests/campaign/latency.c printed '{latency.strip()}'")
    return [Figure("getpid_ns", "getpid, processor time", seconds * 1e9, "ns"),
            Figure("getpid_ratio", "... against a native indirect call", seconds / indirect, "times", 30,
                   f"{indirect * 1e9:.1f} ns"),
            *(Figure(name.replace(" ", "_").replace(",", "") + "_insns", name, int(count), "instructions",
                     60 if name == "getpid" else None) for name, count in services)]


def switch_figures(build, folder):
    switch = in_orchard(build, folder, "switch")
    alone = per_operation(switch, [SWITCHES, 1], [0, 1], SWITCHES)
    both = per_operation(switch, [SWITCHES, 2], [0, 2], 2 * SWITCHES)
    return [Figure("yield_ns", "sched_yield of one process", alone * 1e9, "ns"),
            Figure("switch_ns", "sched_yield to the other process", both * 1e9, "ns")]


def refill_figures(build, folder):
    """An access that misses the TLB against one that hits, and the handler's instructions taken off at the speed of the
    loop that hits."""
    _, native = host_costs(folder)
    machine = peach_machine(build)
    few, many = (Kernel("refill", pages, 4, folder="system") for pages in (FEW_PAGES, MANY_PAGES))
    samples = {few: [], many: []}
    insns = {}
    for _ in range(ROUNDS):
        for kernel in samples:
            program = machine.prepare(kernel, f"{folder}", repeats=kernel.repeats)
            result = machine.start(program)
            samples[kernel].append(result.seconds)
            insns[kernel] = result.cost
    hits, misses = (statistics.median(samples[kernel]) for kernel in (few, many))
    refills = (insns[many] - insns[few]) / REFILL_INSNS
    refill = (misses - hits) / refills
    own = REFILL_INSNS * hits / insns[few]
    counted = refill_steps([*machine.command, machine.prepare(many, folder, repeats=ENDLESS)])
    return [Figure("refill_ns", "TLB refill, processor time", refill * 1e9, "ns"),
            Figure("refill_extra", "... beyond the handler's instructions", (refill - own) / native,
                   "native instructions", 40, f"a chain's: {native * 1e9:.2f} ns each"),
            *counted_figures(counted)]


def counted_figures(counted):
    if not counted:
        return []
    return [Figure("refill_trap_insns", "... from the miss to the handler", counted[0], "host instructions", 40,
                   "counted"),
            Figure("refill_handler_insns", "... the handler's ten, tlbw and eret among them", counted[1],
                   "host instructions", None, "counted")]


def start_figures(build, folder):
    machine = peach_machine(build)
    program = machine.prepare(KERNELS[0], folder, repeats=0)
    walls = []
    for _ in range(9):
        begin = time.monotonic()
        machine.start(program)
        walls.append(time.monotonic() - begin)
    return [Figure("start_ms", "start and end of a bare program, elapsed", statistics.median(walls) * 1e3, "ms", 20)]


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle_figures(build, _folder):
    """Orchard's shell waits on a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([f"{build}/emu/peach-emu", "--display=terminal", "--snapshot",
                                f"{build}/guestos/orchard.img"], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL)
    try:
        time.sleep(BOOT_SECONDS)
        before = processor_seconds(process.pid)
        time.sleep(IDLE_SECONDS)
        used = processor_seconds(process.pid) - before
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)
    return [Figure("idle_percent", "an idle Orchard, share of a core", 100 * used / IDLE_SECONDS, "%", 1)]


def memory_figures(build, folder):
    sieve = next(kernel for kernel in KERNELS if kernel.name == "sieve")
    machine = peach_machine(build)
    usage = run([*machine.command, machine.prepare(sieve, folder)])
    beyond = (usage.memory - sieve.size) / MIB
    return [Figure("memory_mib", "memory beyond the guest's pages (sieve)", beyond, "MiB", 32)]


PARTS = [("system calls", syscall_figures), ("switches", switch_figures), ("TLB refills", refill_figures),
         ("start-up", start_figures), ("an idle guest", idle_figures), ("memory", memory_figures)]


def measure(build, folder, progress_of):
    progress = progress_of(len(PARTS))
    figures = []
    for what, part in PARTS:
        progress.step(what)
        figures += part(build, folder)
    progress.end()
    return figures


def show(figures):
    rows = []
    for figure in figures:
        number = f"{figure.value:,.0f}" if figure.value >= 100 else f"{figure.value:.2f}"
        colour = None if figure.limit is None else "good" if figure.value <= figure.limit else "bad"
        limit = "" if figure.limit is None else f"{figure.limit}"
        rows.append([figure.title, (number, colour), figure.unit, limit, figure.note])
    table("The system's paths", ["", "", "", "at most", ""], rows)
