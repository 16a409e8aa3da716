"""The list of recipients: a CSV file, read row by row, so that its length costs no memory.

A bad row is told by its line and left out; the rest goes on.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import InputError, UsageError

ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
ADDRESS_COLUMNS = ("email", "e-mail", "mail", "address", "邮箱", "电子邮箱", "邮件", "邮件地址", "邮箱地址", "电邮")
NAME_COLUMNS = ("name", "姓名", "名字", "收件人", "称呼")
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(\.{ATOM})*")
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
MAX_FIELD = 2000
FIRST_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Recipient:
    """One reader: the address with its domain in ASCII, and every column of the list by its heading (and ``name``)."""

    address: str
    fields: dict[str, str]
    line: int

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def address_problem(address: str) -> tuple[str, str] | None:
    """Return what is wrong with an address (RFC 5321, 4.1.2) in English and Chinese, None if nothing is."""
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        return "it needs an @ between two parts", "@ 两边都要有内容"
    if any(unicodedata.category(c).startswith(("C", "Z")) for c in address):
        return "it holds blanks or control characters", "含有空格或控制字符"
    if not local.isascii():
        return "many servers refuse the characters before its @", "@ 前面的字符多数服务器不收"
    if not LOCAL.fullmatch(local):
        return "characters before its @ are not allowed", "@ 前面有不允许的字符"
    labels = domain.lower().split(".")
    if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return "what follows its @ is no domain", "@ 后面不是域名"
    if len(local) > 64 or len(address) > 254:
        return "it is too long", "太长"
    return None


def recipients(path: Path, diagnostics: Diagnostics) -> Iterator[Recipient]:
    """Yield the good rows of a list, in order; tell of the others (N301 malformed, N304 twice, N305 too few columns).

    Raises UsageError if there is no file, InputError if it is no list.
    """
    if not path.is_file():
        raise UsageError(Diagnostic("N303", {"file": str(path)}))
    seen = _Seen()
    count = 0
    try:
        for line, fields in _rows(path, diagnostics):
            address = _ascii(fields.pop("", ""))
            if problem := address_problem(address):
                diagnostics.add("N301", file=path.name, line=line, address=_shown(address),
                                problem_en=problem[0], problem_zh=problem[1])
            elif seen.before(address):
                diagnostics.add("N304", file=path.name, line=line, address=address)
            elif (name := fields.get("name", "")) and not _fit(name):
                diagnostics.add("N306", file=path.name, line=line, address=address, name=_shown(name))
            else:
                count += 1
                yield Recipient(address, fields, line)
    except csv.Error as error:
        raise InputError(_no_list(path, str(error), f"CSV 格式有误（{error}）"), also=diagnostics) from error
    finally:
        seen.close()
    if not count:
        raise InputError(Diagnostic("N307", {"file": path.name}), also=diagnostics)


class _Seen:
    """The addresses that have come, kept on disk."""

    def __init__(self):
        import sqlite3

        self._base = sqlite3.connect("")        # a temporary file, which SQLite takes away itself
        self._base.execute("create table seen (address text primary key) without rowid")

    def before(self, address: str) -> bool:
        """Note an address; return whether it came before. Domains are compared without case, and so are names."""
        added = self._base.execute("insert or ignore into seen values (?)", (address.lower(),))
        return added.rowcount == 0

    def close(self) -> None:
        self._base.close()


def _rows(path: Path, diagnostics: Diagnostics) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and cells by heading of every row that is not empty; the address has the heading ''."""
    encoding = _encoding(path)
    if encoding == "gb18030":
        diagnostics.add("N308", file=path.name)
    with path.open(encoding=encoding, newline="") as file:
        opening = file.readline(FIRST_BYTES)
        delimiter = max(",;\t，", key=lambda c: (opening.count(c), c == ","))
        rows = csv.reader(chain([opening], file), delimiter=delimiter, strict=True)
        head: list[str] = []
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not head:
                head, is_row = _head(cells, path)
                if not is_row:
                    continue
            if len(cells) < len(head):
                diagnostics.add("N305", file=path.name, line=rows.line_num, wanted=len(head), found=len(cells))
                continue
            fields = {name: cell[:MAX_FIELD] for name, cell in zip(head, cells, strict=False)}
            yield rows.line_num, {"name": "", **fields}


def _head(cells: list[str], path: Path) -> tuple[list[str], bool]:
    """Return the headings of a list, and whether its first row is one of the recipients' already."""
    known = [cell.lower().lstrip("\ufeff") for cell in cells]
    at = next((known.index(name) for name in ADDRESS_COLUMNS if name in known), None)
    if at is None:
        at = next((n for n, cell in enumerate(cells) if "@" in cell), None)
        if at is None:
            raise InputError(_no_list(path, "no column is called email or 邮箱", "没有“邮箱”或 email 一栏"))
        names = ["name" if n == (1 if at == 0 else 0) else f"column{n + 1}" for n in range(len(cells))]
        return [*names[:at], "", *names[at + 1:]], True
    name = next((known.index(n) for n in NAME_COLUMNS if n in known), None)
    heads = ["" if n == at else "name" if n == name else cells[n] for n in range(len(cells))]
    return heads, False


def _encoding(path: Path) -> str:
    """Return the encoding of a file: UTF-8 if it can be, else GB18030, UTF-16 by its mark.

    Raises InputError if it is none of them, OSError as reading does.
    """
    with path.open("rb") as file:
        opening = file.read(2)
    for encoding in ENCODINGS[2:] if opening in MARKS_OF_UTF16 else ENCODINGS[:2]:
        try:
            with path.open(encoding=encoding, newline="") as file:
                while text := file.read(FIRST_BYTES):
                    if "\0" in text:
                        raise InputError(_no_list(path, "it holds NUL characters", "含有 NUL 字符"))
            return encoding
        except UnicodeError:
            continue
    raise InputError(_no_list(path, "it is neither UTF-8 nor GB18030", "编码既不是 UTF-8 也不是 GB18030"))


def _no_list(path: Path, problem_en: str, problem_zh: str) -> Diagnostic:
    return Diagnostic("N302", {"file": path.name, "problem_en": problem_en, "problem_zh": problem_zh})


def _ascii(address: str) -> str:
    """Return an address with its domain as DNS has it; as it is if that cannot be."""
    local, at, domain = address.strip().rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode().lower()}" if at else address
    except UnicodeError:
        return address


def _fit(name: str) -> bool:
    """Tell whether a name may stand in a header: one line, no controls."""
    return not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in name)


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:120]
