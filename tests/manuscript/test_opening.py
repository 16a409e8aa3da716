"""What stands at the head of a manuscript, and heads that are not marked as Markdown wants them."""

import pytest

from paiyin.article import Crosshead, plain


@pytest.mark.parametrize("between", ["", "引题在这里\n\n", "---\n\n"])
def test_a_picture_above_the_title_opens_the_story(read, between):
    found = read(f"![开头就是图。](a.jpg)\n\n{between}# 题目\n\n——副题\n\n本报记者 甲乙\n\n正文。\n\n![第二张。](b.jpg)\n")
    head = found.article.head
    assert [plain(t) for t in (head.title, head.deck, head.byline)] == ["题目", "——副题", "本报记者 甲乙"]
    assert plain(head.kicker) == ("引题在这里" if "引题" in between else "")
    assert found.texts == ["[开头就是图。]", "正文。", "[第二张。]"] and "M130" not in found.codes
    assert [(f.opening, f.at) for f in found.article.figures()] == [(True, None), (False, None)]


def test_a_picture_said_to_open_the_story_stays_the_one(read):
    found = read("![图。](a.jpg)\n\n# 题目\n\n正文。\n\n![另一张。](b.jpg){opening}\n")
    assert [f.opening for f in found.article.figures()] == [False, True]


def test_a_picture_below_the_title_leaves_the_lines_of_the_head(read):
    found = read("# 题目\n\n![图。](a.jpg)\n\n——副题\n\n本报记者 甲乙\n\n正文。")
    assert [plain(t) for t in (found.article.head.deck, found.article.head.byline)] == ["——副题", "本报记者 甲乙"]
    assert found.texts == ["[图。]", "正文。"]


def test_pictures_before_many_sections_stay_where_they_are(read):
    found = read("第一段正文，说了一句完整的话。\n\n![图。](a.jpg)\n\n## 一节\n\n正文。\n\n## 二节\n\n正文。")
    assert found.texts[:2] == ["第一段正文，说了一句完整的话。", "[图。]"] and "M130" in found.codes


@pytest.mark.parametrize("line", ["县长　王 安", "县人民政府县长 欧阳某", "校长　某某", "By A. Reporter and Li Na"])
def test_who_speaks_or_writes_is_the_byline(read, line):
    found = read(f"# 在大会上的讲话\n\n{line}\n\n（2024年6月28日）\n\n同志们：\n\n正文。")
    assert plain(found.article.head.byline) == line.replace("\u3000", " ") and found.article.head.date == "2024-06-28"
    assert found.texts == ["（2024年6月28日）", "同志们：", "正文。"]         # when it was held is read


@pytest.mark.parametrize(("written", "date"), [
    ("二〇二四年六月二十八日", "2024-06-28"), ("二零一〇年十月十日", "2010-10-10"), ("一九九九年十二月三十一日", "1999-12-31"),
    ("二〇二三年二月三十日", "二〇二三年二月三十日")])
def test_a_date_in_han_is_a_date(read, written, date):
    """The date line prints it; as mere words it stood nowhere on the page."""
    assert read(f"# 题目\n\n{written}\n\n正文。").article.head.date == date


@pytest.mark.parametrize("line", ["校长　致辞", "县长 办公会", "By the river"])
def test_other_short_lines_are_no_bylines(read, line):
    assert plain(read(f"# 题目\n\n{line}\n\n正文。").article.head.byline) == ""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_head_without_a_blank_after_its_marks_is_a_head_and_a_tag_is_none(read, name):
    """Editors write #标题; the next line may follow at once."""
    found = read("#没有空格的标题\n正文紧跟着，说一句完整的话。\n\n##小标题\n\n#话题# 说明情况。\n\n#1 号\n", name)
    assert plain(found.article.head.title) == "没有空格的标题"
    assert found.texts == ["正文紧跟着，说一句完整的话。", "小标题", "#话题# 说明情况。", "#1 号"]
    assert found.at(found.blocks[1].span).endswith("小标题") and found.blocks[1].level == 1


REPORT = ("# 工作报告\n\n一、过去一年的工作\n\n（一）粮食稳中有进。全年播种两季，收成好于往年。\n\n二、今年的任务\n\n"
          "把群众的事情一件一件办好，不留尾巴。\n")


def test_numbered_lines_of_a_report_are_its_heads_where_none_are_marked(read):
    found = read(REPORT)
    assert [plain(b.text) for b in found.blocks if isinstance(b, Crosshead)] == ["一、过去一年的工作", "二、今年的任务"]
    assert found.codes.count("M703") == 2 and found.at(found.said("M703").span) == "一、过去一年的工作"


@pytest.mark.parametrize("more", ["\n## 有标的\n\n正文。\n", "\n三、苹果\n\n四、梨\n\n五、桃\n"])
def test_numbered_lines_are_text_beside_marked_heads_and_in_lists(read, more):
    heads = [plain(b.text) for b in read(REPORT + more).blocks if isinstance(b, Crosshead)]
    assert not {"三、苹果", "四、梨"} & set(heads) and ("有标的" in heads) == (len(heads) == 1)


def test_front_matter_between_lines_of_plus(read):
    found = read('+++\ntitle = "全镇通水"\ndate = 2024-05-01\n作者 = "甲乙"\ndraft = true\n+++\n\n正文。')
    head = found.article.head
    assert (plain(head.title), head.date, plain(head.byline)) == ("全镇通水", "2024-05-01", "甲乙")
    assert found.texts == ["正文。"] and found.said("M121").values["key"] == "draft"
    assert "+++" in read("+++\ntitle = 没有结尾\n\n正文。").said("M122").text()


def test_a_paragraph_of_three_sentences_is_no_caption(read):
    """Word leaves blank lines before the last paragraph; a caption has a sentence or two."""
    body = "渠水今天流到村里，老人们站在桥上看，孩子沿着渠跑。" * 4
    text = f"通水\n\n{body}\n\n{body}\n\n\n\n\n工程完工了。水到了田里。人都来看。\n"
    found = read(text, "a.txt")
    assert found.texts[-1] == "工程完工了。水到了田里。人都来看。" and "M704" not in found.codes
    assert "M704" in read(text.replace("水到了田里。人都来看。", "水到了田里。"), "a.txt").codes


def test_a_numbered_line_that_lists_is_no_head(read):
    body = "渠水今天流到村里，老人们站在桥上看，孩子沿着渠跑。" * 3
    found = read(f"表彰决定\n\n{body}\n\n1、先进集体：甲单位　乙单位\n\n{body}\n", "a.txt")
    assert not any(isinstance(block, Crosshead) for block in found.blocks)


@pytest.mark.parametrize(("above", "kicker", "byline"), [
    ("引题一行\n\n引题又一行", "引题一行 引题又一行", ""),
    ("引题一行\n\n本报记者 甲乙", "引题一行", "本报记者 甲乙"),
    ("本报记者 甲乙\n\n引题一行", "引题一行", "本报记者 甲乙"),
])
def test_two_lines_above_the_title_belong_to_the_head(read, above, kicker, byline):
    found = read(f"{above}\n\n# 题目\n\n正文。")
    head = found.article.head
    assert (plain(head.kicker), plain(head.title), plain(head.byline)) == (kicker, "题目", byline)
    assert found.texts == ["正文。"]
