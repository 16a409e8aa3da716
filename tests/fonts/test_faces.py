import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paiyin.exceptions import MachineError
from paiyin.fonts.faces import Face


def test_han_is_set_on_the_main_face_and_a_body_of_its_own(book):
    for role in ("song", "hei", "kai"):
        chain = book.chain(role)
        assert chain.face_for("国") is chain.main
        assert chain.main.width("国") == 1000


def test_letters_and_digits_come_from_the_main_face(book):
    chain = book.chain("song", 700)
    assert {chain.face_for(c) for c in "Az09%.-'"} == {chain.main}


def test_greek_and_cyrillic_come_from_the_latin_role(book):
    chain = book.chain("song")
    if not chain.letters:
        pytest.skip("no Latin face is installed")
    assert {chain.face_for(c) for c in "αάяЁ"} == {chain.letters[0]}


def test_marks_are_chinese_marks_in_every_role(book):
    """WenKai's quotation marks are .35 em, Noto's dash .89 em in a run of its own."""
    for role, weight in (("song", 400), ("song", 900), ("hei", 700), ("kai", 400), ("kai", 700)):
        chain = book.chain(role, weight)
        for char in "“”‘’…—，。（）《》？！":
            assert chain.face_for(char).width(char) == 1000, (role, char)
        for pair in ("——", "……"):
            assert chain.face_for(pair[0]).width(pair) == 2000, (role, pair)


def test_borrowed_quotation_marks_lean_to_their_text(book):
    chain = book.chain("kai")
    assert chain.face_for("“").ink("“")[0] > 500
    assert chain.face_for("”").ink("”")[2] < 500


def test_each_region_has_its_own_face(book):
    names = {lang: book.chain("song", 400, lang).main.postscript for lang in ("zh-Hans", "zh-Hant", "zh-Hant-HK")}
    assert len(set(names.values())) == 3


def test_a_rare_character_falls_to_another_face_or_to_none(book):
    chain = book.chain("kai")
    assert chain.face_for("\U000f1234") is None
    korean = chain.face_for("각")
    assert korean is not None and korean.has("각")


def test_a_character_and_what_joins_it_take_one_face(book):
    """A keycap, a letter under an accent: the face that has it all, so that nobody else's glyph is painted."""
    chain = book.chain("song")
    for cluster in ("1\ufe0f\u20e3", "x\u0302", "e\u0301", "葛\U000e0100"):
        face = chain.face_for(cluster)
        assert face is None or face.sets(cluster), cluster
    assert chain.face_for("e\u0301") is chain.main
    assert chain.face_for("一\U0001f3fb\ue000") is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("国法人民日报一二三，。（）《》", min_size=1, max_size=12))
def test_chinese_text_is_as_many_bodies_as_characters(book, text):
    assert book.chain("song").main.width(text) == 1000 * len(text)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=8))
def test_any_text_measures(book, text):
    face = book.chain("song").main
    assert face.width(text) >= 0 and face.width(text) == face.width(text)


def test_ink_and_glyphs(book):
    face = book.chain("song").main
    left, bottom, right, top = face.ink("国")
    assert 0 <= left < right <= 1000 and bottom < 0 < top
    assert face.ink(" ") is None and face.ink("\U000f1234") is None
    assert len(face.glyphs("国法")) == 2


def test_a_face_pickles_without_its_font(book):
    face = book.chain("kai").main
    face.width("国")
    again = pickle.loads(pickle.dumps(face))
    assert again == face and again.width("“") == face.width("“")


def test_a_file_that_has_gone_is_told(tmp_path):
    for name, data in (("gone.otf", None), ("empty.otf", b""), ("bad.otf", b"not a font")):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(MachineError) as caught:
            Face("x", "x", 400, "normal", str(path), 0, "x").width("国")
        assert caught.value.diagnostics[0].code == "F104"
