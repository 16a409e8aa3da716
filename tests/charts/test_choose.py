"""Choosing: only comparable numbers, each traced to its sentence, always the same ones."""

from dataclasses import replace

import pytest

from paiyin.charts import choose
from paiyin.charts.choose import how_many
from paiyin.diagnostics import Diagnostics
from paiyin.statistics import extract


def rows(choice):
    return [(d.label, d.value, d.text) for d in choice.chart.data]


def test_counts_of_one_sentence_make_a_bar_chart(article):
    made = article("# 队伍建设", "今年全镇招录甲类教师39人，“双优”人员90余人，乙类教师189人，全部到岗。")
    (choice,) = choose(made)
    assert rows(choice) == [("甲类教师", 39, "39"), ("“双优”人员", 90, "90余"), ("乙类教师", 189, "189")]
    assert (choice.chart.kind, choice.chart.unit, choice.chart.title, choice.after) == ("bar", "人", "今年全镇招录人数", 1)
    assert choice.reason["en"] and choice.reason["zh"] == choice.chart.chosen


def test_every_datum_points_at_its_number(article):
    made = article("栽种苹果1200亩、梨树800余亩、葡萄近300亩。")
    text = made.blocks[0].text[0].text
    (choice,) = choose(made)
    assert [text[d.span.start:d.span.end] for d in choice.chart.data] == ["1200", "800", "300"]
    assert [d.text for d in choice.chart.data] == ["1200", "800余", "近300"]


def test_unit_stated_for_the_first_only(article):
    (choice,) = choose(article("全镇招录甲类39人，乙类90，丙类189，全部上岗。"))
    assert [v for _, v, _ in rows(choice)] == [39, 90, 189]


def test_years_make_a_series_in_order(article):
    (choice,) = choose(article("2020年粮食产量15万吨，2019年12万吨，2021年达到18.5万余吨。"))
    assert choice.chart.kind == "column" and [d.label for d in choice.chart.data] == ["2019年", "2020年", "2021年"]
    assert choice.chart.title == "2019—2021年粮食产量"


def test_shares_of_a_whole(article):
    (choice,) = choose(article("参训学员中，男性占51.2%，女性占48.8%。"))
    assert (choice.chart.kind, choice.chart.title) == ("share", "参训学员构成")


def test_a_total_is_not_set_beside_its_parts(article):
    (choice,) = choose(article("全镇共有干部300人，其中党员干部120人，女干部80人，青年干部95人。"))
    assert [v for _, v, _ in rows(choice)] == [120, 80, 95]


def test_denied_figures_never_reach_a_chart(article):
    assert choose(article("网传全镇走失甲类羊39只、乙类羊90只、丙类羊89只，纯属谣言。")) == ()


def test_units_are_not_mixed_and_small_bars_do_not_vanish(article):
    mixed = choose(article("新建公路12公里，安装路灯330盏，改造厕所2500座。"))
    wide = choose(article("甲村栽树3棵，乙村栽树90棵，丙村栽树2.3万棵。"))
    assert [c.chart.kind for c in (*mixed, *wide)] == ["numbers", "numbers"]
    assert [d.text for d in mixed[0].chart.data] == ["12公里", "330盏", "2500座"]


def test_a_declared_chart_stops_the_choosing(article, recruits):
    made = article("全镇招录甲类39人，乙类90人，丙类189人。")
    assert choose(replace(made, blocks=(*made.blocks, recruits))) == ()


def test_nothing_to_choose_from(article):
    assert choose(article("没有数字的一段话。")) == ()


def test_at_most_three_comparisons_in_reading_order(article):
    places = ("东村", "西村", "南村", "北村", "中村", "上村")
    made = article(*(f"{p}：{p}甲组栽树{i}1棵，{p}乙组栽树{i}2棵，{p}丙组栽树{i}3棵。" for i, p in enumerate(places, 1)))
    chosen = choose(made)
    assert len(chosen) == 3 and [c.chart.number for c in chosen] == [1, 2, 3]
    assert [c.after for c in chosen] == sorted(c.after for c in chosen)


