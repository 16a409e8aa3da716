"""The ledger: what is a statistic and what is not."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.article import Article, Figure, Head, ListBlock, ListItem, Paragraph, Run
from paiyin.spans import Span
from paiyin.statistics import extract, extract_text

SHARED = Path(__file__).parents[3] / "shared"


def one(text):
    found = extract_text(text)
    assert len(found) == 1, [s.text for s in found]
    return found[0]


@pytest.mark.parametrize("text, value, unit, qualifier, subject", [
    ("新招教师837名。", 837, "名", "exact", "教师"),
    ("2.3万名镇村干部到场。", 23000, "名", "exact", "镇村干部"),
    ("投入资金1100余万元。", 11_000_000, "元", "over", "资金"),
    ("完成投资1,200亿元。", 120_000_000_000, "元", "exact", "投资"),
    ("产量增长３．５％。", 3.5, "％", "exact", "增长"),
    ("比重提高0.8个百分点。", 0.8, "个百分点", "exact", "提高"),
    ("效率达百分之三十五。", 35, "%", "exact", "效率"),
    ("超过三分之二的村民到场。", 2 / 3, None, "over", "村民"),
    ("近八成五的农户加入。", 0.85, "成", "nearly", "农户"),
    ("约2/5的村民到场。", 0.4, None, "about", "村民"),
    ("产量增长两倍。", 2, "倍", "exact", "增长"),
    ("二十三名教师。", 23, "名", "exact", "教师"),
    ("三千五百余户居民。", 3500, "户", "over", "居民"),
    ("万余名游客。", 10000, "名", "over", "游客"),
    ("上千名群众。", 1000, "名", "over", "群众"),
    ("惠农资金15万元以上。", 150_000, "元", "atleast", "惠农资金"),
    ("不到1000人。", 1000, "人", "atmost", ""),
    ("优秀学员1000名左右。", 1000, "名", "about", "优秀学员"),
    ("清除各类地桩2007处。", 2007, "处", "exact", "地桩"),
    ("消费者信心指数达105.3。", 105.3, None, "exact", "消费者信心指数"),
])
def test_statistics_are_read(text, value, unit, qualifier, subject):
    found = one(text)
    assert (found.value, found.unit, found.qualifier) == (value, unit, qualifier)
    assert subject in found.subject


@pytest.mark.parametrize("text", [
    "2021年6月29日上午9:30，六点半开会。", "五年来，这五年，近5年。", "第3届，第五支队，驻村第一书记。", "镜头1：", "图1", "见附件3。",
    "“1000名人才工程”启动。", "学习《一百个故事》。", "拨打12345热线。", "电话0431-8888888", "35岁的村民", "80后干部", "G302国道", "5G网络",
    "数十名专家，几百人。", "千家万户，千名专家。", "十分高兴的百姓。", "1+3+N模式", "比分3:2", "2022-08-01", "第88号", "二〇二二年",
    "十四届全国人大", "二十大代表", "2018年至2021年", "8月1日至3日", "上午10时30分", "连续4年。"])
def test_other_numbers_are_left_alone(text):
    assert extract_text(text) == ()


def test_range_keeps_both_ends():
    found = extract_text("票价1500～2000元，占20%—30%，补贴3至5万元。")
    assert [(s.value, s.value_max) for s in found] == [(1500, 2000), (20, 30), (30000, 50000)]


def test_unit_stated_once_holds_for_the_row():
    found = extract_text("全镇招录甲类39人，乙类90，丙类189，全部上岗。")
    assert [(s.value, s.unit, s.subject) for s in found] == [(39, "人", "甲类"), (90, "人", "乙类"), (189, "人", "丙类")]


def test_year_is_the_nearest_stated_before():
    found = extract_text("2019年产量12万吨，2020年15万吨。另有3万吨。")
    assert [s.year for s in found] == [2019, 2020, None]


@pytest.mark.parametrize("text, disputed", [
    ("网传走失300人系谣言，实为3人。", [True, False]), ("有消息称流失500名学生。该说法不实。", [True]), ("新增500名学生。", [False])])
def test_denied_figures_are_marked(text, disputed):
    assert [s.disputed for s in extract_text(text)] == disputed


def test_basis_quantity_is_no_statistic():
    assert [s.value for s in extract_text("7斤苹果卖49.9元。")] == [49.9]


def test_speech_keeps_its_numbers():
    assert [s.value for s in extract_text("他说：“我们修路300公里，栽树2万棵。”")] == [300, 20000]


def test_spans_point_at_the_source():
    text = "新招教师837名。"
    block = Paragraph((Run("新招", Span("a", 10, 12)), Run(text[2:], Span("a", 14, 21))), Span("a", 10, 21))
    figure = Figure((Run("年产15万吨", Span("a", 30, 36)),), Span("a", 30, 36), 1)
    there = Span("a", 40, 45)
    items = ListBlock((ListItem("•", (Paragraph((Run("栽树20棵", there),), there),), there),), there)
    found = extract(Article(Head(), (block, figure, items), "a", "a"))
    assert [(s.block, s.span.start, s.span.end) for s in found] == [(0, 16, 19), (1, 32, 34), (2, 42, 44)]


@given(st.text(alphabet="一二三十百千万亿0123456789.,%％年月日第人名元余多约近至～“”，。：点成分之/-A ", max_size=60))
def test_any_text_is_read_without_failure(text):
    for found in extract_text(text):
        assert text[found.start:found.end] == found.number
        assert found.text in text and text.startswith(found.form, found.start)
        assert found.sentence[0] <= found.start < found.end <= found.sentence[1]


@pytest.mark.skipif(not (SHARED / "gold" / "jilin.json").is_file(),
                    reason="the labelled manuscript is not beside this checkout")
def test_labelled_manuscript():
    """Precision and recall over the core entries of the labelled manuscript stay above nine in ten."""
    text = (SHARED / "manuscripts" / "jilin.txt").read_bytes().decode("utf-8")
    gold = json.loads((SHARED / "gold" / "jilin.json").read_text("utf-8"))
    found, matched, hits, subjects = extract_text(text), set(), 0, 0
    core = [g for g in gold if g["grade"] == "core"]
    for entry in gold:
        low, high = entry["offset"], entry["offset"] + len(entry["number"])
        for s in found:
            if s.start < high and low < s.end and s.value == entry["value"]:
                matched.add(s.start)
                hits += entry["grade"] == "core"
                subjects += entry["grade"] == "core" and bool(s.subject) and (
                    s.subject in entry["subject"] or entry["subject"] in s.subject)
                break
    wrong = sum(s.start not in matched for s in found)
    print(f"recall {hits / len(core):.3f}, precision {hits / (hits + wrong):.3f}, subject {subjects / hits:.3f}")
    assert hits / len(core) >= 0.9 and hits / (hits + wrong) >= 0.9 and subjects / hits >= 0.8


@pytest.mark.parametrize("text, subjects", [
    ("紧急转移群众328户1056人。", ["群众", "群众"]), ("服务窗口12个。", ["服务窗口"]), ("水质达标率98.5%。", ["水质达标率"]),
    ("受理来信1,286件（次）。", ["来信"]), ("门票60元/人。", ["门票"]), ("80后干部28人。", ["80后干部"]),
    ("工程占地200亩，建成标准化厂房8栋。", ["工程占地", "标准化厂房"])])
def test_subjects_are_whole_words(text, subjects):
    assert [s.subject for s in extract_text(text)] == subjects


def test_a_row_of_years_gives_each_value_its_own_or_none():
    assert [s.year for s in extract_text("2020年、2021年，总额分别达到120亿元、150亿元。")] == [2020, 2021]
    assert {s.year for s in extract_text("2020年、2021年，总额共达到270亿元。")} == {None}
    assert [s.year for s in extract_text("面积由2016年的1.2万亩发展到2021年的5.8万亩。")] == [2016, 2021]


def test_a_quoted_rumour_is_a_denied_statistic():
    found = extract_text("网上流传“某镇30人中毒”，镇政府称此为谣言，实际就诊者为2人。")
    assert [(s.value, s.disputed) for s in found] == [(30, True), (2, False)]
