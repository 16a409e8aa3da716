"""Remedies: what an editor could do so that a story comes out even on the pages that are wanted.

Every remedy is tried by the composer before it is offered; none is applied.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from paiyin.article import Article, Block, Crosshead, Figure, Paragraph, Run, Text, plain
from paiyin.composition.fit import Pages

SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]+[”’」』）]*")
MOST_TRIED = 9
MOST_OFFERED = 3
MOST_TEXTS = 6  # lengths of a paragraph more that are tried
MOST_FIGURES = 3  # that are tried over a column more
MARGINS = (1.0, 1.15, 1.35)  # of what is too much, that is cut
FILLER = "某"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do, in English and Chinese, and what the story is then."""

    en: str
    zh: str
    article: Article
    pages: Pages


Left = Callable[[Article, Pages], int]  # cells left over on the last page wanted, below 0: cells beyond it


def found(article: Article, pages: Pages, left: int, measure: int, columns: int, attempt: Left) -> list[Remedy]:
    """Return remedies that mend a story which leaves so many cells over (below 0: is too long by them), the lightest
    first. ``measure`` and ``columns`` are the sheet's."""
    out: list[Remedy] = []
    kinds: set[str] = set()
    source = _shorter(article, pages, -left, measure, columns) if left < 0 else _longer(article, pages)
    for tried, (kind, remedy) in enumerate(source):
        if tried >= MOST_TRIED or len(out) >= MOST_OFFERED:
            break
        if kind in kinds:
            continue
        rest = attempt(remedy.article, remedy.pages)
        if 0 <= rest < columns:
            kinds.add(kind)
            out.append(remedy)
    if left > 0 and len(out) < MOST_OFFERED:
        remedy = _text(article, pages, left, measure, columns, attempt)
        out += [remedy] if remedy is not None else []
    return out


