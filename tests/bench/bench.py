"""./peach bench: how fast the machine is, how good the compiler's code is."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import compilers
import kernels
from report import Progress
from targets import Failure


def arguments():
    parser = argparse.ArgumentParser(prog="./peach bench", description=__doc__)
    parser.add_argument("--build", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--cc", action="store_true", help="compare the compiler's code with that of gcc for RISC-V")
    parser.add_argument("--json", action="store_true", help="print the figures for programs")
    parser.add_argument("--keep", metavar="FOLDER", help="leave programs and their disassemblies (.dis) here")
    parser.add_argument("kernel", nargs="*", help="measure only these (default: all)")
    return parser.parse_args()


def measure(options, chosen, folder):
    progress = Progress(len(chosen))
    rows = compilers.measure(chosen, options.build, folder, options.keep, progress)
    progress.end()
    if options.json:
        json.dump({"compiler": rows}, sys.stdout, indent=2)
        print()
    else:
        compilers.show(rows)


def main():
    options = arguments()
    try:
        chosen = kernels.choose(options.kernel)
        if options.keep:
            Path(options.keep).mkdir(parents=True, exist_ok=True)
            measure(options, chosen, options.keep)
        else:
            with tempfile.TemporaryDirectory(prefix="peach-bench.") as folder:
                measure(options, chosen, folder)
    except ValueError as wrong:
        print(f"peach bench: error: {wrong}", file=sys.stderr)
        return 2
    except Failure as failure:
        print(f"peach bench: error: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
