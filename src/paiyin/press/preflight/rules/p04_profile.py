"""The output intent's profile is the one of the press condition.

Why: A file made for another paper prints with other colours and too much or too little ink.

Mend: Make the file for this condition, or judge it with the shop's profile (--icc FILE).

Reference: ISO 15930-7, 6.5.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import output_intents
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P04", Level.WARNING
TEXT = {"en": "the output intent is {is_}, not the profile of {wanted}",
        "zh": "输出意图是 {is_}，不是 {wanted} 的特性文件"}


def check(reading: Reading) -> Iterator[Found]:
    wanted = reading.condition.profile
    for intent in output_intents(reading) if wanted is not None else ():
        if "/DestOutputProfile" in intent and intent.DestOutputProfile.read_bytes() != wanted:
            yield found(is_=str(intent.get("/OutputConditionIdentifier", "?"))[:60], wanted=reading.condition.name)
