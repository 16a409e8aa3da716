"""The font book: from the catalogue's roles to the faces that this machine has."""

import re
from functools import cache
from pathlib import Path

from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError, MachineError
from paiyin.fonts import catalogue, fontconfig
from paiyin.fonts.catalogue import Catalogue, Role
from paiyin.fonts.faces import Chain, Face
from paiyin.fonts.install import command


class FontBook:
    """The faces of an edition. ``diagnostics`` holds what was said while chains were made."""

    def __init__(self, catalogue: Catalogue):
        self.catalogue = catalogue
        self.diagnostics = Diagnostics()
        self._chains: dict[tuple[str, int, str], Chain] = {}
        self._faces: dict[str, Face] = {}
        self._box: Face | None = None
        self._boxed: set[str] = set()

    @classmethod
    def load(cls, edition: Path | None = None) -> "FontBook":
        """Return the font book of an edition folder (None: the house's own). Opens no font file."""
        return cls(catalogue.load(edition))

    def chain(self, role: str, weight: int = 400, lang: str = "zh-Hans") -> Chain:
        """Return the chain of a role at a weight for a language.

        Raises MachineError (F103) with the command that installs a required family that is missing, InputError (F105)
        for a role that the catalogue does not describe.
        """
        key = (role, weight, lang)
        if key not in self._chains:
            self._chains[key] = self._chain(self.role(role), weight, lang)
            if self._box is not None:
                self._chains[key].end_with(self._box)
        return self._chains[key]

    def role(self, name: str) -> Role:
        """Return a role of the catalogue. Raises InputError (F105)."""
        try:
            return self.catalogue.roles[name]
        except KeyError:
            known = ", ".join(sorted(self.catalogue.roles))
            raise InputError(Diagnostic("F105", {"role": name, "known": known})) from None

    def face(self, key: str) -> Face:
        """Return a face of any chain that was made, by key, companions included. Raises KeyError."""
        face = self._faces.get(key)
        if face is not None:
            return face
        for known in tuple(self._faces.values()):
            if key.startswith(known.key) and known.whole is not None and known.whole.key == key:
                return known.whole
        if self._box is not None and self._box.key == key:
            return self._box
        raise KeyError(key)

    def rule(self) -> Face:
        """Return the face that rules between texts are set in."""
        from paiyin.fonts.halfwidth import rule_face

        made = rule_face()
        return self._faces.setdefault(made.key, made)

    def box(self, characters: str) -> Face:
        """Set these characters, which no face has, as boxes in every chain; return the face of the boxes."""
        from paiyin.fonts.halfwidth import box_face

        self._boxed |= set(characters)
        self._box = box_face("".join(sorted(self._boxed)))
        for chain in self._chains.values():
            chain.end_with(self._box)
        return self._box

    def main_family(self, role: Role, lang: str = "zh-Hans") -> str | None:
        """Return the family that plays a role here, None if no family of the role is installed."""
        return next((name for name in role.wishes(lang) if fontconfig.of_family(name)), None)

    def _chain(self, role: Role, weight: int, lang: str) -> Chain:
        wishes = role.wishes(lang)
        self._require(wishes[0])
        main = self.main_family(role, lang)
        if main is None:
            return self._stand_in(role, weight, lang)
        rare = self.catalogue.rare.get(role.rare, ())
        latin = self._latin(role, weight)
        names = dict.fromkeys((main, *wishes, *rare))
        faces = [face for name in names if (face := self._of_family(name, weight)) is not None]
        if faces[0].weight != weight:
            self.diagnostics.add("F301", role=role.name, wanted=weight, family=main, used=faces[0].weight)
        return Chain(role.name, weight, tuple(dict.fromkeys((faces[0], *faces[1:], *latin))), latin,
                     chinese=bool(role.latin))

    def _require(self, family: str) -> None:
        described = self.catalogue.family(family)
        if described.need == "required" and not fontconfig.of_family(family):
            raise MachineError(Diagnostic("F103", {"family": family, "command": command([described])}))

    def _stand_in(self, role: Role, weight: int, lang: str) -> Chain:
        if not role.fallback:
            wanted = [self.catalogue.family(name) for name in role.wishes(lang)]
            raise MachineError(Diagnostic("F103", {"family": wanted[0].name, "command": command(wanted)}))
        self.diagnostics.add("F302", role=role.name, used=role.fallback,
                             note_en=role.note.get("en", ""), note_zh=role.note.get("zh", ""))
        return self.chain(role.fallback, weight, lang)

    def _latin(self, role: Role, weight: int) -> tuple[Face, ...]:
        if not role.latin:
            return ()
        names = self.catalogue.roles[role.latin].families
        found = tuple(face for name in names if (face := self._of_family(name, weight)) is not None)
        if not found:
            wanted = [family for name in names if (family := self.catalogue.family(name)).need == "recommended"]
            self.diagnostics.add("F303", role=role.latin, family=(wanted[0].name if wanted else names[0]),
                                 command=command(wanted or [self.catalogue.family(names[0])]))
        return found

    def _of_family(self, family: str, weight: int) -> Face | None:
        """Return the face of a family nearest to a weight; of two as near, the heavier one above 500."""
        listed = fontconfig.of_family(family)
        if not listed:
            return None
        nearest = min(listed, key=lambda f: (abs(f.weight - weight), -f.weight if weight > 500 else f.weight))
        key = keys()[nearest]
        if key not in self._faces:
            borrowed, donor = self._donor(family, nearest.weight)
            self._faces[key] = Face(key, family, nearest.weight, nearest.slant, nearest.file, nearest.index,
                                    nearest.postscript, nearest.instance, borrowed=borrowed, donor=donor)
        return self._faces[key]

    def _donor(self, family: str, weight: int) -> tuple[str, Face | None]:
        for role in self.catalogue.roles.values():
            if role.marks and family in (*role.families, *role.lang.values()):
                lender = self.main_family(self.catalogue.roles[role.marks.role])
                if lender is not None and lender != family:
                    return role.marks.characters, self._of_family(lender, role.marks.weights.get(weight, weight))
        return "", None


@cache
def keys() -> dict[fontconfig.Listed, str]:
    """Return a key for every installed font: its PostScript name, numbered where two fonts share one."""
    taken: dict[str, int] = {}
    table = {}
    for font in fontconfig.installed():
        name = re.sub(r"[^A-Za-z0-9-]+", "", font.postscript or f"{font.family}-{font.weight}") or "font"
        taken[name] = taken.get(name, 0) + 1
        table[font] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    return table
