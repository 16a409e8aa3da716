"""The language that the command line speaks: ``--lang``, else that of the locale."""

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Language(StrEnum):
    """A language of the messages."""

    EN = "en"
    ZH = "zh"


def of_locale(environment: Mapping[str, str]) -> Language:
    """Return the language of the locale: the first of LC_ALL, LC_MESSAGES and LANG that is set decides."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return Language.ZH if locale.lower().startswith("zh") else Language.EN


def of_arguments(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Language:
    """Return the language that a command line asks for, before it is parsed."""
    wanted = ""
    for i, argument in enumerate(arguments):
        if argument == "--lang":
            wanted = "".join(arguments[i + 1 : i + 2])
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    if wanted in tuple(Language):
        return Language(wanted)
    return of_locale(os.environ if environment is None else environment)


def say(en: str, zh: str) -> str:
    """Return the text in the language of this process; for help texts, which are chosen once."""
    return zh if of_arguments(sys.argv[1:]) is Language.ZH else en
