"""Heads: fitted, broken where a reader would pause, balanced; nothing of them lost."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paiyin.composition import heads, sheet as sheets, typography
from paiyin.composition.headblock import names
from paiyin.composition.headbreaks import parted
from paiyin.composition.setter import Setter
from paiyin.han import Rules
from tests.composition.conftest import text

SHEET = sheets.load("tabloid")


@pytest.fixture(scope="module")
def setter(book):
    return Setter(book, typography.load(SHEET), "zh-Hans", Rules())


def lines(setter, title, role="section", columns=2, fit=heads.fit):
    return [line.text for line in fit(setter, text(title), role, SHEET.span_width(columns)).lines]


def banner(setter, title, columns=5):
    return lines(setter, title, "headline", columns, heads.fit_banner)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("一江清水穿城过 百村灯火照归人", ["一江清水穿城过", "百村灯火照归人"]),  # clauses keep together
        ("谁来种地：一个产粮大县的回答", ["谁来种地：", "一个产粮大县的回答"]),  # a mark before an even division
        ("上海浦东新区张江科学城AI产业规模突破1000亿元", ["上海浦东新区张江科学城", "AI产业规模突破1000亿元"]),
        ("县里把电商办到田头上来让山货走出大山", ["县里把电商办到田头上来", "让山货走出大山"]),
    ],
)
def test_heads_break_where_a_reader_pauses(setter, title, wanted):
    assert lines(setter, title) == wanted


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(
    "kept",
    ["常务委员会", "副委员长", "《汀禾县志》", "23.6万吨", "1000亿元", "第三中学", "八十周年", "李文博"],
)
def test_names_numbers_and_titles_stay_whole(setter, kept, columns):
    """At any width that holds them, names, numbers with their units and short titles are not torn."""
    found = lines(setter, f"全县干部群众深入学习领会{kept}有关精神推动工作落到实处", "crosshead", columns)
    assert any(kept in line for line in found), found


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("number", ["三、", "（二）", "第四章 ", "12. ", "十一、"])
def test_the_number_of_a_head_stands_with_its_words(setter, number, columns):
    for words in ("2024年重点任务", "综合实力稳中有进", "加快建设现代化产业体系"):
        first = lines(setter, number + words, "section", columns)[0]
        assert first.strip() != number.strip() and first.startswith(number.strip())


def test_no_line_starts_with_a_particle(setter):
    for title in ("我们要建设的是人民满意的服务型政府", "山乡变了模样的背后有着一群不知疲倦的人", "谁说了算的问题解决了吗"):
        for columns in (1, 2):
            assert not [line for line in lines(setter, title, "crosshead", columns)[1:] if line[0] in "的了着吗"]


def test_a_size_is_given_up_for_a_better_break(setter):
    """全国人民代表大会 is broken at its joint or not at all, though larger type would fit if it were torn."""
    for line in lines(setter, "全国人民代表大会常务委员会组成人员到汀禾县调研", "crosshead", 1):
        assert not line.endswith(("常", "委", "大", "代")), line


def test_paired_clauses_are_one_line_where_that_is_large(setter):
    assert banner(setter, "一江清水穿城过 百村灯火照归人") == ["一江清水穿城过　百村灯火照归人"]
    assert len(banner(setter, "一江清水穿城过流到哪里去 百村灯火照归人今夜都回来")) == 2


def test_lines_of_a_banner_are_balanced(setter):
    for title in ("汀禾县委县政府召开推进城乡融合发展暨农村人居环境整治提升行动动员大会", "老街修缮工程年底完工以后居民期待重现往日的风华"):
        widths = [len(line) for line in banner(setter, title)]
        assert len(widths) > 1 and max(widths) - min(widths) <= 3, widths


def test_a_head_of_sixty_characters_takes_three_lines_and_stays_large(setter):
    title = "汀禾县委县政府召开全县推进城乡融合发展暨农村人居环境整治提升五年行动动员大会部署下一阶段工作并表彰先进集体和先进个人"
    head = heads.fit_banner(setter, text(title), "headline", SHEET.area_width)
    assert (len(head.lines), head.size >= 24.5) == (3, True)
    assert "".join(line.text for line in head.lines) == title


def test_one_character_is_set_as_large_as_the_role_goes(setter):
    head = heads.fit_banner(setter, text("火"), "headline", SHEET.area_width)
    assert (head.size, [line.text for line in head.lines]) == (60.0, ["火"])


def test_latin_heads_break_between_words(setter):
    title = "Paiyin Ships With Better Headlines and CMYK for Chinese Newspapers"
    assert " ".join(banner(setter, title)) == title


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("GDP增长5.2% 居民收入增6.1%", 2),  # a blank after a number parts clauses
        ("共 837 名干部奔赴一线", 1),  # a pair of blanks around one does not
        ("New Paper", 1),
        ("驻村三年 脱贫五户", 2),
        ("李文博　榆树村来信", 2),
    ],
)
def test_blanks_part_clauses_only_where_they_are_meant_to(written, parts):
    assert len("".join(run.text for run in parted(text(written))).split("\u3000")) == parts


def test_names_of_two_characters_are_as_wide_as_those_of_three():
    found = "".join(run.text for run in names(text("本报记者 李青 周小河 通讯员 王山")))
    assert found == "本报记者　李　青　周小河　通讯员　王　山"
    assert "".join(run.text for run in names(text("新华社 电"))) == "新华社　电"
    listed = (*text("李青"), *text(" "), *text("王山"))  # as a list of the front matter is read
    assert "".join(run.text for run in names(listed)) == "李　青　王　山"


def test_traditional_heads_are_broken_between_words(book):
    setter = Setter(book, typography.load(SHEET), "zh-Hant", Rules())
    found = lines(setter, "深入推進鄉村振興戰略實施老街修繕工程年底完工", "crosshead", 1)
    assert not any(line.endswith(torn) for line in found for torn in ("鄉", "振", "戰", "修", "工程年", "實"))


@settings(max_examples=60, deadline=None)
@given(
    title=st.text("春水初生两岸柳树绿的了一层老人把船系在桥下，：“”《》（）12345 ABCabc—…·%", min_size=1, max_size=90),
    columns=st.integers(1, 5),
    role=st.sampled_from(["headline", "section", "crosshead"]),
)
def test_every_head_fits_and_is_whole(setter, title, columns, role):
    fit = heads.fit_banner if role == "headline" else heads.fit
    width = SHEET.span_width(columns)
    head = fit(setter, text(title), role, width)
    assert "".join("".join(line.text.split()) for line in head.lines) == "".join(title.split())
    assert all(head.width(n) <= width + 0.5 for n in range(len(head.lines)))


def test_the_dictionary_is_not_loaded_for_heads_that_need_none():
    """Loading it costs a build 80 ms: heads of one line, and those with clauses, are fitted without."""
    code = """
