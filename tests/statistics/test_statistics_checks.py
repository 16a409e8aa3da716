"""Looking over a ledger: contradictions, totals and percentages are told; what agrees is left in peace."""

import pytest

from paiyin.article import Article, Head, Paragraph, Run, Table
from paiyin.diagnostics import Diagnostics
from paiyin.spans import Span
from paiyin.statistics import checks, extract


def codes(*texts):
    blocks = tuple(Paragraph((Run(t, Span("a", 0, len(t))),), Span("a", 0, len(t))) for t in texts)
    said = Diagnostics()
    checks.check(extract(Article(Head(), blocks, "a", "a")), said)
    assert all(d.text("zh") and d.text("en") and d.hint("zh") for d in said)
    return [d.code for d in said]


@pytest.mark.parametrize("texts, expected", [
    (("新建机耕路126公里。", "全县新建机耕路162公里。"), ["S201"]), (("2020年新建机耕路126公里。", "2021年新建机耕路162公里。"), []),
    (("新建机耕路126公里。", "新建机耕路近130公里。"), []), (("解决问题249个。", "解决问题2900个。"), [])])
def test_one_thing_with_two_values(texts, expected):
    assert codes(*texts) == expected


@pytest.mark.parametrize("text, expected", [
    ("共招录318人，其中甲类39人、乙类90人、丙类189人。", []), ("共招录328人，其中甲类39人、乙类90人、丙类189人。", ["S202"]),
    ("共招录300人，其中甲类139人、乙类190人。", ["S202"]), ("共有干部300人，其中党员120人。", []),
    ("共招录约320人，其中甲类39人、乙类90人、丙类189人。", [])])
def test_totals_and_their_parts(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize("text, expected", [
    ("受理投诉129件，办结127件，办结率98.4%。", []), ("受理投诉129件，办结127件，办结率95.4%。", ["S203"]),
    ("毕业生4216人，在本县就业2985人，占70.8%。", []), ("毕业生4216人，在本县就业2985人，占78.0%。", ["S203"])])
def test_percentages_of_stated_numbers(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize("text, expected", [
    ("水价由2.10元调整到2.38元，涨幅13.3%。", []), ("水价由2.10元调整到2.38元，涨幅23.3%。", ["S204"]),
    ("用时由30天缩短到12天，下降60%。", []), ("企业由37家增加到52家，增长50%。", ["S204"])])
def test_changes_that_do_not_follow(text, expected):
    assert codes(text) == expected


def test_a_share_of_a_whole_that_an_earlier_sentence_states_is_no_contradiction():
    text = "毕业生4216人。在本县就业2985人，升学867人，占20.56%。"
    assert codes(text) == []


@pytest.mark.parametrize(("head", "expected"), [("日期", []), ("备注", ["S201"])])
def test_rows_of_one_name_are_told_apart_by_their_time(head, expected):
    """A gauge read every day contradicts nothing; two values without a time do."""
    def cell(text):
        return (Run(text, Span("a", 0, len(text))),)

    rows = tuple(tuple(map(cell, ("河口站", day, level))) for day, level in (("8月1日", "3.20"), ("8月2日", "3.35")))
    table = Table(tuple(map(cell, ("站点", head, "水位（米）"))), rows, ("left",) * 3, Span("a", 0, 9))
    said = Diagnostics()
    checks.check(extract(Article(Head(), (table,), "a", "a")), said)
    assert [d.code for d in said] == expected
