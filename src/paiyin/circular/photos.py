"""Photos for the screen: cut to their frames, in the pixels that a screen can show, as JPEG."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from paiyin.composition.plan import Frame, Plan
from paiyin.pages.assets import FORMATS, MAX_PIXELS

POINTS = 72


@dataclass(frozen=True, slots=True)
class Step:
    """How finely photos are kept: pixels per inch in the page, and the quality of the JPEG."""

    ppi: int
    quality: int


STEPS = (Step(150, 82), Step(130, 80), Step(110, 78), Step(96, 76), Step(84, 74), Step(72, 70))
Prints = Mapping[tuple[int, int], bytes]        # the photos by page and frame


def prints(plan: Plan, step: Step) -> Prints:
    """Return every photo of a plan at a step; one that cannot be read is left out, the painter tells of it."""
    found = {}
    for p, page in enumerate(plan.pages):
        for f, frame in enumerate(page.frames):
            if frame.picture is not None and frame.picture.kind == "photo" and frame.picture.file:
                try:
                    found[p, f] = _print(Path(frame.picture.file), frame, step)
                except Exception:       # decoders raise many kinds for files made to break them
                    continue
    return found


def with_prints(plan: Plan, photos: Prints, folder: Path) -> Plan:
    """Return the plan with these photos in place of the originals; their files lie in ``folder``."""
    pages = []
    for p, page in enumerate(plan.pages):
        frames = list(page.frames)
        for f, frame in enumerate(frames):
            if (p, f) in photos:
                file = folder / f"{p}-{f}.jpg"
                file.write_bytes(photos[p, f])
                frames[f] = replace(frame, picture=replace(frame.picture, file=str(file)))
        pages.append(replace(page, frames=tuple(frames)))
    return replace(plan, pages=tuple(pages))


def _print(path: Path, frame: Frame, step: Step) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(path, formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        if image.format == "JPEG":
            image.draft("RGB", (frame.width * step.ppi // 24, frame.height * step.ppi // 24))
        upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P"):
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    box = _cut(upright.width / upright.height, frame.width / frame.height, frame.picture.focus)
    edges = (box[0] * upright.width, box[1] * upright.height, box[2] * upright.width, box[3] * upright.height)
    wanted = round(frame.width / POINTS * step.ppi), round(frame.height / POINTS * step.ppi)
    kept = round(edges[2] - edges[0]), round(edges[3] - edges[1])
    size = wanted if wanted[0] < kept[0] else kept
    out = BytesIO()
    upright = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    upright.resize((max(size[0], 1), max(size[1], 1)), Image.Resampling.LANCZOS, edges).save(
        out, "JPEG", quality=step.quality, optimize=True, progressive=True)
    return out.getvalue()


def _cut(ratio: float, wanted: float, focus: tuple[float, float]) -> tuple[float, float, float, float]:
    """Return the part of a photo that its frame shows, as shares: the largest with focus near its middle."""
    width, height = min(1.0, wanted / ratio), min(1.0, ratio / wanted)
    left = min(max(focus[0] - width / 2, 0.0), 1 - width)
    top = min(max(focus[1] - height / 2, 0.0), 1 - height)
    return left, top, left + width, top + height
