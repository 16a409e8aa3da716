"""What a document shows besides text: photos, charts and the ground of empty picture frames, checked and bounded.

Everything that the painter may load is in one dictionary by name; nothing else can be reached from a document.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from paiyin.composition.plan import Frame, Picture, Slip
from paiyin.diagnostics import Diagnostics

MAX_BYTES = 80 * 1024 * 1024
MAX_PIXELS = 120_000_000
MAX_SVG_BYTES = 8 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
SVG = "image/svg+xml"
SIDEWAYS = (5, 6, 7, 8)     # EXIF orientations that exchange width and height
ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Asset:
    """Bytes that a document refers to as ``asset:NAME``."""

    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it is painted: the asset's name and, for a photo, ``position`` of its cut (CSS object-position)."""

    asset: str
    position: str = ""


class Assets(dict[str, Asset]):
    """The assets of one document by name; ``paper`` is the colour (#RRGGBB) that photos are laid on."""

    paper: str = "#FFFFFF"

    def file(self, name: str, path: str | Path, mime: str) -> None:
        """Add a file of this machine as it is (fonts)."""
        self[name] = Asset(Path(path).read_bytes(), mime)

    def picture(self, picture: Picture, frame: Frame, diagnostics: Diagnostics) -> Shown | None:
        """Add what a figure frame shows; None if it cannot be shown and a placeholder must stand in."""
        name = f"picture-{len(self)}"
        if picture.kind == "chart":
            return self._chart(name, picture, diagnostics)
        if picture.kind == "photo" and picture.file:
            return self._photo(name, picture, frame, diagnostics)
        return None

    def drawing(self, svg: str) -> str:
        """Add a drawing of the house's own; return its name. Equal drawings are kept once."""
        data = svg.encode()
        for name, asset in self.items():
            if asset.data == data:
                return name
        name = f"drawing-{len(self)}"
        self[name] = Asset(data, SVG)
        return name

    def _chart(self, name: str, picture: Picture, diagnostics: Diagnostics) -> Shown | None:
        source = picture.file or f"chart {picture.number}"
        try:
            data = picture.svg.encode() if picture.svg is not None else _bounded(Path(picture.file), MAX_SVG_BYTES)
            if ElementTree.fromstring(data).tag.rpartition("}")[2] != "svg":
                raise ValueError("the file holds no svg element")
        except _TooBig as error:
            diagnostics.add("W103", file=Path(source).name, size=error.size, limit=MAX_SVG_BYTES // 1024 ** 2)
            return None
        except (OSError, ValueError, TypeError, ElementTree.ParseError) as error:
            diagnostics.add("W101", file=Path(source).name, problem=_reason(error))
            return None
        self[name] = Asset(data, SVG)
        return Shown(name)

    def _photo(self, name: str, picture: Picture, frame: Frame, diagnostics: Diagnostics) -> Shown | None:
        from paiyin.press.photos import TooManyPixels, ready

        path = Path(picture.file)
        try:
            made = ready(_bounded(path, MAX_BYTES), paper=tuple(bytes.fromhex(self.paper[1:7])))
        except TooManyPixels as error:
            diagnostics.add("W102", file=path.name, size=error.pixels // 10**6, limit=MAX_PIXELS // 10**6)
            return None
        except _TooBig as error:
            diagnostics.add("W103", file=path.name, size=error.size, limit=MAX_BYTES // 1024**2)
            return None
        except Exception as error:  # noqa: BLE001  decoders raise many kinds for files made to break them
            diagnostics.add("W101", file=path.name, problem=_reason(error))
            return None
        self[name] = Asset(made.data, made.mime)
        return Shown(name, position(made.width / made.height, frame.width / frame.height, picture.focus))


class _TooBig(Exception):
    def __init__(self, size: int):
        self.size = size


def _reason(error: Exception) -> str:
    """Return what went wrong without the folders of this machine."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {error}"[:120]


def _bounded(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise _TooBig(path.stat().st_size // 1024 ** 2)
    return data


def position(ratio: float, wanted: float, focus: tuple[float, float]) -> str:
    """Return the CSS object-position that brings ``focus`` nearest to the middle of a cut of the ``wanted`` ratio.

    Ratios are width by height; ``focus`` is a share of width and height from the top left corner.
    """
    kept = min(1.0, wanted / ratio), min(1.0, ratio / wanted)
    shares = [0.5 if part >= 1 else min(1.0, max(0.0, (at - part / 2) / (1 - part)))
              for at, part in zip(focus, kept, strict=True)]
    return " ".join(f"{share * 100:.2f}%" for share in shares)


def slip_rows(slip: Slip) -> Mapping[str, str]:
    """Return what the order slip of a placeholder says, by row: place, size, pixels, shape, source."""
    ratio = slip.width / slip.height
    shape = "横幅" if ratio > 1.05 else "竖幅" if ratio < 0.95 else "方幅"
    ratio_text = f"{ratio:.2f}∶1" if ratio >= 1 else f"1∶{1 / ratio:.2f}"
    return {
        "place": f"第{slip.page}版\u3000{slip.columns}栏×{slip.lines}行",
        "size": f"{slip.width:.1f} × {slip.height:.1f} mm",
        "pixels": f"≥ {slip.pixels[0]} × {slip.pixels[1]}",
        "shape": f"{shape} {ratio_text}\u3000{slip.ppi} ppi",
        "source": f"稿件第{slip.source}图",
    }
