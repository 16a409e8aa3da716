"""The verb: drafts unless told to send, a record that is kept, and messages for what is wrong."""

import email
import json
from email import policy
from io import BytesIO

import page
import pikepdf
import pytest

from paiyin.circular import circular, status_of
from paiyin.cli import main
from paiyin.exceptions import DeliveryError, InputError, UsageError

EDITION = """
manuscript = "a.md"
sheet = "a4"
charts = "none"
[paper]
name = "汀禾报"
[issue]
date = 2030-05-01
[circular]
from = "汀禾报 <paper@tinghe.example>"
per_minute = 0
retry_minutes = [0.001]
"""
MANUSCRIPT = "---\ntitle: 一江清水穿城过\nslug: tinghe\n---\n\n" + "汀禾多水，桥就多，渡口也多。全县农产品网络零售额6.3亿元。" * 4


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "issue"
    folder.mkdir()
    (folder / "edition.toml").write_text(EDITION, encoding="utf-8")
    (folder / "a.md").write_text(MANUSCRIPT, encoding="utf-8")
    return folder


def codes(found):
    return [d.code for d in found.diagnostics if d.code.startswith("N")]


def test_drafts_are_written_and_nothing_is_sent(source, office, listed, tmp_path):
    made = circular(source, listed("a@x.example", "bad", "b@y.example"), tmp_path / "dist")
    folder = tmp_path / "dist" / "tinghe.circular"
    assert sorted(f.name for f in folder.iterdir()) == [
        "00001-a-at-x.example.eml", "00002-b-at-y.example.eml", "汀禾报2030-05-01.pdf"]
    assert codes(made) == ["N301"] and office.clerk.asked == [] and not list(source.glob("*.sqlite*"))
    message = email.message_from_bytes((folder / "00001-a-at-x.example.eml").read_bytes(), policy=policy.default)
    attached = next(message.iter_attachments())
    assert attached.get_content() == (folder / "汀禾报2030-05-01.pdf").read_bytes()
    assert message["Date"].datetime.isoformat() == "2030-05-01T08:00:00+08:00"
    before = {f.name: f.read_bytes() for f in folder.iterdir()}
    circular(source, listed("a@x.example", "bad", "b@y.example"), tmp_path / "dist")
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == before


def test_strict_leaves_nothing_when_a_line_is_bad(source, listed, tmp_path):
    with pytest.raises(InputError):
        circular(source, listed("a@x.example", "bad"), tmp_path / "dist", strict=True)
    assert list((tmp_path / "dist").iterdir()) == []


def test_sending_and_what_the_record_says_of_it(source, office, listed, tmp_path, capsys):
    """Three runs of the command: one failure is named each time, nobody gets a second message."""
    to = listed("a@x.example", "gone-b@x.example", "grey-c@y.example")
    for _ in range(2):
        status = main(["circular", str(source), "--to", str(to), "--send", "--smtp", office.url, "--json"])
        told = json.loads(capsys.readouterr().out)
        assert status == 4 and told["counts"] | {"sent": 2, "failed": 1} == told["counts"]
        assert [(t["address"], t["code"]) for t in told["trouble"]] == [("gone-b@x.example", 550)]
    assert sorted(office.delivered) == ["a@x.example", "grey-c@y.example"]
    assert main(["circular", str(source), "--status", "--lang", "zh"]) == 0
    shown = capsys.readouterr()
    assert "已发    2" in shown.out and "gone-b@x.example" in shown.err
    assert status_of(source).counts["failed"] == 1


def test_a_password_that_is_wrong_ends_it_before_anything_leaves(source, office, listed, tmp_path, monkeypatch):
    monkeypatch.setenv("PAIYIN_SMTP_PASSWORD", "wrong")
    with pytest.raises(DeliveryError) as error:
        circular(source, listed("a@x.example"), tmp_path / "dist", smtp=office.url)
    assert [d.code for d in error.value.diagnostics][:2] == ["N606", "N614"]
    assert status_of(source).counts["pending"] == 1


@pytest.mark.parametrize(("arguments", "code"), [
    ((), "N309"), (("--send",), "N619"), (("--smtp", "smtps://x.example"), "N619"),
    (("--send", "--smtp", "smtps://x.example", "--preview"), "N619"), (("--resend-uncertain",), "N619"),
    (("--status",), "N503"), (("--to", "absent.csv"), "N303"), (("--from", "nobody"), "N102"),
    (("--to", "absent.csv", "--send", "--smtp", "http://x"), "N601")])
def test_wrong_usage(source, capsys, arguments, code):
    status = main(["circular", str(source), *arguments])
    assert status in (1, 2) and f"[{code}]" in capsys.readouterr().err


def test_sending_needs_a_sender(source, listed, tmp_path):
    (source / "edition.toml").write_text(EDITION.partition("[circular]")[0], encoding="utf-8")
    with pytest.raises(UsageError) as error:
        circular(source, listed("a@x.example"), tmp_path / "dist", smtp="smtps://x.example")
    assert error.value.diagnostics[0].code == "N618"


def test_a_preview_needs_no_list(source, tmp_path):
    made = circular(source, None, tmp_path / "dist", preview=True)
    assert [f.name for f in made.files] == ["汀禾报2030-05-01.pdf", "preview.eml"]


CHART = """
2019年石桥有12座，木桥有30余座；2021年石桥有17座，木桥有9座。

```chart
title: 两年的桥
kind: grouped
unit: 座
石桥 | 2019年: 12
石桥 | 2021年: 17
木桥 | 2019年: 30余
木桥 | 2021年: 9
```
"""


def test_a_screen_reader_gets_every_figure_of_a_chart(source, tmp_path):
    """The alternative text of the drawing in the attached PDF reads its table row by row; the file stays PDF/UA."""
    (source / "edition.toml").write_text(EDITION.replace('"none"', '"declared"'), encoding="utf-8")
    (source / "a.md").write_text(MANUSCRIPT + CHART, encoding="utf-8")
    data = circular(source, None, tmp_path / "dist", preview=True).files[0].read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        said = [str(e.Alt) for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure"]
    assert "分组条形图：两年的桥（单位：座）。石桥：2019年 12，2021年 17；木桥：2019年 30余，2021年 9。资料来源：本文。" in said
    assert page.validate_pdf_bytes(data, profile="pdf-ua-1").is_compliant
