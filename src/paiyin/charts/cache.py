"""Drawings that were made before: read from the user's cache, so that a known chart needs no drawing library.

The key is everything that decides a drawing; an entry carries its own digest, and one that does not match is redrawn.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from paiyin.charts.house import Theme
from paiyin.charts.marks import ChartSpec

if TYPE_CHECKING:
    from paiyin.fonts import Face, FontBook

GENERATOR = 5           # raise with every change to what draw.py draws
SUFFIX = ".chart"
FACES = (("hei", 400), ("hei", 500), ("hei", 700))


def folder(chosen: Path | None = None) -> Path:
    """Return where drawings are kept: the folder given, else under PAIYIN_CACHE, else the user's cache."""
    if chosen is not None:
        return Path(chosen)
    if named := os.environ.get("PAIYIN_CACHE"):
        return Path(named) / "charts"
    from platformdirs import user_cache_path
    return user_cache_path("paiyin") / "charts"


def key(spec: ChartSpec, theme: Theme, style: Mapping[str, bytes], used: Iterable["Face"]) -> str:
    """Return the sha256 of all that determines a drawing."""
    known = {"generator": GENERATOR, "matplotlib": _matplotlib(), "spec": asdict(spec),
             "theme": {"inks": dict(theme.inks), "tab": theme.tab, "numeral": theme.numeral},
             "style": {name: hashlib.sha256(content).hexdigest() for name, content in style.items()},
             "faces": sorted(f"{f.key} {f.family} {f.postscript} {revision(f)}" for f in used)}
    text = json.dumps(known, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def load(place: Path, name: str) -> bytes | None:
    """Return a kept drawing, None if there is none or it is damaged."""
    try:
        digest, _, svg = (place / (name + SUFFIX)).read_bytes().partition(b"\n")
    except OSError:
        return None
    return svg if hashlib.sha256(svg).hexdigest().encode("ascii") == digest else None


def store(place: Path, name: str, svg: bytes) -> None:
    """Keep a drawing, whole or not at all; a cache that cannot be written is no failure."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place, delete=False) as part:
            part.write(hashlib.sha256(svg).hexdigest().encode("ascii") + b"\n" + svg)
        try:
            os.replace(part.name, place / (name + SUFFIX))
        except OSError:
            os.unlink(part.name)
    except OSError:
        return


@lru_cache(maxsize=1)
def _matplotlib() -> str:
    """Return matplotlib's version from its package metadata, without loading it."""
    from importlib.metadata import version
    return version("matplotlib")


def faces(spec: ChartSpec, numeral: int, book: "FontBook") -> list["Face"]:
    """Return the faces that set a spec's words, main faces first; ``numeral`` is the weight of big numerals."""
    wanted = (*FACES, ("song", numeral)) if spec.kind == "numbers" else FACES
    words = sorted(set("".join(_words(spec))))
    found = {}
    for role, weight in wanted:
        chain = book.chain(role, weight)
        for face in (chain.main, *(chain.face_for(char) for char in words)):
            if face is not None:
                found.setdefault(face.key, face)
    return list(found.values())


def _words(spec: ChartSpec) -> Iterable[str]:
    yield from (*spec.title, spec.unit_note, *spec.foot, *spec.series)
    for mark in spec.marks:
        yield from (*mark.label, mark.lead, mark.text, mark.tail, *mark.more)


def revision(face) -> str:
    """Return a font's revision and checksum from its head table, in hex; they change when the file does."""
    return _head(face.file, face.index)


@lru_cache(maxsize=256)
def _head(file: str, index: int) -> str:
    import uharfbuzz as hb

    return bytes(hb.Face(hb.Blob.from_file_path(file), index).reference_table("head").data[4:12]).hex()
