"""Furniture: dates, numbers and names as newspapers print them, and nothing that the edition does not say."""

import datetime

import pytest

from paiyin.article import Head
from paiyin.composition import dates, furniture, sheet as sheets, typography
from paiyin.composition.furniture import Issue, ems, imprint, masthead, shortened
from paiyin.composition.setter import Setter
from paiyin.diagnostics import Diagnostics
from paiyin.han import Rules
from tests.composition.conftest import text

TABLOID, A4 = sheets.load("tabloid"), sheets.load("a4")
INDEX = [("堤上先有干部脚印 岸边才有百姓笑声", 1), ("把凳子搬到院坝里 把难事摆到桌面上", 2)]


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        ("2022-09-28", "壬寅年九月初三"),
        ("2025-03-18", "乙巳年二月十九"),
        ("2023-01-21", "壬寅年十二月三十"),
        ("2023-01-22", "癸卯年正月初一"),
        ("2023-04-19", "癸卯年闰二月廿九"),
        ("2024-02-09", "癸卯年十二月三十"),
        ("2025-07-25", "乙巳年闰六月初一"),
        ("1949-10-01", "己丑年八月初十"),
        ("2033-12-22", "癸丑年闰十一月初一"),
    ],
)
def test_lunar_dates(day, lunar):
    """Dates of the almanac, leap months and turns of the year among them."""
    assert dates.lunar(datetime.date.fromisoformat(day)) == lunar


def test_a_day_outside_the_almanac_has_no_lunar_date():
    assert dates.lunar(datetime.date(1850, 1, 1)) == dates.lunar(datetime.date(2150, 1, 1)) == ""
    assert Issue(date=datetime.date(2150, 1, 1)).dated == "2150年1月1日　星期四"


def dateline(sheet, issue, pages=4, index=()):
    return masthead(sheet, issue, pages, index)[1].data


def test_the_date_line_says_what_the_edition_says():
    issue = Issue("汀禾报", publisher="汀禾县融媒体中心", date=datetime.date(2022, 9, 28), number="128")
    found = dateline(TABLOID, issue, index=INDEX)
    assert found["left"] == "2022年9月28日　星期三　壬寅年九月初三"
    assert (found["middle"], found["right"]) == ("汀禾县融媒体中心", "第128期　今日4版")


def test_nothing_is_invented_for_a_final_page():
    issue = Issue("汀禾报", final=True)
    found = dateline(TABLOID, issue, index=INDEX)
    assert (found["left"], found["middle"], found["right"]) == ("", "", "今日4版")
    assert masthead(TABLOID, issue, 4, INDEX)[0].data["stamp"] == ""
    assert imprint(TABLOID, issue).data == {"left": "", "right": ""}
    assert "责编 某甲" in imprint(TABLOID, Issue("汀禾报", editor="某甲", final=True)).data["left"]


def test_a_proof_says_what_is_open():
    assert dateline(TABLOID, Issue(), index=INDEX)["middle"] == "报名待定　样张　非正式出版物"
    assert dateline(TABLOID, Issue(), index=INDEX)["left"] == "日期待定"
    assert imprint(TABLOID, Issue(editor="某甲")).data["left"] == "责编 某甲　　版式（待填）　　校对（待填）"
    assert furniture.folio(TABLOID, Issue(), 2).data["stamp"] == "样张"


def test_an_issue_number_written_out_is_left_as_it_is():
    assert Issue(number="总第1期").issue_number == "总第1期"
    assert Issue(number="12").issue_number == "第12期"


def test_the_parts_of_a_date_line_keep_apart():
    """A long publisher moves out of the middle and shrinks before it touches its neighbours."""
    long = "汀禾县融媒体中心主办　汀禾县委宣传部主管　汀禾县新闻工作者协会协办"
    for sheet in (TABLOID, A4):
        found = dateline(sheet, Issue("汀禾报", publisher=long, date=datetime.date(2022, 12, 28)), index=INDEX)
        middle = found.get("middle_x", sheet.area_width / 2)
        half = ems(found["middle"]) * found.get("middle_size", 8) / 2
        assert ems(found["left"]) * 8.5 < middle - half
        assert middle + half < sheet.area_width - ems(found["right"]) * 8.5


