"""The segmenter: where the words of a Chinese text begin and what they are (the only importer of rjieba and OpenCC).

Its dictionary takes 80 ms to load, so that it is asked only where the answer matters. Traditional characters are read
in simplified ones, which its dictionary knows.
"""

from functools import lru_cache
from typing import NamedTuple

from paiyin.script import traditional

_LONG = 6  # characters; a word of so many has parts


class Word(NamedTuple):
    """A word: characters ``start`` up to ``end`` of the text, and its part of speech in the tags of jieba
    (n noun, ns place, nr person, m numeral, q measure, p preposition, c conjunction, u particle, y modal …)."""

    start: int
    end: int
    tag: str


@lru_cache(maxsize=500)
def words(text: str, lang: str = "zh-Hans") -> tuple[Word, ...]:
    """Return the words of a text in order; they cover it without a gap."""
    import rjieba

    read = _simplified(text) if traditional(lang) else text
    found, at = [], 0
    for word, tag in rjieba.tag(read):
        found.append(Word(at, at + len(word), tag))
        at += len(word)
    return tuple(found) if at == len(text) else tuple(Word(n, n + 1, "x") for n in range(len(text)))


def is_known(word: str) -> bool:
    """Tell whether the dictionary has a word; others are guessed from their characters."""
    import rjieba

    return rjieba.cut(word, False) == [word]


def joints(word: str, start: int = 0) -> list[int]:
    """Return the places between the parts of a long word (全国人民代表大会｜常务委员会), counted from ``start``."""
    if len(word) < _LONG:
        return []
    import rjieba

    parts = [p for p in rjieba.cut_for_search(word) if p != word and word.startswith(p)]
    longest = max((len(p) for p in parts), default=0)
    return [start + longest, *joints(word[longest:], start + longest)] if longest > 1 else []


def _simplified(text: str) -> str:
    """Return a text in simplified characters, or as it is where that would change its length."""
    from opencc import OpenCC

    read = OpenCC("t2s").convert(text)
    return read if len(read) == len(text) else text
