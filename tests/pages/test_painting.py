"""The PDF: fonts, order of the text, properties, the same bytes each time, nothing fetched, nothing printed."""

import subprocess
import sys

import pymupdf
import pytest

from paiyin import pages
from paiyin.composition.plan import Frame, Rule
from paiyin.pages import weasy
from paiyin.pages.assets import Asset

from .handmade import STEP, TOP, one_line_frame, page, plan, segment, story, text_frame

MASTHEAD = {
    "name": "青石新报",
    "size": 80.0,
    "stamp": "样张",
    "ears_note": "共2版",
    "ears": [{"title": "水渠修到地头", "page": "1版"}, {"title": "果子运进县城", "page": "2版"}],
}


def paint(built, diagnostics, theme="party"):
    return pages.paint(built, theme=theme, edition=None, diagnostics=diagnostics)


def five_columns():
    """Five columns 1.5 em apart whose lines end in half-width marks."""
    texts = story(10, 5)
    return texts, plan(
        page(*(text_frame(texts[2 * c : 2 * c + 2], c, 30) for c in range(5))),
        title="样报",
        author="甲",
        subject="综述",
        keywords="水渠,果园",
        date="2099-08-01",
    )


def furnished():
    return plan(
        page(
            Frame("masthead", 63.21, TOP, 639, 80, data=MASTHEAD),
            Frame("dateline", 63.21, TOP + 7 * STEP, 639, 20, data={"left": "甲", "middle": "", "right": "丙"}),
            one_line_frame([segment("水路通了", "song", 900)], y=300, size=42, role="headline", level=1, kind="head"),
            Frame(
                "folio",
                63.21,
                30,
                639,
                32,
                data={"number": "02", "section": "综述", "date": "八月", "name": "青石新报"},
            ),
            Frame("continuation", 63.21, TOP, 639, 32, data={"title": "水路通了", "jump": "（上接第1版）"}),
            Frame("imprint", 63.21, 1048, 639, 20, data={"left": "责编（待填）", "right": "样张"}),
            one_line_frame([segment("清泉入户", "song", 900)], y=400, role="crosshead", level=2),
            rules=[Rule("head", 63.21, 340, 639, 0.4), Rule("tint", 63.21, 500, 117, 60)],
        )
    )