def test_a_name_fits_beside_the_index_whatever_its_length():
    for name in ("报", "晨报", "汀禾报", "汀禾新报", "汀禾县融媒体中心新闻周报", "The Tinghe Weekly"):
        data = masthead(TABLOID, Issue(name), 4, INDEX)[0].data
        assert data["size"] * data["width"] + 30 <= data["ears_x"]
        assert data["drop"] * 2 + data["size"] <= TABLOID.block_height(7) * 1.03


def test_narrow_sheets_have_number_and_publisher_beside_the_name():
    data = masthead(A4, Issue("汀禾简报", publisher="汀禾县委办公室", number="7"), 2, INDEX)[0].data
    assert (data["number"], data["publisher"], data["ears"]) == ("第7期", "汀禾县委办公室", [])
    assert masthead(A4, Issue("汀禾简报"), 2, INDEX)[0].data["centred"]


def test_index_entries_are_shortened_at_clauses_and_words():
    assert shortened("把凳子搬到院坝里 把难事摆到桌面上", 20) == "把凳子搬到院坝里 把难事摆到桌面上"
    assert shortened("把凳子搬到院坝里 把难事摆到桌面上", 12) == "把凳子搬到院坝里"
    cut = shortened("全县深入推进乡村振兴战略实施", 11)
    assert ems(cut) <= 11 and cut.endswith("……") and not cut.startswith("全县深入推进乡村振……")


def test_traditional_papers_have_furniture_in_their_script():
    issue = Issue(lang="zh-Hant", date=datetime.date(2025, 7, 25))
    frame, line = masthead(TABLOID, issue, 4, INDEX)
    assert (frame.data["stamp"], frame.data["ears_title"]) == ("樣張", "導　讀")
    assert line.data["left"].endswith("乙巳年閏六月初一")
    assert "責編" in imprint(TABLOID, issue).data["left"]


def test_the_front_matter_dates_an_issue_that_has_no_date(composed):
    plan, _ = composed([])
    assert next(f for f in plan.pages[0].frames if f.kind == "dateline").data["left"] == "日期待定"


def test_a_repeated_head_is_short_and_says_where_it_comes_from(composed):
    from tests.composition.conftest import paragraph

    title = "汀禾县委县政府召开全县推进城乡融合发展暨农村人居环境整治提升五年行动动员大会并表彰先进集体"
    plan, _ = composed([paragraph(1200, n) for n in range(14)], title=title)
    bar = next(f for f in plan.pages[1].frames if f.kind == "continuation-head")
    assert [len(p.lines) for p in bar.pieces] == [1, 1]
    head, jump = bar.pieces
    assert head.lines[0].size >= 13 and head.lines[0].text.endswith("……")
    assert jump.lines[0].text == "（上接第1版）"


def test_a_head_over_some_columns_is_smaller_and_stands_at_the_left(book):
    """The head of a module: never larger than the page's own, its parts in proportion, its lines on the left edge."""
    setter = Setter(book, typography.load(TABLOID), "zh-Hans", Rules())
    head = Head(text("一条老街的新生"), text("修旧如旧"), text("——汀禾县老街修缮记"), text("本报记者 李青"))
    sizes = {}
    for columns in range(1, 6):
        block = furniture.headline(setter, TABLOID, head, 20, 5 - columns, columns)
        pieces = {p.role: p for p in block.frames[0].pieces}
        sizes[columns] = pieces["headline"].lines[0].size
        left, width = TABLOID.x(5 - columns), TABLOID.span_width(columns)
        for line in (one for p in pieces.values() for one in p.lines):
            own = sum(s.lead + s.width for s in line.segments) * line.size / 1000
            assert line.x + own <= left + width + 0.5
            assert columns == 5 or line.x == left
        assert pieces["deck"].lines[0].size < pieces["headline"].lines[0].size / 1.9
        assert block.lines <= 16
    assert sorted(sizes.values()) == list(sizes.values()) and sizes[1] >= 18


