"""Each rule of a line, by the clause that it comes from: G = GB/T 15834-2011, C = CLREQ (its section)."""

import pytest

from paiyin.han import Level, Region, Style

from tests.han.square import best, drawn, places, texts


def shown(text: str, em: float = 40, **rules) -> str:
    (line,) = best(text, em, **rules).lines
    return drawn(line)


# Widths of marks that meet (C 连续标点符号的调整): which of two loses its half.
PAIRS = ["：“", "，“", "。“", "？“", "》（", "”“", "）《", "。”", "！”", "？）", "’”", "”）", "”，", "）。", "》、", "”；", "）：", "》？",
         "“《", "（“", "“‘"]


@pytest.mark.parametrize("pair", PAIRS)
def test_two_marks_take_one_and_a_half_em(pair):
    """C 连续标点符号的调整: two neighbours of two em shrink to one and a half; brackets hug what they hold."""
    second = pair[0] in "“《（‘"                # of two opening marks the second loses its half, else the first
    expected = f"甲{pair[0]}[{pair[1]}]乙" if second else f"甲[{pair[0]}]{pair[1]}乙"
    assert shown(f"甲{pair}乙") == f"{expected} |3500"


@pytest.mark.parametrize(("text", "width"), [
    ("甲。’”乙", 4000), ("甲》”，乙", 4000), ("甲，“‘乙", 4000), ("甲）》”。乙", 4500), ("甲“（《乙", 4000)])
def test_stacks_lose_all_inner_halves(text, width):
    """C 连续标点符号的调整: in a stack every inner blank goes."""
    assert best(text, 40).lines[0].width == width


@pytest.mark.parametrize(("text", "expected"), [
    ("《甲》·《乙》", "[《]甲[》·《]乙[》] |4500"), ("”——甲", "”——甲 |4000"), ("甲……“乙", "甲……“乙 |5000"), ("甲“”乙", "甲“”乙 |4000")])
def test_marks_beside_dots_dashes_and_empty_brackets(text, expected):
    """The middle dot takes a bracket's outer blank; dashes, ellipses and empty brackets leave marks as they are."""
    assert shown(text) == expected


def test_two_question_marks_share_a_body_and_three_take_two():
    """G5.1.2: ？！ together take one body, three marks two."""
    assert shown("真？！好") == "真[？！]好 |3000"
    assert shown("真！！！好") == "真[！！！]<500>好 |4000"
    assert shown("真！！”好") == "真[！！]”好 |4000"


def test_middle_dot_is_half_a_body():
    """G5.1.7: the middle dot takes half a body."""
    assert shown("阿甲·乙丙") == "阿甲[·]乙丙 |4500"


@pytest.mark.parametrize("mark", "，。、；：！？”’）》〉】〕」")
def test_marks_at_a_line_end_are_half(mark):
    """G5.1.10, C 行首行尾标点挤压: a mark at a line's end takes half a body, whatever its kind."""
    first = best(f"甲乙丙丁戊己{mark}庚辛壬癸", 6.5, hang_below=0).lines[0]
    assert first.text[-1] == mark and first.flush and first.segments[-1].half


@pytest.mark.parametrize("mark", "“‘（《〈【「")
def test_opening_marks_at_a_line_start_are_half(mark):
    """C 行首行尾标点挤压: an opening mark at a line's start loses its blank left half."""
    second = best(f"甲乙丙丁戊己{mark}庚辛壬癸子丑寅", 6).lines[1]
    assert second.text[0] == mark and second.segments[0].half and second.segments[0].lead == 0


def test_opening_mark_at_a_paragraph_start():
    """C 行首行尾标点挤压: one policy for all paragraphs; trimmed, its ink stands at two em exactly."""
    trimmed, kept = best("“甲”乙", 20, indent=2000).lines[0], best("“甲”乙", 20, indent=2000, trim_first=False).lines[0]
    assert drawn(trimmed) == "<2000>[“]甲”乙 |5500"
    assert drawn(kept) == "<2000>“甲”乙 |6000"


NO_START_BASIC = "，。、；：！？”’）》〉】〕」·–～／"


