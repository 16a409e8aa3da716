"""The CSS of one document: faces, generated classes, and what must hold before a theme says anything.

WeasyPrint pays for every rule and every element, so there is one class for each distinct set of declarations, and the
style sheet of the browser world is replaced by the few lines that finished pages need.
"""

from functools import cache

from paiyin.composition.plan import FaceRef

OWN_FAMILY = "Paiyin"     # families that fontconfig does not list, made from other fonts
BASE = """
html,body,section,div,p,h1,h2,h3,h4,figure,figcaption{display:block}
head,style,title,meta{display:none}
section{position:relative;overflow:hidden;break-after:page}
.t{position:absolute;left:0;top:0;width:100%;white-space:pre}
.b{display:block}
i,a{line-height:0}
.w,img{position:absolute}
img{overflow:hidden}
.photo{object-fit:cover}
.stamp{width:13.4pt}
.gl{margin-left:.125em}
.gr{margin-right:.125em}
.glr{margin:0 .125em}
.s-vertical{font-feature-settings:"vert"}
h1{bookmark-level:1}h2{bookmark-level:2}h3{bookmark-level:3}h4{bookmark-level:4}
h1,h2,h3,h4{bookmark-label:attr(title)}
"""
TAGGED = "aside,article,blockquote,main,.t>span{display:block}"


def number(value: float) -> str:
    """Return a length for CSS: at most five decimals, no trailing zeros."""
    return f"{value:.5f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def quoted(text: str) -> str:
    """Return a CSS string; characters that could end it are left out."""
    return '"' + "".join(c for c in text if c not in '"\\<>&' and c.isprintable()) + '"'


@cache
def metrics(file: str, index: int) -> tuple[float, float]:
    """Return ascent and descent of a face in em, both positive, as Pango takes them from HarfBuzz."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(file), index)
    extents = hb.Font(face).get_font_extents("ltr")
    return extents.ascender / face.upem, -extents.descender / face.upem


class Styles:
    """The classes and font faces of one document, in order of first use."""

    def __init__(self):
        self._classes: dict[str, str] = {}
        self._served: dict[str, tuple[str, int]] = {}

    def name(self, declarations: str) -> str:
        """Return the class for these declarations; equal ones share it."""
        found = self._classes.get(declarations)
        if found is None:
            found = self._classes[declarations] = f"c{len(self._classes)}"
        return found

    def face(self, face: FaceRef, half: bool = False) -> str:
        """Return the declarations that select a face, or the half-width marks that belong to it."""
        family = face.family
        if half and face.half:
            family = face.half_family
            self._served.setdefault(face.half, (family, face.weight))
        else:
            self.serve(face)
        return f"font-family:{quoted(family)};font-weight:{face.weight};font-style:{face.slant}"

    def serve(self, face: FaceRef) -> None:
        """Bring along a face of ours, which the machine's font list does not know."""
        if face.family.startswith(OWN_FAMILY):
            self._served.setdefault(face.file, (face.family, face.weight))

    def baseline(self, face: FaceRef, size: float, step: float) -> float:
        """Return where the baseline stands below the top of a line box of height ``step``, in points."""
        ascent, descent = metrics(face.file, face.index)
        return step / 2 + (ascent - descent) * size / 2

    def served(self) -> dict[str, str]:
        """Return the asset name of each font file that the document brings, with the file."""
        return {f"font-{n}": file for n, file in enumerate(self._served)}

    def css(self) -> str:
        """Return the rules for every face and class asked for so far."""
        faces = [f"@font-face{{font-family:{quoted(family)};font-weight:{weight};src:url(asset:font-{n})}}"
                 for n, (family, weight) in enumerate(self._served.values())]
        return "\n".join(faces + [f".{name}{{{rule}}}" for rule, name in self._classes.items()])