def test_labels_and_titles_are_short_and_balanced(article):
    made = article("# 一个不能用作图表标题的非常非常非常长的小标题",
                   "投用“绿水青山就是好日子”主题示范展厅面积12亩、生态循环农业综合示范园区面积30亩、县城东部老旧小区改造面积45亩。")
    for choice in choose(made):
        assert len(choice.chart.title) <= 14
        for datum in choice.chart.data:
            assert len(datum.label) <= 10 and datum.label.count("“") == datum.label.count("”")


def test_choice_is_the_same_with_a_ledger_given(article):
    made = article("全镇招录甲类39人，乙类90人，丙类189人。")
    assert choose(made) == choose(made, extract(made))


def test_choices_are_told(article):
    said = Diagnostics()
    (choice,) = choose(article("全镇招录甲类39人，乙类90人，丙类189人。"), diagnostics=said)
    (told,) = said
    assert told.code == "C201" and choice.reason["zh"] in told.text("zh") and choice.reason["en"] in told.text()


def test_both_ends_of_a_range_are_no_comparison(article):
    for text in ("门票最低80元，最高380元。", "气温-10℃～45℃。", "下降8℃以上，降到4℃以下。"):
        assert all(c.chart.kind == "numbers" for c in choose(article(text)))


def test_values_before_and_after_make_a_slope(article):
    (choice,) = choose(article("# 提速", "宅基地审批由30天缩短到12天；医保转移由20天缩短到8.5天。"))
    assert choice.chart.kind == "slope" and [(d.label, d.series, d.value) for d in choice.chart.data] == [
        ("宅基地审批", "此前", 30), ("宅基地审批", "现在", 12), ("医保转移", "此前", 20), ("医保转移", "现在", 8.5)]


def test_parts_that_make_their_total_are_shares(article):
    (choice,) = choose(article("监测的46种商品中，涨价商品有17种，降价商品有24种，持平商品有5种。"))
    assert choice.chart.kind == "share" and [d.value for d in choice.chart.data] == [17, 24, 5]


def test_many_neighbours_are_dots(article):
    crops = ("苹果", "葡萄", "桃子", "大枣", "山楂", "核桃", "板栗")
    made = article("种植" + "、".join(f"{name}{i}1亩" for i, name in enumerate(crops, 1)) + "。")
    assert choose(made)[0].chart.kind == "dot"


def test_a_panel_stands_beside_comparisons(article):
    made = article("# 招录", "全镇招录甲类39人，乙类90人，丙类189人。", "# 家底", "新建公路12公里，安装路灯330盏，改造厕所2500座。")
    assert [(c.chart.kind, c.chart.title, c.after) for c in choose(made)] == [
        ("bar", "全镇招录人数", 1), ("numbers", "家底", 3)]
    assert [c.chart.kind for c in choose(made, most=1)] == ["bar"]


def test_rates_of_different_bases_are_not_compared(article):
    made = article("大米每公斤7.8元，面粉每袋79元。")
    assert all(c.chart.kind == "numbers" for c in choose(made))


def test_a_notice_gets_one_chart_at_most_and_a_few_lines_none(article):
    """A build never fills a short text with charts; a long one gets what it asks for."""
    line = "全镇今年招录甲类人员39人，乙类人员90人，丙类人员189人，全部到村里上班。"
    assert [how_many(article(line * n), 4) for n in (1, 15, 30, 60, 200)] == [0, 1, 1, 3, 4]
    assert how_many(article(line * 200), 0) == 0


def test_a_panel_prefers_large_figures_of_many_units_with_their_verbs(article):
    made = article("全年培训党员干部1260余人，新建公路310公里，投入资金2.3亿元，筹集善款8000元，发放贷款1.1亿元，查处违停车辆4800台次，走访8户。")
    (panel,) = (c.chart for c in choose(made) if c.chart.kind == "numbers")
    assert [d.label for d in panel.data] == ["培训党员干部", "新建公路", "投入资金", "发放贷款", "查处违停车辆"]


