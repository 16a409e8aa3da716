"""Colours come to inks: theme colours by their exact pairs, r = g = b to black alone, the rest through the profile.

The engine is LittleCMS as Pillow brings it: relative colorimetric with black point compensation.
"""

from collections.abc import Mapping
from functools import cached_property
from io import BytesIO

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import MachineError
from paiyin.press import Ink, Triple

BLACK: Ink = (0.0, 0.0, 0.0, 1.0)


def engine():
    """Return Pillow's ImageCms. Raises MachineError if it was built without LittleCMS."""
    try:
        from PIL import ImageCms
        ImageCms.createProfile("sRGB")
    except ImportError as error:
        raise MachineError(Diagnostic("K901", {"problem": str(error)})) from error
    return ImageCms


class Colours:
    """Turns colours into inks for one press profile. Components run from 0 to 1."""

    def __init__(self, profile: bytes, exact: Mapping[Triple, Ink]):
        self._cms = engine()
        self._profile = profile
        self._exact = dict(exact)
        self._known: dict[tuple, Ink] = {}
        self._transforms: dict[tuple[bytes | str, str], object] = {}

    @cached_property
    def _press(self):
        return self._cms.ImageCmsProfile(BytesIO(self._profile))

    def transform(self, source: bytes | str, mode: str):
        """Return the transform of images of ``mode`` from "sRGB", "LAB" or a profile's bytes to the press."""
        key = (source, mode)
        if key not in self._transforms:
            cms = self._cms
            given = cms.createProfile(source) if isinstance(source, str) else cms.ImageCmsProfile(BytesIO(source))
            self._transforms[key] = cms.buildTransform(given, self._press, mode, "CMYK",
                                                       cms.Intent.RELATIVE_COLORIMETRIC,
                                                       cms.Flags.BLACKPOINTCOMPENSATION)
        return self._transforms[key]

    def converted(self, image, source: bytes | str):
        """Return an image in the press's CMYK."""
        return self._cms.applyTransform(image, self.transform(source, image.mode))

    def is_press(self, profile: bytes) -> bool:
        """Return whether a profile is the press's own."""
        return profile == self._profile

    def rgb(self, red: float, green: float, blue: float) -> Ink:
        """Return the inks of an sRGB colour."""
        triple = tuple(round(min(1.0, max(0.0, part)) * 255) for part in (red, green, blue))
        if triple in self._exact:
            return self._exact[triple]
        if triple[0] == triple[1] == triple[2]:
            return (0.0, 0.0, 0.0, round(1 - triple[0] / 255, 4))
        return self.through("sRGB", "RGB", triple)

    def lab(self, light: float, a: float, b: float) -> Ink:
        """Return the inks of a CIE L*a*b* colour (D50; L* 0 to 100, a* and b* −128 to 127)."""
        return self.through("LAB", "LAB", (round(light * 2.55), round(a) & 255, round(b) & 255))

    def through(self, source: bytes | str, mode: str, components: tuple[int, ...]) -> Ink:
        """Return the inks of one colour of bytes in a source's own mode."""
        from PIL import Image

        key = (source, components)
        if key not in self._known:
            pixel = Image.frombytes(mode, (1, 1), bytes(components))
            inks = self.converted(pixel, source).getpixel((0, 0))
            self._known[key] = tuple(round(part / 255, 4) for part in inks)
        return self._known[key]


class Plates:
    """Where colours go: to the four inks. A luminosity mask has ``Luminosity`` in its place."""

    name = "/DeviceCMYK"
    components = 4
    fill, stroke = "k", "K"
    black: tuple[float, ...] = BLACK

    def __init__(self, colours: Colours):
        self.colours = colours

    def gray(self, gray: float) -> tuple[float, ...]:
        """Return what a gray from 0 (black) to 1 becomes."""
        return (0.0, 0.0, 0.0, round(1 - min(1.0, max(0.0, gray)), 4))

    def rgb(self, *parts: float) -> tuple[float, ...]:
        """Return what an sRGB colour becomes."""
        return self.colours.rgb(*parts)

    def cmyk(self, *parts: float) -> tuple[float, ...]:
        """Return what inks become."""
        return tuple(round(min(1.0, max(0.0, part)), 4) for part in parts)

    def lab(self, *parts: float) -> tuple[float, ...]:
        """Return what a CIE L*a*b* colour becomes."""
        return self.colours.lab(*parts)

    def profiled(self, profile: bytes, mode: str, *parts: float) -> tuple[float, ...]:
        """Return what a colour of an ICC profile becomes."""
        if mode == "CMYK" and self.colours.is_press(profile):
            return self.cmyk(*parts)
        if mode == "L":
            return self.gray(parts[0])
        return self.colours.through(profile, mode, tuple(round(min(1.0, max(0.0, part)) * 255) for part in parts))


class Luminosity(Plates):
    """The colours of a luminosity mask: light that lets through, as DeviceGray (GWG 2022 R0030 allows it there)."""

    name = "/DeviceGray"
    components = 1
    fill, stroke = "g", "G"
    black = (0.0,)

    def gray(self, gray: float) -> tuple[float, ...]:
        return (round(min(1.0, max(0.0, gray)), 4),)

    def rgb(self, *parts: float) -> tuple[float, ...]:
        return self.gray(sum(weight * part for weight, part in zip((0.3, 0.59, 0.11), parts, strict=True)))

    def cmyk(self, *parts: float) -> tuple[float, ...]:
        light = sum(weight * part for weight, part in zip((0.3, 0.59, 0.11), parts[:3], strict=True))
        return self.gray(1 - min(1.0, light + parts[3]))

    def lab(self, *parts: float) -> tuple[float, ...]:
        return self.gray(parts[0] / 100)

    def profiled(self, profile: bytes, mode: str, *parts: float) -> tuple[float, ...]:
        return {"L": self.gray, "RGB": self.rgb, "CMYK": self.cmyk}[mode](*parts)
