"""Black text is on the black plate alone.

Why: Four plates never meet exactly: small type gets coloured fringes and fills in.

Mend: Set the text in K 100.

Reference: House rule; see GWG 2022 R0015 and R0017.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P17", Level.ERROR
TEXT = {"en": "text is black of four colours ({colour}) at {size} pt",
        "zh": "{size} 点文字用了四色黑（{colour}）"}


def check(reading: Reading) -> Iterator[Found]:
    for text in reading.texts:
        for colour in text.colours:
            if colour.several and colour.inks and is_black(colour.inks):
                level = None if text.size < reading.condition.type.overprint else Level.WARNING
                yield found(text.page, text.box, level, colour=str(colour), size=f"{text.size:.1f}")


def is_black(inks) -> bool:
    """Return whether inks together are meant as black or dark gray: much black, or cyan, magenta and yellow alike."""
    cyan, magenta, yellow, black = inks
    alike = max(cyan, magenta, yellow) - min(cyan, magenta, yellow) < 0.25
    return (black >= 0.7 or min(cyan, magenta, yellow) + black >= 0.9) and alike and min(cyan, magenta, yellow) > 0.05