@pytest.mark.parametrize("sheet", [TABLOID, A4])
def test_furniture_of_any_length_stays_between_its_neighbours(sheet):
    """A long name of the page, of the paper or of its editors is set smaller, then shortened."""
    issue = Issue("汀禾日报" * 9, "副刊" * 30, "县融媒体中心" * 9, datetime.date(2022, 9, 28), "9" * 60, editor="某甲、" * 60)
    folio, foot = furniture.folio(sheet, issue, 2).data, imprint(sheet, issue).data
    half = (sheet.area_width - ems(folio["date"]) * 8) / 2
    assert 30 + ems(folio["section"]) * folio.get("section_size", 12) < half
    assert 14 + ems(folio["name"]) * folio.get("name_size", 13) + ems(folio["stamp"]) * 8 < half
    assert ems(foot["left"]) * foot.get("left_size", 7.5) + ems(foot["right"]) * 7.5 < sheet.area_width
    top, line = masthead(sheet, issue, 2, ())
    number = top.data["number"]
    assert number.startswith("第") and ems(number) * 13 + top.data["size"] * top.data["width"] < sheet.area_width
    assert ems(line.data["left"] + line.data["middle"]) * 8.5 < sheet.area_width


def test_settings_that_lose_words_in_print_are_told_and_heads_are_not():
    """A head in the index stands whole over its story; a name in the folio stands nowhere else."""
    long = Issue(paper="汀禾县" * 40, section="要闻" * 40, number="总第一千二百三十四期" * 9, editor="某甲" * 90)
    heads_ = [("某地某单位某项工作取得某种成效的一篇很长很长的题目某地某单位某项工作取得某种成效", n) for n in range(1, 6)]
    frames = [*masthead(TABLOID, long, 2, heads_), furniture.folio(TABLOID, long, 2), imprint(TABLOID, long)]
    said = Diagnostics()
    furniture.tell_shortened(frames, long, said)
    assert {d.values["key"] for d in said} == {"issue.number", "paper.section", "paper.name", "imprint.editor"}
    assert all(d.code == "P126" and d.text("zh") for d in said)
    clauses = Issue(paper="样报", number="2030年第9期 总第1234期" + " 增刊" * 40, editor="某甲 " * 90, proof="某乙")
    said = Diagnostics()
    furniture.tell_shortened([*masthead(TABLOID, clauses, 2, heads_), imprint(TABLOID, clauses)], clauses, said)
    assert {d.values["key"] for d in said} == {"issue.number", "imprint.editor", "imprint.proof"}
    short = Issue(paper="等等……报", section="要闻", number="9", editor="某甲", publisher="汀禾镇 融媒体")
    said = Diagnostics()
    frames = [*masthead(TABLOID, short, 2, heads_), furniture.folio(TABLOID, short, 2), imprint(TABLOID, short)]
    furniture.tell_shortened(frames, short, said)
    assert list(said) == [] and any("……" in ear["title"] for ear in frames[0].data["ears"])


@pytest.mark.parametrize("name", ["tabloid", "broadsheet", "broadsheet8", "a3", "a4", "a4-2"])
@pytest.mark.parametrize("title", ["桥", "政府工作报告", "一江清水穿城过　百村灯火照归人", "用两行才排得下的主题" * 3])
def test_the_rule_under_a_head_touches_none_of_its_lines(book, name, title):
    """On every grid, whatever parts the head has: between the last line and the block's foot."""
    sheet = sheets.load(name)
    setter = Setter(book, typography.load(sheet), "zh-Hans", Rules())
    for kicker in ((), text("在全县第十七届人民代表大会第三次会议上")):
        for deck in ((), text("——二〇二四年一月十六日")):
            for byline in ((), text("清溪县人民政府县长　某某")):
                head = Head(title=text(title), kicker=kicker, deck=deck, byline=byline)
                block = furniture.headline(setter, sheet, head, sheet.masthead + 1)
                (frame, *_), (rule,) = block.frames, block.rules
                last = frame.pieces[-1].lines[-1]
                assert last.y + 0.12 * last.size + 3 < rule.y < sheet.y(frame.line + block.lines) - 3
