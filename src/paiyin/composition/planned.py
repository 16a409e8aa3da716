"""The last step of composing: pages become a plan, with the faces that they use."""

from collections.abc import Iterator, Mapping, Sequence

from paiyin.composition.gallery import Gallery
from paiyin.composition.plan import FaceRef, Jump, Page, Plan, Residue
from paiyin.composition.setter import Fonts
from paiyin.composition.sheet import Sheet


def planned(
    sheet: Sheet,
    pages: Sequence[Page],
    fonts: Fonts,
    gallery: Gallery,
    meta: Mapping[str, str],
    jumps: Sequence[Jump],
    residue: Sequence[Residue],
    scores: Sequence[Mapping[str, float]] = (),
) -> Plan:
    """Return the plan of some pages; ``gallery`` is the one that showed their pictures."""
    faces: dict[str, FaceRef] = gallery.faces | {key: fonts.face(key).ref() for key in set(_faces(pages))}
    return Plan(
        sheet.name,
        sheet.width,
        sheet.height,
        tuple(pages),
        dict(sorted(faces.items())),
        meta,
        tuple(jumps),
        tuple(residue),
        tuple(scores),
    )


def _faces(pages: Sequence[Page]) -> Iterator[str]:
    for page in pages:
        for frame in page.frames:
            for piece in frame.pieces:
                for line in piece.lines:
                    yield from (segment.face for segment in line.segments)
