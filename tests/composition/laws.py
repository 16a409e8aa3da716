"""The hard rules of a page, as checks over a plan."""

from collections import Counter
from itertools import combinations

from paiyin.article import Article, Figure, Paragraph, plain, runs_of
from paiyin.composition.packing.story import FAR
from paiyin.composition.plan import Frame, Piece, Plan
from paiyin.composition.sheet import Sheet

TEXT = ("text",)
REPEATED = ("pull-quote", "repeated")  # roles of words that stand on the page a second time


def letters(words: str) -> Counter:
    """Count a text's characters, blanks left out."""
    return Counter(c for c in words if not c.isspace())


def printed(plan: Plan, roles: tuple[str, ...]) -> str:
    return "".join(
        line.text
        for page in plan.pages
        for frame in page.frames
        for piece in frame.pieces
        if piece.role in roles
        for line in piece.lines
    )


def nothing_lost(plan: Plan, article: Article) -> None:
    """Every character of the article stands in the plan as often as in the article, at least."""
    roles = {p.role for page in plan.pages for f in page.frames for p in f.pieces} - set(REPEATED)
    lost = letters("".join(run.text for run in runs_of(article))) - letters(printed(plan, tuple(roles)))
    assert not lost, lost


def body_of(article: Article) -> str:
    return "".join(plain(b.text) for b in article.blocks if isinstance(b, Paragraph))


def check(plan: Plan, sheet: Sheet) -> None:
    """Assert every hard rule of composition that a plan alone can show."""
    for page in plan.pages:
        placed = [f for f in page.frames if f.line >= 0]
        for frame in placed:
            inside(frame, sheet)
        for a, b in combinations(placed, 2):
            assert not overlap(a, b), (page.number, a.kind, a.column, a.line, b.kind, b.column, b.line)
        for frame in page.frames:
            if frame.kind == "text":
                on_grid(frame, sheet)
    heads_keep_text(plan)


def inside(frame: Frame, sheet: Sheet) -> None:
    assert 0 <= frame.column and frame.column + frame.columns <= sheet.columns, (frame.kind, frame.column)
    assert 0 <= frame.line and frame.line + frame.lines <= sheet.lines, (frame.kind, frame.line, frame.lines)


def overlap(a: Frame, b: Frame) -> bool:
    return (
        a.column < b.column + b.columns
        and b.column < a.column + a.columns
        and a.line < b.line + b.lines
        and b.line < a.line + a.lines
    )


def on_grid(frame: Frame, sheet: Sheet) -> None:
    """Body lines stand on the page's baselines, no two on one, none outside their frame."""
    seen = set()
    for piece in frame.pieces:
        if piece.role in ("crosshead", "subhead", "standfirst"):  # larger type, padded to whole lines
            continue
        for line in piece.lines:
            at = (line.y - sheet.baseline(0)) / sheet.step
            assert abs(at - round(at)) < 1e-6, (piece.role, line.y)
            assert round(at) not in seen
            seen.add(round(at))
            assert frame.line <= round(at) < frame.line + frame.lines


def heads_keep_text(plan: Plan) -> None:
    """A head has two lines of its text under it in its column, or all of it if there is less before the next head."""
    for flow in flows(plan).values():
        for n, (page, frame, piece) in enumerate(flow):
            if piece.level:
                under = after = 0
                below = frame if frame.kind == "text" else None
                for _, where, other in flow[n + 1 :]:
                    if other.level or after >= 2:
                        break
                    if below is None and (where.column, where.line) == (frame.column, frame.line + frame.lines):
                        below = where
                    after += len(other.lines)
                    under += len(other.lines) if where is below else 0
                assert under >= min(2, after), (page, frame.column, frame.line, piece.lines[0].text, under, after)


def flows(plan: Plan) -> dict[int, list[tuple[int, Frame, Piece]]]:
    """Return page, frame and piece of each story's text in reading order, the heads over its sections among them."""
    found: dict[int, list[tuple[int, Frame, Piece]]] = {0: []}
    for page in plan.pages:
        for frame in page.frames:
            for piece in frame.pieces if frame.kind in ("text", "head") else ():
                if frame.kind == "text":
                    found.setdefault(piece.paragraph // FAR, []).append((page.number, frame, piece))
                elif piece.role == "section":
                    found[0].append((page.number, frame, piece))
    return found


def figure_pages(plan: Plan) -> dict[int, int]:
    """Return the page of each of the manuscript's figures."""
    return {
        f.picture.slip.source: page.number
        for page in plan.pages
        for f in page.frames
        if f.kind == "figure" and f.picture is not None and f.picture.slip is not None
    }


def mentions(article: Article) -> dict[int, str]:
    """Return the last words before each figure."""
    found, last = {}, ""
    for block in article.blocks:
        if isinstance(block, Paragraph):
            last = plain(block.text)
        elif isinstance(block, Figure):
            found[block.number] = last[: block.at] if block.at is not None else last
    return found
