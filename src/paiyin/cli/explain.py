"""``paiyin explain``: what a diagnostic means, why it matters and how to mend it."""

import re
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.failures import nearest
from paiyin.cli.language import say
from paiyin.cli.messages import LEVELS
from paiyin.cli.options import Json, Lang
from paiyin.diagnostics import LANGUAGES, Diagnostic, Entry, catalogue
from paiyin.exceptions import UsageError

HELP = say("Explain a diagnostic or a rule of preflight; without CODE, list all.",
           "说明一个代码或一条印前检查规则；不给代码则全部列出。")
HEADINGS = {"en": ("Why it matters", "How to mend it", "Reference"), "zh": ("为什么要紧", "怎样改正", "依据")}
RULE = re.compile(r"R\d{4}|P\d{2}")           # of preflight, whose rules say themselves what they are
Code = Annotated[str | None, typer.Argument(metavar="[CODE]", show_default=False, help=say(
    "The code, such as M101 or R0026.", "代码，如 M101、R0026。"))]


def command(code: Code = None, as_json: Json = False, lang: Lang = None) -> int:
    with Desk(lang, as_json) as desk:
        if code is None:
            entries = sorted((*catalogue().values(), *_rules().values()), key=lambda entry: entry.code)
        else:
            entries = [_find(code)]
        if as_json:
            desk.print_json([_fields(entry) for entry in entries] if code is None else _fields(entries[0]))
        elif code is None:
            desk.print_rows((e.code, LEVELS[desk.lang][e.level], _blanks(e.message[desk.lang])) for e in entries)
        else:
            desk.print(_page(entries[0], desk.lang))
        return 0


def _find(code: str) -> Entry:
    """Return the entry of a code, in whatever case it is written. Raises UsageError if there is none."""
    code = code.upper()
    entry = (_rules() if RULE.fullmatch(code) else catalogue()).get(code)
    if entry is None:
        known = sorted((*catalogue(), *_rules()))
        raise UsageError(Diagnostic("X111", {"code": code, "nearest": nearest(code, known)}))
    return entry


def _rules() -> dict[str, Entry]:
    """Return the rules of preflight as entries."""
    from paiyin.press.preflight.judging import explained, rules

    found = {}
    for code, rule in rules().items():
        told = {lang: explained(code, lang) for lang in LANGUAGES}
        parts = {part: {lang: told[lang][name] for lang in LANGUAGES}
                 for part, name in (("message", "what"), ("why", "why"), ("mend", "mend"), ("hint", "reference"))}
        found[code] = Entry(code=code, level=rule.LEVEL, **parts)
    return found


def _page(entry: Entry, lang: str) -> str:
    why, mend, reference = HEADINGS[lang]
    parts = [f"{LEVELS[lang][entry.level]}[{entry.code}]: {_blanks(entry.message[lang])}"]
    parts += [f"{why}\n  {entry.why[lang]}", f"{mend}\n  {entry.mend[lang]}"]
    if RULE.fullmatch(entry.code):
        parts.append(f"{reference}\n  {entry.hint[lang]}")
    return "\n\n".join(parts)


def _blanks(message: str) -> str:
    """Return a message with the places that a diagnostic fills shown as ``<name>``."""
    return re.sub(r"\{(\w+)[^{}]*\}", r"<\1>", message)


def _fields(entry: Entry) -> dict[str, object]:
    return {"code": entry.code, "level": entry.level.value, "message": dict(entry.message),
            "hint": dict(entry.hint), "why": dict(entry.why), "mend": dict(entry.mend)}
