"""As much of an ELF file as the sizes of its code."""

import struct
from pathlib import Path

SHT_PROGBITS = 1
SHF_WRITE = 1
SHF_ALLOC = 2


def code_bytes(path):
    """Bytes of machine code and constants in a 32-bit little-endian ELF file: what is loaded and not written."""
    data = Path(path).read_bytes()
    table, = struct.unpack_from("<I", data, 32)
    entry_bytes, entries = struct.unpack_from("<HH", data, 46)
    total = 0
    for index in range(entries):
        _, kind, flags, _, _, size = struct.unpack_from("<6I", data, table + index * entry_bytes)
        if kind == SHT_PROGBITS and flags & SHF_ALLOC and not flags & SHF_WRITE:
            total += size
    return total
