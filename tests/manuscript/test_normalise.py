"""Normalisation: what becomes of each kind of mark, and what no rule may touch."""

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.article import Style
from paiyin.manuscript.house import load_house
from paiyin.manuscript.normalise import Changes, normalise, normalise_words
from paiyin.manuscript.pieces import Piece, words

CASES = [
    # marks beside Han
    ("甲,乙;丙:丁!戊?", "甲，乙；丙：丁！戊？"),
    ("你好, 世界", "你好，世界"),
    ("增长12%,其中GDP,占比3.5。", "增长12%，其中GDP，占比3.5。"),
    ("增长了12%!", "增长了12%！"),
    ("共1,200人,12:30到", "共1,200人，12:30到"),
    ("有A,B,C三种", "有A,B,C三种"),
    ("Hello, world! 你好", "Hello, world! 你好"),
    ("注(“well-known”, he wrote)", "注（“well-known”, he wrote）"), ("他说“OK”,走了", "他说“OK”，走了"),
    ("真的?!", "真的？！"),
    # brackets
    ("县(局)级", "县（局）级"), ("中国 (GDP) 增长", "中国（GDP）增长"), ("函数f(x)和(a)", "函数f(x)和（a）"), ("（甲)乙", "（甲）乙"),
    ("1)甲", "1)甲"), ("see (a) and (b)", "see (a) and (b)"), ("((甲))", "（（甲））"),
    # full stops
    ("他来了.", "他来了。"), ("今天他们都来了.他们走了.", "今天他们都来了。他们走了。"), ("卡尔.甲乙说", "卡尔.甲乙说"), ("一.概况", "一.概况"),
    ("版本3.5和a.b", "版本3.5和a.b"), ("他说“好”.", "他说“好”。"), ("增长12%.", "增长12%。"), ("甲．", "甲。"),
    # quotation marks
    ('他说:"你好,世界"', "他说：“你好，世界”"), ("他说'好'", "他说‘好’"), ('他说"OK"了', "他说“OK”了"), ('a "b" c', 'a "b" c'),
    ("it's 好的", "it's 好的"), ('"甲"和"乙"', "“甲”和“乙”"), ('宽5" 高', '宽5" 高'), ('“甲"乙', "“甲”乙"),
    # ellipsis and dash
    ("走了...", "走了……"), ("走了。。。", "走了……"), ("走了・・・", "走了……"), ("走了…后来", "走了……后来"), ("走了……", "走了……"),
    ("wait... what", "wait... what"), ("甲--乙", "甲——乙"), ("甲──乙", "甲——乙"), ("甲 — 乙", "甲——乙"), ("甲—乙", "甲—乙"),
    ("a--b", "a--b"), ("——甲", "——甲"), ("甲，—乙", "甲，——乙"), ("甲…………乙", "甲…………乙"),
    # other signs
    ("10~20元", "10～20元"), ("甲〜乙", "甲～乙"), ("a~b", "a~b"), ("甲•乙・丙", "甲·乙·丙"),
    ("１２３ＡＢＣ％", "123ABC%"), ("１．５万", "1.5万"), ("ＮＯ．１２３", "NO.123"), ("电话０１２－３４５", "电话012-345"),
    ("甲　　乙\t丙", "甲 乙 丙"), ("⼈⻋⺠", "人车民"),
    ("cafe\u0301里", "café里"), ("甲﹐乙｡", "甲，乙。"),
    # what is no Chinese text
    ("见 https://a.cn/x,y?z=1:2 处", "见 https://a.cn/x,y?z=1:2 处"), ("写信给a.b@c.cn,谢谢", "写信给a.b@c.cn，谢谢"),
]


@pytest.mark.parametrize(("written", "printed"), CASES)
def test_each_rule(written, printed):
    assert normalise_words(written, load_house(), "zh-Hans") == printed


@pytest.mark.parametrize(("written", "printed"), CASES)
def test_what_is_put_right_stays(written, printed):
    """Normalising twice is normalising once."""
    assert normalise_words(printed, load_house(), "zh-Hans") == printed


def test_traditional_text_takes_corner_brackets():
    assert normalise_words('他說"好"，\'好\'', load_house(), "zh-Hant") == "他說「好」，『好』"
    assert normalise_words("他說「好」", load_house(), "zh-Hant") == "他說「好」"


def test_a_rule_that_the_house_switches_off_does_nothing():
    house = replace(load_house(), rules=load_house().rules - {"marks"})
    assert normalise_words("甲,乙(丙)", house, "zh-Hans") == "甲,乙（丙）"


def test_code_is_left_alone_also_between_han():
    pieces = [Piece("甲,", 0, 2), Piece("a,乙,(丙)", 2, 9, Style(code=True)), Piece(",丁", 9, 11)]
    assert words(normalise(pieces, load_house(), "zh-Hans", Changes())) == "甲，a,乙,(丙)，丁"


def test_places_stay_one_to_one_and_split_where_lengths_differ():
    made = normalise([Piece("甲,乙...丙(丁)", 10, 20)], load_house(), "zh-Hans", Changes())
    assert made == [Piece("甲，乙", 10, 13), Piece("……", 13, 16), Piece("丙（丁）", 16, 20)]


def test_changes_are_told_once_a_kind_with_count_and_first_place(read_text):
    found = read_text("甲乙,丙丁,戊己(庚)。\n\n辛壬,癸。")
    comma = found.said("M201")
    assert (comma.values["count"], comma.span.start) == (3, 2)
    assert found.codes.count("M201") == 1 and found.said("M203").values["count"] == 2


def test_an_unpaired_quotation_mark_is_a_warning(read_text):
    assert "M215" in read_text('甲乙丙说："丁戊己庚辛壬癸。').codes
    assert "M215" not in read_text('甲乙丙说："丁戊己庚辛壬癸。"').codes


ALPHABET = st.sampled_from("甲乙丙，。“”（）,.;:!?()\"'-—~… 　aZ19%１Ａ・•⼈\u0301\n@/")


@given(st.text(ALPHABET, max_size=60), st.sampled_from(["zh-Hans", "zh-Hant"]))
def test_every_character_keeps_its_place(text, lang):
    """Pieces stay in order without overlap, inside the text, and hold every Han character and letter once."""
    made = normalise([Piece(text, 0, len(text))] if text else [], load_house(), lang, Changes())
    place = 0
    for piece in made:
        assert place <= piece.start <= piece.end <= len(text)
        place = piece.end
    table = str.maketrans("⼈１Ａ", "人1A")

    def solid(written):
        return [c for c in normalize("NFD", written).translate(table) if c in "甲乙丙人aZ19A"]

    assert solid(words(made)) == solid(text)
