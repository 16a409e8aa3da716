"""Choosing breaks: the whole paragraph, single last characters, other line counts, and what happens in an emergency."""

from pathlib import Path

import pytest

from paiyin.han import Rules, Styled, break_offsets

from tests.han import laws
from tests.han.square import CHAIN, best, drawn, paragraph, texts
from tests.properties.test_lines import square_or_latin

PROSE = ("山口镇今年新修了两条水渠，长十里，过岭到田头。镇里人说，“水到了，心里就踏实了。”春天以来，三十个村子都通了水，"
         "八百户人家的地，第一次不用等天下雨。老渠工把图纸摊开，指着一处弯道：这里最难，改了六次。")


@pytest.mark.parametrize("em", [6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 21, 40])
def test_laws_on_prose(em):
    """Prose at every measure keeps the laws, with nothing broken or torn."""
    setting = best(PROSE, em, indent=2000)
    laws.check(PROSE, setting, em * 1000, square_or_latin)
    assert not setting.broken and not setting.torn


def test_whole_paragraph_beats_line_by_line():
    """A first line that is not the fullest one can be better for those after it."""
    assert best(PROSE, 13, indent=2000).worst <= 50


def test_single_last_character_is_avoided():
    """C 孤行与孤字处理: one more character comes down, or the last is squeezed up."""
    for text in ("甲乙丙丁戊己庚", "甲乙丙丁戊己庚。", "甲乙丙丁戊己庚。”"):
        setting = best(text, 6)
        assert not setting.runt
        assert sum(c.isalnum() for c in setting.lines[-1].text) >= 2
    assert len(texts("甲，乙，丙丁戊己", 7.5)) == 1


def test_single_last_character_is_said_where_it_stays():
    """Where only a gap of more than a quarter em would avoid it, it stays, and the setting says so."""
    setting = best("甲乙丙丁" + "1234567890", 7)
    assert not setting.runt
    setting = best("甲——丁……戊", 6)
    assert setting.runt == (len(setting.lines) > 1 and sum(c.isalnum() for c in setting.lines[-1].text) < 2)
    assert best("甲乙丙丁戊——己", 7.4, hang_below=0).runt


def test_other_line_counts():
    """``spread`` gives settings of one line fewer and one more where they exist, the best first."""
    found = paragraph(PROSE, indent=2000).set(13_000, spread=1)
    counts = list(found)
    assert counts[0] == paragraph(PROSE, indent=2000).best(13_000).count
    assert all(abs(n - counts[0]) <= 1 and len(found[n].lines) == n for n in counts)
    assert [found[n].cost for n in counts] == sorted(found[n].cost for n in counts)
    assert len(counts) > 1


def test_evenness_of_neighbouring_lines():
    """The change of gap from line to line is small in prose."""
    lines = best(PROSE, 17, indent=2000).lines
    assert max(abs(a.gap - b.gap) for a, b in zip(lines, lines[1:])) <= 70


def test_hyphenation():
    """C 西文使用比例字体时的混排处理: a long word is divided at a syllable, with a hyphen."""
    lines = texts("他们说internationalization这件事要慢慢来办", 9)
    assert any(line.endswith("-") for line in lines)
    assert not any(line.endswith("-") for line in texts("他们说NATIONALISATION和YouTubeStudio要慢慢来办", 9, reject=(800,)))
    assert "inter\u00adnational".replace("\u00ad", "") in "".join(texts("inter\u00adnational", 20))
    assert texts("甲乙丙丁戊abc\u00adxyzuvw己庚辛", 7.2)[0].endswith("abc-")


def test_addresses_part_after_their_separators():
    """An address needs no hyphen: it parts after / . ? & = and so on."""
    lines = texts("见https://example.org/news/page/index.html一文", 10)
    assert all(line[-1] in "/.:" or line == lines[-1] for line in lines), lines
    assert not any(line.endswith("-") for line in lines)


