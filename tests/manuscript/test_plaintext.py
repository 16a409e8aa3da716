"""Plain text: paragraphs, heads, crossheads and captions found by general rules, every guess said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.article import Crosshead, Figure, Paragraph, plain

LONG = "夏夜的风吹过田野，村民们搬来小板凳，等着音乐会开场，演出从七点开始，一直持续到深夜才散。"
MORE = "第二天，乐队又去了邻村，路不好走，他们推着车走了三公里，到的时候天已经黑了，大家仍在等。"
HALF = "第一支曲子是村里的老人拉的，他拉了四十年的琴，还是第一次有这么多人听，台下的孩子们热闹"
REST = "非凡。大家都说，这样的晚上该多一些。"


def kinds(found) -> str:
    return "".join({Crosshead: "H", Figure: "F", Paragraph: "P"}[type(b)] for b in found.blocks)


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\n\n\n\n"])
def test_lines_are_paragraphs_whatever_parts_them(read_text, separator):
    found = read_text(separator.join([LONG, MORE, LONG, MORE]))
    assert found.texts == [LONG, MORE, LONG, MORE]


def test_indents_and_blanks_at_line_ends_are_no_text(read_text):
    found = read_text(f"　　{LONG}　\n　　{MORE} \n")
    assert found.texts == [LONG, MORE]


def wrapped(text: str, width: int = 20) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def test_hard_wrapped_lines_are_joined_and_that_is_said(read_text):
    found = read_text(f"{wrapped(LONG)}\n\n{wrapped(MORE)}")
    assert found.texts == [LONG, MORE] and "M701" in found.codes
    assert "".join(found.at(r.span) for r in found.blocks[0].text) == LONG


def test_hard_wrapped_lines_with_indents_and_no_blank_lines(read_text):
    found = read_text(f"{wrapped('　　' + LONG)}\n{wrapped('　　' + MORE)}")
    assert found.texts == [LONG, MORE]


def test_hard_wrapped_english_gets_its_blanks(read_text):
    text = "the quick brown fox jumps over the\nlazy dog and then goes on to sleep in\nthe long grass beside the river."
    assert read_text(text).texts == [text.replace("\n", " ")]


def test_marked_heads(read_text):
    found = read_text(f"# 山 水\n\n## ——纪实\n\n本报记者 甲乙\n\n### 琴声\n\n{LONG}\n\n#### 再起\n\n{MORE}")
    head = found.article.head
    assert [plain(t) for t in (head.title, head.deck, head.byline)] == ["山 水", "——纪实", "本报记者 甲乙"]
    assert [(plain(b.text), b.level) for b in found.blocks if isinstance(b, Crosshead)] == [("琴声", 1), ("再起", 2)]
    assert {"M133"} <= set(found.codes)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["山水之间"], ("", "山水之间", "", "", "")),
        (["山水之间", "——云州纪实"], ("", "山水之间", "——云州纪实", "", "")),
        (["山水之间", "--云州纪实"], ("", "山水之间", "——云州纪实", "", "")),
        (
            ["乡村专题", "山水之间", "――云州纪实", "□ 本报记者 甲乙 丙丁"],
            ("乡村专题", "山水之间", "——云州纪实", "本报记者 甲乙 丙丁", ""),
        ),
        (["山水之间", "（通讯员 甲乙）", "2022年8月1日"], ("", "山水之间", "", "通讯员 甲乙", "2022-08-01")),
        (["山水之间", "李某 王某某"], ("", "山水之间", "", "李某 王某某", "")),
        (["山水之间", "文/甲乙 图/丙丁"], ("", "山水之间", "", "文/甲乙 图/丙丁", "")),
        (["引题：乡村专题", "标题：山水之间", "作者：甲乙"], ("乡村专题", "山水之间", "", "甲乙", "")),
        (["引題：城市記憶", "標題：夜市的燈", "作者：甲乙"], ("城市記憶", "夜市的燈", "", "甲乙", "")),
        (["路在哪里？"], ("", "路在哪里？", "", "", "")),
        (["2022-02-30", "山水之间"], ("", "2022-02-30", "", "", "")),
    ],
)
def test_guessed_heads(read_text, lines, expected):
    found = read_text("\n".join(lines) + f"\n\n{LONG}\n\n{MORE}")
    head = found.article.head
    assert (*(plain(t) for t in (head.kicker, head.title, head.deck, head.byline)), head.date) == expected
    assert found.texts[-2:] == [LONG, MORE]
    notes = {"M134", "M131", "M132", "M133", "M135"}
    assert len(notes & set(found.codes)) == sum(map(bool, expected))


@pytest.mark.parametrize("line", ["砥砺前行 再创辉煌", "前言", "本报记者走进山村，看到了新的变化。", "2022年的春天"])
def test_lines_that_are_no_byline(read_text, line):
    found = read_text(f"山水之间\n\n{line}\n\n{LONG}")
    assert found.article.head.byline == () and line in found.texts


def test_one_line_is_text_not_a_title(read_text):
    found = read_text("山水之间")
    assert found.texts == ["山水之间"] and {"M130"} <= set(found.codes)


def test_front_matter_is_read_in_plain_text_too(read_text):
    found = read_text(f"---\ntitle: 山水\nbyline: 甲\n---\n本报记者 乙丙\n\n{LONG}")
    assert plain(found.article.head.byline) == "甲" and found.texts == ["本报记者 乙丙", LONG]


def test_guessed_crossheads(read_text):
    found = read_text(f"山水之间\n\n{LONG}\n\n一、琴声\n\n{MORE}\n\n（一）再起\n\n{LONG}\n\n把舞台搬到田间\n\n{MORE}")
    assert [(plain(b.text), b.level) for b in found.blocks if isinstance(b, Crosshead)] == [
        ("一、琴声", 1),
        ("（一）再起", 2),
        ("把舞台搬到田间", 1),
    ]
    assert found.codes.count("M703") == 3


def test_lines_of_a_poem_are_no_crossheads(read_text):
    found = read_text(f"山水之间\n\n{LONG}\n\n风从山里来\n\n水往海里去\n\n人在路上走\n\n{MORE}")
    assert kinds(found) == "PPPPP"


def test_run_in_labels_and_strong_words(read_text):
    found = read_text(
        f"**镜头1:**{LONG}\n\n前文**重点**后文，**没有结尾的句子到此为止了。\n\n**全句都是重点的一句话到此为止。**"
    )
    first, second, third = found.blocks
    assert plain(first.label) == "镜头1" and plain(first.text) == LONG
    assert [(r.text, r.style.strong) for r in second.text] == [
        ("前文", False),
        ("重点", True),
        ("后文，**没有结尾的句子到此为止了。", False),
    ]
    assert third.text[0].style.strong


def test_a_caption_that_cuts_a_paragraph(read_text):
    found = read_text(f"{LONG}\n\n{HALF}\n\n\n\n音乐会现场。\n\n{REST}\n\n{MORE}")
    assert found.texts == [LONG, HALF + REST, "[音乐会现场。]", MORE]
    assert found.blocks[2].at == len(HALF) and "M705" in found.codes
    assert [found.at(r.span) for r in found.blocks[1].text] == [HALF, REST]


def test_a_caption_between_paragraphs(read_text):
    found = read_text(f"{LONG}\n\n{MORE}\n\n\n\n音乐会现场。\n\n{LONG}\n\n{MORE}")
    assert found.texts == [LONG, MORE, "[音乐会现场。]", LONG, MORE]
    assert found.blocks[2].at is None and "M704" in found.codes


def test_two_captions_in_one_cut(read_text):
    found = read_text(f"{LONG}\n\n{HALF}\n\n\n\n图一里的人。\n\n\n\n图二里的人。\n\n{REST}\n\n{MORE}")
    assert found.texts == [LONG, HALF + REST, "[图一里的人。]", "[图二里的人。]", MORE]
    assert [f.at for f in found.article.figures()] == [len(HALF)] * 2


def test_the_anchor_counts_the_text_as_it_is_printed(read_text):
    half = HALF.replace("，", ",").replace("热闹", "...热闹")
    found = read_text(f"{LONG}\n\n**镜头1：**{half}\n\n\n\n音乐会现场。\n\n{REST}\n\n{MORE}")
    text = plain(found.blocks[1].text)
    assert text[found.blocks[2].at :] == REST and text[: found.blocks[2].at].endswith("……热闹")


def test_wide_gaps_everywhere_mean_no_captions(read_text):
    found = read_text(f"{LONG}\n\n\n\n这里是一句短短的话。\n\n\n\n{MORE}\n\n\n\n又是一句短短的话。\n\n\n\n{LONG}")
    assert kinds(found) == "PPPPP"


def test_gaps_before_long_paragraphs_part_sections(read_text):
    found = read_text(f"{LONG}\n\n{MORE}\n\n\n\n三天过去了。\n\n{LONG}\n\n{MORE}\n\n\n\n{MORE + LONG}\n\n{LONG}")
    assert "F" not in kinds(found)


def test_sign_offs_and_dates_are_no_captions(read_text):
    found = read_text(f"{LONG}\n\n{MORE}\n\n{LONG}\n\n\n\n（责任编辑：甲乙）\n\n\n\n2022年8月1日")
    assert "F" not in kinds(found)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("图：音乐会现场。", "音乐会现场。", ""),
        ("【图片说明】音乐会现场。", "音乐会现场。", ""),
        ("[图: 音乐会现场]", "音乐会现场", ""),
        ("（图 音乐会现场）", "音乐会现场", ""),
        ("照片：音乐会现场。（甲乙 摄）", "音乐会现场。", "甲乙 摄"),
        ("图1：音乐会现场。", "图1：音乐会现场。", ""),
        ("图为音乐会现场。", None, None),
        ("音乐会现场。（甲乙 摄）", "音乐会现场。", "甲乙 摄"),
        ("音乐会现场。本报记者 甲乙 摄", "音乐会现场。", "本报记者 甲乙 摄"),
        ("音乐会现场。 图/甲乙", "音乐会现场。", "图/甲乙"),
        ("音乐会现场（云州市文化馆供图）", "音乐会现场", "云州市文化馆供图"),
    ],
)
def test_captions_that_say_so_and_credits(read_text, line, caption, credit):
    found = read_text(f"{LONG}\n\n{line}\n\n{MORE}")
    if caption is None:
        assert kinds(found) == "PPP"
    else:
        assert found.texts == [LONG, f"[{caption}]", MORE] and found.blocks[1].credit == credit


def test_a_caption_with_a_file_name_and_a_picture_as_in_markdown(read_text):
    found = read_text(f"{LONG}\n\n图：photos/a.jpg 音乐会现场。\n\n![乙](../b.png){{span=2}}\n\n{MORE}")
    first, second = found.article.figures()
    assert (first.src, plain(first.caption)) == ("photos/a.jpg", "音乐会现场。")
    assert (second.src, second.columns, plain(second.caption)) == (None, 2, "乙") and "M401" in found.codes


PARTS = st.sampled_from(
    [
        LONG,
        MORE,
        HALF,
        REST,
        "音乐会现场。",
        "图：甲乙",
        "一、甲乙",
        "（甲乙 摄）",
        "**甲:**乙",
        "# 甲乙",
        "## ——丙",
        "记者 甲",
        "**甲**",
        "甲,乙(丙)...丁",
        '"甲"',
        "*",
        "#",
        "2022年8月1日",
        "——乙",
        "甲\u200b乙",
        "\x00",
        "![甲](a.jpg)",
        "责任编辑 丁",
    ]
)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\r\n", "\n　　", "", "\u2028"])
SILENT = "#*：:。□（）()[]!.摄2图028月日年1ajpg\x00\u200b"  # marks, and what a credit, date or file name holds


def covered(found) -> list[int]:
    counts = [0] * len(found.source)
    head = found.article.head
    texts = [head.title, head.kicker, head.deck, head.byline]
    for block in found.blocks:
        texts += [block.caption] if isinstance(block, Figure) else [block.text, getattr(block, "label", ())]
    for run in (run for text in texts for run in text):
        for i in range(run.span.start, run.span.end):
            counts[i] += 1
    return counts


@given(st.lists(st.tuples(PARTS, GAPS), min_size=1, max_size=14).map(lambda parts: "".join(a + b for a, b in parts)))
def test_every_character_is_in_the_article_once(read_text, text):
    """No character is set twice, and none is lost but marks, credits and dates."""
    if not text.strip("\x00\n\r \u200b\u2028　"):
        return
    found = read_text(text)
    counts = covered(found)
    credited = "".join(f.credit for f in found.article.figures())
    assert max(counts) <= 1
    lost = [c for c, n in zip(text, counts) if not n and not c.isspace() and c not in SILENT]
    assert not lost or set(lost) <= set(credited + "甲乙")


def test_the_real_manuscript(read_text, jilin):
    """Counts and words are taken from the file itself, so that no sentence of it stands here."""
    text = jilin.read_bytes().decode("utf-8")
    found = read_text(text)
    lines = [line for line in text.split("\n") if line.strip()]
    heads = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    labels = [line.split("**")[1].rstrip(":：") for line in lines if line.startswith("**")]
    captions = [block.split("\n")[0] for block in text.split("\n\n\n\n")[1:]]
    head = found.article.head
    assert plain(head.title) == lines[0].removeprefix("# ") and plain(head.deck) == lines[1].removeprefix("## ")
    assert plain(head.byline) == lines[2]
    assert [plain(b.text) for b in found.blocks if isinstance(b, Crosshead)] == heads and len(heads) >= 5
    assert [plain(b.label) for b in found.blocks if isinstance(b, Paragraph) and b.label] == labels and len(labels) == 8
    assert [plain(f.caption) for f in found.article.figures()] == captions and len(captions) == 6
    cut = [i for i, b in enumerate(found.blocks) if isinstance(b, Figure) and b.at is not None]
    assert len(cut) == 1
    whole, at = plain(found.blocks[cut[0] - 1].text), found.blocks[cut[0]].at
    assert any(line.endswith(whole[:at]) for line in lines) and whole[at:] in lines
    assert len(found.blocks) == len(lines) - 3 - 1
    assert all(n == 1 for c, n in zip(text, covered(found)) if not c.isspace() and c not in "#*:")
    assert all(n <= 1 for n in covered(found)) and not found.diagnostics.errors and not found.diagnostics.warnings


def test_the_real_manuscript_reads_the_same_as_markdown(read, read_text, jilin):
    """But for captions, which Markdown marks: the words are the same."""
    text = jilin.read_bytes().decode("utf-8")
    as_text, as_markdown = read_text(text), read(text)
    assert "".join(t.strip("[]") for t in sorted(as_text.texts)) and len(as_markdown.article.figures()) == 0
    assert sorted("".join(as_text.texts).replace("[", "").replace("]", "")) == sorted("".join(as_markdown.texts))
