"""Compilers that make programs of kernels, and machines that run them."""

import functools
import os
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TIMEOUT_SECONDS = 300
TO_INSTALL = "apt-get install qemu-system-misc gcc-riscv64-unknown-elf"

# The same for every compiler.  ISO C does not contract a * b + c into one rounding, so that results agree everywhere.
FLAGS = ["-std=c11", "-ffreestanding", "-fno-math-errno"]
# The loops of memcpy and memset must not become calls of themselves.
LIBRARY_FLAGS = ("-fno-builtin", "-fno-tree-loop-distribute-patterns")


class Failure(Exception):
    """A compiler or a machine did not do what it should; the message says which and how."""


@dataclass(frozen=True)
class Usage:
    """What a process has written and used."""
    text: str
    seconds: float  # processor time, user and system
    memory: int  # largest resident set in bytes


@dataclass(frozen=True)
class Result:
    checksum: int
    cost: int  # instructions or nanoseconds: what target_now of the start file counts
    seconds: float  # processor time of the whole process


def run(command):
    """Runs a command to its end; Failure when its status is not 0."""
    words = [str(word) for word in command]
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    watchdog = threading.Timer(TIMEOUT_SECONDS, process.kill)
    watchdog.start()
    try:
        text = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        watchdog.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode != 0:
        raise Failure(f"{' '.join(words)}: status {process.returncode}\n{text.strip()}")
    return Usage(text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def first_missing(*programs):
    """The first that is not installed, or None; Failure for one of Peach's own."""
    for program in programs:
        if not shutil.which(program):
            if "/" in program:
                raise Failure(f"{program} is missing; './peach build' makes it")
            return program
    return None


@dataclass(frozen=True)
class Compiler:
    """One compiler, and how its objects become a program for a bare machine or for this host."""
    name: str
    command: tuple  # with the options that it always gets
    start: str  # the start file
    objdump: tuple
    integer: tuple = ()  # options of kernels without floating point
    floating: tuple = ()
    link: tuple = ()
    last: tuple = ()  # libraries

    def missing(self):
        return first_missing(self.command[0], self.objdump[0])

    @functools.cache
    def compile(self, source, target, level, flags=()):
        """The object, which is made once and then kept."""
        run([*self.command, *FLAGS, level, *flags, "-I", ROOT, "-c", "-o", target, HERE / source])
        return target

    def flags(self, kernel):
        return self.floating if kernel.floating else self.integer

    def kernel_object(self, kernel, folder, level):
        """The code that is measured."""
        return self.compile(kernel.source, f"{folder}/{kernel.name}.{self.name}{level}.o", level, self.flags(kernel))

    def program(self, kernel, folder, level="-O2", repeats=1, define=None):
        """The path of a program that runs the kernel that often."""
        flags = self.flags(kernel)
        kind = f"{self.name}{'.floating' if kernel.floating else ''}{level}"
        program = f"{folder}/{kernel.name}.{self.name}{level}.{repeats}{define or ''}"
        sizes = (f"-DSIZE={kernel.size}", f"-DREPEATS={repeats}")
        defines = (f"-D{define}",) if define else ()
        start = f"{folder}/start.{kind}{define or ''}.o"
        objects = [self.compile(f"start/{self.start}", start, level, flags + defines),
                   self.compile("start/main.c", f"{program}.{kernel.size}.main.o", level, flags + sizes),
                   self.compile("kernels/library.c", f"{folder}/library.{kind}.o", level, flags + LIBRARY_FLAGS),
                   self.kernel_object(kernel, folder, level)]
        run([*self.command, *flags, *self.link, "-o", program, *objects, *self.last])
        return program

    def disassembly(self, path):
        return run([*self.objdump, path]).text


@dataclass(frozen=True)
class Machine:
    """Something that runs the programs of a compiler."""
    name: str
    compiler: Compiler
    command: tuple
    define: str = None  # of the start file

    def missing(self):
        return first_missing(*self.command[:1]) or self.compiler.missing()

    def prepare(self, kernel, folder, level="-O2", repeats=1):
        return self.compiler.program(kernel, folder, level, repeats, self.define)

    def start(self, program):
        usage = run([*self.command, program])
        words = usage.text.split()
        if len(words) != 2:
            raise Failure(f"{self.name}: {program} printed '{usage.text.strip()}' instead of a checksum and a count")
        return Result(int(words[0], 16), int(words[1], 16), usage.seconds)


def peach_compiler(build):
    return Compiler("peach-cc", (f"{build}/tools/cc/peach-cc",), "peach.S",
                    (f"{build}/tools/objdump/peach-objdump", "-d", "--no-show-raw-insn"),
                    link=("-nostdlib", "-Ttext=80010000"), last=(f"{build}/tools/rt/libpeachrt.a",))


def riscv_compiler():
    prefix = "riscv64-unknown-elf-"
    return Compiler("riscv-gcc", (prefix + "gcc",), "riscv.S", (prefix + "objdump", "-d", "--no-show-raw-insn"),
                    integer=("-march=rv32im", "-mabi=ilp32"), floating=("-march=rv32imfd", "-mabi=ilp32d"),
                    link=("-nostdlib", "-T", HERE / "start/riscv.ld"), last=("-lgcc",))


def host_compiler():
    return Compiler("gcc", ("gcc", "-D_POSIX_C_SOURCE=200809L"), "host.c", ("objdump", "-d", "--no-show-raw-insn"))


def peach_machine(build, *options, paged=True, name="Peach"):
    return Machine(name, peach_compiler(build), (f"{build}/emu/peach-emu", "--display=none", *options),
                   "PAGED" if paged else None)


def qemu_machine(*options, paged=True, name="QEMU"):
    return Machine(name, riscv_compiler(),
                   ("qemu-system-riscv32", "-M", "virt", "-bios", "none", "-display", "none", "-monitor", "none",
                    "-serial", "stdio", *options, "-kernel"), "PAGED" if paged else None)


def host_machine():
    return Machine("native", host_compiler(), ())
