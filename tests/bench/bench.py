"""./peach bench: how fast the machine is, how good the compiler's code is."""

import argparse
import json
import signal
import sys
import tempfile
from pathlib import Path

import chart
import compilers
import kernels
import machine
import programs
import report
import system
from report import Progress
from targets import Failure


def arguments():
    parser = argparse.ArgumentParser(prog="./peach bench", description=__doc__)
    parser.add_argument("--build", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--cc", action="store_true", help="compare the compiler's code with that of gcc for RISC-V")
    parser.add_argument("--system", action="store_true", help="only the system's paths: calls, refills, start, memory")
    parser.add_argument("--quick", action="store_true", help="shorter runs, less exact; with --cc: only the kernels")
    parser.add_argument("--json", action="store_true", help="print the figures for programs")
    parser.add_argument("--markdown", action="store_true", help="print the tables as docs/figures.md has them")
    parser.add_argument("--chart", metavar="FILE", help="draw the figures of the machine as an SVG picture")
    parser.add_argument("--keep", metavar="FOLDER", help="leave programs and their disassemblies (.dis) here")
    parser.add_argument("kernel", nargs="*", help="measure only these (default: all)")
    return parser.parse_args()


def print_json(figures):
    json.dump(figures, sys.stdout, indent=2)
    print()


def bench_compiler(options, chosen, folder):
    progress = Progress(len(chosen))
    rows = compilers.measure(chosen, options.build, folder, options.keep, progress)
    progress.end()
    large = [] if options.kernel or options.quick else programs.measure(options.build, folder, Progress)
    if options.json:
        print_json({"compiler": rows, "programs": large})
        return
    compilers.show(rows)
    if large:
        programs.show(large)


def bench_machine(options, chosen, folder):
    rows, present, missing = machine.measure(chosen, options.build, folder, options.quick, Progress)
    if options.chart:
        chart.draw(options.chart, rows, present)
    if not options.json:
        machine.show(rows, present, missing)
        sys.stdout.flush()
    paths = [] if options.kernel else system.measure(options.build, folder, Progress)
    if options.json:
        print_json({"seconds": rows, "times_native": machine.means(rows, present),
                    "million_insns_a_second": machine.speeds(rows, present),
                    "paths": {figure.key: figure.value for figure in paths}})
    elif paths:
        system.show(paths)


def bench_system(options, _chosen, folder):
    paths = system.measure(options.build, folder, Progress)
    if options.json:
        print_json({"paths": {figure.key: figure.value for figure in paths}})
    else:
        system.show(paths)


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    options = arguments()
    report.style["markdown"] = options.markdown
    bench = bench_compiler if options.cc else bench_system if options.system else bench_machine
    try:
        chosen = kernels.choose(options.kernel)
        if options.keep:
            Path(options.keep).mkdir(parents=True, exist_ok=True)
            bench(options, chosen, options.keep)
        else:
            with tempfile.TemporaryDirectory(prefix="peach-bench.") as folder:
                bench(options, chosen, folder)
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
