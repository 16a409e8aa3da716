"""Number style: what GB/T 15835 advises against is told with its place, what it allows is not, nothing is changed."""

import pytest

from paiyin.article import Article, Head, Paragraph, Run, plain
from paiyin.diagnostics import Diagnostics, Level
from paiyin.exceptions import InputError
from paiyin.manuscript import numberstyle
from paiyin.spans import Span


def told(text: str) -> list[tuple[str, int]]:
    """Return what is told of a text: the form and where it stands."""
    article = Article(
        Head(), (Paragraph((Run(text, Span("a.md", 0, len(text))),), Span("a.md", 0, len(text))),), "a.md", "a"
    )
    diagnostics = Diagnostics()
    numberstyle.tell(article, diagnostics)
    assert plain(article.blocks[0].text) == text
    assert all(d.severity is Level.NOTE for d in diagnostics)
    return [(d.values["form"], d.span.start) for d in diagnostics]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("会议定在星期5召开", "星期5"),
        ("’22年春天", "’22年"),
        ("二零二二年六月", "二零二二年"),
        ("来了3、4个人", "3、4"),
        ("走了三、四里路", "三、四"),
        ("捐款5千元", "5千"),
        ("占63～68%", "63～68%"),
        ("2022年六月", "2022年六月"),
    ],
)
def test_forms_against_the_standard_are_told_where_they_stand(text, form):
    assert told(text) == [(form, text.index(form))]


@pytest.mark.parametrize(
    "text",
    [
        "星期五",
        "2022年6月",
        "二〇二二年六月",
        "三四个人",
        "3个、4个",
        "5000元",
        "2.48万台次",
        "63%～68%",
        "第3、4名",
        "周1978年生",
        "一、二、三等奖",
        "1、2月",
    ],
)
def test_forms_of_the_standard_are_not(text):
    assert told(text) == []


def test_a_broken_table_is_told(tmp_path):
    folder = tmp_path / "layout" / "house"
    folder.mkdir(parents=True)
    (folder / "numbers.toml").write_text(
        '[a]\npattern = "("\ninstead_en = ""\ninstead_zh = ""\nclause = ""\n', encoding="utf-8"
    )
    with pytest.raises(InputError) as error:
        numberstyle.load(tmp_path)
    assert error.value.diagnostics[0].code == "M802"
