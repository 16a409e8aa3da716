"""Pictures at the head of a manuscript, and the lines of the head around them."""

import pytest

from paiyin.article import plain


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
