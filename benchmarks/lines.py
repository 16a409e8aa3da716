#!/usr/bin/env python3
"""Measure the line composer on any text: how even its lines are at several measures, and how long it takes.

Usage: python benchmarks/lines.py ARTICLE.txt [--measure 11 13 14 17 21] [--pdf FOLDER] [--scale 1 16 64]

Paragraphs are parted by blank lines; those that start with # are left out, ** is taken off. ``--pdf`` paints the lines
into columns, one file a measure, for a meter that reads glyph positions. Times are processor time in milliseconds for
10,000 characters, the best of five runs, on fresh paragraphs each time.
"""

import argparse
import re
import resource
import sys
import time
from pathlib import Path

from paiyin.fonts import FontBook
from paiyin.han import Paragraph, Rules, Setting, Styled

PITCH, SIZE, COLUMN_LINES, GUTTER = 15.0, 9.0, 66, 1.5


def paragraphs(path: Path) -> list[str]:
    """Return the running text of an article, a string a paragraph."""
    found = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        text = " ".join(block.split("\n")).strip()
        if text and not text.startswith("#"):
            found.append(re.sub(r"\*\*(.+?)\*\*", r"\1", text))
    return found


def percentile(values: list[int], rank: float = 0.95) -> int:
    return sorted(values)[min(int(rank * len(values)), len(values) - 1)] if values else 0


def quality(settings: list[Setting]) -> dict[str, object]:
    """Return the figures of set paragraphs; gaps are in 1/1000 em."""
    lines = [line for s in settings for line in s.lines]
    full = [line for line in lines if not line.final]
    gaps = [line.gap for line in full]
    jumps = [abs(a.gap - b.gap) for s in settings for a, b in zip(s.lines, s.lines[1:]) if not b.final]
    share = lambda least: round(100 * sum(g > least for g in gaps) / max(1, len(gaps)), 1)
    return {"lines": len(lines), "p95": percentile(gaps), "max": max(gaps, default=0),
            ">.05 %": share(50), ">.10 %": share(100), "jump": percentile(jumps),
            "runts": sum(s.runt for s in settings), "ragged": sum(not line.flush for line in full),
            "hung": sum(line.hang > 0 for line in full), "torn": sum(s.torn for s in settings),
            "segments": round(sum(len(line.segments) for line in lines) / max(1, len(lines)), 2)}


def seconds(texts: list[str], chain, measure: int) -> tuple[float, float, float]:
    """Return the time for items and gaps, for breaks, and for justified segments."""
    parts = [0.0, 0.0, 0.0]
    for text in texts:
        start = time.process_time()
        paragraph = Paragraph([Styled(text, chain)], Rules())
        paragraph.missing
        made = time.process_time()
        setting = paragraph.best(measure)
        broken = time.process_time()
        setting.lines
        done = time.process_time()
        for n, spent in enumerate((made - start, broken - made, done - broken)):
            parts[n] += spent
    return tuple(parts)


def race(texts: list[str], chain, measure: int, scales: list[int]) -> None:
    """Print times of the text 1, 16, 64 … times over; copies differ in their first character, so nothing is cached."""
    for scale in scales:
        many = [chr(0x4E00 + 37 * n % 5000) + text if n else text for n in range(scale) for text in texts]
        size = sum(map(len, many))
        best = min((seconds(many, chain, measure) for _ in range(5 if scale == 1 else 2)), key=sum)
        each = [spent * 1e7 / size for spent in best]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{scale:4}× {size:8} characters: items {each[0]:5.1f} + breaks {each[1]:5.1f} + lines {each[2]:5.1f} ="
              f" {sum(each):5.1f} ms per 10,000; all {sum(best):.2f} s; peak {peak} MB")


def paint(settings: list[Setting], book: FontBook, measure: int, path: Path) -> None:
    """Paint set paragraphs as pages of columns."""
    from paiyin import pages
    from paiyin.composition.plan import Frame, Page, Piece, Plan, PlanLine
    from paiyin.diagnostics import Diagnostics

    width, height = 765.35, 1105.5
    step = (measure / 1000 + GUTTER) * SIZE
    columns = int((width - 60 + GUTTER * SIZE) // step)
    frames, keys = [], set()
    rows = [(n, line) for n, s in enumerate(settings) for line in s.lines]
    for at in range(0, len(rows), COLUMN_LINES):
        x, pieces = 30 + at // COLUMN_LINES % columns * step, {}
        for k, (n, line) in enumerate(rows[at:at + COLUMN_LINES]):
            keys |= {s.face for s in line.segments}
            pieces.setdefault(n, []).append(PlanLine(x, 60 + PITCH * k, SIZE, measure * SIZE / 1000, line.segments))
        frames.append(Frame("text", x, 50, measure * SIZE / 1000, PITCH * COLUMN_LINES,
                            pieces=tuple(Piece("body", tuple(lines), n) for n, lines in pieces.items())))
    sheets = tuple(Page(n + 1, tuple(frames[k:k + columns])) for n, k in enumerate(range(0, len(frames), columns)))
    faces = {key: book.face(key).ref() for key in sorted(keys)}
    plan = Plan("benchmark", width, height, sheets, faces, {"title": "lines", "language": "zh-Hans"})
    path.write_bytes(pages.paint(plan, theme="plain", edition=None, diagnostics=Diagnostics()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", type=Path)
    parser.add_argument("--measure", type=float, nargs="+", default=[11, 13, 14, 17, 21], metavar="EM")
    parser.add_argument("--face", default="song")
    parser.add_argument("--pdf", type=Path, metavar="FOLDER")
    parser.add_argument("--scale", type=int, nargs="*", default=[1], metavar="TIMES")
    arguments = parser.parse_args()
    book = FontBook.load()
    chain = book.chain(arguments.face)
    texts = paragraphs(arguments.article)
    if not texts:
        sys.exit(f"{arguments.article}: no paragraphs found")
    if arguments.pdf:
        arguments.pdf.mkdir(parents=True, exist_ok=True)
    for em in arguments.measure:
        settings = [Paragraph([Styled(text, chain)], Rules()).best(round(em * 1000)) for text in texts]
        print(f"{em:4g} em ", "  ".join(f"{k} {v}" for k, v in quality(settings).items()))
        if arguments.pdf:
            paint(settings, book, round(em * 1000), arguments.pdf / f"lines-{em:g}.pdf")
    race(texts, chain, 13_000, arguments.scale)


if __name__ == "__main__":
    main()
