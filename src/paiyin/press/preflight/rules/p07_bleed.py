"""What touches the trim goes on into the bleed, by the distance that the press wants.

Why: The knife is never exact: without bleed a white thread of paper shows at the edge.

Mend: Extend the picture or tint beyond the trim, or keep it away from the edge.

Reference: Trade practice: 3 mm.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.marks import Image, Shade
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.units import mm_to_pt

ID, LEVEL = "P07", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}
SIDES = ({"en": "left", "zh": "左"}, {"en": "bottom", "zh": "下"}, {"en": "right", "zh": "右"}, {"en": "top", "zh": "上"})


def check(reading: Reading) -> Iterator[Found]:
    wanted = mm_to_pt(reading.condition.edges.bleed)
    for page in reading.pages:
        bleed = page.bleed or page.cut
        room = [abs(a - b) for a, b in zip(page.cut, bleed, strict=True)]
        painted = (*reading.paths, *reading.images, *reading.shades, *reading.texts)
        marks = [mark for mark in painted if mark.page == page.number and visible(mark)]
        for i, side in enumerate(SIDES):
            reach = max((beyond(m.box, page.cut, i) for m in marks), default=-1e6)
            if reach < -0.1:
                continue
            if room[i] < wanted - 0.1:
                yield found(page.number, what_en=f"something touches the trim ({side['en']}) and there is no bleed of "
                            f"{reading.condition.edges.bleed:g} mm",
                            what_zh=f"有内容贴到{side['zh']}边，却没有 {reading.condition.edges.bleed:g} mm 出血")
            elif reach < wanted - 0.1:
                yield found(
                    page.number,
                    what_en=f"the bleed is not filled ({side['en']})",
                    what_zh=f"{side['zh']}边出血没有铺满",
                )


def visible(mark) -> bool:
    """Return whether a mark puts ink on paper."""
    return isinstance(mark, (Image, Shade)) or any(
        not one.colour.white and not is_paper(one.colour) for one in mark.painted)


def is_paper(colour) -> bool:
    """Return whether a colour of light is white."""
    return colour.space == "/DeviceRGB" and bool(colour.parts) and min(colour.parts) > 0.999


def beyond(box, cut, side: int) -> float:
    """Return how far a box reaches beyond a side of the trim, negative where it stays inside; marks wholly outside the
    trim do not touch it."""
    if box[2] <= cut[0] or box[0] >= cut[2] or box[3] <= cut[1] or box[1] >= cut[3]:
        return -1e6
    return (cut[0] - box[0], cut[1] - box[1], box[2] - cut[2], box[3] - cut[3])[side]