def test_values_that_alternate_with_their_growth_are_compared(article):
    """The pattern of every communiqué: each value with how much it grew, under the total of the sentence before."""
    made = article("全年实现地区生产总值321.87亿元，增长4.6%。其中，第一产业增加值48.25亿元，增长4.9%；第二产业增加值126.03亿元，增长5.7%；"
                   "第三产业增加值147.59亿元，增长3.4%。")
    chart = next(c.chart for c in choose(made) if c.chart.unit == "元")
    assert (chart.kind, chart.title) == ("share", "地区生产总值构成")
    assert [(d.label, d.text) for d in chart.data] == [
        ("第一产业增加值", "48.25亿"), ("第二产业增加值", "126.03亿"), ("第三产业增加值", "147.59亿")]


def test_rates_of_growth_are_called_so(article):
    (choice,) = choose(article("地区生产总值增长6.1%，公共预算收入增长9.2%，工业增加值增长7.8%。"))
    assert choice.chart.title == "地区生产总值等3项增幅" and choice.chart.unit == "%"


def test_a_total_and_a_difference_stand_in_no_bar(article):
    (choice,) = choose(article("代表团夺得金牌41枚、银牌38枚、铜牌45枚，奖牌总数达到124枚，比上届多19枚。"))
    assert [d.value for d in choice.chart.data] == [41, 38, 45] and choice.chart.kind == "share"


def test_a_share_of_another_side_is_no_part(article):
    made = article("河湾队射门17次，其中射正8次；北岭队射门9次。")
    assert all(c.chart.kind == "numbers" for c in choose(made))


def test_one_number_for_a_list_is_labelled_with_the_list(article):
    (choice,) = choose(article("医院现有职工1103人，其中高级职称186人，博士、硕士97人。"))
    assert [d.label for d in choice.chart.data] == ["高级职称", "博士、硕士"]


def test_a_figure_that_says_its_measure_is_printed_as_it_stands(article):
    made = article("自来水普及率达到百分之九十八，新修村道18.6公里，发放助学金47万元，栽下水杉2.3万棵。")
    (panel,) = (c.chart for c in choose(made))
    assert "百分之九十八" in [d.text for d in panel.data]


def test_a_panel_shows_a_figure_once(article):
    made = article("李家有水田三百亩。今年新建公路310公里，安装路灯330盏，改造厕所2500座。王家有秧田三百亩。")
    (panel,) = (c.chart for c in choose(made))
    assert [d.text for d in panel.data].count("三百亩") == 1 and len(panel.data) == 4


@pytest.mark.parametrize("number", ["（一）", "一、", "3.", "第二章 ", "第4节　"])
def test_titles_leave_the_number_of_the_section_out(article, number):
    made = article(f"# {number}全年家底", "新建公路12公里，安装路灯330盏，改造厕所2500座。")
    assert [c.chart.title for c in choose(made)] == ["全年家底"]


def test_our_words_in_a_traditional_article_are_traditional(article):
    """約 before a figure, 數說 over a panel that has no head of its own, 項 in a title."""
    made = replace(article("全鎮栽種蘋果1200畝、梨樹800餘畝、葡萄約300畝。"), lang="zh-Hant")
    (choice,) = choose(made)
    assert [d.text for d in choice.chart.data] == ["1200", "800餘", "約300"]
    assert not set("约数项") & set(choice.chart.title)


def test_the_same_things_are_not_charted_twice_under_one_title(article):
    made = article(*(f"学员中，男性占{n}%，女性占{100 - n}%。" for n in (51, 48)))
    assert len([c for c in choose(made) if c.chart.kind == "share"]) == 1


@pytest.mark.parametrize("text, shown", [
    ("山中读书，抄得二十八字。", False), ("全县有47个村。", False), ("全县投入3.2亿元修路。", True), ("去年，国内市场占有率17%。", True)])
def test_one_small_figure_makes_no_panel(article, text, shown):
    """An essay that counts something once is not about numbers."""
    assert [c.chart.kind for c in choose(article(text))] == (["numbers"] if shown else [])
