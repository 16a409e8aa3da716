"""``paiyin deliver``: send a package to the print shop, each file once and whole."""

from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from paiyin.cli.desk import Desk
from paiyin.cli.language import say
from paiyin.cli.options import Json, Lang, Quiet
from paiyin.cli.package import Shop

HELP = say("Send a package to the print shop; run again, it goes on and sends nothing twice.",
           "把文件包送到印厂；再运行会接着传，不会重送。")
STATES = {"en": {"sent": "sent", "unchanged": "unchanged", "there": "there already", "due": "to be sent"},
          "zh": {"sent": "已送", "unchanged": "没有变，不重送", "there": "对方已有", "due": "待送"}}


class Publish(StrEnum):
    """How a file that is whole gets its final name."""

    RENAME = "rename"
    STAGE = "stage-dir"
    DIRECT = "direct"


Package = Annotated[Path, typer.Argument(metavar="PACKAGE", show_default=False, help=say(
    "The folder or zip that paiyin package wrote.", "paiyin package 写成的文件夹或 zip。"))]
To = Annotated[str | None, typer.Option("--to", metavar="ADDRESS", help=say(
    "sftp://user@host[:port]/folder, ftps://user@host/folder or file:///folder; never with a password.",
    "sftp://用户@主机[:端口]/目录、ftps://用户@主机/目录、file:///目录；不写口令。"))]
Way = Annotated[Publish | None, typer.Option("--publish", help=say(
    "How files get their final names.", "文件怎样取得成品名。"))]
Key = Annotated[Path | None, typer.Option("--key", metavar="FILE", help=say(
    "A private key for SFTP; else the agent or your own keys.", "SFTP 私钥；不写则用代理或默认密钥。"))]
Known = Annotated[Path | None, typer.Option("--known-hosts", metavar="FILE", help=say(
    "The known hosts, else ~/.ssh/known_hosts.", "已登记主机的文件，默认 ~/.ssh/known_hosts。"))]
Authority = Annotated[Path | None, typer.Option("--ca", metavar="FILE", help=say(
    "The certificate authority of an FTPS server.", "FTPS 服务器的 CA 证书。"))]
RecordFile = Annotated[Path | None, typer.Option("--record", metavar="FILE", help=say(
    "The record of what was delivered.", "送件记录文件。"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say(
    "Say what would be sent; connect to nothing.", "只说会送什么，不连接。"))]


def command(package: Package, to: To = None, shop: Shop = None, publish: Way = None, key: Key = None,
            known_hosts: Known = None, ca: Authority = None, record: RecordFile = None, dry_run: DryRun = False,
            as_json: Json = False, lang: Lang = None, quiet: Quiet = False) -> int:
    with Desk(lang, as_json, False, quiet, package) as desk:
        from paiyin.diagnostics import Diagnostics
        from paiyin.printshop import shop as shops
        from paiyin.printshop.deliver import deliver
        said = Diagnostics()
        given = {"publish": publish and publish.value, "key": key, "known_hosts": known_hosts, "ca": ca}
        wanted = replace(shops.load(shop, None, said), **{name: value for name, value in given.items() if value})
        delivery = deliver(package, wanted, to=to, record=record, dry_run=dry_run, said=said, progress=desk.progress)
        status = desk.answer(delivery.diagnostics, destination=delivery.destination,
                             files=[asdict(sent) for sent in delivery.files])
        if not as_json:
            desk.print_rows([sent.name, sent.bytes, STATES[desk.lang][sent.state]] for sent in delivery.files)
        return status
