"""The file opens and its syntax is sound.

Why: A file that one reader repairs in silence another cannot print.

Mend: Write the PDF anew from its source.

Reference: ISO 32000-1, 7.5; what qpdf's check finds.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found

ID, LEVEL = "P01", Level.ERROR
TEXT = {"en": "the file's syntax is broken: {problem}",
        "zh": "文件语法有误：{problem}"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None or reading.problem:
        if reading.problem != "password":       # which P02 tells
            yield found(problem=reading.problem)
        return
    if not reading.pages:
        yield found(problem="0 pages")
    try:
        problems = list(reading.pdf.check_pdf_syntax())
    except Exception as error:      # a file broken past checking
        problems = [str(error)]
    for problem in problems:
        yield found(problem=str(problem)[-120:])
    for odd in reading.odd("syntax"):
        yield found(odd.page, problem=odd.what)
