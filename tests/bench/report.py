"""What a person sees: progress while it runs, tables and bars at the end."""

import math
import os
import sys
import time

PROGRESS_AFTER_SECONDS = 2
BAR_CELLS = 60
EIGHTHS = " ▏▎▍▌▋▊▉█"
style = {"markdown": False}  # how tables come out: for a person, or for docs/figures.md
COLOURS = {"good": "32", "bad": "31", "dim": "2", "bold": "1", "ours": "33"}


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def paint(text, colour):
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or colour is None:
        return text
    return f"\033[{COLOURS[colour]}m{text}\033[0m"


class Progress:
    """One line on standard error, once the work has taken a while; nothing where no person looks."""

    def __init__(self, steps):
        self.steps, self.done, self.started = steps, 0, time.monotonic()
        self.shown = False

    def step(self, what):
        self.done += 1
        if sys.stderr.isatty() and time.monotonic() - self.started > PROGRESS_AFTER_SECONDS:
            filled = 30 * self.done // self.steps
            sys.stderr.write(f"\r\033[K[{'#' * filled}{'.' * (30 - filled)}] {self.done} of {self.steps}: {what}")
            sys.stderr.flush()
            self.shown = True

    def end(self):
        if self.shown:
            sys.stderr.write("\r\033[K")


def markdown_table(title, headings, cells):
    print(f"{title}:\n\n| {' | '.join(headings)} |\n|---|{'---:|' * (len(headings) - 1)}")
    for row in cells:
        print(f"| {' | '.join(text for text, _ in row)} |")
    print()


def table(title, headings, rows):
    """Prints rows of strings, or of (string, colour); the first column to the left, the others to the right."""
    cells = [[cell if isinstance(cell, tuple) else (cell, None) for cell in row] for row in rows]
    if style["markdown"]:
        markdown_table(title, headings, cells)
        return
    widths = [max(len(heading), *(len(row[i][0]) for row in cells)) for i, heading in enumerate(headings)]

    def line(row):
        words = [paint(text.ljust(width) if i == 0 else text.rjust(width), colour)
                 for i, ((text, colour), width) in enumerate(zip(row, widths))]
        return "  ".join(words).rstrip()

    print(paint(title, "bold"))
    print(line([(heading, "dim") for heading in headings]))
    for row in cells:
        print(line(row))
    print()


def bar(length):
    """A bar of that many cells, to an eighth."""
    eighths = round(length * 8)
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def bars(title, values, other_title, others):
    """Prints a bar for each (name, ratio), and what the other needs beyond it; lengths are logarithms, 1 has none."""
    if style["markdown"]:
        return
    per_octave = BAR_CELLS / math.log2(max([2] + [value for _, value in values] + (others or [])))

    def cells(ratio):
        return max(0, math.log2(ratio)) * per_octave

    width = max(len(name) for name, _ in values)
    print(paint(title, "bold") + ", logarithmic" + (f", {paint('░', 'dim')} up to {other_title}" if others else ""))
    for index, (name, value) in enumerate(values):
        solid = bar(cells(value))
        shade = "░" * (round(cells(others[index])) - len(solid)) if others else ""
        tail = f" {value:.1f}" + (paint(f"  {others[index]:.1f}", "dim") if others else "")
        print(f"{name.rjust(width)} {paint(solid, 'ours')}{paint(shade, 'dim')}{tail}")
    print()


def verdict(ratio, limit):
    return f"{ratio:.2f}", "good" if ratio <= limit else "bad"
