import pytest
from fontTools.ttLib import TTFont

from paiyin.exceptions import MachineError
from paiyin.fonts import FontBook, halfwidth
from paiyin.fonts.halfwidth import companion, half_drawings, whole_companion
from paiyin.fonts.marks import CENTRED, CLOSERS, OPENERS

FACES = [("song", 400, "zh-Hans"), ("song", 900, "zh-Hans"), ("hei", 700, "zh-Hans"), ("kai", 400, "zh-Hans"),
         ("kai", 700, "zh-Hans"), ("song", 400, "zh-Hant"), ("hei", 400, "zh-Hant-HK")]


def bounds(path, char):
    """Return (left, right) of the ink and the advance in a companion of 1000 units."""
    with TTFont(path) as font:
        name = font.getBestCmap()[ord(char)]
        box = font["CFF "].cff.topDictIndex[0].CharStrings[name].calcBounds(None)
        return box[0], box[2], font["hmtx"][name][0]


@pytest.mark.parametrize("role, weight, lang", FACES)
def test_every_mark_is_half_a_body_with_its_ink_in_it(book, role, weight, lang):
    made = companion(book.chain(role, weight, lang).main)
    assert set(made.widths.values()) == {500}
    assert set("、。，．：；！？”’）》〉】〗〕］｝」』“‘（《〈【〖〔［｛「『·／/–") <= set(made.widths)
    for char in made.widths:
        left, right, _ = bounds(made.path, char)
        assert left >= -60 and right <= 560, char
        if char in CENTRED:
            assert abs(left + right - 500) < 2, char


@pytest.mark.parametrize("role, weight, lang", FACES[:5])
def test_ink_stays_where_the_full_mark_has_it(book, role, weight, lang):
    face = book.chain(role, weight, lang).main
    drawings = half_drawings(face)
    for char in "、。，：；！？）》〉】":
        assert char in CLOSERS and drawings[char].shift == 0, char
    for char in "（《〈【「『":
        assert char in OPENERS and drawings[char].shift == -500, char


def test_marks_centred_on_their_body_are_centred_on_half_a_body(book):
    face = book.chain("song", 400, "zh-Hant").main
    for char in "，。：；":
        left, right, _ = bounds(companion(face).path, char)
        assert abs(left + right - 500) < 2


def test_line_boxes_do_not_change(book):
    for role, weight in (("song", 400), ("kai", 700)):
        face = book.chain(role, weight).main
        with TTFont(face.file, fontNumber=face.index, lazy=True) as parent:
            for made in (companion(face), whole_companion(face)):
                with TTFont(made.path) as font:
                    for table, names in (("hhea", ("ascent", "descent", "lineGap")),
                                         ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent",
                                                   "usWinDescent"))):
                        assert [getattr(font[table], n) for n in names] == [getattr(parent[table], n) for n in names]
                    assert font["OS/2"].usWeightClass == weight
                    assert font["head"].unitsPerEm == parent["head"].unitsPerEm


def test_names_are_our_own(book):
    """The licences reserve the parents' names for unmodified fonts."""
    made = companion(book.chain("kai").main)
    with TTFont(made.path) as font:
        for number in (1, 3, 4, 6):
            assert font["name"].getDebugName(number) == made.family
    assert made.family.startswith("PaiyinHalf-")


def made_again(book, monkeypatch, folder):
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    for function in (companion, whole_companion):
        function.cache_clear()
    face = book.chain("kai").main
    return [companion(face).path, whole_companion(face).path, halfwidth.box_face("\ue000").file]


def test_the_same_bytes_every_time(book, monkeypatch, tmp_path):
    from pathlib import Path
    runs = [[Path(p) for p in made_again(book, monkeypatch, tmp_path / name)] for name in ("a", "b")]
    for one, other in zip(*runs):
        assert one != other and one.name == other.name and one.read_bytes() == other.read_bytes()


def test_half_a_file_is_made_again_and_nothing_is_left_beside(book, monkeypatch, tmp_path):
    path = made_again(book, monkeypatch, tmp_path)[0]
    whole = path.read_bytes()
    path.write_bytes(whole[:900])
    assert made_again(book, monkeypatch, tmp_path)[0].read_bytes() == whole
    assert not list(path.parent.glob("*.part"))


def test_a_cache_that_cannot_be_written_is_told(book, monkeypatch, tmp_path):
    (tmp_path / "paiyin").write_text("a file where the folder should be")
    with pytest.raises(MachineError) as caught:
        made_again(book, monkeypatch, tmp_path)
    assert caught.value.diagnostics[0].code == "F106"


def test_a_face_without_chinese_marks_has_no_companion(book):
    latin = book.chain("latin").main
    assert companion(latin) is None and latin.whole is None
    assert latin.ref().half is None and latin.ref().half_family == ""


def test_the_whole_companion_shares_the_half_one_of_its_parent(book):
    chain = FontBook.load().chain("kai")
    assert chain.face_for("“").ref().half == chain.main.ref().half
