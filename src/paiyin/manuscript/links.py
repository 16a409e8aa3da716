"""The targets of links and pictures: ``(address "title")``, ``[label]: address`` and ``{attributes}``."""

import re
from dataclasses import dataclass
from html import unescape

BLANKS = re.compile(r"[ \t]*\n?[ \t]*")
ANGLED = re.compile(r"<((?:\\.|[^<>\n\\])*)>")
TITLE = re.compile(r'"((?:\\.|[^"\\])*)"|' r"'((?:\\.|[^'\\])*)'|" r"\(((?:\\.|[^()\\])*)\)", re.DOTALL)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
LOOSE_PICTURE = re.compile(r"\(([^()<>\n\"]{1,200}\.(?:jpe?g|png|tiff?|webp|gif|svg))[ \t]*\)", re.IGNORECASE)
ATTRIBUTES = re.compile(r"[ \t]?\{([^{}\n]{0,400})\}")
DEFINITION = re.compile(r"\[(?P<label>(?:\\.|[^\[\]\\]){1,999})\]:[ \t]*(?P<href><[^<>\n]*>|[!-~][^\s]*)"
                        r"(?:[ \t]+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\((?P<round>[^()]*)\)))?[ \t]*$")
ADDRESS_LIKE = re.compile(r"<|[a-z][a-z0-9+.-]*:|[./#]|[^\s]*[./]", re.IGNORECASE)
MAX_DEPTH = 32


@dataclass(frozen=True)
class Target:
    """Where a link or picture leads; ``end`` is the offset after it."""

    href: str
    title: str = ""
    end: int = 0


def read_target(text: str, place: int, picture: bool) -> Target | None:
    """Read ``(address "title")`` at a place; None if it does not stand there."""
    if not text.startswith("(", place):
        return None
    at = BLANKS.match(text, place + 1).end()
    address, at = _address(text, at)
    title = None
    blank = BLANKS.match(text, at).end() if at is not None else 0
    if at is not None and blank > at and text[blank : blank + 1] in ('"', "'", "("):
        title = TITLE.match(text, blank)
        blank = BLANKS.match(text, title.end()).end() if title else blank
    if at is not None and text.startswith(")", blank):
        name = next((g for g in title.groups() if g is not None), "") if title else ""
        return Target(plain(address), plain(name), blank + 1)
    loose = LOOSE_PICTURE.match(text, place) if picture else None
    return Target(loose[1].strip(), "", loose.end()) if loose else None


def _address(text: str, place: int) -> tuple[str, int | None]:
    """Read an address: in angle brackets, or up to a blank with its round brackets in balance."""
    if text.startswith("<", place):
        match = ANGLED.match(text, place)
        return (match[1], match.end()) if match else ("", None)
    depth, at, size = 0, place, len(text)
    while at < size:
        char = text[at]
        if char <= " " or char == "\x7f":
            break
        if char == "\\" and text[at + 1 : at + 2] > " ":
            at += 1
        elif char == "(":
            depth += 1
            if depth > MAX_DEPTH:
                return "", None
        elif char == ")":
            if not depth:
                break
            depth -= 1
        at += 1
    return (text[place:at], at) if not depth else ("", None)


def plain(written: str) -> str:
    """Return an address or title without escapes and entities."""
    return unescape(ESCAPED.sub(r"\1", written)) if "\\" in written or "&" in written else written


def label_key(label: str) -> str:
    """Return the form under which labels of links are compared."""
    return " ".join(label.split()).casefold()


def read_definition(line: str) -> tuple[str, Target] | None:
    """Read a line ``[label]: address "title"``; what does not look like an address is text, not a definition."""
    match = DEFINITION.match(line.strip())
    if not match or match["label"].startswith("^") or not match["label"].strip():
        return None
    if not ADDRESS_LIKE.match(match["href"]):
        return None
    href = match["href"][1:-1] if match["href"].startswith("<") else match["href"]
    title = match["double"] or match["single"] or match["round"] or ""
    return label_key(match["label"]), Target(plain(href), plain(title))


def read_attributes(text: str, place: int) -> tuple[str, int]:
    """Return the inside of ``{…}`` at a place and the offset after it; ("", place) if there is none."""
    match = ATTRIBUTES.match(text, place)
    return (match[1], match.end()) if match else ("", place)
