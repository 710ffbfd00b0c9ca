"""./peach bench: processor time of the kernels on Peach, on QEMU and on this host."""

import statistics
from dataclasses import dataclass

from report import bars, geometric_mean, table, verdict
from targets import TO_INSTALL, Failure, host_machine, peach_machine, qemu_machine, run

MEAN_LIMIT = 2.6
KERNEL_LIMIT = 6
ROUNDS = 5
QUICK_ROUNDS = 3
QUICK_DIVISOR = 4
INTERPRETER_DIVISOR = 8
NOTHING = ""


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    machine: object
    divisor: int = 1  # of the number of passes: the slow ones run fewer


def columns(build):
    """Everything that can run kernels here, the host first; and the names of programs that others would need."""
    has_jit = "--jit" in run([f"{build}/emu/peach-emu", "--help"]).text
    wanted = [Column("native", "native", host_machine())]
    if has_jit:
        wanted.append(Column("peach", "Peach", peach_machine(build)))
    interpreter = peach_machine(build, *(["--jit=off"] if has_jit else []), name="interpreter")
    wanted += [Column("interpreter", "interpreter", interpreter, INTERPRETER_DIVISOR),
               Column("qemu", "QEMU", qemu_machine()),
               Column("qemu_icount", "QEMU -icount", qemu_machine("-icount", "shift=0", name="QEMU -icount"))]
    missing = {column.machine.missing() for column in wanted} - {None}
    present = [column for column in wanted if not column.machine.missing()]
    if present[0].key != "native":
        raise Failure("gcc is missing: there is nothing to compare with; install it")
    return present, sorted(missing)


def passes(kernel, column, quick):
    return max(1, kernel.repeats // (QUICK_DIVISOR if quick else 1) // column.divisor)


def compile_all(chosen, present, folder, quick, progress):
    """Programs by kernel and column; under NOTHING one that makes no pass, for the time that a start takes."""
    programs = {}
    for kernel in chosen:
        progress.step(f"compiling {kernel.name}")
        for column in present:
            programs[kernel.name, column.key] = column.machine.prepare(kernel, folder,
                                                                       repeats=passes(kernel, column, quick))
    for column in present:
        programs[NOTHING, column.key] = column.machine.prepare(chosen[0], folder, repeats=0)
    return programs


def check(kernel, present, sums, quick):
    """Runs of the same number of passes have the same checksum."""
    seen = {}
    for column in present:
        count = passes(kernel, column, quick)
        if seen.setdefault(count, sums[column.key]) != sums[column.key]:
            raise Failure(f"{kernel.name}: {column.title} computes {sums[column.key]:08x}, another {seen[count]:08x}")


def run_all(chosen, present, programs, rounds, quick, progress):
    """Seconds by kernel and column, a value for each round; the machines take turns.  What each start file counts."""
    times = {key: [] for key in programs}
    costs = {}
    for index in range(rounds):
        for kernel in [None, *chosen]:
            progress.step(f"{kernel.name if kernel else 'start-up'}, round {index + 1}")
            sums = {}
            for column in present:
                key = kernel.name if kernel else NOTHING, column.key
                result = column.machine.start(programs[key])
                sums[column.key], costs[key] = result.checksum, result.cost
                times[key].append(result.cost / 1e9 if column.key == "native" else result.seconds)
            if kernel:
                check(kernel, present, sums, quick)
    return times, costs


def measure(chosen, build, folder, quick, progress_of):
    """For each kernel the median seconds of a pass by column; the columns, and what is missing for more of them."""
    present, missing = columns(build)
    rounds = QUICK_ROUNDS if quick else ROUNDS
    progress = progress_of(len(chosen) + (len(chosen) + 1) * rounds)
    programs = compile_all(chosen, present, folder, quick, progress)
    times, costs = run_all(chosen, present, programs, rounds, quick, progress)
    progress.end()

    def seconds(kernel, column):
        whole = statistics.median(times[kernel.name, column.key])
        start = 0 if column.key == "native" else statistics.median(times[NOTHING, column.key])
        return max(whole - start, 1e-6) / passes(kernel, column, quick)

    interpreter = next(column for column in present if column.key == "interpreter")
    rows = [{"kernel": kernel.name, **{column.key: seconds(kernel, column) for column in present},
             "insns": costs[kernel.name, "interpreter"] / passes(kernel, interpreter, quick)} for kernel in chosen]
    return rows, present, missing


def ratios(rows, key):
    return [row[key] / row["native"] for row in rows]


def means(rows, present):
    return {column.key: geometric_mean(ratios(rows, column.key)) for column in present[1:]}


def speeds(rows, present):
    """Millions of guest instructions a second of the columns that run Peach's code, geometric means."""
    return {column.key: geometric_mean([row["insns"] / row[column.key] for row in rows]) / 1e6
            for column in present if column.key in ("peach", "interpreter")}


def show(rows, present, missing):
    others = present[1:]
    ours = others[0].key
    lines = []
    for row in rows:
        line = [row["kernel"], f"{row['native'] * 1e3:.3f} ms"]
        for column in others:
            ratio = row[column.key] / row["native"]
            line.append(verdict(ratio, KERNEL_LIMIT) if column.key == ours else f"{ratio:.2f}")
        lines.append(line)
    line = [("geometric mean", "bold"), ""]
    for key, mean in means(rows, present).items():
        line.append(verdict(mean, MEAN_LIMIT) if key == ours else f"{mean:.2f}")
    lines.append(line)
    rates = speeds(rows, present)
    lines.append(["million instructions a second", "", *(f"{rates[column.key]:.0f}" if column.key in rates else ""
                                                          for column in others)])
    table("Processor time of one pass; the others as multiples of native gcc -O2",
          ["kernel", "native"] + [column.title for column in others], lines)
    bars(f"{others[0].title} against native gcc -O2", [(row["kernel"], row[ours] / row["native"]) for row in rows],
         "QEMU", [row["qemu"] / row["native"] for row in rows] if "qemu" in rows[0] else None)
    if missing:
        print(f"Columns are left out: {', '.join(missing)} is not installed ({TO_INSTALL}).\n")
