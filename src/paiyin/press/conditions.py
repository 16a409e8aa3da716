"""Press conditions: paper, profile and limits, from ``layout/press/<name>.toml``."""

import tomllib
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path

from paiyin import resources
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import InputError, UsageError
from paiyin.press.profile import ProfileError, read

DEFAULT = "newsprint"
CUSTOM = "Custom"           # the identifier of a condition that no registry has


@dataclass(frozen=True, slots=True)
class Ink:
    """Limits of the four inks together, percent; ``window`` is the side in mm of the square that is averaged."""

    target: float
    warn: float
    error: float
    window: float
    pixel: float


@dataclass(frozen=True, slots=True)
class Images:
    """Pixels to the inch at the printed size."""

    target: float
    warn: float
    error: float
    bilevel_warn: float
    bilevel_error: float


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes in points: reversed-out and coloured type from, black type overprints below."""

    reversed: float
    overprint: float


@dataclass(frozen=True, slots=True)
class Lines:
    """Widths in points."""

    least: float
    coloured: float
    overprint: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Distances from the trim in mm."""

    bleed: float
    safe: float


@dataclass(frozen=True, slots=True)
class Condition:
    """A press condition. ``profile`` is the bytes of its ICC profile, None where a judge does without one.

    ``registry`` is empty when ``identifier`` is not that of a registered condition.
    """

    name: str
    title: dict[str, str]
    profile: bytes | None = field(repr=False)
    identifier: str
    description: str
    registry: str
    ink: Ink
    images: Images
    type: Type
    lines: Lines
    edges: Edges

    @property
    def profile_hash(self) -> str:
        """The SHA-256 of the profile, empty without one."""
        return sha256(self.profile).hexdigest() if self.profile is not None else ""


def names(edition: Path | None = None) -> list[str]:
    """Return the names of the press conditions there are."""
    return resources.names("layout/press", ".toml", edition)


def load(name: str = DEFAULT, edition: Path | None = None, icc: Path | None = None,
         profile_needed: bool = True) -> Condition:
    """Return a press condition; ``icc`` is the shop's own profile in place of the condition's.

    Raises UsageError for an unknown name or a profile that is missing, InputError for broken data.
    """
    try:
        path = resources.find(f"layout/press/{name}.toml", edition)
    except (FileNotFoundError, ValueError) as error:
        raise UsageError(Diagnostic("K001", {"name": name, "known": ", ".join(names(edition))})) from error
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        parts = {
            part.__name__.lower(): part(**{f.name: float(data[part.__name__.lower()][f.name]) for f in fields(part)})
            for part in (Ink, Images, Type, Lines, Edges)
        }
        title, stated = {"en": str(data["title"]["en"]), "zh": str(data["title"]["zh"])}, dict(data["profile"])
        if not parts["ink"].target <= parts["ink"].warn <= parts["ink"].error:
            raise ValueError("ink: target, warn and error must rise")
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            Diagnostic("K002", {"file": path.name, "problem": f"{type(error).__name__}: {error}"})
        ) from error
    profile, identity = _profile(name, stated, edition, icc)
    if profile is None and profile_needed:
        raise UsageError(Diagnostic("K003", {"name": name}))
    return Condition(name, title, profile, *identity, **parts)


def _profile(name: str, stated: dict, edition: Path | None,
             icc: Path | None) -> tuple[bytes | None, tuple[str, str, str]]:
    """Return the profile's bytes with identifier, description and registry."""
    if icc is not None:
        try:
            data = Path(icc).read_bytes()
            return data, (CUSTOM, read(data).description or Path(icc).stem, "")
        except (OSError, ProfileError) as error:
            raise UsageError(Diagnostic("K004", {"file": Path(icc).name, "problem": str(error)})) from error
    if not stated.get("file"):
        return None, (CUSTOM, name, "")
    try:
        path = resources.find(f"layout/press/{stated['file']}", edition)
        data = path.read_bytes()
        read(data)
    except (OSError, ValueError, ProfileError) as error:
        raise InputError(Diagnostic("K004", {"file": str(stated["file"]), "problem": str(error)})) from error
    identity = (str(stated.get("identifier") or CUSTOM), str(stated.get("condition") or name),
                str(stated.get("registry") or ""))
    return data, identity