def _lines(characters: int, measure: int) -> int:
    return -(-(characters + 2) // measure)


def _without(article: Article, gone: Sequence[Block]) -> Article:
    return replace(article, blocks=tuple(b for b in article.blocks if not any(b is g for g in gone)))


def _shorter(article: Article, pages: Pages, over: int, measure: int, columns: int) -> Iterator[tuple[str, Remedy]]:
    """Yield ways to make a story shorter by so many cells, the lightest first."""
    if article.head.deck and over <= 3 * columns:
        head = replace(article.head, deck=())
        yield "deck", Remedy("leave out the deck", "副题不用", replace(article, head=head), pages)
    yield from _sentences(article, pages, over, measure)
    yield from _figures(article, pages, over, measure)
    yield from _passages(article, pages, over, measure)
    yield (
        "page",
        Remedy(
            f"give it {pages.most + 1} pages", f"增为 {pages.most + 1} 版", article, Pages(pages.least, pages.most + 1)
        ),
    )
    yield from _sections(article, pages, over, measure)


def _paragraphs(article: Article) -> list[tuple[int, int, Paragraph]]:
    """Return (number from 1, place among the blocks, paragraph) of the paragraphs that are not labelled scenes."""
    found = [(n, b) for n, b in enumerate(article.blocks) if isinstance(b, Paragraph)]
    return [(k, n, b) for k, (n, b) in enumerate(found, 1) if not b.label]


def _sentences(article: Article, pages: Pages, over: int, measure: int) -> Iterator[tuple[str, Remedy]]:
    fitting = []
    for number, at, paragraph in _paragraphs(article):
        words = plain(paragraph.text)
        sentences = SENTENCE.findall(words)
        if len(sentences) < 2 or len("".join(sentences)) != len(words):
            continue
        cut = len(sentences[-1])
        saved = _lines(len(words), measure) - _lines(len(words) - cut, measure)
        if saved >= over:
            fitting.append((saved, -number, at, paragraph, cut, sentences[-1]))
    for _, number, at, paragraph, cut, sentence in sorted(fitting, key=lambda f: f[:2])[:3]:
        blocks = list(article.blocks)
        blocks[at] = replace(paragraph, text=_cut(paragraph.text, cut))
        opening = sentence[:8] + ("…" if len(sentence) > 8 else "")
        yield (
            "sentence",
            Remedy(
                f"cut the last sentence of paragraph {-number} ({opening!r})",
                f"删第 {-number} 段末句（“{opening}”）",
                replace(article, blocks=tuple(blocks)),
                pages,
            ),
        )


def _cut(text: Text, count: int) -> Text:
    """Return a text without its last characters."""
    out: list[Run] = list(text)
    while count and out:
        last = out.pop()
        if len(last.text) > count:
            keep = len(last.text) - count
            span = last.span
            if len(last.text) == span.end - span.start:
                span = replace(span, end=span.start + keep)
            out.append(replace(last, text=last.text[:keep], span=span))
            break
        count -= len(last.text)
    return tuple(out)


def _figures(article: Article, pages: Pages, over: int, measure: int) -> Iterator[tuple[str, Remedy]]:
    figures = [b for b in article.blocks if isinstance(b, Figure) and not b.pin]
    least = 9  # cells that a picture of one column takes at the least, about
    for more in (0, 1, 2):
        count = -(-over // least) + more
        if 0 < count <= len(figures):
            gone = figures[-count:]
            names = ", ".join(str(f.number) for f in gone), "、".join(str(f.number) for f in gone)
            yield (
                "figures",
                Remedy(
                    f"leave out figure{'s' * (count > 1)} {names[0]} of the manuscript",
                    f"撤稿件第 {names[1]} 图",
                    _without(article, gone),
                    pages,
                ),
            )


def _passages(article: Article, pages: Pages, over: int, measure: int) -> Iterator[tuple[str, Remedy]]:
    """Yield runs of neighbouring paragraphs of one section to leave out."""
    runs: list[list[tuple[int, int, Paragraph]]] = [[]]
    known = {at: (number, at, p) for number, at, p in _paragraphs(article)}
    for at, block in enumerate(article.blocks):
        if at in known:
            runs[-1].append(known[at])
        elif isinstance(block, Crosshead) or isinstance(block, Paragraph):
            runs.append([])
    for margin in MARGINS:
        best = None
        for run in runs:
            for a in range(1, len(run)):  # a section keeps its first paragraph
                saved = 0
                for b in range(a, len(run)):
                    saved += _lines(len(plain(run[b][2].text)), measure)
                    if saved >= over * margin:
                        if best is None or saved < best[0]:
                            best = saved, run[a : b + 1]
                        break
        if best is None:
            return
        gone = best[1]
        first, last = gone[0][0], gone[-1][0]
        characters = sum(len(plain(p.text)) for _, _, p in gone)
        yield (
            "passage",
            Remedy(
                f"cut paragraph{f's {first} to {last}' if last > first else f' {first}'} ({characters} characters)",
                f"删第 {first}{f' 至 {last}' if last > first else ''} 段（{characters} 字）",
                _without(article, [p for *_, p in gone]),
                pages,
            ),
        )


def _sections(article: Article, pages: Pages, over: int, measure: int) -> Iterator[tuple[str, Remedy]]:
    """Yield whole sections to leave out, the smallest that is enough, or the last ones together."""
    tops = [b.level for b in article.blocks if isinstance(b, Crosshead)]
    starts = [n for n, b in enumerate(article.blocks) if isinstance(b, Crosshead) and b.level == min(tops)]
    parts = [article.blocks[a:b] for a, b in zip(starts, [*starts[1:], len(article.blocks)])]
    sizes = [sum(_lines(len(plain(b.text)), measure) for b in part if isinstance(b, Paragraph)) for part in parts]
    enough = sorted((size, n) for n, size in enumerate(sizes) if size >= over)
    choices = [[n] for _, n in enough[:2]]
    total, tail = 0, []
    for n in range(len(parts) - 1, 0, -1):
        total, tail = total + sizes[n], [n, *tail]
        if total >= over:
            choices.append(tail)
            break
    for chosen in choices:
        gone = [b for n in chosen for b in parts[n]]
        names = [plain(parts[n][0].text).replace("\n", " ") for n in chosen]
        yield (
            "section",
            Remedy(
                "leave out the section" + "s" * (len(names) > 1) + " " + ", ".join(f"{n!r}" for n in names),
                "整节不用：" + "；".join(names),
                _without(article, gone),
                pages,
            ),
        )


def _longer(article: Article, pages: Pages) -> Iterator[tuple[str, Remedy]]:
    """Yield ways to fill so many cells, the lightest first."""
    if pages.least > 1:
        fewer = Pages(pages.least - 1, pages.least - 1)
        yield "page", Remedy(f"give it {fewer.most} pages", f"减为 {fewer.most} 版", article, fewer)
    narrow = [(n, b) for n, b in enumerate(article.blocks) if isinstance(b, Figure) and (b.columns or 2) < 3]
    for n, block in narrow[:MOST_FIGURES]:
        wide = (block.columns or 2) + 1
        blocks = list(article.blocks)
        blocks[n] = replace(block, columns=wide)
        yield (
            "figure",
            Remedy(
                f"set figure {block.number} of the manuscript over {wide} columns",
                f"稿件第 {block.number} 图改为 {wide} 栏",
                replace(article, blocks=tuple(blocks)),
                pages,
            ),
        )


def _filled(article: Article, pages: Pages, cells: int, measure: int) -> Remedy | None:
    """Return a story with a paragraph more that fills so many cells."""
    last = next((b for b in reversed(article.blocks) if isinstance(b, Paragraph)), None)
    if last is None or cells < 1:
        return None
    count = cells * measure
    run = Run(FILLER * count, last.text[-1].span if last.text else last.span)
    blocks = (*article.blocks, replace(last, text=(run,), label=()))
    return Remedy(f"add about {count} characters", f"补约 {count} 字", replace(article, blocks=blocks), pages)


def _text(article: Article, pages: Pages, left: int, measure: int, columns: int, attempt: Left) -> Remedy | None:
    """Return the paragraph that fills the pages, found by what earlier ones left over."""
    cells = left
    for _ in range(MOST_TEXTS):
        remedy = _filled(article, pages, cells, measure)
        if remedy is None:
            return None
        rest = attempt(remedy.article, pages)
        if 0 <= rest < columns:
            return remedy
        cells += rest if rest > 0 else min(-1, rest // 2)
    return None
