"""Adobe's collections of Chinese characters (ISO 32000-1, 9.7.3 and 9.7.5.2): the CIDs that every reader knows.

A reader that has not got a font's program yet, or cannot use it, shows a face of its own. It can do so only if it knows
which characters the page wants, and with CIDs of GB1 or CNS1 it does.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from paiyin import script

SIMPLIFIED, TRADITIONAL = "GB1", "CNS1"
LATIN = {chr(code): code - 31 for code in range(32, 127)}       # proportional, the first in both
HAN = range(0x4E00, 0x9FA6)     # Unicode's first block of them
OTHERS = 0x8000                 # CIDs from here on are in no collection


@dataclass(frozen=True, slots=True)
class Collection:
    """A character collection with the CIDs of what it has up to a supplement."""

    ordering: str
    supplement: int
    cids: Mapping[str, int]

    def numbers(self, characters: Iterable[tuple[int, str]]) -> Mapping[int, int]:
        """Return a CID for each glyph of (glyph, what it stands for), no CID twice: what the collection does not know,
        and the second glyph of a character, get others."""
        numbers, taken, other = {}, set(), OTHERS
        for glyph, text in characters:
            cid = self.cids.get(text)
            if cid is None or cid in taken:
                cid, other = other, other + 1
            taken.add(cid)
            numbers[glyph] = cid
        return numbers


@cache
def collection(language: str) -> Collection:
    """Return the collection for the script of a paper."""
    ordering = TRADITIONAL if script.traditional(language) else SIMPLIFIED
    written = tomllib.loads(files("paiyin.circular").joinpath("cids.toml").read_text(encoding="utf-8"))[ordering]
    cids = dict(LATIN)
    for run in written["runs"].split():
        cids |= _run(run, written["codec"], written["trails"])
    if "more" in written:
        more = "".join(written["more"].split())
        cids |= zip(more, range(written["first"], written["first"] + len(more)))
        rest = (chr(code) for code in HAN if chr(code) not in cids)
        cids |= {character: written["rest"] + n for n, character in enumerate(rest)}
    return Collection(ordering, written["supplement"], cids)


def _run(run: str, codec: str, trails: str) -> Mapping[str, int]:
    """Return the characters of a run like a1a1:96+94 with their CIDs; codes without a character have CIDs too."""
    seconds = [second for trail in trails.split() for second in _bytes(trail)]
    code, _, cids = run.partition(":")
    first, _, count = cids.partition("+")
    place = int(code[:2], 16) * len(seconds) + seconds.index(int(code[2:], 16))
    found = {}
    for n in range(int(count)):
        lead, second = divmod(place + n, len(seconds))
        character = bytes([lead, seconds[second]]).decode(codec, "ignore")
        if character:
            found[character] = int(first) + n
    return found


def _bytes(trail: str) -> range:
    first, last = (int(part, 16) for part in trail.split("-"))
    return range(first, last + 1)
