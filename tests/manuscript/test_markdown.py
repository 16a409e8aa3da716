"""Markdown: every construct becomes its node, and no character is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paiyin.article import Break, Chart, Code, Crosshead, Figure, ListBlock, Paragraph, Quote, Run, Style, Table, plain
from paiyin.diagnostics import Diagnostics, Level
from paiyin.manuscript import read_manuscript


def paragraph(found, number=0):
    return [b for b in found.blocks if isinstance(b, Paragraph)][number]


def styled(found) -> list[tuple[str, str]]:
    """The runs of the first paragraph with the names of their styles."""
    names = ("strong", "emphasis", "code", "strike", "superscript", "subscript")
    return [(run.text, "+".join(n for n in names if getattr(run.style, n))) for run in paragraph(found).text]


def test_head_of_a_manuscript(read):
    found = read("# 题目\n\n## ——副题\n\n第一段文字。\n\n## 小标题\n\n### 更小的\n\n第二段文字。")
    head = found.article.head
    assert (plain(head.title), plain(head.deck)) == ("题目", "——副题")
    assert [(plain(b.text), b.level) for b in found.blocks if isinstance(b, Crosshead)] == [
        ("小标题", 1),
        ("更小的", 2),
    ]


def test_front_matter(read):
    found = read(
        '---\nkicker: 引题\ntitle: "主:题"\ndeck: 副题\nbyline: [甲乙, 丙丁]\ndate: 2022-8-1\n# 说明\nlang: zh-Hans\n'
        "standfirst: 提要文字。\n---\n正文,在此。"
    )
    head = found.article.head
    assert [plain(t) for t in (head.kicker, head.title, head.deck, head.byline)] == [
        "引题",
        "主：题",
        "副题",
        "甲乙 丙丁",
    ]
    assert head.date == "2022-08-01" and found.blocks[0].lead
    assert found.at(head.kicker[0].span) == "引题" and found.texts == ["提要文字。", "正文，在此。"]


@pytest.mark.parametrize(("line", "part"), [("乡村专题", "kicker"), ("本报记者 甲乙", "byline")])
def test_a_line_above_the_title(read, line, part):
    found = read(f"{line}\n\n# 题目\n\n——副题\n\n正文在此。")
    head = found.article.head
    assert plain(getattr(head, part)) == line and plain(head.title) == "题目" and plain(head.deck) == "——副题"
    assert found.texts == ["正文在此。"]


def test_chinese_keys_and_a_word_to_mistaken_ones(read):
    found = read("---\n标题：题目\ntilte: 错\nbyline: 甲\nbyline: 乙\n坏行\n---\n正文。")
    assert plain(found.article.head.title) == "题目" and plain(found.article.head.byline) == "甲"
    assert found.said("M121").hint() == "did you mean title"
    assert {"M123", "M124"} <= set(found.codes)


def test_traditional_keys(read):
    found = read("---\n引題: 城市記憶\n標題: 夜市的燈\n副題: ——老攤\n作者: 某某\n---\n正文。")
    head = found.article.head
    assert [plain(t) for t in (head.kicker, head.title, head.deck)] == ["城市記憶", "夜市的燈", "——老攤"]
    assert "M121" not in found.codes


def test_front_matter_without_an_end_is_text(read):
    found = read("---\ntitle: 题目\n\n正文。")
    assert "M122" in found.codes and "正文。" in found.texts[-1]


def test_a_rule_at_the_head_is_no_front_matter(read):
    assert isinstance(read("---\n\n正文没有冒号。\n\n---\n\n后文。").blocks[0], Break)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("**重点。**后文", [("重点。", "strong"), ("后文", "")]),
        ("前文**“重点”**后文", [("前文", ""), ("“重点”", "strong"), ("后文", "")]),
        ("前文**重点：**2022年", [("前文", ""), ("重点：", "strong"), ("2022年", "")]),
        ("说**(a)**b的", [("说", ""), ("（a）", "strong"), ("b的", "")]),
        ("*斜，*体", [("斜，", "emphasis"), ("体", "")]),
        ("__重点__后文", [("重点", "strong"), ("后文", "")]),
        ("***甲***乙", [("甲", "strong+emphasis"), ("乙", "")]),
        ("~~删去，~~后文", [("删去，", "strike"), ("后文", "")]),
        ("a_b_c和3*4", [("a_b_c和3*4", "")]),
        ("H~2~O与x^2^", [("H", ""), ("2", "subscript"), ("O与x", ""), ("2", "superscript")]),
        ("甲`a,**b**`乙", [("甲", ""), ("a,**b**", "code"), ("乙", "")]),
        (r"\*甲\*", [("*甲", ""), ("*", "")]),
        ("10~20元和30~40元", [("10～20元和30～40元", "")]),
    ],
)
def test_emphasis_beside_chinese(read, written, expected):
    assert styled(read(written)) == expected


def test_soft_line_ends(read):
    assert read("汉字\n汉字 and\nwords\n汉").texts == ["汉字汉字 and words汉"]
    assert read("硬断  \n行\\\n又断").texts == ["硬断\n行\n又断"]


def test_spans_of_runs_lead_to_their_characters(read):
    found = read("> 甲**乙丙**丁\n> 戊,`己`\n\n- 项目\r\n  接着\n")
    quote, items = found.blocks
    assert [found.at(r.span) for r in quote.blocks[0].text] == ["甲", "乙丙", "丁", "戊,", "己"]
    assert [found.at(r.span) for r in items.items[0].blocks[0].text] == ["项目", "接着"]


@pytest.mark.parametrize(
    "written", ["**镜头1：**文字。", "**镜头1:**文字。", "**镜头1**：文字。", "**镜头1:** 文字。", "__镜头1：__文字。"]
)
def test_run_in_labels(read, written):
    block = read(written).blocks[0]
    assert (plain(block.label), plain(block.text)) == ("镜头1", "文字。")


@pytest.mark.parametrize("written", ["**这是一个超过十二个字的强调语句：**文字", "**重点**文字", "文字**镜头1：**文字"])
def test_what_is_no_label(read, written):
    assert read(written).blocks[0].label == ()


def test_figures_alone_in_a_paragraph(read):
    found = read(
        '![车间,一角。（丙 摄）](photos/a.jpg){#w span=2 pin="p1 2-4 top" focus="0.5,0.3"} ![乙](b.png){credit="丁 摄"}'
    )
    first, second = found.blocks
    assert (plain(first.caption), first.src, first.id, first.columns, first.pin, first.focus, first.credit) == (
        "车间，一角。",
        "photos/a.jpg",
        "w",
        2,
        "p1 2-4 top",
        (0.5, 0.3),
        "丙 摄",
    )
    assert (second.number, second.credit, second.at) == (2, "丁 摄", None)


def test_a_picture_inside_text_is_anchored_and_the_text_stays_whole(read):
    text, figure = read("前半,**句**![中](b.jpg)后半。").blocks
    assert (plain(text.text), figure.at, plain(figure.caption)) == ("前半，句后半。", 4, "中")
    text, figure = read("**镜头1：**话...![中](b.jpg)说。").blocks
    assert plain(text.text)[: figure.at] == "话……"


def test_pictures_inside_lists_and_tables_stand_after_them(read):
    found = read("- 项\n\n  ![甲](a.jpg)\n\n|a|\n|-|\n|![乙](b.jpg)|\n\n# 题 ![丙](c.jpg)")
    assert [type(b) for b in found.blocks] == [ListBlock, Figure, Table, Figure, Crosshead, Figure]
    assert [f.number for f in found.article.figures()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("../x.png", "M401"),
        ("/etc/x.png", "M401"),
        ("a/../../x.png", "M401"),
        ("C:/x.png", "M401"),
        ("~/x.png", "M401"),
        ("%2e%2e/x.png", "M401"),
        ("http://a/b.png", "M402"),
        ("data:image/png;base64,AA", "M402"),
        ("//a/b.png", "M402"),
        ("file:///etc/x", "M402"),
    ],
)
def test_pictures_from_elsewhere_are_places_for_pictures(read, src, code):
    found = read(f"![图]({src})")
    assert found.blocks[0].src is None and code in found.codes


def test_a_symbolic_link_does_not_lead_out_of_the_folder(tmp_path):
    from paiyin.diagnostics import Diagnostics
    from paiyin.manuscript import read_manuscript

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "out").symlink_to(tmp_path)
    (tmp_path / "in" / "a.md").write_text("![图](out/x.png)", encoding="utf-8")
    assert read_manuscript(tmp_path / "in" / "a.md", Diagnostics()).blocks[0].src is None


def test_pictures_without_a_file_and_with_blanks_in_its_name(read):
    first, second, third = read("![甲]()\n\n![乙](照片 一.jpg)\n\n![丙](./a//b.jpg)").blocks
    assert (first.src, second.src, third.src) == (None, "照片 一.jpg", "a/b.jpg")


def test_mistaken_wishes_are_said(read):
    found = read('![图](a.jpg){span=0 focus="2,1" colums=2 id=“甲”}')
    assert found.codes.count("M404") == 2 and found.said("M403").values["known"] == "columns"
    assert (found.blocks[0].columns, found.blocks[0].focus, found.blocks[0].id) == (None, (0.5, 0.5), "甲")


def test_chart_block(read):
    found = read(
        "```chart\ntitle: 招录,情况\nunit: 人\nkind: column\nsource: 云州市统计局\nspan: 2\n甲县: 39\n乙县： 1,200\n丙县: 2.48万\n"
        "丁县: 12.5%\n戊县: 1.47亿\n己县: −3\n时间: 甲: 7\n```"
    )
    chart = found.blocks[0]
    assert isinstance(chart, Chart) and not found.diagnostics.errors
    assert (chart.title, chart.unit, chart.kind, chart.source, chart.columns) == (
        "招录，情况",
        "人",
        "column",
        "云州市统计局",
        2,
    )
    assert [d.value for d in chart.data] == [39, 1200, 24800, 12.5, 147_000_000, -3, 7]
    assert [found.at(d.span) for d in chart.data][:3] == ["甲县: 39", "乙县： 1,200", "丙县: 2.48万"]
    assert [d.text for d in chart.data][1:3] == ["1,200", "2.48万"]


@pytest.mark.parametrize(
    ("line", "code"),
    [("甲: 多", "M501"), ("甲", "M502"), ("甲: 1.2.3", "M501"), ("甲: 12,34", "M501"), ("甲: 3人", "M501")],
)
def test_lines_of_a_chart_that_are_none(read, line, code):
    found = read(f"```chart\n乙: 1\n{line}\n```")
    assert found.said(code).severity is Level.ERROR and found.at(found.said(code).span) == line
    assert found.said(code).hint("zh")


def test_charts_without_values_or_with_a_label_twice(read):
    assert "M504" in read("```chart\ntitle: 无\n```").codes
    assert "M503" in read("```chart\n甲: 1\n甲: 2\n```").codes


def test_lists(read):
    block = read("3. 甲\n4. 乙\n   - 丙\n     - 丁\n   - [x] 戊\n   - [ ] 己").blocks[0]
    assert block.ordered and [i.mark for i in block.items] == ["3.", "4."]
    inner = block.items[1].blocks[1]
    assert [i.mark for i in inner.items] == ["◦", "☑", "☐"] and plain(inner.items[1].blocks[0].text) == "戊"


def test_table_keeps_every_cell(read):
    found = read("| 甲,乙 | 丙 |\n|:-:|--:|\n| 1 | 2 \\| 3 |\n| 4 | 5 | 6 |\n| 7 |")
    table = found.blocks[0]
    assert table.align == ("center", "right", "left") and "M605" in found.codes
    assert [plain(c) for c in table.head] == ["甲，乙", "丙", ""]
    assert [[plain(c) for c in row] for row in table.rows] == [["1", "2 | 3", ""], ["4", "5", "6"], ["7", "", ""]]


def test_code_quotes_and_breaks(read):
    found = read("```py\na,b = 1\n\n  c\n```\n\n    缩进,码\n\n> 引\n> > 再引\n\n***")
    code, indented, quote, rule = found.blocks
    assert (code.text, code.language, indented.text) == ("a,b = 1\n\n  c", "py", "缩进,码")
    assert isinstance(quote, Quote) and isinstance(quote.blocks[1], Quote) and isinstance(rule, Break)


def test_links(read):
    found = read(
        "[甲](https://a.cn/x,y '题') <https://b.cn> <a@b.cn> 见https://c.cn/路。[乙](javascript:x) [丙][r] [丁]\n\n[r]: http://d.cn"
    )
    hrefs = [(r.text, r.style.href) for r in paragraph(found).text if r.style.href]
    assert hrefs == [
        ("甲", "https://a.cn/x,y"),
        ("https://b.cn", "https://b.cn"),
        ("a@b.cn", "mailto:a@b.cn"),
        ("https://c.cn/", "https://c.cn/"),
        ("丙", "http://d.cn"),
    ]
    assert found.texts == ["甲 https://b.cn a@b.cn 见https://c.cn/路。乙 丙 [丁]"] and "M601" in found.codes


def test_a_sentence_that_looks_like_a_link_definition_stays(read):
    """CommonMark would swallow it; Chinese has no blanks that would tell it from an address."""
    assert read("正文[注]。\n\n[注]: 数字来自云州市统计局").texts[-1].endswith("数字来自云州市统计局")
    assert read("正文。\n\n[r]: http://d.cn").texts[-1] == "[r]: http://d.cn"


def test_footnotes(read):
    found = read("甲[^b]乙[^a]丙^[行内*注*,一。]丁[^x]。\n\n[^a]: 注,一。\n[^b]: 注二\n\n    又一段\n[^c]: 没人提")
    assert [(n.label, plain(n.blocks[0].text)) for n in found.article.notes] == [
        ("1", "注二"),
        ("2", "注，一。"),
        ("3", "行内注，一。"),
        ("4", "没人提"),
    ]
    assert len(found.article.notes[0].blocks) == 2 and {"M606", "M608"} <= set(found.codes)
    assert [r.text for r in paragraph(found).text if r.style.note] == ["1", "2", "3"]
    assert found.texts[0] == "甲1乙2丙3丁[^x]。"


def test_html_and_templates_are_text_with_one_note(read):
    found = read("<div onclick=x>甲</div>\n\n{{ 乙 }} {% 丙 %} <!-- 丁 -->")
    assert found.texts == ["<div onclick=x>甲</div>", "{{ 乙 }} {% 丙 %} <!-- 丁 -->"]
    assert found.codes.count("M602") == 1


def test_entities(read):
    assert read("甲&amp;乙&lt;b&gt;&#x4e19;&nosuch;&#0;").texts == ["甲&乙<b>丙&nosuch;\ufffd"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 题\n---\n",
        "# 题\n\n## ——副\n",
        "# 只有题目",
        "|a|\n|-|",
        "```\n没有结尾",
        "\t甲",
        "😀\u202e乙",
        "[]()",
        "![]()",
        "> ",
        "- ",
        "1. ",
        "[^1]: ",
        "**",
        "#",
        "---\n---",
    ],
)
def test_odd_manuscripts_are_read(read, text):
    assert read(text).article is not None


def test_an_open_fence_is_a_warning(read):
    found = read("```\n甲乙\n\n丙")
    assert "M603" in found.codes and found.blocks[0].text == "甲乙\n\n丙"


@pytest.mark.parametrize(
    "text",
    [
        ">" * 3000 + " 深处",
        "- " * 3000 + "深处",
        "1. " * 3000 + "深处",
        "\n".join("  " * i + f"- 项{i}" for i in range(90)),
        "\n".join(">" * i + f" 句{i}。" for i in range(1, 90)),
        "[" * 5000 + "深处" + "]" * 5000,
        "![" * 900 + "深处" + "](a)" * 900,
        "*" * 9000 + "深处",
        "^[" * 900 + "深处" + "]" * 900,
    ],
)
def test_deep_nesting_keeps_its_text(read, text):
    found = read(text)
    written = str(found.article)
    assert all(word in written for word in ("深处", "项89", "句89") if word in text)


CHARACTERS = st.sampled_from(
    list("甲乙丙丁。，：“”a1 \n\n*_~`#>-+|.\\&=!\t") + ["**", "\n\n", "    ", "```", "> ", "- "]
)


def places(node, found: list):
    """Collect the spans that account for characters: runs, and blocks of code and charts as a whole."""
    if isinstance(node, Run | Code | Chart):
        found.append(node.span)
    elif isinstance(node, tuple):
        for part in node:
            places(part, found)
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, Style):
        for name in node.__dataclass_fields__:
            places(getattr(node, name), found)


@settings(max_examples=300, deadline=None)
@given(st.lists(CHARACTERS, min_size=1, max_size=40).map("".join).filter(str.strip))
def test_every_word_character_is_in_the_article_once(read, text):
    """Han characters and letters are never markup here, so each belongs to just one run."""
    found = read(text)
    spans: list = []
    places((found.article.head, found.article.blocks, found.article.notes), spans)
    counts = [0] * len(text)
    for span in spans:
        for i in range(span.start, span.end):
            counts[i] += 1
    assert [(i, c) for i, c in enumerate(text) if c in "甲乙丙丁" and counts[i] != 1] == []


@pytest.mark.parametrize(
    ("written", "form", "box", "told"),
    [
        ("head: vertical\nbox: true", "vertical", True, []),
        ("题式: 竖题\n加框: 是", "vertical", True, []),
        ("head: horizontal\nbox: no", "", False, []),
        ("head: sideways\nbox: maybe", "", False, ["M128", "M128"]),
    ],
)
def test_front_matter_chooses_the_form_of_the_head(tmp_path, written, form, box, told):
    (tmp_path / "a.md").write_text(f"---\ntitle: 老街\n{written}\n---\n正文一段。\n", encoding="utf-8")
    diagnostics = Diagnostics()
    head = read_manuscript(tmp_path / "a.md", diagnostics).head
    assert (head.form, head.box) == (form, box)
    assert [d.code for d in diagnostics if d.code == "M128"] == told
