"""The machine's figures as an SVG picture: bars for each kernel, on a logarithmic scale that begins at native."""

import math
from pathlib import Path
from xml.sax.saxutils import escape

from machine import means

COLOURS = {"peach": "#e8743b", "interpreter": "#f4b183", "qemu": "#5b7db1", "qemu_icount": "#b3c3dd"}
WIDTH, LEFT, RIGHT, TOP = 880, 140, 60, 92
BAR, GAP = 8, 11
TICKS = (1, 2, 4, 8, 16, 32, 64)


def text(x, y, words, anchor="start", size=12, weight="normal", fill="#333"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
            f'fill="{fill}">{escape(words)}</text>')


def rectangle(x, y, width, height, fill):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="1.5" fill="{fill}"/>'


class Scale:
    """From a ratio to a place on the x axis."""

    def __init__(self, largest):
        self.ticks = [tick for tick in TICKS if tick <= largest] or [1]
        self.per_octave = (WIDTH - LEFT - RIGHT) / math.log2(max(largest, 2))

    def x(self, ratio):
        return LEFT + max(0, math.log2(ratio)) * self.per_octave


def legend(columns):
    parts, x = [], LEFT
    for column in columns:
        parts.append(rectangle(x, 56, 12, 12, COLOURS[column.key]))
        parts.append(text(x + 18, 66, column.title))
        x += 40 + 8 * len(column.title)
    return parts


def groups(rows, columns, scale):
    parts, y = [], TOP
    for row in rows:
        bold = "bold" if row["kernel"] == "geometric mean" else "normal"
        parts.append(text(LEFT - 10, y + BAR * len(columns) / 2 + 4, row["kernel"], "end", weight=bold))
        for column in columns:
            ratio = row[column.key]
            width = max(scale.x(ratio) - LEFT, 1)
            parts.append(rectangle(LEFT, y, width, BAR - 1, COLOURS[column.key]))
            parts.append(text(LEFT + width + 4, y + BAR - 1, f"{ratio:.1f}", size=8, weight=bold, fill="#777"))
            y += BAR
        y += GAP
    return parts


def axis(scale, bottom):
    parts = []
    for tick in scale.ticks:
        x = scale.x(tick)
        parts.append(f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="#ddd"/>')
        parts.append(text(x, TOP - 12, f"{tick}×", "middle", 10, fill="#777"))
    return parts


def draw(path, rows, present):
    columns = present[1:]
    shown = [{"kernel": row["kernel"], **{column.key: row[column.key] / row["native"] for column in columns}}
             for row in rows]
    shown.append({"kernel": "geometric mean", **means(rows, present)})
    scale = Scale(max(row[column.key] for row in shown for column in columns))
    bottom = TOP + len(shown) * (BAR * len(columns) + GAP)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{bottom + 16}" '
             f'font-family="DejaVu Sans, Verdana, sans-serif">',
             '<rect width="100%" height="100%" fill="#fff"/>',
             text(LEFT, 24, "Time of a kernel as a multiple of native gcc -O2", size=16, weight="bold"),
             text(LEFT, 42, "processor time, logarithmic scale, shorter is better", fill="#777"),
             *legend(columns), *axis(scale, bottom), *groups(shown, columns, scale), "</svg>"]
    Path(path).write_text("\n".join(parts) + "\n")
