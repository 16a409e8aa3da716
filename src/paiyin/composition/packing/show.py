"""From packed pages to frames: heads, bands, the rules between modules, jump lines, and the frames of ad holes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from paiyin.composition import furniture
from paiyin.composition.boxframes import TAB
from paiyin.composition.emit import RULE_DEPTH, Emitter
from paiyin.composition.leaves import Band
from paiyin.composition.packing import headline
from paiyin.composition.packing.headline import ModuleHead
from paiyin.composition.packing.page import Filled, Module
from paiyin.composition.packing.story import Item
from paiyin.composition.plan import Frame, Rule
from paiyin.composition.section import Section
from paiyin.composition.sheet import Sheet
from paiyin.contents import Hole
from paiyin.units import Pt, pt_to_mm

BETWEEN = 0.5  # points, the rule between two modules side by side
RULED, HEADLESS = 0.6, 7.0  # points from a module's top down to its rule, and up where it has no head
CLOSING = 4.0  # points over the last line of a banner, its closing rule
JOINED = 4  # lines by which two modules under one another may be apart, for the rule beside them to run on
AD = "广告位"


@dataclass(slots=True)
class Shown:
    """The frames and rules of a page's modules; ``first`` is text that comes from the page before, ``last`` the frames
    of the module that goes on overleaf."""

    first: list[Frame] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    last: list[Frame] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


class Shower:
    """Makes frames of packed pages; ``emitters`` are the stories' own, by their places, ``top`` the first free line of
    page 1, ``bar`` the head over the rest of a story that comes from a page."""

    def __init__(
        self,
        sheet: Sheet,
        emitters: Mapping[int, Emitter],
        top: int,
        bar: Callable[[Item, int, int], ModuleHead],
    ):
        self.sheet, self.emitters, self.top, self.bar = sheet, emitters, top, bar

    def page(self, filled: Filled, number: int) -> Shown:
        """Return what stands on a page."""
        shown = Shown()
        first = self.top if number == 1 else 0
        for n, module in enumerate(filled.modules):
            text, rest, rules = self._module(module, number, module.line <= first)
            shown.rules += rules
            if n == 0 and module.fitted.item.continued:
                shown.first += text
                shown.frames += rest
            else:
                goes_on = module.fitted.rest is not None and not shown.last
                (shown.last if goes_on else shown.frames).extend([*rest, *text])
        shown.rules += self._between(filled.modules)
        return shown

    def _module(self, module: Module, page: int, at_top: bool) -> tuple[list[Frame], list[Frame], list[Rule]]:
        """Return a module's text, its other frames (the head first) and its rules."""
        sheet, fitted = self.sheet, module.fitted
        emitter = self.emitters[fitted.item.story.place]
        band = self._band(module)
        text, boxes, rules = emitter.band(band, page, divided=False)
        x, width = sheet.x(module.column), sheet.span_width(fitted.width)
        over = sheet.span_width(_ruled(module))
        before = [] if at_top else [emitter.divider(x, self._top(module) + RULE_DEPTH - RULED, over)]
        head = fitted.head
        if fitted.item.continued:
            came = max(p for p in (0, *fitted.item.story.standing) if p < page)
            head = self.bar(fitted.item, head.columns or fitted.width, came)
        if head.parts:
            before.append(headline.frame(sheet, head, module.column, module.line + fitted.top, fitted.head_lines))
        if fitted.head.centred:
            foot = sheet.y(module.line + fitted.top + fitted.head_lines - 1) - CLOSING
            rules.append(Rule("head", x, Pt(foot), width, Pt(0.4)))
            boxes.insert(0, emitter.divider(x, foot + RULE_DEPTH / 2, width))
        elif not at_top and not fitted.item.story.article.head.box:
            rules += self._opening(module)
        if fitted.item.story.article.head.box:
            foot = module.line + fitted.height
            rules += furniture.story_box(sheet, module.line, foot, module.column, fitted.width)
        if fitted.rest is None:
            rules += emitter.end(band)
        elif (jump := self._jump(module, page)) is not None:
            text.append(jump)
        return text, [*before, *boxes], rules

    def _band(self, module: Module) -> Band:
        fitted = module.fitted
        over = fitted.head.columns in (0, fitted.width)
        return Band(
            Section(None, 0, list(fitted.rows)),
            module.line + (fitted.top + fitted.head_lines if over else 0),
            fitted.arrangement,
            fitted.rows,
            continued=fitted.item.continued,
            leaves=fitted.rest is not None,
            column=module.column,
            width=fitted.width,
        )

    def _opening(self, module: Module) -> Iterator[Rule]:
        """Yield the rule over a module and its tab."""
        sheet = self.sheet
        x, y = sheet.x(module.column), Pt(self._top(module))
        yield Rule("section", x, y, sheet.span_width(_ruled(module)), Pt(0.5))
        yield Rule("tab", x, y, Pt(TAB[0]), Pt(TAB[1]))

    def _top(self, module: Module) -> float:
        """Return where the rule over a module stands: in its head's first line, or over text without a head."""
        return self.sheet.y(module.line) + (RULED if module.fitted.head_lines and not module.fitted.top else -HEADLESS)

    def _jump(self, module: Module, page: int) -> Frame | None:
        parts = module.fitted.arrangement.filling.parts
        pages = [p for p in module.fitted.item.story.standing if p > page]
        if not parts or not pages:
            return None
        slot = parts[-1].slot
        line = self._band(module).line + slot.start + slot.lines
        if line >= module.line + module.fitted.height:
            return None
        return furniture.jump_line(
            module.fitted.item.story.setter, self.sheet, pages[0], module.column + slot.column, line
        )

    def _between(self, modules: Sequence[Module]) -> Iterator[Rule]:
        """Yield the rules in the gutters between modules side by side."""
        sheet = self.sheet
        for gutter in range(1, sheet.columns):
            left = _joined([m for m in modules if m.column + m.fitted.width == gutter])
            right = _joined([m for m in modules if m.column == gutter])
            for a, b in left:
                for c, d in right:
                    first, end = max(a, c), min(b, d)
                    if end - first >= 3:
                        x = sheet.x(gutter) - sheet.body * sheet.gutter / 2 - BETWEEN / 2
                        top, foot = sheet.y(first), sheet.y(end - 1) + sheet.body
                        yield Rule("column", Pt(x), top, Pt(BETWEEN), Pt(foot - top))


def _ruled(module: Module) -> int:
    """Return how many columns the rule over a module runs: pictures at its top right end it."""
    fitted = module.fitted
    if fitted.head.columns in (0, fitted.width):
        return fitted.width
    return min((p.column for p in fitted.arrangement.placed if p.line == 0), default=fitted.width) or fitted.width


def _joined(modules: Sequence[Module]) -> list[tuple[int, int]]:
    """Return the stretches of lines that modules cover, those nearly touching as one."""
    out: list[tuple[int, int]] = []
    for first, end in sorted((m.line, m.line + m.fitted.height) for m in modules):
        if out and first - out[-1][1] <= JOINED:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((first, end))
    return out


def hole_frame(sheet: Sheet, hole: Hole) -> Frame:
    """Return the frame that marks an ad hole while the edition is not final."""
    width, height = sheet.span_width(hole.columns), sheet.block_height(hole.lines)
    data = {"mark": AD, "size": f"{pt_to_mm(width):.1f} × {pt_to_mm(height):.1f} mm", "note": hole.note}
    return Frame(
        "hole",
        sheet.x(hole.column),
        sheet.y(hole.line),
        width,
        height,
        hole.column,
        hole.columns,
        hole.line,
        hole.lines,
        data=data,
    )
