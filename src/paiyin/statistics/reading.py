"""A text as the patterns read it: Simplified characters, plain digits, no blanks beside numbers; and the way back.

Traditional characters fold one to one. ``Reading`` keeps where each character stood, so that what is found is reported
in the words and at the places of the text itself.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_HAN = "\u3400-\u9fff"
_BLANK = "[ \u00a0\u2009\u202f\u3000]"
_MARKS = {ord(a): b for a, b in zip("「」『』﹁﹂０１２３４５６７８９．％", "“”‘’“”0123456789.%")}
_FINANCIAL = {ord(a): b for a, b in zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")}
_AMOUNT = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{3,}(?=[元圆])")     # 伍 and 陆 are names elsewhere
_WIDE_GROUP = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_BESIDE = re.compile(
    f"(?<=[{_HAN}：，、（]){_BLANK}{{1,2}}(?=[0-9¥$−-])|(?<=[0-9%℃‰]){_BLANK}{{1,2}}(?=[{_HAN}%℃‰°，。、；）])"
    f"|(?<=[0-9]){_BLANK}(?=(?:[a-zA-Zμ]{{1,8}}[²³]?(?:/[a-zA-Z{_HAN}]{{1,3}})?)(?![a-zA-Z0-9 ]))"
    f"|(?<=[0-9][万亿]){_BLANK}(?=[a-zA-Z])|(?<=[0-9]万亿){_BLANK}(?=[a-zA-Z])")
_GROUPS = re.compile(f"(?<![0-9.,])[0-9]{{1,3}}(?:[ \u00a0\u2009\u202f][0-9]{{3}})+(?![0-9])"
                     f"(?=[.0-9]{{0,6}} ?(?:[{_HAN}%]|[a-zA-Zμ]{{1,5}}(?![a-zA-Z])))")
_THIN = re.compile("[ \u00a0\u2009\u202f]")


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    pairs = files("paiyin.statistics").joinpath("traditional.txt").read_text("utf-8").split()
    return {ord(pair[1]): pair[0] for pair in pairs} | _MARKS


def fold(text: str) -> str:
    """Return a text of the same length in Simplified characters, with “ ” for 「 」 and plain numerals for 壹佰贰拾元."""
    grouped = _WIDE_GROUP.sub(",", text) if "，" in text else text
    folded = _AMOUNT.sub(lambda m: m[0].translate(_FINANCIAL), grouped.translate(_table()))
    return text if folded == text else folded


@dataclass(frozen=True)
class Reading:
    """A text and its folded form; ``places`` says where each character of that form stands, None where they agree."""

    text: str
    folded: str
    places: tuple[int, ...] | None = None

    @classmethod
    def of(cls, text: str) -> "Reading":
        folded = text if text.isascii() else fold(text)
        gone = {i for m in _BESIDE.finditer(folded) for i in range(*m.span())}
        for found in _GROUPS.finditer(folded):
            gone |= {found.start() + m.start() for m in _THIN.finditer(found[0])}
        if not gone:
            return cls(text, folded)
        places = tuple(i for i in range(len(folded)) if i not in gone)
        return cls(text, "".join(folded[i] for i in places), places)

    @property
    def plain(self) -> bool:
        """Tell whether the text is read as it stands."""
        return self.folded is self.text

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that a range of the folded form stands for."""
        if self.places is None or start >= end:
            return (start, end) if self.places is None else (self._place(start), self._place(start))
        return self.places[start], self.places[end - 1] + 1

    def _place(self, at: int) -> int:
        if self.places is None:
            return at
        return self.places[at] if at < len(self.places) else len(self.text)

    def words(self, piece: str | None, low: int, high: int) -> str | None:
        """Return words found between two places of the folded form, as the text writes them."""
        if not piece or self.plain:
            return piece
        at = self.folded.find(piece, low, high)
        if at >= 0:
            start, end = self.range(at, at + len(piece))
            return self.text[start:end]
        written = {}
        for i in range(low, min(high, len(self.folded))):
            written[self.folded[i]] = self.text[self._place(i)]
        return "".join(written.get(char, char) for char in piece)
