"""The kernels: what each is called, how large it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kernel:
    name: str
    size: int  # of one pass, the same in every measurement
    repeats: int  # passes of a timed run
    floating: bool = False

    @property
    def source(self):
        return self.name + ".c"


KERNELS = [
    Kernel("fib", 24, 100),
    Kernel("calls", 60000, 20),
    Kernel("qsort", 100000, 4),
    Kernel("sieve", 4000000, 2),
    Kernel("lexer", 65536, 50),
    Kernel("bytecode", 600, 20),
    Kernel("state", 16384, 200),
    Kernel("strings", 200, 20),
    Kernel("copy", 10000, 20),
    Kernel("lists", 20000, 10),
    Kernel("trees", 10000, 10),
    Kernel("malloc", 50000, 10),
    Kernel("mix", 20000, 20),
    Kernel("sha256", 65536, 20),
    Kernel("crc", 65536, 50),
    Kernel("matmul", 128, 10),
    Kernel("stream", 262144, 20),
    Kernel("stream2", 262144, 20),
    Kernel("chase", 65536, 2),
    Kernel("nbody", 2000, 20, floating=True),
    Kernel("mandelbrot", 64, 10, floating=True),
]


def choose(names):
    """The kernels of these names, all when there are none; ValueError names one that does not exist."""
    known = {kernel.name: kernel for kernel in KERNELS}
    for name in names:
        if name not in known:
            raise ValueError(f"there is no kernel '{name}'; there are: {' '.join(known)}")
    return [kernel for kernel in KERNELS if not names or kernel.name in names]
