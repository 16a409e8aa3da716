"""Time whole builds beside WeasyPrint's own columns of the same text, and composition against the length of a text.

    python benchmarks/build.py MANUSCRIPT [--runs 5]

Prints medians of wall seconds and peak memory, runs interleaved so that a noisy machine is noisy for both, and the
ratio of composing a book of sixteen times the text to composing the text. The first round warms caches up.
"""

import argparse
import html
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIDE = (270 / 25.4 * 72 - 639) / 2
CSS = f"""@page{{size:270mm 390mm;margin:15mm {SIDE:.3f}pt}}body{{margin:0;columns:5;column-gap:13.5pt;
font:9pt/11.5pt "Noto Serif CJK SC";text-align:justify}}p{{text-indent:2em;margin:0}}"""


def timed(command: list[str]) -> tuple[float, int]:
    """Return wall seconds and the largest resident set (KiB) of a command and its children so far."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def composing(source: Path) -> float:
    """Return the seconds that reading and composing a manuscript take, in this process."""
    from paiyin.build import check

    start = time.perf_counter()
    check(source, missing_glyph="box")
    return time.perf_counter() - start


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("manuscript", type=Path)
    ask.add_argument("--runs", type=int, default=5)
    asked = ask.parse_args()
    text = asked.manuscript.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "columns.html")
        body = "".join(f"<p>{html.escape(block)}</p>" for block in text.split("\n\n") if block.strip())
        page.write_text(
            f"<!doctype html><html lang=zh-CN><meta charset=utf-8><style>{CSS}</style>{body}", encoding="utf-8"
        )
        jobs = {
            "paiyin build": [
                sys.executable,
                "-m",
                "paiyin",
                "build",
                str(asked.manuscript),
                "--out",
                folder,
                "--quiet",
            ],
            "weasyprint columns": [sys.executable, "-m", "weasyprint", "-q", str(page), os.devnull],
        }
        taken = {name: [] for name in jobs}
        for n in range(asked.runs + 1):
            for name, command in jobs.items():
                seconds, _ = timed(command)
                if n:
                    taken[name].append(seconds)
        reference = statistics.median(taken["paiyin build"])
        for name, times in taken.items():
            median = statistics.median(times)
            print(f"{name:20} min {min(times):.2f} median {median:.2f} s, {median / reference:.2f} of ours")
        book = Path(folder, f"book{asked.manuscript.suffix}")
        book.write_text("\n\n".join([text] + [text.replace("# ", "#### ")] * 15), encoding="utf-8")
        composing(asked.manuscript)
        one, many = composing(asked.manuscript), composing(book)
        print(f"composing: {one:.2f} s, sixteen times the text {many:.2f} s, ratio {many / one:.1f}")


if __name__ == "__main__":
    main()