import sys
from tests.composition.test_heads import SHEET, heads, text, typography
from paiyin.composition.setter import Setter
from paiyin.fonts import FontBook
from paiyin.han import Rules
setter = Setter(FontBook.load(), typography.load(SHEET), "zh-Hans", Rules())
heads.fit_banner(setter, text("一江清水穿城过 百村灯火照归人"), "headline", SHEET.area_width)
heads.fit(setter, text("堤上先有干部脚印 岸边才有百姓笑声"), "section", SHEET.span_width(2), 2)
heads.fit(setter, text("开篇的话"), "crosshead", SHEET.span_width(1), 2)
print(sorted({"rjieba", "opencc"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("columns", "most"),
    [(5, (15, 17, 21, 26, 35)), (4, (12, 14, 16, 20, 28)), (3, (9, 10, 12, 15, 21)), (2, (5, 6, 8, 10, 13)),
     (1, (2, 3, 3, 4, 6))],
)
def test_as_many_characters_stand_on_a_line_as_the_width_holds(setter, columns, most):
    """The house's table of headline capacities on the tabloid, at 42, 36, 30, 24.5 and 18 pt."""
    width = SHEET.span_width(columns)
    for size, characters in zip((42.0, 36.0, 30.0, 24.5, 18.0), most):
        for count in (characters, characters + 1):
            head = heads.fit(setter, text("春" * count), "headline", width, 1, (size,))
            assert (len(head.lines) == 1) == (count == characters), (size, count)
