"""The kernels: what each is called, how large it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kernel:
    name: str
    size: int  # of one pass, the same in every measurement
    repeats: int  # passes of a timed run
    floating: bool = False
    folder: str = "kernels"

    @property
    def source(self):
        return f"{self.folder}/{self.name}.c"


KERNELS = [
    Kernel("fib", 27, 200),
    Kernel("calls", 60000, 80),
    Kernel("qsort", 100000, 8),
    Kernel("sieve", 4000000, 6),
    Kernel("lexer", 65536, 100),
    Kernel("bytecode", 600, 40),
    Kernel("state", 16384, 500),
    Kernel("strings", 200, 80),
    Kernel("copy", 10000, 32),
    Kernel("lists", 20000, 20),
    Kernel("trees", 10000, 16),
    Kernel("hash", 10000, 60),
    Kernel("malloc", 50000, 32),
    Kernel("mix", 20000, 80),
    Kernel("sha256", 65536, 140),
    Kernel("crc", 65536, 140),
    Kernel("compress", 32768, 40),
    Kernel("wide", 500, 450),
    Kernel("matmul", 128, 24),
    Kernel("stream", 262144, 48),
    Kernel("stream2", 262144, 48),
    Kernel("chase", 65536, 4),
    Kernel("nbody", 2000, 360, floating=True),
    Kernel("mandelbrot", 64, 90, floating=True),
    Kernel("fourier", 1024, 1200, floating=True),
]


def choose(names):
    """The kernels of these names, all when there are none; ValueError names one that does not exist."""
    known = {kernel.name: kernel for kernel in KERNELS}
    for name in names:
        if name not in known:
            raise ValueError(f"there is no kernel '{name}'; there are: {' '.join(known)}")
    return [kernel for kernel in KERNELS if not names or kernel.name in names]
