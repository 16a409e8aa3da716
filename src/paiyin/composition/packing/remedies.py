"""Remedies for an edition that asks for more pages than are wanted: each is tried by packing the whole edition anew."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from paiyin.article import Article, Block, Figure, Paragraph, plain
from paiyin.composition.capacity import cells
from paiyin.composition.packing.ground import figure_of
from paiyin.composition.packing.story import Story

MOST_TRIED, MANY, TRIED_OF_MANY = 4, 6, 1  # packings; fewer for more than so many stories, which take long to pack
MOST_OFFERED = 2  # besides more pages
MARGINS = (1.0, 1.3, 1.7)  # of what is too much, that is taken away
INDENT = 2  # characters


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do, in English and Chinese, and the articles then; one that is left out is None."""

    en: str
    zh: str
    articles: tuple[Article | None, ...]


def found(stories: Sequence[Story], over: int, measure: int, attempt: Callable[[Sequence[Article | None]], bool]):
    """Return remedies for stories that are too much by so many cells, the lightest first. ``attempt`` tells whether
    articles fit the pages that are wanted."""
    out: list[Remedy] = []
    kinds: set[str] = set()
    most = MOST_TRIED if len(stories) <= MANY else TRIED_OF_MANY
    tried: set[tuple[int, ...]] = set()
    for margin in MARGINS:
        for kind, remedy in _offers(stories, int(over * margin), measure):
            known = tuple(map(id, remedy.articles)), remedy.en
            if kind in kinds or known in tried or len(tried) >= most or len(out) >= MOST_OFFERED:
                continue
            tried.add(known)
            if attempt(remedy.articles):
                kinds.add(kind)
                out.append(remedy)
    return out


def _offers(stories: Sequence[Story], over: int, measure: int) -> Iterator[tuple[str, Remedy]]:
    for kind, make in (("figures", _figures), ("text", _text), ("article", _articles)):
        remedy = make(stories, over, measure)
        if remedy is not None:
            yield kind, remedy


def _title(article: Article) -> str:
    return plain(article.head.title).split("\n")[0][:16] or article.slug


def _without(article: Article, gone: Sequence[Block]) -> Article:
    return replace(article, blocks=tuple(b for b in article.blocks if not any(b is one for one in gone)))


def _figures(stories: Sequence[Story], over: int, measure: int) -> Remedy | None:
    """Leave out pictures, the last of the last stories first."""
    saved, gone = 0, {}
    for story in reversed(stories):
        for box in reversed(story.boxes):
            if saved < over and figure_of(box):
                saved += cells(box, box.least)
                gone.setdefault(story.place, []).append(figure_of(box))
    if saved < over or not gone:
        return None
    articles = [s.article for s in stories]
    english, chinese = [], []
    for place, numbers in sorted(gone.items()):
        article, shown = articles[place], sorted(numbers)
        figures = [b for b in article.blocks if isinstance(b, Figure) and b.number in shown]
        articles[place] = _without(article, figures)
        english.append(f"{', '.join(map(str, shown))} of {_title(article)!r}")
        chinese.append(f"《{_title(article)}》第 {'、'.join(map(str, shown))} 图")
    return Remedy("leave out figures " + "; ".join(english), "撤" + "；".join(chinese), tuple(articles))


def _text(stories: Sequence[Story], over: int, measure: int) -> Remedy | None:
    """Cut the last paragraphs of one story that has enough of them, the least important first."""
    for story in reversed(stories):
        own = [b for b in story.article.blocks if isinstance(b, Paragraph)]
        saved, gone = 0, []
        for paragraph in reversed(own[1:]):
            if saved >= over:
                break
            gone.append(paragraph)
            saved += -(-(len(plain(paragraph.text)) + INDENT) // measure)
        if saved < over or not gone:
            continue
        characters = sum(len(plain(p.text)) for p in gone)
        articles = [s.article for s in stories]
        articles[story.place] = _without(story.article, gone)
        title, count = _title(story.article), len(gone)
        return Remedy(
            f"cut the last {count} paragraphs of {title!r} ({characters} characters)"
            if count > 1
            else f"cut the last paragraph of {title!r} ({characters} characters)",
            f"《{title}》删末 {count} 段（{characters} 字）",
            tuple(articles),
        )
    return None


def _articles(stories: Sequence[Story], over: int, measure: int) -> Remedy | None:
    """Leave out the smallest story that is enough, else the last ones together; never the first."""
    sizes = {s.place: len(s.rows) + sum(cells(b, b.least) for b in s.boxes) for s in stories[1:]}
    enough = sorted((size, -place) for place, size in sizes.items() if size >= over)
    if enough:
        gone = [-enough[0][1]]
    else:
        saved, gone = 0, []
        for place in sorted(sizes, reverse=True):
            if saved < over:
                saved, gone = saved + sizes[place], [place, *gone]
        if saved < over or not gone:
            return None
    names = [_title(stories[place].article) for place in gone]
    return Remedy(
        "leave out " + ", ".join(map(repr, names)),
        "撤稿：" + "".join(f"《{name}》" for name in names),
        tuple(None if s.place in gone else s.article for s in stories),
    )