@pytest.mark.parametrize("level", [Level.BASIC, Level.GB, Level.STRICT])
@pytest.mark.parametrize("mark", [*NO_START_BASIC, "—", "％", "‰", "℃", "々", "ー"])
def test_barred_from_a_line_start(mark, level):
    """G5.1.1–5.1.9, C 行首行尾禁则: points, closers, connectors, the middle dot and the stroke start no line."""
    assert all(line[0] != mark for line in texts(f"甲乙丙丁戊己{mark}庚辛壬癸子丑寅卯", 6, level=level))


@pytest.mark.parametrize("mark", "“‘（《〈【〔「￥")
def test_barred_from_a_line_end(mark):
    """G5.1.3, C 行首行尾禁则: opening marks end no line."""
    assert all(line[-1] != mark for line in texts(f"甲乙丙丁戊{mark}庚辛壬癸子丑寅卯", 6))


def test_stroke_ends_a_line_at_the_basic_level_only():
    """G5.1.9: the stroke (分隔号) neither starts nor ends a line; the basic level lets it end one."""
    text = "甲乙丙丁戊己／庚辛壬癸子丑寅卯"
    assert texts(text, 6.5, level=Level.BASIC)[0][-1] == "／"
    assert all(line[-1] != "／" for line in texts(text, 6.5, level=Level.GB))


def test_levels_none_and_strict():
    """C 行首行尾禁则: without prohibition a comma may start a line; strict bars —— too, which GB lets stand there."""
    assert texts("甲乙丙丁戊己，庚辛壬癸", 6, level=Level.NONE, hang_below=0)[1][0] == "，"
    text = "甲乙丙丁戊己——庚辛壬癸子丑寅卯"
    assert texts(text, 6, level=Level.GB)[1].startswith("——")
    assert not texts(text, 6, level=Level.STRICT)[1].startswith("——")


def test_dash_by_run_length():
    """G5.1.4, 5.1.6: a pair is a dash and may start a line, a single one is a connector and may not."""
    assert texts("甲乙丙丁戊己——庚辛壬癸子丑", 6)[1].startswith("——")
    assert not any(line.startswith("—") for line in texts("甲乙丙丁戊己—庚辛壬癸子", 6))


@pytest.mark.parametrize("unit", ["——", "⸺", "……", "⋯⋯", "12.5%", "1,234", "−5℃", "¥500", "25℃", "3/4", "10³", "？！",
                                  "5\u00a0kg", "No\u2060号", "１２％"])
@pytest.mark.parametrize("before", range(1, 8))
def test_units_stay_whole(unit, before):
    """G5.1.4, 5.1.5, C 符号分离禁则: dashes, ellipses, numbers with their signs, and what a no-break blank joins."""
    lines = texts("甲" * before + unit + "乙" * 7, 6)
    assert any(unit.replace("\u00a0", " ").replace("\u2060", "") in line for line in lines), lines


def test_several_dashes_may_part_between_pairs():
    """C 符号分离禁则: several dashes in a row break between units."""
    assert texts("甲乙丙丁————戊己庚", 6, hang_below=0)[0] == "甲乙丙丁——"


def test_gap_between_han_and_latin():
    """C 横排的中、西文混排: a gap between Han and Latin, none beside marks, inside brackets or at a line's edge."""
    assert shown("学ABC和12年") == "学<125>ABC<125>和<125>12<125>年 |6000"
    assert shown("（ABC），12。") == "[（]ABC[）]，12[。] |5000"
    assert shown("和 Python 的") == shown("和Python的")
    assert shown("甲(乙)丙") == "甲<125>(乙)<125>丙 |4250"
    assert places(best("甲乙丙丁ABCD戊己庚辛壬", 6).lines[1])[0][1] == 0


def test_range_of_the_han_latin_gap():
    """C 拉伸处理的优先顺序: the gap grows to a third of an em before any Han is spaced, and shrinks to a sixteenth."""
    line = best("甲乙丙12戊己庚辛壬癸子", 7.4).lines[0]
    assert line.gap == 0 and line.flush and [s.lead for s in line.segments] == [0, 200, 200]
    assert drawn(best("甲乙丙12戊己庚辛壬癸", 7.13).lines[0]) == "甲乙丙<65>12<65>戊己庚 |7130"
    assert drawn(best("甲乙丙12戊己庚辛壬癸子", 7.77).lines[0]) == "甲乙丙+19<329>12<348>戊己庚+18 |7770"


