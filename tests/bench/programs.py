"""The compiler on large sources: bytes of code at -Os against gcc for RISC-V, processor time and memory against
compilers of this host."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from elf import code_bytes
from report import geometric_mean, table, verdict
from targets import ROOT, peach_compiler, riscv_compiler, run

SIZE_LIMIT = 1.10
TIME_LIMITS = {"-O0": 10, "-O2": 8}  # times as fast as gcc
MIB = 1 << 20
LUA_HEADER = "lua5.4-deb-multiarch.h"  # made by the Debian package's own build
SQLITE_FLAGS = ("-DSQLITE_OMIT_LOAD_EXTENSION", "-DSQLITE_THREADSAFE=0", "-DSQLITE_OMIT_WAL", "-DSQLITE_OS_OTHER=1")


@dataclass(frozen=True)
class Program:
    name: str
    sources: list = field(default_factory=list)
    flags: tuple = ()


def own():
    folders = [ROOT / "tools/cc" / name for name in ("front", "passes", "pp")]
    return Program("peach-cc's front", [source for folder in folders for source in sorted(folder.glob("*.c"))],
                   (f"-I{ROOT}", f"-I{ROOT}/tools/cc"))


def fetched_folder():
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("PEACH_SOURCES") or Path(cache) / "peach" / "sources")


def find_source(name):
    """The file of that name among the fetched sources, in a list; what quilt has put aside in .pc is none of them."""
    paths = sorted(fetched_folder().rglob(name))
    return [path for path in paths if ".pc" not in path.parts][:1]


def fetched():
    """Programs that the campaign has fetched from Debian, when it has."""
    found = []
    for path in find_source("sqlite3.c"):
        found.append(Program("SQLite", [path], SQLITE_FLAGS))
    for path in find_source("lvm.c"):
        sources = [source for source in sorted(path.parent.glob("l*.c")) if source.name not in ("lua.c", "luac.c")]
        found.append(Program("Lua", sources))
    return found


def total_bytes(compiler, sources, folder):
    target = f"{folder}/size.{compiler.name}.o"
    total = 0
    for source in sources:
        run([*compiler.command, *compiler.integer, "-w", "-Os", "-c", "-o", target, source])
        total += code_bytes(target)
    return total


def sizes(program, build, folder):
    """Both compilers get the same preprocessed text, with the headers of Orchard."""
    peach, riscv = peach_compiler(build), riscv_compiler()
    texts = []
    for number, source in enumerate(program.sources):
        texts.append(f"{folder}/{number}.i")
        run([*peach.command, *program.flags, f"-I{build}", f"-I{folder}", "-E", "-o", texts[-1], source])
    figures = {"peach": total_bytes(peach, texts, folder)}
    if not riscv.missing():
        figures["riscv"] = total_bytes(riscv, texts, folder)
    return figures


def effort(command, program, level, folder):
    """Processor seconds of all sources, and the largest memory of one."""
    usages = [run([*command, *program.flags, "-w", level, "-c", "-o", f"{folder}/effort.o", source])
              for source in program.sources]
    return {"seconds": sum(usage.seconds for usage in usages), "memory": max(usage.memory for usage in usages)}


def efforts(program, build, folder):
    compilers = {"peach": [*peach_compiler(build).command], "gcc": ["gcc"], "clang": ["clang"], "tcc": ["tcc"]}
    return {name: {level: effort([*command, f"-I{build}", f"-I{folder}"], program, level, folder) for level in ("-O0", "-O2")}
            for name, command in compilers.items() if shutil.which(command[0])}


def measure(build, folder, progress_of):
    programs = [own(), *fetched()]
    Path(folder, LUA_HEADER).write_text('#define DEB_HOST_MULTIARCH "peach32"\n')
    progress = progress_of(2 * len(programs))
    rows = []
    for program in programs:
        progress.step(f"bytes of {program.name}")
        row = {"program": program.name, "bytes": sizes(program, build, folder)}
        progress.step(f"compiling {program.name}")
        rows.append({**row, "compile": efforts(program, build, folder)})
    progress.end()
    return rows


def show_sizes(rows):
    lines = []
    for row in rows:
        ours, theirs = row["bytes"]["peach"], row["bytes"].get("riscv")
        lines.append([row["program"], f"{ours:,}", f"{theirs:,}" if theirs else "-",
                      verdict(ours / theirs, SIZE_LIMIT) if theirs else "-"])
    if len(lines) > 1 and all("riscv" in row["bytes"] for row in rows):
        mean = geometric_mean([row["bytes"]["peach"] / row["bytes"]["riscv"] for row in rows])
        lines.append([("geometric mean", "bold"), "", "", verdict(mean, SIZE_LIMIT)])
    table("Bytes of code and constants of programs, -Os", ["program", "peach-cc", "riscv gcc", "ratio"], lines)


def show_efforts(rows):
    names = list(rows[0]["compile"])
    lines = []
    for row in rows:
        for level, limit in TIME_LIMITS.items():
            seconds = {name: row["compile"][name][level]["seconds"] for name in names}
            ratio = seconds["gcc"] / seconds["peach"]
            lines.append([f"{row['program']} {level}", *(f"{seconds[name]:.2f} s" for name in names),
                          (f"{ratio:.1f}", "good" if ratio >= limit else "bad"),
                          f"{row['compile']['peach'][level]['memory'] / MIB:.0f} MiB"])
    table("Compiling them: processor time, and peach-cc's memory", ["", *names, "gcc / peach", "memory"], lines)


def show(rows):
    show_sizes(rows)
    show_efforts(rows)
    if len(rows) == 1:
        print(f"SQLite and Lua are measured too when their sources are in {fetched_folder()}.\n")
