"""The judge: every rule catches its bad file, and none speaks of the good one."""

import json
from io import BytesIO

import pytest

from paiyin.diagnostics import Diagnostics, Level
from paiyin.exceptions import InputError
from paiyin.press.preflight import judge, judging, separations
from paiyin.press.preflight.rendering import ssim
from paiyin.press.preflight.sheet import html
from paiyin.press.preflight.told import lines
from tests.press.bad import BAD, bad
from tests.press.conftest import document

MEASURED = {"R0005", "R0026", "P16", "P21", "P23", "P24"}      # rules that start other programs


def tools(code):
    if code in MEASURED and code != "P23" and not separations.tool("mutool"):
        pytest.skip("MuPDF is not installed")
    if code == "P21" and not separations.tool("gs"):
        pytest.skip("Ghostscript is not installed")


def test_every_rule_has_a_bad_file():
    assert sorted(BAD) == sorted(judging.rules())


@pytest.mark.parametrize("code", sorted(judging.rules()))
def test_a_rule_says_what_why_how_and_where_it_comes_from(code):
    told = judging.explained(code.lower())
    assert all(told[part] for part in ("what", "why", "mend", "reference"))
    rule = judging.rules()[code]
    assert rule.LEVEL in Level and set(rule.TEXT) == {"en", "zh"}
    assert rule.__name__.rpartition(".")[2].startswith(code.lower())
    assert judging.explained("P00") is None
    chinese = judging.explained(code, "zh")
    assert all(chinese[part] != told[part] and chinese[part].endswith("。") for part in ("what", "why", "mend"))


CASES = [(code, i) for code, changes in sorted(BAD.items()) for i in range(len(changes))]


@pytest.mark.parametrize("code, i", CASES, ids=[f"{code}-{i}" for code, i in CASES])
def test_a_bad_file_is_caught(good, newsprint, code, i, monkeypatch):
    tools(code)
    change = BAD[code][i]
    if change == "no tools":
        monkeypatch.setattr(separations, "tool", lambda name: None)
    if change == "renderers":
        monkeypatch.setattr("paiyin.press.preflight.rules.p21_renderers.likeness", lambda one, other: 0.5)
    data = bad(good, change)
    report = judge(data, newsprint, separations=code in MEASURED, renderers=code == "P21", single_page=code == "R0006",
                   name="bad.pdf")
    caught = [finding for finding in report.findings if finding.code == code]
    assert caught, [f.text() for f in report.findings]
    assert all(f.text("en") and f.text("zh") and f.level in Level for f in caught)


def test_no_rule_speaks_of_the_good_file(good, newsprint):
    tools("R0026"), tools("P21")
    report = judge(good, newsprint, trim=(300, 400), single_page=True)
    assert [f.text() for f in report.findings] == []
    assert report.measures["ink, page 1, 15 mm"] <= newsprint.ink.target


def test_a_trim_that_was_not_ordered_is_named(good, newsprint):
    report = judge(good, newsprint, trim=(300, 500), separations=False, renderers=False)
    assert [f.code for f in report.errors] == ["P06"] and "176.4" in report.errors[0].text()


def test_levels_follow_the_numbers(good, newsprint):
    """A warning becomes an error below or above the second limit."""
    few, fewer = (judge(bad(good, change), newsprint, separations=False, renderers=False) for change in BAD["R0031"])
    assert [f.level for f in few.findings if f.code == "R0031"] == [Level.WARNING]
    assert [f.level for f in fewer.findings if f.code == "R0031"] == [Level.ERROR]


def test_equal_findings_are_told_once(newsprint):
    data = document(b"\n".join(b"1 0 0 rg %d 50 9 9 re f 0.01 w 0 0 0 1 K %d 50 m 99 99 l S" % (i, 40 + i)
                               for i in range(50)))
    report = judge(data, newsprint, separations=False, renderers=False)
    hairlines = [f for f in report.findings if f.code == "P18"]
    assert len(hairlines) == 1 and hairlines[0].more == 49 and "49 more" in hairlines[0].text()


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<", b"%PDF-1.4 " + b"\xff" * 400])
def test_broken_files_are_judged_and_not_crashed_on(newsprint, data):
    report = judge(data, newsprint, separations=False, renderers=False)
    assert "P01" in [f.code for f in report.errors]


