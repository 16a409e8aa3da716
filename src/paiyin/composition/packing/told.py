"""What an editor is told of a packed edition: what stays white, stories that go on, pins and pages that do not hold."""

from collections.abc import Sequence

from paiyin.article import plain
from paiyin.composition.galley import Row
from paiyin.composition.packing.page import Filled
from paiyin.composition.packing.pages import Packer
from paiyin.composition.packing.regions import Rect
from paiyin.composition.packing.story import Story
from paiyin.composition.plan import Jump, Residue
from paiyin.diagnostics import Diagnostics
from paiyin.spans import Span


def jumps(stories: Sequence[Story], diagnostics: Diagnostics) -> list[Jump]:
    """Say which stories go on, and from which page to which."""
    found = []
    for story in stories:
        for leaves, enters in zip(story.standing, story.standing[1:]):
            head = story.article.head
            diagnostics.add("P154", source(story.rows), title=plain(head.title)[:20], leaves=leaves, enters=enters)
            found.append(Jump(story.article.slug, leaves, enters))
    return found


def white(page: Filled, number: int, measure: int, diagnostics: Diagnostics) -> list[Residue]:
    """Say what stays white on a page."""
    found: list[Residue] = []
    for module in page.modules:
        spare = module.fitted.spare
        if spare:
            diagnostics.add(
                "P155",
                source(module.fitted.rows[::-1]),
                page=number,
                lines=spare,
                characters=spare * measure,
            )
            found.append(Residue(number, -spare, -spare * measure))
    under = [
        Rect(m.column, m.line + m.fitted.used, m.fitted.width, m.fitted.height - m.fitted.used) for m in page.modules
    ]
    for rect in (*(r for r in under if r.height > 1), *page.white):
        diagnostics.add(
            "P156",
            page=number,
            first=rect.column + 1,
            last=rect.right,
            top=rect.line + 1,
            foot=rect.foot,
            characters=rect.cells * measure,
        )
        found.append(Residue(number, -rect.height, -rect.cells * measure))
    wanted = {m.fitted.item.story.place: m.fitted.item for m in page.modules if not m.fitted.item.continued}
    for item in wanted.values():
        if item.story.page and item.story.page != number:
            title = plain(item.story.article.head.title)[:20]
            span = source(item.story.rows)
            diagnostics.add("P157", span, title=title, wanted=item.story.page, page=number)
    return found


def pins(stories: Sequence[Story], packed: Sequence[Filled], packer: Packer, diagnostics: Diagnostics) -> None:
    """Say which figures do not stand where they are pinned."""
    kept = {
        (module.fitted.item.story.place, number)
        for page, filled in enumerate(packed, 1)
        for module in filled.modules
        for number in module.kept(page, packer.ground(page))
    }
    for story in stories:
        for number, pin in sorted(story.pins.items()):
            if (story.place, number) not in kept:
                figure = next(f for f in story.article.figures() if f.number == number)
                diagnostics.add("P125", figure.span, number=number, page=pin.page)


def source(rows: Sequence[Row]) -> Span | None:
    """Return the source of the first row that has one."""
    lines = (r.text.span(r.line.start, r.line.end) for r in rows if r.line is not None and r.text is not None)
    return next((span for span in lines if span is not None), None)