def test_a_closed_han_latin_gap_saves_a_line():
    """The house's own last tier: below a sixteenth a gap closes only where that saves a line or a wide gap."""
    text = "甲乙丙12戊己庚辛12壬癸子丑寅"
    assert drawn(best("甲乙丙12戊己庚", 7.02).lines[0]) == "甲乙丙<10>12<10>戊己庚 |7020"
    assert len(best("甲乙丙12戊己庚", 7.02, gap_least=62).lines) == 2
    assert [s.lead for line in best(text, 16).lines for s in line.segments[1:]] == [125] * 4


def test_numbers_on_a_body_are_no_latin():
    """① Ⅳ ❶ stand on a body of their own among Han; a sign of mathematics has its blank in its own body."""
    assert best("甲①乙Ⅳ丙", 40).lines[0].segments[0].text == "甲①乙Ⅳ丙"
    assert not any(s.lead for s in best("甲≤1，√2", 40).lines[0].segments if s.text[0] in "12")
    assert not any(line.endswith("√") for em in (6, 6.5, 7, 7.5) for line in texts("甲乙丙丁戊√2己庚辛壬癸子√3丑寅", em))


def test_brackets_of_the_other_script_hug_too():
    """C 横排的中、西文混排: between ( and “, between ” and ), no blank stands."""
    assert shown("甲(“乙”)丙") == "甲<125>([“]乙[”])<125>丙 |5250"


def test_squeeze_order():
    """C 挤压处理的优先顺序: brackets give before pauses, pauses before stops."""
    text = "甲（乙）丙，丁。戊"
    assert shown(text, 9) == "甲（乙）丙，丁。戊 |9000"
    assert shown(text, 8.5) == "甲<250>[（]乙[）]<250>丙，丁。戊 |8500"
    assert shown(text, 8) == "甲[（]乙[）]丙，丁。戊 |8000"
    assert shown(text, 7.5) == "甲[（]乙[）]丙[，]丁。戊 |7500"
    assert shown(text, 7) == "甲[（]乙[）]丙[，]丁[。]戊 |7000"


def test_stops_keep_their_blank_if_the_style_says_so():
    """C 挤压处理的优先顺序, tier 7: a house may forbid squeezing 。？！."""
    text = "甲乙。丙丁戊己庚辛壬癸"
    assert drawn(best(text, 6.5).lines[0]) == "甲乙[。]丙丁戊己 |6500"
    assert not any(s.half for line in best(text, 6.5, squeeze_stops=False).lines for s in line.segments)


def test_stretching_spares_digits_dashes_and_connectors():
    """C 拉伸处理的优先顺序: nothing is put inside a number or around —— …… — ～ ／."""
    for text in ("甲乙——丙丁戊己庚辛壬", "甲乙……丙丁戊己庚辛壬", "甲乙～丙丁戊己庚辛壬"):
        line = best(text, 6.4, hang_below=0).lines[0]
        assert line.gap > 0
        at = places(line)
        mark = next(n for n, (c, _) in enumerate(at) if c in "—…～")
        assert at[mark][1] - at[mark - 1][1] == 1000
    line = best("甲乙1234丙丁戊己庚辛壬", 6.9).lines[0]
    assert next(s for s in line.segments if s.text == "1234").track == 0


def test_last_line_is_not_stretched():
    """C 行内对齐: a paragraph's last line keeps its natural width."""
    last = best("甲乙丙丁戊己庚辛", 6).lines[-1]
    assert last.final and not last.flush and last.gap == 0


@pytest.mark.parametrize(("style", "width"), [
    (Style.FULL, 11_500), (Style.LINE_END_HALF, 11_500), (Style.KAIMING, 9_500), (Style.HALF, 9_000)])
def test_base_styles(style, width):
    """xeCJK 全角, 行末半角, 开明 (only 。？！ are full), 半角."""
    assert best("甲，乙；丙。（丁）戊、己", 40, style=style).lines[0].width == width


def test_line_end_half_style_squeezes_no_mark_inside_a_line():
    """行末半角: marks stay on one em inside a line, and are half at its end."""
    for em in (6, 7, 8, 9):
        for line in best("甲，乙丙、丁戊，己庚辛，壬癸子丑，寅", em, style=Style.LINE_END_HALF, hang_below=0).lines:
            assert not line.squeeze