def extracted(pdf, tmp_path, *options):
    (tmp_path / "out.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", *options, str(tmp_path / "out.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()


def test_whole_paragraphs_come_out_of_five_columns(tmp_path, diagnostics):
    """pdftotext in its default mode reads each column down, although marks are trimmed at the line ends."""
    texts, built = five_columns()
    text = "".join(extracted(paint(built, diagnostics), tmp_path).split())
    assert [t for t in texts if t not in text] == []


def test_fonts_are_embedded_subset_and_readable(tmp_path, diagnostics):
    """Every font of the page: embedded, cut to its glyphs, with a map back to characters."""
    (tmp_path / "out.pdf").write_bytes(paint(five_columns()[1], diagnostics))
    rows = subprocess.run(
        ["pdffonts", str(tmp_path / "out.pdf")], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert rows and all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_same_plan_same_bytes(diagnostics, monkeypatch):
    """Nothing of the clock or of chance is in the file."""
    built = five_columns()[1]
    assert paint(built, diagnostics) == paint(built, diagnostics)
    with pymupdf.open(stream=paint(built, diagnostics)) as document:
        assert document.metadata["creationDate"].startswith("D:20990801")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with pymupdf.open(stream=paint(built, diagnostics)) as document:
        assert document.metadata["creationDate"] == document.metadata["modDate"] == "D:19700102000000Z"


def test_properties_language_and_bookmarks(diagnostics):
    """Title, author, subject, keywords and language are in the file; heads are bookmarks."""
    with pymupdf.open(stream=paint(five_columns()[1], diagnostics)) as document:
        data = document.metadata
        assert (data["title"], data["author"], data["subject"]) == ("样报", "甲", "综述") and "水渠" in data["keywords"]
        assert document.xref_get_key(document.pdf_catalog(), "Lang")[1] == "zh-CN"
    with pymupdf.open(stream=paint(furnished(), diagnostics)) as document:
        assert [row[:2] for row in document.get_toc()] == [[1, "水路通了"], [2, "清泉入户"]]


@pytest.mark.parametrize("theme", ["party", "plain"])
def test_furniture_of_every_kind(diagnostics, theme):
    """Masthead, date line, folio, continuation and imprint print what they are given, and say nothing."""
    with pymupdf.open(stream=paint(furnished(), diagnostics, theme)) as document:
        text = "".join(document[0].get_text().split())
    for part in ("青石新报", "水渠修到地头", "02", "综述", "（上接第1版）", "责编（待填）", "共2版"):
        assert part in text
    assert not list(diagnostics)


def test_rules_are_strokes_of_the_theme(diagnostics):
    """Thin rules are lines, boxes are areas, each in the ink of its role."""
    built = plan(
        page(rules=[Rule("tab", 60, 60, 36, 3), Rule("column", 200, 60, 0.3, 400), Rule("tint", 60, 100, 100, 50)])
    )
    with pymupdf.open(stream=paint(built, diagnostics)) as document:
        drawn = {d["type"]: d for d in document[0].get_drawings() if d["type"] == "f"} | {
            round(d["width"], 2): d for d in document[0].get_drawings() if d["type"] == "s"
        }
    assert drawn[3.0]["color"] == pytest.approx((0xC0 / 255, 0x14 / 255, 0x1C / 255), abs=0.01)
    assert drawn[0.3]["items"][0][1].x == pytest.approx(200.15, abs=0.01)
    assert drawn["f"]["fill"] == pytest.approx((0xED / 255,) * 3, abs=0.01)


def test_links_are_links(diagnostics):
    """A web address in the text can be followed."""
    built = plan(page(one_line_frame([segment("见网页", href="https://example.org/a")])))
    with pymupdf.open(stream=paint(built, diagnostics)) as document:
        assert [link["uri"] for link in document[0].get_links()] == ["https://example.org/a"]


def test_only_the_builds_own_assets_are_loaded(tmp_path, diagnostics, capfd):
    """Whatever asks for a file or a host gets nothing, is told, and prints nothing."""
    (tmp_path / "secret.css").write_text("p{color:red}")
    html = (
        f'<!doctype html><html><head><link rel="stylesheet" href="file://{tmp_path}/secret.css"><style>@import "https://example.org/x.css";'
        f"@font-face{{font-family:x;src:url(file://{tmp_path}/secret.css)}}</style></head>"
        f'<body><img src="file://{tmp_path}/secret.png"><img src="{tmp_path}/secret.png"><img src="http://127.0.0.1:9/x.png">'
        f'<img src="data:image/svg+xml,&lt;svg/&gt;"><img src="asset:none"></body></html>'
    )
    assert weasy.paint(html, {"one": Asset(b"", "image/png")}, diagnostics).startswith(b"%PDF")
    refused = [str(d.values["url"]) for d in diagnostics if d.code == "W203"]
    assert len(refused) == 6 and any(u.startswith("https://example.org") for u in refused)
    assert capfd.readouterr() == ("", "")


def test_missing_glyphs_are_told(diagnostics, capfd):
    """A character that no font of the machine has is a diagnostic, not a line on the terminal."""
    weasy.paint(
        "<!doctype html><html><head><style>p{display:block}</style></head><body><p>\U000f1234</p></body></html>",
        {},
        diagnostics,
    )
    assert [(d.code, d.values["point"]) for d in diagnostics] == [("W201", "U+F1234")]
    assert capfd.readouterr() == ("", "")


def test_weasyprint_starts_without_font_tools_and_leaves_no_trace():
    """fontTools comes only when it is used, and then it is the real one."""
    code = (
        "import sys; from paiyin.pages import weasy; w = weasy.engine(); assert 'fontTools' not in sys.modules, 'loaded';"
        "import ctypes.util; assert ctypes.util.find_library.__module__ == 'ctypes.util';"
        "from weasyprint.pdf import fonts; assert fonts.subset.Options; import fontTools.ttLib as t; assert t.TTFont.__module__ == 'fontTools.ttLib.ttFont'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_door_is_small():
    """The stage has two entrances."""
    assert sorted(pages.__all__) == ["paint", "to_html"]