def test_tearing_is_the_last_resort():
    """A word without syllables that no line holds is torn, and the setting says so; a long number likewise."""
    torn = best("x" * 40, 8)
    assert torn.torn == 2 and torn.forced == (0, 1) and all(line.flush for line in torn.lines[:-1])
    assert best("甲\n" + "x" * 40, 8).forced == (1, 2)
    number = best("共计" + "1234567890" * 3 + "元", 6)
    assert number.torn and not number.broken
    assert not best("甲乙丙丁戊己庚abcdefghijk辛壬癸子", 13, hyphenate=False).torn


def test_rules_are_broken_only_where_nothing_else_helps():
    """Twenty closing marks in a row hold no break: then one is made, and counted."""
    setting = best("甲" + "）" * 40, 6)
    assert setting.broken and laws.seen("".join(line.text for line in setting.lines)) == "甲" + "）" * 40


@pytest.mark.parametrize("measure", [0, 1, 400, 999, 1000, 3000])
def test_measures_that_hold_nothing(measure):
    """No measure fails; what cannot fit stands out of it."""
    setting = paragraph(PROSE, indent=2000).best(measure)
    laws.check_text(PROSE, setting)


def test_indent_wider_than_the_line():
    """An indent leaves room for two em at least."""
    setting = paragraph(PROSE).best(8000, indent=20_000)
    assert setting.lines[0].indent == 6000 and setting.lines[0].flush
    assert paragraph(PROSE).best(8000, indent=-1000).lines[0].segments[0].lead == -1000


def test_forced_line_ends():
    """A newline forces a line's end; offsets go on counting."""
    text = "甲乙丙\n丁戊\n\n己"
    setting = paragraph(text, indent=1000).best(10_000)
    assert [line.text for line in setting.lines] == ["甲乙丙", "丁戊", "己"]
    assert [(line.start, line.end) for line in setting.lines] == [(0, 3), (4, 6), (8, 9)]
    assert [line.indent for line in setting.lines] == [1000] * 3        # verse stands on one edge
    assert setting.count == 3 and all(line.final for line in setting.lines)


def test_break_offsets():
    """Heads choose their own lines from offsets, penalties and widths; a blank at a break is in neither line."""
    found = break_offsets(paragraph("甲乙，丙12万"))
    assert [(o, w) for o, _, w, _ in found] == [(1, 1000), (3, 2500), (4, 4000), (6, 5125), (7, 6250)]
    assert [start - w for _, _, w, start in found] == [0, 500, 125, 125, 0]
    assert [p > 0 for _, p, *_ in found] == [False, False, False, True, False]
    assert break_offsets(paragraph("")) == []


def test_settings_hang_on_content_only():
    """The same spans, rules and measure give equal settings; justification waits until lines are asked for."""
    one, two = (paragraph(PROSE).best(13_000) for _ in range(2))
    assert one == two
    assert "lines" not in vars(one)
    assert one.lines == two.lines


def test_styles_do_not_change_breaks():
    """A span border inside prose makes no break and no gap."""
    from paiyin.han import Paragraph

    whole = paragraph(PROSE).best(13_000)
    spans = [Styled(PROSE[:30], CHAIN), Styled(PROSE[30:40], CHAIN, style=("strong",)), Styled(PROSE[40:], CHAIN)]
    cut = Paragraph(spans, Rules(indent=0)).best(13_000)
    assert [line.text for line in whole.lines] == [line.text for line in cut.lines]
    assert [line.width for line in whole.lines] == [line.width for line in cut.lines]


def test_golden_lines():
    """Set prose as readable text: <n> a blank, [x] half-width marks, +n tracking, the width after |."""
    golden = (Path(__file__).parent / "lines.txt").read_text(encoding="utf-8")
    shown = []
    for em in (9, 13, 17):
        shown += [f"# {em} em", *(drawn(line) for line in best(PROSE, em, indent=2000).lines)]
    assert "\n".join(shown) + "\n" == golden