@pytest.mark.parametrize("region", [Region.TW, Region.HK])
def test_taiwan_and_hong_kong_marks(region):
    """C 标点符号的位置: 、，。？！ stand in the middle of a full body, also at a line's end; 「」 have blank halves."""
    line = best("他說：「好。」", 40, region=region).lines[0]
    assert drawn(line) == "他說：[「]好。[」] |6000"
    assert best("甲乙丙丁戊，己庚辛", 6, region=region, hang_below=0).lines[0].text == "甲乙丙丁戊，"
    assert drawn(best("甲·乙", 40, region=region).lines[0]) == "甲<250>[·]<250>乙 |3000"


def test_number_and_measure_word_may_part_but_rather_not():
    """Number and measure word: not required to stay together, so a soft penalty."""
    assert texts("甲乙丙丁戊己12元庚辛壬癸子丑", 9)[0][-1] != "2"


def test_typed_blanks():
    """A blank typed between Han stays a blank, one beside a mark goes, U+3000 keeps its em."""
    assert best("甲 乙", 40).lines[0].width == 2500
    assert best("甲， 乙", 40).lines[0].width == best("甲，乙", 40).lines[0].width
    assert best("甲\u3000乙", 40).lines[0].width == 3000
    assert best("甲 乙", 40).lines[0].text == "甲 乙"


def test_blanks_kept_for_code():
    """Code keeps its blanks in number, those at a line's start too."""
    lines = best("if x:\n    return  y", 40, keep_blanks=True).lines
    assert drawn(lines[0]) == "if x: |2250" and drawn(lines[1]) == "<1000>return  y |5000"


def test_rescue_hanging():
    """C 行尾点号悬挂: one of 、，。 hangs where the measure is short and the gap would be wide; never from 14 em on."""
    text = "甲乙丙丁戊己，庚辛壬癸子丑寅卯"
    hung = best(text, 6).lines[0]
    assert hung.text == "甲乙丙丁戊己，" and hung.hang == 500 and hung.width == 6500 and hung.flush
    assert not any(line.hang for line in best(text, 6, hang_below=0).lines)
    assert not any(line.hang for line in best("甲" * 14 + "，" + "乙" * 20, 14).lines)


def test_quotation_marks_in_a_text_without_chinese():
    """Latin shares the code points of quotation marks; in a text with no Chinese character they are proportional."""
    line = best("“Well,” he said", 40).lines[0]
    assert [s.text for s in line.segments if s.face == "latin"] == ["“", "”"]
    assert all(s.face == "square" for s in best("他说“Well”吧", 40).lines[0].segments)


def test_apostrophe_inside_a_word():
    """’ between letters is an apostrophe also in Chinese text."""
    line = best("他说don’t吧", 40).lines[0]
    assert [s.text for s in line.segments if s.face == "latin"] == ["’"]


def test_note_mark_hugs_its_word():
    """A raised mark is never parted from what it stands at, and takes no gap."""
    from paiyin.han import Paragraph, Rules, Styled

    from tests.han.square import CHAIN

    for count in range(3, 9):
        note = Styled("12", CHAIN, 600, 350, ("note-mark",))
        spans = [Styled("甲" * count, CHAIN), note, Styled("，" + "乙" * 8, CHAIN)]
        lines = Paragraph(spans, Rules(indent=0)).best(6000).lines
        holder = next(line for line in lines if "12" in line.text)
        assert not holder.text.startswith("12")
        at = places(holder)
        mark = next(n for n, (c, _) in enumerate(at) if c == "1")
        assert at[mark][1] - at[mark - 1][1] == 1000


def test_missing_characters_are_reported():
    """What no face has is named by its offset and set in the main face."""
    from paiyin.han import Paragraph, Rules, Styled

    from tests.han.square import SquareChain

    broken = Paragraph([Styled("甲乙\n丙x", SquareChain(lacks="乙x"))], Rules())
    assert broken.missing == [1, 4]
    assert broken.best(8000).lines[0].text == "甲乙"


def test_empty_and_blank_texts_have_no_lines():
    """Nothing gives no line; only blanks give none either."""
    assert all(best(text, 6).lines == () for text in ("", " \u3000\u00a0", "\u200b"))
