"""``paiyin preflight``: status, text, JSON and the report to send."""

import json

import pikepdf
import pytest


@pytest.fixture
def bad(tmp_path):
    file = tmp_path / "bad.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file


def test_errors_end_with_status_1_and_name_their_rule(run, bad):
    result = run("preflight", str(bad))
    assert result.status == 1 and "error[R0001]" in result.out and "does not pass" in result.out


def test_json_and_the_report_say_the_same(run, bad, tmp_path):
    page = tmp_path / "report.html"
    data = json.loads(run("preflight", str(bad), "--json", "--report", str(page)).out)
    assert data["errors"] > 0 and all(f["rule"] in page.read_text(encoding="utf-8") for f in data["findings"])


def test_chinese_and_an_unknown_condition(run, bad):
    assert "不通过" in run("preflight", str(bad), "--lang", "zh").out
    assert run("preflight", str(bad), "--press", "stone").status == 2


def test_what_is_no_pdf_and_a_report_of_another_kind(run, tmp_path):
    other = tmp_path / "a.pdf"
    other.write_bytes(b"GIF89a")
    assert run("preflight", str(other)).status == 1
    assert run("preflight", str(other), "--report", "a.doc").status == 2
