"""The structure tree of the mail PDF: what readers pass over becomes an artifact, outline levels follow one another,
and a paragraph is one, however many columns and pages it runs through.

PDF/UA-1 (ISO 14289-1) 7.1: decoration is an artifact and has no place in the tree; 7.4.2: heading levels do not skip.
"""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

OPENING = re.compile(rb"/(\w+)\s*<</MCID (\d+)>>\s*BDC")
GROUPS = ("/Sect", "/Div")
HEAD = re.compile("/H([1-6])")
INLINE = re.compile("/(P|TD|TH|Caption|H[1-6]|Span|Link)")
TABLES = {"/Part": "/Table", "/Art": "/TR"}


class _Tree:
    """A walk through the tree: which marked content goes, and which gets another owner."""

    def __init__(self):
        self.passed_over: dict[tuple[int, int], set[int]] = {}
        self.owners: dict[tuple[int, int], dict[int, Object]] = {}
        self._level = 0
        self._open: Object | None = None        # the paragraph that goes on in another frame

    def amend(self, element: Object) -> None:
        """Amend the tree below an element, in reading order."""
        kids, kept = element.get("/K"), []
        if not isinstance(kids, Array):
            return
        for kid in kids:
            if not _is_element(kid):
                kept.append(kid)
            elif kid.S == Name.NonStruct and str(element.S) in GROUPS:
                self.passed_over.setdefault(kid.Pg.objgen, set()).update(_marks(kid))
            elif kid.S == Name.Span and str(element.S) in GROUPS:
                kept += self._continued(kid)
            else:
                kept += (found for found in self._kept(kid, element) if not _is_empty(found))
        element.K = Array(kept)

    def _continued(self, part: Object) -> list[Object]:
        """Give the part of a paragraph that stands in another frame to it; return what stays in its place."""
        self.amend(part)
        if self._open is None:
            part.S = Name.P
            return [part]
        self._open.K.extend(self._handed(part, self._open))
        return []

    def _handed(self, giver: Object, taker: Object) -> list[Object | int]:
        """Return what is below an element, as it stands below another, which is to own it."""
        inside = []
        for part in giver.K:
            if isinstance(part, int):
                self.owners.setdefault(giver.Pg.objgen, {})[part] = taker
                if taker.Pg.objgen != giver.Pg.objgen:
                    part = Dictionary(Type=Name.MCR, Pg=giver.Pg, MCID=part)
            elif _is_element(part):
                part.P = taker
            inside.append(part)
        return inside

    def _kept(self, kid: Object, parent: Object) -> list[Object | int]:
        """Return what stands in the tree for a child: itself, or its content where it says nothing by itself."""
        kind = str(kid.S)
        if head := HEAD.fullmatch(kind):
            self._level = min(int(head[1]), self._level + 1)
            kid.S = Name(f"/H{self._level}")
        elif kind in TABLES:
            kid.S = Name(TABLES[kind])
        elif parent.S == Name.TR:
            kid.S, kid.A = Name.TD, Dictionary(O=Name.Table)
            if kind == "/BlockQuote":
                kid.S, kid.A.Scope = Name.TH, Name.Column
        elif kind == "/BlockQuote":
            kid.S, self._open = Name.P, kid
        elif kind in ("/NonStruct", "/Span"):
            kid.S = Name.Span
        self.amend(kid)
        if kid.S == Name.Table:
            _make_even(kid)
        return self._handed(kid, parent) if kid.S == Name.Span and INLINE.fullmatch(str(parent.S)) else [kid]


def amend(pdf: pikepdf.Pdf) -> None:
    """Make artifacts of what stands as NonStruct in a Sect or Div, put the outline levels in order, join the parts of
    a paragraph, and leave out the elements that only hold a line."""
    root, tree = pdf.Root.StructTreeRoot, _Tree()
    for element in root.K:
        tree.amend(element)
    numbers = root.ParentTree.Nums
    parents = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
    for page in pdf.pages:
        owners = parents[int(page.obj.StructParents)]
        for mark, owner in tree.owners.get(page.obj.objgen, {}).items():
            owners[mark] = owner
        gone = tree.passed_over.get(page.obj.objgen, set())
        for mark in gone:
            owners[mark] = None
        page.obj.Contents = pdf.make_stream(_as_artifacts(page.obj.Contents.read_bytes(), gone))


def _make_even(table: Object) -> None:
    """Let the last cell of a row reach to the table's edge: rows span as many columns each (ISO 14289-1, 7.5), and
    empty cells are not printed."""
    kids = table.get("/K")
    rows = [row for row in (kids if isinstance(kids, Array) else ()) if _is_element(row) and row.S == Name.TR]
    rows = [row for row in rows if isinstance(row.get("/K"), Array) and len(row.K)]
    most = max((len(row.K) for row in rows), default=0)
    for row in rows:
        last = row.K[-1]
        if len(row.K) < most and _is_element(last):
            last.A = Dictionary({**dict(last.get("/A", Dictionary(O=Name.Table)).items()),
                                 "/ColSpan": most - len(row.K) + 1})


def _is_element(kid: Object | int) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _is_empty(kid: Object | int) -> bool:
    """Tell whether a group holds nothing any more."""
    return _is_element(kid) and str(kid.S) in GROUPS and isinstance(kid.get("/K"), Array) and not len(kid.K)


def _marks(element: Object) -> Iterator[int]:
    """Yield the numbers of the marked content below an element."""
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            yield kid
        elif _is_element(kid):
            yield from _marks(kid)


def _as_artifacts(content: bytes, marks: set[int]) -> bytes:
    return OPENING.sub(lambda m: b"/Artifact BMC" if int(m[2]) in marks else m[0], content)
