"""A gradient's colour functions give as many values as its space has components.

Why: Readers drop such a gradient, or paint it in wrong colours.

Mend: Write the gradient anew in inks.

Reference: ISO 32000-1, 8.7.4.5.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P14", Level.ERROR
TEXT = {"en": "a gradient gives {given} values for {components} components of {space}",
        "zh": "渐变给出 {given} 个值，而 {space} 有 {components} 个分量"}


def check(reading: Reading) -> Iterator[Found]:
    for shade in reading.shades:
        if shade.given is not None and shade.components and shade.given not in (shade.components,):
            yield found(shade.page, given=shade.given, components=shade.components, space=shade.space.lstrip("/"))
