"""The arguments and options that several verbs share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.language import Language, say


class MissingGlyph(StrEnum):
    """What to do about a character that no face has."""

    ERROR = "error"
    BOX = "box"


Source = Annotated[Path, typer.Argument(metavar="SOURCE", show_default=False, help=say(
    "A manuscript (.md, .txt) or an edition folder.", "稿件（.md、.txt）或一期的文件夹。"))]
Sheet = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help=say(
    "The sheet: page size and grid.", "版式：开本与网格。"))]
Theme = Annotated[str | None, typer.Option("--theme", metavar="NAME|FOLDER", help=say(
    "The theme: a name, or the folder of one of your own.", "风格：主题名，或自制主题的文件夹。"))]
Glyphs = Annotated[MissingGlyph, typer.Option("--missing-glyph", help=say(
    "A character that no face has is a box, or an error; in a press file always an error.",
    "字体里没有的字：样张上印成方框，或算错误；付印文件一律算错误。"))]
Json = Annotated[bool, typer.Option("--json", help=say("Answer in JSON.", "以 JSON 回答。"))]
Lang = Annotated[Language | None, typer.Option("--lang", help=say("The language of messages.", "消息的语言。"))]
Strict = Annotated[bool, typer.Option("--strict", help=say("Warnings are errors.", "警告也算错误。"))]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=say("Say errors only.", "只报错误。"))]
