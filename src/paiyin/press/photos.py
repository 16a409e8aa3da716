"""Photos as they come, made ready for the page: turned, in sRGB by their own profile, opaque, cut to their slot.

The screen shows the result; the press pass takes its colours to the inks. Guards against: kinds of pixels that cannot
be read, damaged profiles, pixels without end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from paiyin import resources
from paiyin.diagnostics import Diagnostics, Level
from paiyin.press.colour import engine
from paiyin.press.conditions import Condition
from paiyin.press.profile import ProfileError, components
from paiyin.units import pt_to_mm

ASSUMED = "layout/press/profiles/coated.icc"        # of CMYK photos that bring no profile
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
QUALITY = 92
MAX_PIXELS = 120_000_000
SIXTEEN = ("I;16", "I;16B", "I;16L", "I;16N", "I")
ORIENTATION = 0x0112


class PhotoError(ValueError):
    """A photo that cannot be made ready."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A photo made ready: a JPEG in sRGB or gray, and its size in pixels."""

    data: bytes
    width: int
    height: int


def ready(data: bytes, *, ratio: float | None = None, focus: tuple[float, float] = (0.5, 0.5),
          paper: tuple[int, int, int] = (255, 255, 255)) -> Ready:
    """Return a photo ready for the page.

    ``ratio`` (width by height) cuts it around ``focus``, shares from the top left. What lets the paper through is
    laid on ``paper`` (sRGB). A JPEG in sRGB that needs nothing is returned as it is.
    Raises PhotoError naming what cannot be read.
    """
    from PIL import Image, ImageOps

    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise PhotoError(f"{image.width} × {image.height} pixels")
        plain = image.format == "JPEG" and image.mode in ("RGB", "L") and ratio is None and not _foreign(image) and (
            image.getexif().get(ORIENTATION, 1) == 1)
        image.load()
        if plain:
            return Ready(data, *image.size)
        profile = image.info.get("icc_profile")
        image = _in_srgb(_opaque(_eight_bits(ImageOps.exif_transpose(image)), paper), profile)
    except PhotoError:
        raise
    except Exception as error:      # decoders raise many kinds for files made to break them
        raise PhotoError(f"{type(error).__name__}: {error}"[:120]) from error
    if ratio is not None:
        image = cut(image, ratio, focus)
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return Ready(out.getvalue(), *image.size)


def _foreign(image) -> bool:
    """Return whether an image brings a profile other than sRGB."""
    from paiyin.press.profile import head

    profile = image.info.get("icc_profile")
    try:
        return bool(profile) and "sRGB" not in head(profile).description
    except ProfileError:
        return False


def _eight_bits(image):
    """Return an image of at most 8 bits a channel."""
    if image.mode in SIXTEEN:
        top = 65535 if image.mode != "I" or image.getextrema()[1] > 255 else 255
        return image.convert("I").point(lambda value: value * (255 / top)).convert("L")
    if image.mode == "F":
        raise PhotoError("pixels of floating point")
    return image


def _opaque(image, paper: tuple[int, int, int]):
    """Return an image laid on paper where it lets through; gray stays gray on gray paper."""
    from PIL import Image

    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("LA", "La", "PA") and len(set(paper)) == 1:
        ground = Image.new("L", image.size, paper[0])
        ground.paste(image.convert("LA").getchannel("L"), mask=image.convert("LA").getchannel("A"))
        return ground
    if image.mode in ("RGBA", "RGBa", "LA", "La", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", image.size, paper)
        ground.paste(clear.convert("RGB"), mask=clear.getchannel("A"))
        return ground
    return image.convert("L") if image.mode == "1" else image


def _in_srgb(image, profile: bytes | None):
    """Return an image in sRGB (or gray) by its own profile."""
    cms = engine()
    if image.mode == "L":
        return image
    channels = {"RGB": 3, "CMYK": 4, "LAB": 3}.get(image.mode)
    if channels is None:
        if image.mode in ("YCbCr", "HSV"):
            return image.convert("RGB")
        raise PhotoError(f"mode {image.mode}")
    if image.mode == "LAB":
        given = cms.createProfile("LAB")
    elif profile and components(profile) == channels:
        given = cms.ImageCmsProfile(BytesIO(profile))
    elif image.mode == "CMYK":
        given = cms.ImageCmsProfile(BytesIO(resources.find(ASSUMED).read_bytes()))
    else:
        return image
    try:
        return cms.profileToProfile(image, given, cms.createProfile("sRGB"), cms.Intent.RELATIVE_COLORIMETRIC, "RGB",
                                    flags=cms.Flags.BLACKPOINTCOMPENSATION)
    except cms.PyCMSError as error:
        raise PhotoError(f"ICC: {error}") from error


def cut(image, ratio: float, focus: tuple[float, float]):
    """Return the largest part of an image that has a ratio of width by height, ``focus`` nearest to its middle."""
    width, height = image.size
    wanted = (min(width, max(1, round(height * ratio))), min(height, max(1, round(width / ratio))))
    left, top = (round(min(max(share * whole - part / 2, 0), whole - part))
                 for share, whole, part in zip(focus, image.size, wanted, strict=True))
    return image.crop((left, top, left + wanted[0], top + wanted[1]))


def resolution(pixels: tuple[int, int], slot: tuple[float, float]) -> float:
    """Return the pixels to the inch of a photo that fills a slot of mm, what stands over being cut."""
    return min(count / (side / 25.4) for count, side in zip(pixels, slot, strict=True))


def judge(file: str, pixels: tuple[int, int], slot: tuple[float, float], condition: Condition,
          diagnostics: Diagnostics) -> None:
    """Say when a photo has too few pixels for its slot in mm, and the size at which it may be printed (K201)."""
    found, limits = resolution(pixels, slot), condition.images
    if found >= limits.warn:
        return
    share = found / limits.warn
    diagnostics.add("K201", level=Level.ERROR if found < limits.error else None, file=file, ppi=round(found),
                    limit=f"{limits.warn:g}", slot=_size(slot), most=_size([side * share for side in slot]))


def judge_plan(plan, condition: Condition, diagnostics: Diagnostics,
               sizes: Mapping[str, tuple[int, int]] | None = None) -> None:
    """Judge every photo of a plan at the size of its frame; ``sizes`` in pixels are read from the files if None."""
    for page in plan.pages:
        for frame in page.frames:
            picture = getattr(frame, "picture", None)
            if picture is None or picture.kind != "photo" or not picture.file:
                continue
            pixels = (sizes or {}).get(picture.file) or _pixels(Path(picture.file))
            if pixels:
                judge(Path(picture.file).name, pixels, (pt_to_mm(frame.width), pt_to_mm(frame.height)), condition,
                      diagnostics)


def _pixels(path: Path) -> tuple[int, int] | None:
    """Return a photo's size as seen; None for what the painter has told already."""
    from PIL import Image

    try:
        with Image.open(path, formats=FORMATS) as image:
            turned = image.getexif().get(ORIENTATION) in (5, 6, 7, 8)
            return image.size[::-1] if turned else image.size
    except Exception:       # decoders raise many kinds
        return None


def _size(sides) -> str:
    return " × ".join(f"{side:.0f}" for side in sides) + " mm"


__all__ = ["PhotoError", "Ready", "cut", "judge", "judge_plan", "ready", "resolution"]
