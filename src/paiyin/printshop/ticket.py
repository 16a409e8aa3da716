"""The job ticket: ``job.json`` for programs, ``job.txt`` for the person at the shop, in Chinese and English."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paiyin.edition import Edition
from paiyin.printshop.findings import Finding, counts, summary
from paiyin.printshop.shop import Shop
from paiyin.printshop.split import Facts

FORMAT = 1      # of job.json


@dataclass(frozen=True, slots=True)
class Delivered:
    """A press file of the job. ``page`` is None when it holds the whole."""

    name: str
    sha256: str
    md5: str
    bytes: int
    page: int | None
    facts: Facts


def job(number: str, title: str, edition: Edition, shop: Shop, whole: Facts, files: Sequence[Delivered],
        found: Sequence[Finding]) -> dict[str, Any]:
    """Return the ticket as data; ``number`` is the job's, ``whole`` the facts of all pages together."""
    accepted = sorted({(f.code, f.message_en, f.message_zh) for f in found if f.accepted})
    return {
        "format": FORMAT, "job": number, "shop": shop.name,
        "issue": {"paper": edition.paper, "section": edition.section, "publisher": edition.publisher,
                  "date": edition.date.isoformat() if edition.date else "", "number": edition.number, "title": title},
        "product": {"pages": whole.pages, "trims_mm": [list(t) for t in dict.fromkeys(whole.trims)],
                    "bleed_mm": list(whole.bleed), "inks": list(whole.inks), "copies": shop.copies,
                    "paper_weight": shop.paper_weight},
        "press": {"condition": shop.press, "standard": whole.standard, "profile": whole.profile,
                  "profile_sha256": whole.profile_sha256},
        "contact": {"name": shop.contact_name, "phone": shop.contact_phone, "email": shop.contact_email},
        "preflight": counts(found) | {"accepted_codes": [{"code": c, "message": {"en": en, "zh": zh}}
                                                         for c, en, zh in accepted]},
        "files": [{"name": f.name, "page": f.page, "pages": f.facts.pages, "bytes": f.bytes, "sha256": f.sha256,
                   "md5": f.md5}
                  for f in files],
    }


def renamed(data: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a ticket with its files under the names that they were delivered by."""
    return {**data, "files": [{**f, "name": names.get(f["name"], f["name"])} for f in data["files"]]}


def as_json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def as_text(data: Mapping[str, Any]) -> bytes:
    """Return the ticket for people; what is not yet known says so."""
    issue, product, press, contact = data["issue"], data["product"], data["press"], data["contact"]
    trims = " / ".join(f"{_number(w)} × {_number(h)} mm" for w, h in product["trims_mm"])
    bleed = product["bleed_mm"]
    edges = "无 none" if not any(bleed) else " / ".join(map(_number, bleed)) + " mm（左 left / 下 bottom / 右 right / 上 top）"
    checks = data["preflight"]
    rows = [
        ("工单号 Job", data["job"]), ("印厂 Shop", data["shop"]), ("报纸 Paper", issue["paper"]),
        ("版名 Section", issue["section"]), ("主办 Publisher", issue["publisher"]), ("日期 Date", issue["date"]),
        ("期号 Number", issue["number"]), ("标题 Title", issue["title"]),
        ("版数 Pages", product["pages"]), ("成品尺寸 Trim size", trims), ("出血 Bleed", edges),
        ("颜色 Inks", f"{len(product['inks'])}: " + ", ".join(product["inks"])),
        ("印数 Copies", product["copies"] or ""),
        ("纸张 Paper weight", f"{product['paper_weight']} g/m²" if product["paper_weight"] else ""),
        ("标准 Standard", press["standard"]),
        ("印刷条件 Press condition", f"{press['condition']}; {press['profile'] or '–'}"),
        ("联系人 Contact", ", ".join(filter(None, contact.values()))),
        ("印前检查 Preflight", summary(checks)),
    ]
    lines = [f"{label}: {value if value != '' else '待定 open'}" for label, value in rows]
    for entry in checks["accepted_codes"]:
        lines += [f"  已认可 accepted {entry['code']}: {entry['message']['zh']} / {entry['message']['en']}"]
    lines += ["", "文件 Files (SHA-256):"]
    for f in data["files"]:
        which = f"第{f['page']}版 page {f['page']}" if f["page"] else f"全部 whole, {f['pages']}"
        lines += [f"  {f['name']}  ({which}; {f['bytes']} bytes)", f"    {f['sha256']}"]
    return ("\n".join(lines) + "\n").encode()


def _number(mm: float) -> str:
    return format(mm, ".5g")
