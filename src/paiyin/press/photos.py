"""Photos as they come, made ready for the page: turned, in sRGB by their own profile, opaque, cut to their slot.

The screen shows the result; the press pass takes its colours to the inks. Guards against: kinds of pixels that cannot
be read, damaged profiles, pixels without end.
"""

import warnings
from collections.abc import Mapping
from contextlib import contextmanager
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
FEW = 256                   # colours of a drawing
KEPT = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "L")}          # formats and modes that screen and press both read
SIXTEEN = ("I;16", "I;16B", "I;16L", "I;16N", "I")
ORIENTATION = 0x0112


class PhotoError(ValueError):
    """A photo that cannot be made ready."""


class TooManyPixels(PhotoError):
    """A photo of more pixels than are unpacked."""

    def __init__(self, pixels: int):
        super().__init__(f"{pixels // 10**6} million pixels")
        self.pixels = pixels


@dataclass(frozen=True, slots=True)
class Ready:
    """A photo made ready: a JPEG or PNG in sRGB or gray, and its size in pixels."""

    data: bytes
    width: int
    height: int
    mime: str = "image/jpeg"


def ready(data: bytes, *, ratio: float | None = None, focus: tuple[float, float] = (0.5, 0.5),
          paper: tuple[int, int, int] = (255, 255, 255)) -> Ready:
    """Return a photo ready for the page.

    ``ratio`` (width by height) cuts it around ``focus``, shares from the top left. What lets the paper through is
    laid on ``paper`` (sRGB). What needs nothing is returned as it is; drawings of few colours stay without loss.
    Raises PhotoError naming what cannot be read, TooManyPixels before it is unpacked.
    """
    try:
        with _whole_files_only():
            return _ready(data, ratio, focus, paper)
    except PhotoError:
        raise
    except Exception as error:      # decoders raise many kinds for files made to break them
        raise PhotoError(f"{type(error).__name__}: {error}"[:120]) from error


def _ready(data: bytes, ratio: float | None, focus: tuple[float, float], paper: tuple[int, int, int]) -> Ready:
    from PIL import Image, ImageOps

    image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > MAX_PIXELS:
        raise TooManyPixels(image.width * image.height)
    plain = image.mode in KEPT.get(image.format, ()) and image.getexif().get(ORIENTATION, 1) == 1
    if plain and ratio is None and not _foreign(image):
        if image.format == "JPEG":
            image.draft("L", (1, 1))            # decoded to be sure that it is whole
            size = _stated_size(data)
        else:
            size = image.size
        image.load()
        return Ready(data, *size, Image.MIME[image.format])
    image.load()
    sharp = image.format != "JPEG" and (image.mode in ("1", "P") or image.convert("RGB").getcolors(FEW) is not None)
    profile = image.info.get("icc_profile")
    image = _in_srgb(_opaque(_eight_bits(ImageOps.exif_transpose(_right_inks(image))), paper), profile)
    if ratio is not None:
        image = cut(image, ratio, focus)
    out = BytesIO()
    if sharp:
        image.save(out, "PNG")
        return Ready(out.getvalue(), *image.size, "image/png")
    image.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return Ready(out.getvalue(), *image.size)


def _stated_size(data: bytes) -> tuple[int, int]:
    from PIL import Image

    return Image.open(BytesIO(data), formats=("JPEG",)).size


@contextmanager
def _whole_files_only():
    """Let no library have truncated files decoded, nor warn of sizes that are bounded here."""
    from PIL import Image, ImageFile

    tolerant, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant


def _right_inks(image):
    """Return a CMYK JPEG with its inks the right way: Pillow inverts all, but only those with Adobe's mark are so."""
    from PIL import ImageChops

    if image.mode == "CMYK" and image.format == "JPEG" and "adobe" not in image.info:
        return ImageChops.invert(image)
    return image


def _foreign(image) -> bool:
    """Return whether an image brings a profile other than sRGB, or lets a colour through."""
    from paiyin.press.profile import head

    if "transparency" in image.info:
        return True
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
    """Return an image in sRGB (or gray) by its own profile; a damaged one is left aside, and the photo read as one
    without."""
    if image.mode in ("YCbCr", "HSV"):
        return image.convert("RGB")
    channels = {"L": 1, "RGB": 3, "CMYK": 4, "LAB": 3}.get(image.mode)
    if channels is None:
        raise PhotoError(f"mode {image.mode}")
    own = BytesIO(profile) if profile and components(profile) == channels and image.mode != "LAB" else None
    usual = {"CMYK": lambda: BytesIO(resources.find(ASSUMED).read_bytes()), "LAB": lambda: "LAB"}.get(image.mode)
    for given in (own, usual() if usual else None):
        if given is None:
            continue
        try:
            return _through(image, given)
        except (OSError, ValueError) as error:       # PyCMSError comes as either
            problem = error
    if usual is not None:
        raise PhotoError(f"ICC: {problem}")
    return image


def _through(image, given):
    """Return an image through a profile in sRGB; a gray one stays gray."""
    cms = engine()
    try:
        opened = cms.createProfile(given) if isinstance(given, str) else cms.ImageCmsProfile(given)
        made = cms.profileToProfile(image, opened, cms.createProfile("sRGB"), cms.Intent.RELATIVE_COLORIMETRIC, "RGB",
                                    flags=cms.Flags.BLACKPOINTCOMPENSATION)
    except cms.PyCMSError as error:
        raise ValueError(str(error)) from error
    return made.convert("L") if image.mode == "L" else made


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


__all__ = ["PhotoError", "Ready", "TooManyPixels", "cut", "judge", "judge_plan", "ready", "resolution"]
