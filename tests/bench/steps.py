"""Host instructions, counted: a running process is stepped through (ptrace, Linux on x86-64 only)."""

import ctypes
import os
import platform
import signal
import subprocess
import time

PTRACE_SINGLESTEP, PTRACE_GETREGS, PTRACE_SEIZE, PTRACE_INTERRUPT = 9, 12, 0x4206, 0x4207
REGISTERS, RIP = 27, 16  # of struct user_regs_struct
WARM_UP_SECONDS = 0.5
STEPS = 4000
INSN_BYTES_MAX = 15


def available():
    return platform.system() == "Linux" and platform.machine() == "x86_64"


def trace(command):
    """Addresses of instructions that a command executes one after the other some time after its start, and their first
    two bytes by address; None where the host does not let us look."""
    libc = ctypes.CDLL(None)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    registers = (ctypes.c_ulonglong * REGISTERS)()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    try:
        time.sleep(WARM_UP_SECONDS)
        if libc.ptrace(PTRACE_SEIZE, process.pid, None, None) != 0:
            return None
        libc.ptrace(PTRACE_INTERRUPT, process.pid, None, None)
        os.waitpid(process.pid, 0)
        addresses = []
        for _ in range(STEPS):
            libc.ptrace(PTRACE_GETREGS, process.pid, None, ctypes.addressof(registers))
            addresses.append(registers[RIP])
            libc.ptrace(PTRACE_SINGLESTEP, process.pid, None, None)
            if not os.WIFSTOPPED(os.waitpid(process.pid, 0)[1]):
                return None
        with open(f"/proc/{process.pid}/mem", "rb") as memory:
            return addresses, {address: read(memory, address) for address in set(addresses)}
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def read(memory, address):
    memory.seek(address)
    return memory.read(2)


def is_call(code):
    return code[0] == 0xE8


def is_jump_by_memory(code):
    return code[0] == 0xFF and code[1] >> 3 & 7 == 4


def rounds(addresses, code):
    """The trace cut before each call of the refill's trap: back to where its block was left."""
    starts = []
    for i, address in enumerate(addresses):
        if is_call(code[address]):
            while i > 0 and 0 < addresses[i] - addresses[i - 1] <= INSN_BYTES_MAX:
                i -= 1
            starts.append(i)
    return [addresses[first:end] for first, end in zip(starts, starts[1:])]


def refill_steps(command):
    """Of a program that does nothing but miss: instructions from the miss to its handler, and of the handler to the access
    that is repeated; medians.  None where they cannot be counted."""
    seen = trace(command) if available() else None
    if not seen:
        return None
    addresses, code = seen
    counts = []
    for part in rounds(addresses, code):
        jumps = [i + 1 for i, address in enumerate(part) if is_jump_by_memory(code[address])]
        if len(jumps) >= 2:
            counts.append((jumps[0], jumps[1] - jumps[0]))
    return sorted(counts)[len(counts) // 2] if counts else None
