"""``paiyin explain``: what a diagnostic means, why it matters and how to mend it."""

import re
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.failures import nearest
from paiyin.cli.language import say
from paiyin.cli.messages import LEVELS
from paiyin.cli.options import Json, Lang
from paiyin.diagnostics import Diagnostic, Entry, catalogue
from paiyin.exceptions import UsageError

HELP = say("Explain a diagnostic; without CODE, list all.", "说明一个代码；不给代码则全部列出。")
HEADINGS = {"en": ("Why it matters", "How to mend it"), "zh": ("为什么要紧", "怎样改正")}
Code = Annotated[str | None, typer.Argument(metavar="[CODE]", show_default=False, help=say(
    "The code, such as M101.", "代码，如 M101。"))]


def command(code: Code = None, as_json: Json = False, lang: Lang = None) -> int:
    with Desk(lang, as_json) as desk:
        entries = sorted(catalogue().values(), key=lambda entry: entry.code)
        if code is not None:
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
    entry = catalogue().get(code.upper())
    if entry is None:
        raise UsageError(Diagnostic("X111", {"code": code, "nearest": nearest(code.upper(), sorted(catalogue()))}))
    return entry


def _page(entry: Entry, lang: str) -> str:
    why, mend = HEADINGS[lang]
    parts = [f"{LEVELS[lang][entry.level]}[{entry.code}]: {_blanks(entry.message[lang])}"]
    parts += [f"{why}\n  {entry.why[lang]}", f"{mend}\n  {entry.mend[lang]}"]
    return "\n\n".join(parts)


def _blanks(message: str) -> str:
    """Return a message with the places that a diagnostic fills shown as ``<name>``."""
    return re.sub(r"\{(\w+)[^{}]*\}", r"<\1>", message)


def _fields(entry: Entry) -> dict[str, object]:
    return {"code": entry.code, "level": entry.level.value, "message": dict(entry.message),
            "hint": dict(entry.hint), "why": dict(entry.why), "mend": dict(entry.mend)}
