"""``paiyin circular``: the finished pages as e-mail; drafts unless told to send."""

from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Glyphs, Json, Lang, MissingGlyph, Quiet, Source, Strict
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, UsageError

HELP = say("Write a source's e-mails, one for each recipient; send them only with --send.",
           "把版面写成电子邮件，每人一封；加 --send 才发送。")
STATES = {"pending": "待发", "sending": "发送中", "sent": "已发", "retry": "待重发", "failed": "失败", "uncertain": "不确定"}
To = Annotated[Path | None, typer.Option("--to", metavar="LIST.csv", help=say(
    "The recipients: a CSV with a column email.", "收件人名单：CSV，须有“邮箱”一栏。"))]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help=say(
    "The folder to write drafts into.", "草稿写到哪个文件夹。"))]
Preview = Annotated[bool, typer.Option("--preview", help=say("Write one message only.", "只写一封。"))]
Send = Annotated[bool, typer.Option("--send", help=say("Send the messages.", "真的发送。"))]
Smtp = Annotated[str | None, typer.Option("--smtp", metavar="URL", help=say(
    "The server: smtps://host, or smtp://host for STARTTLS.", "服务器：smtps://host；STARTTLS 用 smtp://host。"))]
Record = Annotated[Path | None, typer.Option("--record", metavar="FILE", help=say(
    "The record of what was sent; it lies with the edition if not given.", "发送记录，默认放在这一期的文件夹里。"))]
Status = Annotated[bool, typer.Option("--status", help=say("Say what was sent, and stop.", "只看发送情况。"))]
Resend = Annotated[bool, typer.Option("--resend-uncertain", help=say(
    "Send again where it is not certain that the message arrived.", "不确定是否送达的，再发一次。"))]
From = Annotated[str | None, typer.Option("--from", metavar="ADDRESS", help=say("The sender.", "发件人。"))]
Subject = Annotated[str | None, typer.Option("--subject", help=say("The subject.", "主题。"))]
Online = Annotated[str | None, typer.Option("--online", metavar="URL", help=say(
    "Where the pages can be read online.", "网上阅读的地址。"))]
AsciiName = Annotated[bool, typer.Option("--ascii-filename", help=say(
    "Name the attachment in ASCII.", "附件用英文文件名。"))]


def command(source: Source, to: To = None, out: Out = Path("dist"), preview: Preview = False, send: Send = False,
            smtp: Smtp = None, record: Record = None, status: Status = False, resend_uncertain: Resend = False,
            sender: From = None, subject: Subject = None, online: Online = None, ascii_filename: AsciiName = False,
            missing_glyph: Glyphs = MissingGlyph.ERROR, as_json: Json = False, lang: Lang = None,
            strict: Strict = False, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, strict, quiet, source) as desk:
        from paiyin.circular import circular, status_of
        if send != (smtp is not None) or send and (preview or status) or resend_uncertain and not send:
            raise UsageError(Diagnostic("N619"))
        if status:
            return _answer(desk, status_of(source, record), told_only=True)
        over = {"sender": sender, "subject": subject, "online": online, "ascii_filename": ascii_filename or None}
        found = circular(source, to, out, preview=preview, smtp=smtp, record=record, over=over, strict=strict,
                         resend_uncertain=resend_uncertain, missing_glyph=missing_glyph.value, progress=desk.progress)
        return _answer(desk, found)


def _answer(desk: Desk, found, told_only: bool = False) -> int:
    """Print files or counts; a recipient that did not get the message makes the run a failed delivery."""
    counts = dict(found.counts)
    trouble = [{"address": e.recipient.address, "line": e.recipient.line, "state": e.state, "code": e.code,
                "answer": e.answer, "attempts": e.attempts} for e in found.trouble]
    files = [str(file) for file in found.files]
    status = desk.answer(found.diagnostics, found.sources, failing=DeliveryError.status if trouble else 1,
                         files=files, counts=counts, trouble=trouble)
    if not desk.as_json and counts:
        desk.print_rows((STATES[state] if desk.lang == "zh" else state, count) for state, count in counts.items())
    elif not desk.as_json:
        for file in files if len(files) <= 10 else [*files[:3], "…", files[-1]]:
            desk.print(file)
    return 0 if told_only else status or (DeliveryError.status if trouble or counts.get("pending") else 0)
