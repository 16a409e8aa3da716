"""What stands beside a table in a Markdown manuscript: its title, unit and notes are the table's; other text stays text."""

import pytest

from paiyin.article import Crosshead, Paragraph, Quote, Table, plain, runs_of

GRID = "| 镇 | 数 |\n|---|---|\n| 上渡 | 1 |\n"


def only_table(found) -> Table:
    return next(b for b in found.blocks if isinstance(b, Table))


@pytest.mark.parametrize(("before", "title"), [
    ("表1　2022年各镇零售额", "表1　2022年各镇零售额"), ("**表2-1 各镇零售额**", "表2-1　各镇零售额"),
    ("附表：各镇零售额", "附表：各镇零售额"), ("表三 各镇零售额", "表三　各镇零售额"), ("**主要指标**", "主要指标"),
    ("#### 表4　各镇零售额", "表4　各镇零售额"), ("Table 5 Sales", "Table 5　Sales")])
def test_a_line_before_a_table_is_its_title(read, before, title):
    found = read(f"第一段。\n\n{before}\n\n{GRID}\n第二段。")
    table = only_table(found)
    assert plain(table.title) == title and not any(run.style.strong for run in table.title)
    assert [plain(b.text) for b in found.blocks if isinstance(b, Paragraph)] == ["第一段。", "第二段。"]


@pytest.mark.parametrize("before", [
    "表1说明，各镇差距不小。", "表示衷心的感谢", "**这是一句完整的话。**", "各镇的数字如下：", "表1是各镇的数字", "### 小标题", "表" * 70,
    "**注：** 说明"])
def test_a_sentence_or_a_head_before_a_table_is_none(read, before):
    found = read(f"第一段。\n\n{before}\n\n{GRID}")
    assert only_table(found).title == ()
    assert any(isinstance(b, Paragraph | Crosshead) for b in found.blocks[1:])


def test_unit_and_notes_belong_to_the_table(read):
    found = read(f"第一段。\n\n表1　零售额\n\n（单位：万元）\n\n{GRID}\n注：不含县城。\n\n**资料来源：** 县统计局\n\n注意：下一段。")
    table = only_table(found)
    assert plain(table.title) == "表1　零售额" and plain(table.unit) == "（单位：万元）"
    assert [plain(note) for note in table.notes] == ["注：不含县城。", "资料来源：县统计局"]
    assert [plain(b.text) for b in found.blocks if isinstance(b, Paragraph)] == ["第一段。", "注意：下一段。"]


def test_a_long_note_stays_text(read):
    found = read(f"第一段。\n\n{GRID}\n说明：{'各镇的情况不同。' * 60}")
    assert only_table(found).notes == () and len(found.blocks) == 3


def test_two_tables_have_their_own_titles(read):
    found = read(f"第一段。\n\n表1　甲\n\n{GRID}\n表2　乙\n\n{GRID}")
    assert [plain(b.title) for b in found.blocks if isinstance(b, Table)] == ["表1　甲", "表2　乙"]


def test_inside_a_quotation_too(read):
    quoted = "\n".join(f"> {line}" for line in f"表1　甲\n\n{GRID}\n注：乙".splitlines())
    quote = next(b for b in read(f"第一段。\n\n{quoted}").blocks if isinstance(b, Quote))
    table, = quote.blocks
    assert plain(table.title) == "表1　甲" and [plain(n) for n in table.notes] == ["注：乙"]


def test_every_character_is_in_the_article(read):
    words = "".join(run.text for run in runs_of(read(f"第一段。\n\n表1　甲\n\n单位：户\n\n{GRID}\n注：乙").article))
    assert all(part in words for part in ("表1", "甲", "单位：户", "上渡", "注：乙"))
