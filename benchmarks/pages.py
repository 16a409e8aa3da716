"""Time the composition of pages against the length of a text: a feature and a book of sixteen times its characters.

    python benchmarks/pages.py [--characters 7000 110000] [--sheet tabloid] [--runs 3]

The text is generated, no two paragraphs alike; a section has five paragraphs and every other one a figure. Prints the
best processor time of some runs, each in a process of its own with cold caches, its peak memory, and the ratio, which
is to stay at or under 18 for sixteen times the text.
"""

import argparse
import resource
import subprocess
import sys
import time
from random import Random

WORDS = "春水初生两岸的柳树绿了一层老人把船系在桥下说今年的鱼比往年多三成来买鱼的人也多了渡口新修了石阶孩子们沿河上学"


def blocks(characters: int, seed: int = 1):
    """Return sections of paragraphs and figures with so many characters in all."""
    from paiyin.article import Crosshead, Figure, Paragraph, Run
    from paiyin.spans import Span

    chance, span, made, left, figures = Random(seed), Span("book.md", 0, 1), [], characters, 0
    text = lambda words: (Run(words, span),)
    while left > 0:
        if len(made) % 6 == 0:
            made.append(Crosshead(text("".join(chance.choices(WORDS, k=12))), span))
        sentences = ("".join(chance.choices(WORDS, k=chance.randint(8, 40))) + "。" for _ in range(chance.randint(2, 9)))
        words = "".join(sentences)[:left]
        left -= len(words)
        made.append(Paragraph(text(words), span))
        if len(made) % 12 == 3:
            figures += 1
            made.append(Figure(text("桥下的渔船。"), span, figures))
    return made


def composing(characters: int, sheet: str) -> tuple[float, int, int]:
    """Return the seconds of processor time, the pages, and the peak memory (MB) of composing a text."""
    from paiyin.article import Article, Head, Run
    from paiyin.composition import sheet as sheets
    from paiyin.composition import typography
    from paiyin.composition.compose import Drawn, Material, compose
    from paiyin.composition.furniture import Issue
    from paiyin.diagnostics import Diagnostics
    from paiyin.fonts import FontBook
    from paiyin.spans import Span

    made, book = sheets.load(sheet), FontBook.load()
    head = Head(title=(Run("一桥两岸柳色新", Span("book.md", 0, 1)),))
    article = Article(head, tuple(blocks(characters)), "book.md", "book")
    material = Material({}, lambda chart, columns: 12, lambda chart, columns: Drawn("<svg/>", ""))
    roles = typography.load(made)
    start = time.process_time()
    plan = compose(article, made, roles, book, Issue(), material, Diagnostics())
    spent = time.process_time() - start
    return spent, len(plan.pages), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--characters", type=int, nargs="+", default=[7_000, 110_000])
    ask.add_argument("--sheet", default="tabloid")
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.one:
        print(*composing(asked.one, asked.sheet))
        return
    best = []
    for characters in asked.characters:
        command = [sys.executable, __file__, "--one", str(characters), "--sheet", asked.sheet]
        runs = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(asked.runs)]
        seconds, pages, peak = min((tuple(map(float, run.stdout.split())) for run in runs), key=lambda found: found[0])
        best.append(seconds)
        print(f"{characters:8} characters: {seconds:6.2f} s, {pages:3.0f} pages, peak {peak:.0f} MB")
    print(f"ratio {best[-1] / best[0]:.1f}")


if __name__ == "__main__":
    main()
