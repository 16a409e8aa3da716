"""Blocks: a chart written into a manuscript reads back as the same chart, and only the block is added."""

from pathlib import Path

import pytest

from paiyin.charts import choose
from paiyin.charts.fenced import block, write_into
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import UsageError
from paiyin.manuscript import read_manuscript, read_source

TEXT = """# 青禾镇的账本

全镇招录甲类教师39人，“双优”人员90余人，乙类教师近189人。

宅基地审批由30件减到12件；医保转移由20件减到8.5件。
"""


def read(path):
    return read_manuscript(path, Diagnostics())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_written_charts_read_back(tmp_path: Path, newline, encoding):
    path = tmp_path / "a.md"
    path.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    before, article = path.read_bytes(), read(path)
    choices = choose(article)
    write_into(path, read_source(path), article, choices)
    found = read(path).charts()
    assert [(c.kind, c.title, c.unit) for c in found] == [(c.chart.kind, c.chart.title, c.chart.unit) for c in choices]
    assert [[(d.label, d.series, d.value) for d in c.data] for c in found] == [
        [(d.label, d.series, d.value) for d in c.chart.data] for c in choices]
    start = 2 if encoding == "utf-16" else 0
    assert path.read_bytes()[:start + 12] == before[:start + 12]
    text = path.read_bytes().decode(encoding)
    for choice in choices:
        text = text.replace(newline * 2 + block(choice.chart).replace("\n", newline), "", 1)
    assert text == TEXT.replace("\n", newline)


def test_plain_text_is_not_written_into(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    article = read(path)
    with pytest.raises(UsageError):
        write_into(path, read_source(path), article, choose(article))
