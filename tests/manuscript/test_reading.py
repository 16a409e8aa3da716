"""Reading: what bytes a manuscript may be, and what is said of those that are none."""

import pytest

from paiyin.article import plain
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.manuscript import read_manuscript, read_source, reading

SIMPLIFIED = "云州市的乡村音乐会开场了，大家都说这样的晚上应该多一些，我们会再来的。"
TRADITIONAL = "雲州市的鄉村音樂會開場了，大家都說這樣的晚上應該多一些，我們會再來的。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SIMPLIFIED.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + SIMPLIFIED.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + SIMPLIFIED.encode("utf-32-le"), "utf-32-le"),
        (SIMPLIFIED.encode("gb18030"), "gb18030"),
    ],
)
def test_encodings_of_simplified_text(tmp_path, data, encoding):
    (tmp_path / "a.txt").write_bytes(data)
    source = read_source(tmp_path / "a.txt")
    assert (source.text, source.encoding) == (SIMPLIFIED, encoding)


def test_big5_is_chosen_when_it_reads_better(tmp_path):
    (tmp_path / "a.txt").write_bytes(TRADITIONAL.encode("big5"))
    source = read_source(tmp_path / "a.txt")
    assert (source.text, source.encoding) == (TRADITIONAL, "big5hkscs")


def test_a_guessed_encoding_is_said_and_utf8_is_not(read):
    guessed = read(SIMPLIFIED.encode("gb18030"), "a.txt")
    assert guessed.said("M108").values["encoding"] == "GB18030"
    assert not {"M108", "M109"} & set(read(SIMPLIFIED).codes)
    assert "M109" in read(b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "a.txt").codes


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "M103"),
        (b"\xef\xbb\xbf", "M104"),
        (" \n\t\u3000\r\n".encode(), "M104"),
        (b"PK\x03\x04" + bytes(99), "M105"),
        (b"%PDF-1.7\n", "M105"),
        (bytes(range(256)) * 9, "M105"),
        (b"\xff\xfe\x00\xd8", "M106"),
        (b"ok\n\xff\xff\n", "M107"),
    ],
)
def test_what_is_no_text_is_an_error(tmp_path, data, code):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_source(tmp_path / "a.txt")
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert all(d.text(lang) and d.hint(lang) for d in caught.value.diagnostics for lang in ("en", "zh"))


def test_missing_file_folder_and_size_limit(tmp_path, monkeypatch):
    for path in (tmp_path / "none.txt", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(InputError, match="cannot read"):
            read_manuscript(path, Diagnostics())
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="bigger"):
        read_source(tmp_path / "a.txt")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85"])
def test_every_line_end_ends_a_line_and_spans_count_the_source(read_text, end):
    lines = ["# 题目", "", "第一段在这里，已经说完。", "", "第二段**重点**在这里，也已经说完。"]
    found = read_text(end.join(lines))
    assert found.texts == ["第一段在这里，已经说完。", "第二段重点在这里，也已经说完。"]
    assert [found.at(run.span) for block in found.blocks for run in block.text] == [
        "第一段在这里，已经说完。",
        "第二段",
        "重点",
        "在这里，也已经说完。",
    ]


def test_a_byte_order_mark_is_not_counted(read):
    found = read(b"\xef\xbb\xbf" + "甲乙丙".encode(), "a.txt")
    assert found.blocks[0].text[0].span.start == 0


def test_control_characters_are_removed_with_a_warning_that_names_the_line(read_text):
    found = read_text("第一行文字。\n\n第二\x00行\x1b文字。")
    assert found.texts[-1] == "第二行文字。"
    assert found.said("M111").values == {"count": 2, "line": 3}
    assert [found.at(run.span) for run in found.blocks[-1].text] == ["第二", "行", "文字。"]


def test_invisible_characters_are_removed_and_emoji_keep_their_joiners(read_text):
    found = read_text("\u200b甲\u200d乙\ufeff丙\u202e丁。👩\u200d🌾来了。")
    assert found.texts == ["甲乙丙丁。👩\u200d🌾来了。"]
    assert {"M112", "M113"} <= set(found.codes) and "M111" not in found.codes


def test_plain_text_needs_no_markdown_parser():
    import subprocess
    import sys

    code = (
        "import sys, tempfile, pathlib; from paiyin.manuscript import read_manuscript\n"
        "from paiyin.diagnostics import Diagnostics\n"
        "p = pathlib.Path(tempfile.mkdtemp()) / 'a.txt'; p.write_text('甲乙丙。', encoding='utf-8')\n"
        "read_manuscript(p, Diagnostics()); print('markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("云州 报告(终).md", "云州-报告-终"),
        ("...md", "article"),
        ("CON.md", "article-CON"),
        ("a_b-2.md", "a_b-2"),
        ("长" * 70 + ".md", "长" * 60),
        ("！？.md", "article"),
    ],
)
def test_the_slug_is_a_safe_name_from_the_file(read, name, slug):
    assert read("甲乙丙。", name).article.slug == slug


@pytest.mark.parametrize(("written", "slug"), [("../../etc", "etc"), ("/", "article"), ("ok-1", "ok-1")])
def test_a_slug_in_the_front_matter_is_never_a_path(read, written, slug):
    found = read(f"---\nslug: {written}\n---\n甲乙丙。")
    assert found.article.slug == slug and ("M127" in found.codes) == (written != slug)


def test_traditional_text_is_recognised_and_english_is_an_article_too(read):
    assert read(TRADITIONAL).article.lang == "zh-Hant"
    assert read("---\nlang: zh-TW\n---\n甲乙。").article.lang == "zh-Hant"
    english = read('# Title\n\nHe said, "no (not yet)..." -- and left; 3.5 of 4.')
    assert plain(english.blocks[0].text) == 'He said, "no (not yet)..." -- and left; 3.5 of 4.'
