"""What a number counts: the noun after the measure (837名驻村干部), else the phrase before the number (干部28人)."""

import re

from paiyin.statistics.words import LEADING, MEASURE, TRAILING, VERB

FARTHEST = 22           # characters looked at on either side
LONGEST = 14            # of a noun phrase after the measure
_STOP_AFTER = re.compile("[/(（，。；：、！？,;:!?…\n）)”’·]|以上|左右")
_STOP_BEFORE = re.compile("[，。；：！？,;:!?…\n]")
_QUOTE = re.compile("^(?:“[^”\n]{1,20}”|‘[^’\n]{1,20}’)(?:[和与、及](?:“[^”\n]{1,20}”))*")
_AND = re.compile("以及|[和及与或]")
_SUCH_AS = re.compile(".*等(?:领域|方面|行业|产业|地|多个)?(?=.{2})")
_COUNTED = re.compile("[0-9０-９.,]+[余多]?[万亿]?[余多]?")
_DIGIT = re.compile("[0-9０-９]")
_MARKS = str.maketrans("", "", " \u3000")


def subject(text: str, sentence: tuple[int, int], start: int, stop: int) -> tuple[str, int, int]:
    """Return the subject of the number phrase ``start``–``stop`` and the range of the phrase with it."""
    noun, end = _after(text, sentence[1], stop)
    if len(noun) >= 2:
        return noun, start, end
    noun, begin, close = _before(text, sentence[0], start)
    return noun, (begin if close == start and noun else start), stop


def _after(text: str, limit: int, stop: int) -> tuple[str, int]:
    window = text[stop:min(limit, stop + FARTHEST)]
    if not window or _STOP_AFTER.match(window) or _DIGIT.match(window):
        return "", stop
    quote = _QUOTE.match(window)
    begin = quote.end() if quote else 0
    ends = [len(window)]
    if found := _STOP_AFTER.search(window, begin):
        ends.append(found.start())
    if found := VERB.search(window, begin):
        if not begin and not found.start():
            return "", stop
        ends.append(found.start())
    if found := _DIGIT.search(window, begin):
        ends.append(found.start())
    if found := _AND.search(window, begin + 2):
        ends.append(found.start())
    noun = window[:min(min(ends), LONGEST + begin)]
    bare = TRAILING.sub("", noun) if noun != window[:begin] else noun
    end = stop + len(bare)
    return LEADING.sub("", bare).translate(_MARKS), end


def _before(text: str, limit: int, start: int) -> tuple[str, int, int]:
    """Return the noun before a number, where it starts, and where it ends (-1: not beside the number).

    The noun is what follows the last verb of the clause; of 群众328户1056人 both numbers count the 群众.
    """
    low = max(limit, start - FARTHEST)
    window = text[low:start]
    begin = max((m.end() for m in _STOP_BEFORE.finditer(window)), default=0)
    clause = TRAILING.sub("", window[begin:])
    cut = 0
    for found in VERB.finditer(clause):
        if found.end() < len(clause) and not _inside_quotes(clause, found.start()):
            cut = found.end()
    noun = clause[cut:]
    if "、" in noun and not noun.startswith("“"):
        noun = noun[noun.rfind("、") + 1:]
    counted = _COUNTED.search(noun)
    if counted and MEASURE.match(noun, counted.end()):
        return LEADING.sub("", noun[:counted.start()]).translate(_MARKS), start, -1
    if noun.startswith("“") and "”" not in noun:
        noun = noun[1:]
    trimmed = LEADING.sub("", _SUCH_AS.sub("", noun))
    trimmed = trimmed if trimmed else noun
    close = begin + len(clause)
    return trimmed.translate(_MARKS), low + close - len(trimmed), low + close


def _inside_quotes(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)
