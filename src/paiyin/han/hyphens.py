"""Where a Latin word may be hyphenated (the only importer of pyphen)."""

from functools import cache


@cache
def _dictionary():
    import pyphen

    return pyphen.Pyphen(lang="en_US", left=2, right=3)


def positions(word: str) -> tuple[int, ...]:
    """Return the positions inside an ASCII word after which a hyphen may stand."""
    if word.isupper():          # an abbreviation is never divided
        return ()
    return tuple(int(p) for p in _dictionary().positions(word))