def test_every_cut_of_a_file_is_survived(good, newsprint):
    for part in range(1, 12):
        judge(good[:len(good) * part // 12], newsprint, separations=False, renderers=False)


def test_what_is_no_pdf_is_refused(newsprint, tmp_path):
    with pytest.raises(InputError):
        judge(b"GIF89a", newsprint)
    with pytest.raises(InputError):
        judge(tmp_path / "absent.pdf", newsprint)


def test_forms_that_call_each_other_end(newsprint):
    from pikepdf import Array, Dictionary, Name, Stream

    def resources(pdf):
        form = pdf.make_indirect(Stream(pdf, b"/F Do /F Do", Type=Name.XObject, Subtype=Name.Form,
                                        BBox=Array([0, 0, 9, 9])))
        form.Resources = Dictionary(XObject=Dictionary(F=form))
        return {"/XObject": Dictionary(F=form)}

    report = judge(document(b"/F Do", resources), newsprint, separations=False, renderers=False)
    assert "P01" in [f.code for f in report.errors]


def test_the_report_reads_the_same_everywhere(good, newsprint):
    """JSON, text and page name the same findings; the page needs no other file and escapes what it shows."""
    report = judge(bad(good, BAD["R0027"][0]), newsprint, separations=False, renderers=False, name="<a>.pdf")
    data = json.loads(report.as_json())
    assert [f["rule"] for f in data["findings"]] == [f.code for f in report.findings] and data["certified"] is False
    for lang in ("en", "zh"):
        page, text = html(report, newsprint, lang), "\n".join(lines(report, newsprint, lang))
        assert "R0027" in page and "R0027" in text and report.sha256 in page and report.sha256 in text
        assert "<a>" not in page and "http" not in page and "<br" not in page


def test_the_painters_own_pdf_x_fails(newsprint, tmp_path):
    """What WeasyPrint calls PDF/X-4 is RGB, with broken gradients, links, and groups in a profile's space."""
    import weasyprint

    profile = tmp_path / "press.icc"
    profile.write_bytes(newsprint.profile)
    html_ = f"""<style>@color-profile device-cmyk {{ src: url({profile.as_uri()}); components: c, m, y, k }}
        @page {{ size: 300pt 400pt; marks: crop; bleed: 3mm; margin: 30pt }}
        html, body, p, div {{ display: block }} style {{ display: none }} body {{ background: #eee }}
        div {{ height: 40pt; background: linear-gradient(#c00, #00c) }}</style>
        <p style="color:#c00">红 <a href="https://example.org">字</a></p><div></div>
        <p style="opacity:.5">灰</p><svg width="40" height="40"><text y="20">a</text></svg>"""
    source = weasyprint.HTML(string=html_)
    found, old = ({(f.code, f.level.value) for f in judge(
        source.write_pdf(pdf_variant=variant, output_intent="device-cmyk"), newsprint, separations=False,
        renderers=False).findings} for variant in ("pdf/x-4", "pdf/x-1a"))
    errors = {(code, "error") for code in ("R0027", "P14", "R0030", "P09", "P20")}
    assert errors | {("P05", "warning"), ("P15", "note")} <= found
    assert errors | {("P15", "error")} <= old


def test_likeness_tells_pages_apart():
    import numpy

    page = numpy.full((80, 80), 255.0)
    page[10:70:6] = 0
    blank = numpy.full((80, 80), 255.0)
    assert ssim(page, page) == pytest.approx(1) and ssim(page, blank) < 0.5


def test_findings_become_diagnostics(good, newsprint):
    from paiyin.press.target import tell

    diagnostics = Diagnostics()
    tell(
        judge(bad(good, BAD["R0027"][0]), newsprint, separations=False, renderers=False, name="press.pdf"), diagnostics
    )
    assert [d.code for d in diagnostics.errors] == ["K310"]
    assert diagnostics.errors[0].text("en") == "press.pdf, page 1: DeviceRGB is used [R0027]"


def test_the_docs_hold_every_rule(repository):
    """docs/press.md has the table that scripts/press_rules.py writes."""
    text = (repository / "docs" / "press.md").read_text(encoding="utf-8")
    for code, rule in judging.rules().items():
        what = " ".join(judging.explained(code)["what"].split())
        assert f"| {code} | {rule.LEVEL.value} | {what} |" in text


def test_what_a_clip_hides_does_not_bleed(newsprint):
    """A photo cut to its slot reaches beyond the page without being seen there."""
    def codes(content):
        report = judge(document(content), newsprint, separations=False, renderers=False)
        return {f.code for f in report.findings}

    drawn = b"0 1 1 0 k -50 100 200 50 re f"
    assert "P07" in codes(drawn) and "P07" not in codes(b"50 100 40 40 re W n " + drawn)
    assert "P07" in codes(b"q 50 100 40 40 re W n Q " + drawn)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_to_send_has_one_page_however_much_is_found(newsprint, tmp_path, lang):
    """The gravest findings are told, and how many more there are; the JSON report has them all."""
    import pikepdf

    from paiyin.press.preflight.sheet import write

    data = document(b"\n".join(b"%d 0 0 1 K 0.0%d w %d 50 m 99 99 l S 1 0 0 rg %d 50 9 9 re f" % (i % 2, i % 9, i, i)
                               for i in range(40)))
    with pikepdf.open(BytesIO(data)) as pdf:
        for _ in range(11):
            pdf.pages.append(pdf.pages[0])
        pdf.save(tmp_path / "many.pdf")
    report = judge(tmp_path / "many.pdf", newsprint, separations=False, renderers=False)
    assert len(report.findings) > 60
    write(report, newsprint, tmp_path / "report.pdf", lang)
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert len(pdf.pages) == 1
    write(report, newsprint, tmp_path / "report.html", lang)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<tr>") == len(report.findings) + 1
