from paiyin.diagnostics import Diagnostics, Level
from paiyin.fonts import FontBook
from paiyin.fonts.coverage import Missing, missing, name, needs_no_glyph, remedy, report
from paiyin.spans import Source

LACKING = "\U000f1234"


def test_missing_characters_are_found_with_their_offsets(book):
    found = missing([("国" + LACKING, 10), ("法", 12), (LACKING, 40)], book.chain("song"))
    assert found == [Missing(LACKING, 0xF1234, 11), Missing(LACKING, 0xF1234, 40)]


def test_what_needs_no_glyph_is_passed_over(book):
    text = "葛\U000e0101 \u3000\t\n\u200b\u200d\u2060\ufe0f\u00ad\ufeff"
    assert missing([(text, 0)], book.chain("kai")) == []
    assert not needs_no_glyph("国") and not needs_no_glyph("\u0301")


def test_the_error_names_character_code_point_name_and_line(book):
    source = Source("a.md", "第一行\n第二行" + LACKING + LACKING)
    diagnostics = Diagnostics()
    report(missing([(source.text, 0)], book.chain("song")), book, diagnostics, lambda at: source.span(at, at + 1))
    (told,) = diagnostics
    assert told.code == "F201" and told.severity is Level.ERROR
    assert f"{LACKING} (U+F1234 PRIVATE USE CHARACTER), 2 in the text" in told.text()
    assert source.line_of(told.span.start) == 2 and source.column_of(told.span.start) == 4
    assert "paiyin fonts" in told.hint("zh") or "install" in told.hint("zh")


def test_boxes_are_a_warning_and_set_in_every_chain(book):
    fresh = FontBook.load()
    chain = fresh.chain("song")
    diagnostics = Diagnostics()
    report(missing([(LACKING, 0)], chain), fresh, diagnostics, missing_glyph="box")
    assert [d.code for d in diagnostics] == ["F202"] and not diagnostics.errors
    box = chain.face_for(LACKING)
    assert box.key.startswith("PaiyinBox-") and box.width(LACKING) == 1000
    assert fresh.chain("kai", 700).face_for(LACKING) is box and fresh.face(box.key) is box


def test_nameless_characters_have_a_description():
    assert name("国") == "CJK UNIFIED IDEOGRAPH-56FD"
    assert name("\ue000") == "PRIVATE USE CHARACTER" and name("\U000e0fff") == "UNASSIGNED CHARACTER"


def test_no_font_is_proposed_for_private_characters(book):
    """U+E000 means what its author's own font says; no package helps."""
    assert remedy("\ue000", book) == "paiyin fonts"
