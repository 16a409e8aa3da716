"""Declared blocks: sidebars, quotes, groups and standfirsts between lines of colons; what is not one stays text."""

import pytest

from paiyin.article import Code, Figure, Group, ListBlock, Paragraph, PullQuote, Quote, Sidebar, plain, runs_of


def one(found, kind):
    (block,) = [b for b in found.blocks if isinstance(b, kind)]
    return block


def words(found) -> str:
    return "".join(run.text for run in runs_of(found.article))


def test_a_sidebar_with_its_title_and_text(read):
    found = read("正文一段。\n\n::: sidebar 圩日**怎么**算 {span=2}\n第一段。\n\n- 一条\n\n第二段。\n:::\n\n正文二段。")
    side = one(found, Sidebar)
    assert plain(side.title) == "圩日怎么算"
    assert [run.style.strong for run in side.title] == [False, True, False]
    assert side.columns == 2
    assert [type(b) for b in side.blocks] == [Paragraph, ListBlock, Paragraph]
    assert found.at(side.title[0].span) == "圩日"
    assert found.at(side.span).startswith("::: sidebar")
    assert [type(b) for b in found.blocks] == [Paragraph, Sidebar, Paragraph]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("::: 相关链接", "相关链接"),
        ("::: 相关链接 汀禾老街", "相关链接\u3000汀禾老街"),
        (":::链接", "链接"),
        (":::tip 提示", "提示"),
        ("::: note[注意]", "注意"),
        ('::: {.sidebar title="老街"}', "老街"),
        ("::::: sidebar 老街 :::::", "老街"),
        ("::: sidebar", ""),
        ("::: SIDEBAR 老街", "老街"),
    ],
)
def test_the_ways_to_open_a_sidebar(read, line, title):
    found = read(f"正文。\n\n{line}\n里面的话。\n{':' * max(3, len(line) - len(line.lstrip(':')))}\n")
    assert plain(one(found, Sidebar).title) == title
    assert not [c for c in found.codes if c.startswith(("M6", "M4"))]


def test_a_quote_and_who_said_it(read):
    found = read("正文。\n\n::: quote {span=1}\n种树的人，要想着五十年以后。\n—— 老社员 某乙\n:::\n")
    quote = one(found, PullQuote)
    assert (plain(quote.text), quote.columns) == ("种树的人，要想着五十年以后。", 1)
    assert plain(quote.source).replace(" ", "") == "——老社员某乙"
    assert found.at(quote.text[0].span) == "种树的人，要想着五十年以后。"


@pytest.mark.parametrize(
    "text",
    ["::: 金句 老社员\n种树的人。\n:::", "::: quote\n种树的人。\n\n--老社员\n:::", "::: quote\n种树的人。——老社员\n:::"],
)
def test_the_source_may_stand_on_the_first_or_the_last_line(read, text):
    quote = one(read(f"正文。\n\n{text}\n"), PullQuote)
    assert plain(quote.text) == "种树的人。"
    assert plain(quote.source).lstrip("—") == "老社员"


def test_a_dash_inside_a_quote_is_no_source(read):
    quote = one(read("::: quote\n人心——最难修的桥。\n:::\n"), PullQuote)
    assert (plain(quote.text), quote.source) == ("人心——最难修的桥。", ())


def test_a_group_of_pictures_with_one_caption(read):
    found = read(
        '正文。\n\n::: group 赶圩一日。 {span=3 credit="某丙 摄" pin="p1"}\n'
        '![](a.jpg){focus="0.2,0.3"}\n![秤。](b.jpg)\n\n天亮到收摊。\n\n![](c.jpg)\n:::\n\n![单张。](d.jpg)\n'
    )
    group = one(found, Group)
    assert [f.src for f in group.figures] == ["a.jpg", "b.jpg", "c.jpg"]
    assert [f.number for f in found.article.figures()] == [1, 2, 3, 4]
    assert plain(group.caption) == "赶圩一日。\u3000天亮到收摊。"
    assert (group.columns, group.credit, group.pin) == (3, "某丙 摄", "p1")
    assert group.figures[0].focus == (0.2, 0.3)


def test_a_standfirst_in_the_text(read):
    found = read("# 题目\n\n::: 提要\n石桥补好了，圩日比往年早半个钟头。\n:::\n\n正文从这里开始。")
    assert [b.lead for b in found.blocks if isinstance(b, Paragraph)] == [True, False]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("::: columns\n甲。\n\n乙。\n:::\n\n丙。", "M609"),
        ("::: 今年的收成 很好\n甲。\n:::\n\n丙。", "M609"),
        ("::: sidebar 题目\n甲。\n\n乙。", "M610"),
        ("::: group 说明\n甲。\n:::\n\n丙。", "M611"),
        ("::: quote\n```\n甲\n```\n:::\n\n丙。", "M611"),
        ("::: sidebar 题目\n:::\n\n丙。", "M611"),
    ],
)
def test_what_is_no_block_stays_in_the_story(read, text, code):
    found = read("正文。\n\n" + text)
    assert found.codes.count(code) == 1
    assert not any(isinstance(b, Sidebar | PullQuote | Group | Quote) for b in found.blocks)
    kept = words(found)
    for char in set("甲乙丙") & set(text) | set("题目说明今年的收成很好") & set(text):
        assert char in kept, char
    assert ":::" not in kept


def test_colons_without_a_name_are_text(read):
    found = read("正文。\n\n:::\n\n另一段。")
    assert found.texts == ["正文。", ":::", "另一段。"]


def test_blocks_inside_lists_and_one_another(read):
    listed, inner = "- 一条\n\n  ::: sidebar 里面\n  话。\n  :::\n\n", "::: quote\n句。\n:::\n\n![图。](a.jpg)\n"
    found = read(f"{listed}:::: sidebar 外面\n\n{inner}::::\n")
    item = one(found, ListBlock).items[0]
    assert [type(b) for b in item.blocks] == [Paragraph, Sidebar]
    outer = one(found, Sidebar)
    assert [type(b) for b in outer.blocks] == [PullQuote]
    assert one(found, Figure).src == "a.jpg"
    assert not [c for c in found.codes if c.startswith("M6")]


def test_code_keeps_its_colons(read):
    found = read("```\n::: sidebar 题\n:::\n```\n")
    assert one(found, Code).text == "::: sidebar 题\n:::"


def test_attributes_that_are_not_known_are_said(read):
    found = read("::: sidebar 题 {spam=2}\n话。\n:::\n")
    assert found.said("M403").hint() == "did you mean span"


@pytest.mark.parametrize("written", ["opening", "题图", "opening=yes", "span=2 opening"])
def test_the_opening_picture(read, written):
    found = read(f"正文。\n\n![图。](a.jpg){{{written}}}\n\n![另一张。](b.jpg)\n")
    assert [f.opening for f in found.article.figures()] == [True, False]
    assert "M403" not in found.codes


def test_many_unclosed_blocks_are_read_in_time_and_kept(read):
    found = read("\n\n".join(f"::: sidebar 第{n}个\n话{n}。" for n in range(300)))
    kept = words(found)
    assert all(f"话{n}。" in kept and f"第{n}个" in kept for n in range(300))
