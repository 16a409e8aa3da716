"""Titles and labels of chosen charts: whole words that say what is shown."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from paiyin.charts import choose
from paiyin.charts.titles import LONGEST_TITLE, joined, neutral
from paiyin.charts.wording import names_something, whole
from paiyin.diagnostics import Diagnostics
from paiyin.manuscript import read_manuscript
from paiyin.segmenter import is_known, words

TEXTS = sorted((Path(__file__).parents[1] / "data" / "ledger").glob("*.txt"))


def chosen(article, *lines):
    """Return (title, labels) of the comparisons that some lines give."""
    found = [c.chart for c in choose(article(*lines)) if c.chart.kind != "numbers"]
    return [(chart.title, [d.label for d in chart.data]) for chart in found]


def figures(article, *lines):
    """Return the labels of the number panel that some lines give."""
    return [d.label for c in choose(article(*lines)) if c.chart.kind == "numbers" for d in c.chart.data]


@pytest.mark.parametrize(("text", "title"), [
    ("全院设临床科室32个、医技科室11个。", "临床与医技科室"),
    ("确定23项重点任务，制定140项具体措施。", "重点任务与具体措施"),
    ("年末生猪存栏31.5万头，增长3.3%；全年生猪出栏52.8万头。", "生猪存栏与出栏"),
    ("肉类总产量6.7万吨，禽蛋产量2.3万吨，水产品产量1.1万吨。", "肉类、禽蛋、水产品产量"),
    ("新引进企业96家，新增“专精特新”企业31家、高新技术企业54家。", "3类企业数量"),
    ("夺得41枚金牌、38枚银牌和45枚铜牌，奖牌总数达到124枚。", "金牌、银牌、铜牌构成"),
    ("全年成交，按套型分，90平方米以下占18%，90—144平方米占61%，144平方米以上占21%。", "套型构成"),
    ("生菜、油菜、茼蒿分别下降31.2%、27.5%和22%。", "生菜、油菜、茼蒿降幅"),
    ("港口完成货物吞吐量3286万吨，同比增长7.2%；集装箱吞吐量42.8万标箱，同比增长11.5%。", "货物与集装箱吞吐量增幅"),
    ("宅基地审批由30天缩短到12天；医保转移由20天缩短到8.5天。", "宅基地审批与医保转移变化"),
    ("全县班子配备年轻干部28人，专业干部45名。", "全县班子配备人数"),
])
def test_a_title_says_what_stands_side_by_side_not_what_the_section_is_called(article, text, title):
    assert title in [made for made, _ in chosen(article, "# 织密建强基层组织", text)]


@pytest.mark.parametrize("text", [
    "一般公共预算收入完成58.42亿元，同比增长6%；投入16亿元实施20项民生实事。",     # of two clauses, nothing in common
    "航线通达16个国家的45个港口。",                                           # one lies in the other
    "车流量累计31.5万辆次，日均4.5万辆次。",
    "取消市级行政许可86项，下放112项。",                                       # 下放 of what?
    "研发投入强度6.2%，市场占有率17%。",
    "“好差评”满意率99.6%，差评整改率90%。",
    "新增非农就业26.1万人，好于市场预期的20万人。",
    "老人每月离休金9700元，自己只花1000元。",
    "2018年9月，水务局在镇里投入710万元，惠及5336户。2020年1月，水务局又投入90万元，惠及8168户。2022年2月惠及7900户。",
])
def test_what_cannot_be_named_or_compared_makes_no_comparison(article, text):
    assert chosen(article, text) == []


@pytest.mark.parametrize(("text", "label"), [
    ("法院执行到位金额27.6亿元。", "到位金额"),
    ("机床联网以后，每天采集数据900多万条。", "每天采集数据"),
    ("城管队员劝阻占道经营1700多起。", "劝阻占道经营"),
    ("一般公共预算收入完成58.42亿元。", "一般公共预算收入"),
    ("去年，国内市场占有率17%。", "国内市场占有率"),
])
def test_a_label_is_whole_words(article, text, label):
    assert figures(article, text) == [label]


@pytest.mark.parametrize("text", ["街道去年拿出15万元。", "他们走过的路加起来超9000公里。", "秋天清点过58个。"])
def test_a_label_that_tells_and_names_nothing_is_left_out(article, text):
    assert figures(article, text) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_titles_and_labels_of_real_texts_begin_and_end_with_words(path):
    """Where a title or label stands in the text, it cuts no word that the dictionary has in two."""
    article = read_manuscript(path, Diagnostics())
    text = re.sub(r"\s", "", path.read_text(encoding="utf-8"))
    for choice in choose(article):
        assert 2 <= len(choice.chart.title) <= LONGEST_TITLE
        for datum in choice.chart.data:
            assert names_something(datum.label), datum.label
            at = text.find(datum.label)
            if at < 0 or "“" in datum.label:
                continue
            near = text[max(at - 12, 0):at + len(datum.label) + 12]
            low = near.find(datum.label)
            cut = [near[w.start:w.end] for w in words(near) if w.start < low < w.end and w.tag in ("n", "v", "vn")]
            cut = [word for word in cut if is_known(word)]
            assert cut == [], (datum.label, cut)


def test_names_are_joined_in_the_room_that_a_title_has():
    assert joined(["水稻", "小麦"]) == "水稻与小麦"
    assert joined(["国家专利技术成果转化", "省级工法标准规范编制"]) == "国家专利技术成果转化等2项"
    assert joined(["苹果", "葡萄", "桃子", "大枣", "山楂"]) == "苹果、葡萄、桃子、大枣、山楂"
    assert joined(["水稻", "小麦", "玉米", "大豆", "高粱", "花生"]) == "水稻等6项"
    assert joined([]) == "" and joined(["男生", "女生"], "构成") == "男生与女生构成"
    assert len(joined(["甲" * 20, "乙" * 20])) <= LONGEST_TITLE


def test_heads_that_say_nothing_name_no_panel():
    assert [neutral(head) for head in ("综合", "一、说明", "（二）背景")] == ["本文数据"] * 3
    assert neutral("三、商家怎么说") == "商家怎么说" and neutral("教育、科技、人才一起抓") == "教育、科技、人才一起抓"


def test_a_scrap_grows_to_its_word_or_goes():
    sentence = "各中心共接待来访群众四千二百人次"
    assert whole("访群众", sentence, len(sentence), 10) == "来访群众"
    assert whole("访群众", sentence, len(sentence), 3) == "群众"


def test_what_is_left_of_a_number_is_no_label(article):
    text = "".join(f"第{n}项完成{n * 13}万元，同比增长{n}.{n}%；" for n in range(11, 30)) + "完毕。"
    assert not [label for label in figures(article, text) if label.startswith("第")]


def test_titles_of_a_traditional_article_are_in_its_script(article):
    made = replace(article("全院設臨床科室32個、醫技科室11個。"), lang="zh-Hant")
    assert [c.chart.title for c in choose(made)] == ["臨床與醫技科室"]
