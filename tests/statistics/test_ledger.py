"""The ledger of whole articles: labelled texts of several genres, places in the file, years, tables, speed in shape."""

import codecs
import json
from pathlib import Path

import pytest

from paiyin.article import Article, Crosshead, Head, Paragraph, Run, Table
from paiyin.diagnostics import Diagnostics
from paiyin.manuscript import read_manuscript, read_source
from paiyin.spans import Span
from paiyin.statistics import extract, extract_text, rows
from tests.statistics.scoring import score

DATA = Path(__file__).parents[1] / "data" / "ledger"
ARTICLES = sorted(p.stem for p in DATA.glob("*.txt"))
HERE = Span("a", 0, 1)


def ledger(path):
    said = Diagnostics()
    return rows(extract(read_manuscript(path, said), said), read_source(path), path)


def scored(name, tmp_path, newline="\n", mark=b""):
    text = (DATA / f"{name}.txt").read_text("utf-8")
    labels = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    path = tmp_path / (f"{name}.md" if text.startswith("---") or "\n|" in text else f"{name}.txt")
    path.write_bytes(mark + text.replace("\n", newline).encode())
    return score(ledger(path), labels, text)


@pytest.mark.parametrize("name", ARTICLES)
def test_labelled_articles(name, tmp_path):
    """Each genre (reports, communiqués, finance, sports, science, harvest, weather, denials, tables, …) is read as it was
    labelled, in Simplified and Traditional characters and in old numerals."""
    found = scored(name, tmp_path)
    if not found.core:
        assert not found.differences
        return
    assert found.precision >= 0.95 and found.recall >= 0.95, found.differences
    assert found.unit >= 0.95 and found.qualifier >= 0.95 and found.subject >= 0.85, found.differences
    assert found.disputed >= 0.95 and found.range == 1, found.differences


def test_labels_are_many_and_of_many_genres():
    labels = [label for name in ARTICLES for label in json.loads((DATA / f"{name}.json").read_text("utf-8"))]
    assert len(ARTICLES) >= 25 and sum(label["grade"] == "core" for label in labels) >= 750


def test_all_labelled_articles_together(tmp_path):
    """What is asked of unseen articles holds for all of these with room to spare."""
    found = [scored(name, tmp_path) for name in ARTICLES]
    core = sum(one.core for one in found)

    def share(field):
        return sum(getattr(one, field) * one.core for one in found) / core
    assert share("precision") >= 0.98 and share("recall") >= 0.98
    assert share("unit") >= 0.98 and share("qualifier") >= 0.98 and share("subject") >= 0.93


def test_every_label_stands_where_it_says():
    for name in ARTICLES:
        text = (DATA / f"{name}.txt").read_text("utf-8")
        for label in json.loads((DATA / f"{name}.json").read_text("utf-8")):
            assert text.startswith(label["number"], label["offset"])


@pytest.mark.parametrize("newline, mark", [
    ("\n", b""), ("\r\n", b""), ("\n", codecs.BOM_UTF8), ("\r\n", codecs.BOM_UTF8)])
def test_offsets_count_the_file_as_it_lies(newline, mark, tmp_path):
    """Newlines are not translated and a byte order mark is a character, so the offsets fit the file read as UTF-8."""
    path = tmp_path / "a.md"
    path.write_bytes(mark + f"# 题目{newline}{newline}栽树１２００棵，{newline}另有3.5万株。{newline}".encode())
    text = path.read_bytes().decode("utf-8")
    found = ledger(path)
    assert [text[r["offset"]:r["end"]] for r in found] == [r["number"] for r in found] == ["１２００", "3.5"]
    assert [(r["value"], r["line"]) for r in found] == [(1200, 3), (35000, 4)]


def article(*texts, head="", date=""):
    blocks = []
    for text in texts:
        kind = Crosshead if text.startswith("#") else Paragraph
        blocks.append(kind((Run(text.lstrip("# "), Span("a", 0, len(text.lstrip("# ")))),), HERE))
    return Article(Head(title=(Run(head, HERE),) if head else (), date=date), tuple(blocks), "a", "a")


def years(*texts, **more):
    return [s.year for s in extract(article(*texts, **more))]


def test_a_section_head_states_the_year():
    assert years("# 2021年工作回顾", "产值286亿元。", "# 2022年安排", "产值增长7%。", "# 附记", "共3万字。") == [
        2021, 2022, None]


def test_relative_years_count_from_the_articles_date():
    text = "去年植树12万棵，今年植树15万棵，明年要植20万棵。"
    assert years(text, date="2022-08-01") == [2021, 2022, 2023] and years(text) == [None, None, None]


def test_a_comparison_states_no_year_and_the_year_before_holds_for_its_value_alone():
    assert years("2021年接诊1.2万人次，比2020年增加800人次。") == [2021, 2021]
    assert years("# 2021年回顾", "企业由上年的37家增加到52家。") == [2020, 2021]


def test_a_row_of_years_shares_them_out():
    assert years("2019年至2021年，漏损率依次为14.8%、12.5%、9.6%。") == [2019, 2020, 2021]


def test_headlines_and_heads_are_read():
    assert [s.value for s in extract(article("# 拆了23处私搭", "楼道亮了。", head="青禾镇迎客43.6万人次"))] == [436000, 23]


def test_tables_take_unit_and_scale_from_their_heads():
    def text(words):
        return (Run(words, Span("a", 0, len(words))),)
    table = Table(tuple(map(text, ("年份", "投入（万元）", "新村", "序号"))),
                  (tuple(map(text, ("2019年", "18,300", "12", "1"))), tuple(map(text, ("2020年", "−5", "—", "2")))),
                  ("left",) * 4, HERE)
    found = extract(Article(Head(), (table,), "a", "a"))
    assert [(s.value, s.unit, s.subject, s.year) for s in found] == [
        (183_000_000, "元", "投入", 2019), (12, None, "新村", 2019), (-50000, "元", "投入", 2020)]


def test_the_title_of_a_table_is_read_and_its_year_holds_for_the_cells():
    def text(words):
        return (Run(words, Span("a", 0, len(words))),)
    table = Table((text("指标"), text("投入（万元）")), ((text("修渠"), text("183")),), ("left",) * 2, HERE,
                  text("表1　2022年投入"), (), (text("注：含2个新村。"),))
    found = extract(Article(Head(), (table,), "a", "a"))
    assert [(s.value, s.unit, s.year) for s in found] == [(1_830_000, "元", 2022), (2, "个", 2022)]


@pytest.mark.parametrize("text, expected", [
    ("最低气温−5℃。", [(-5, None, "℃")]), ("最低气温零下4.3℃。", [(-4.3, None, "℃")]), ("气温-10℃～45℃。", [(-10, 45, "℃")]),
    ("标价¥612/克，收于$1,994.1。", [(612, None, "元"), (1994.1, None, "美元")]), ("牛肉86元/公斤。", [(86, None, "元/公斤")]),
    ("偏北风6到7级，阵风8级。", [(6, 7, "级"), (8, None, "级")]), ("造林2万至3万亩。", [(20000, 30000, "亩")]),
    ("诊室从14间到22间。", [(14, None, "间"), (22, None, "间")]), ("日照时数1926小时。", [(1926, None, "小时")]),
    ("成绩10.42秒。", [(10.42, None, "秒")]), ("沪芦指数报3128.55点。", [(3128.55, None, "点")]), ("等了41分钟，连续4年。", []),
    ("男子100米决赛，家住9栋二单元。", []), ("比分78比75，3∶2。", [])])
def test_forms_of_numbers(text, expected):
    assert [(s.value, s.value_max, s.unit) for s in extract_text(text)] == expected


@pytest.mark.parametrize("text, value, unit, qualifier", [
    ("增长 12.5 %。", 12.5, "%", "exact"), ("共有 12 345 人。", 12345, "人", "exact"), ("达１，２００元。", 1200, "元", "exact"),
    ("投资3亿2000万元。", 320_000_000, "元", "exact"), ("產量1萬5000公噸。", 15000, "公噸", "exact"),
    ("损失122亿3千多万元。", 12_230_000_000, "元", "over"), ("發放4千6百萬元。", 46_000_000, "元", "exact"),
    ("重2.3千克。", 2.3, "千克", "exact"), ("电导率达到12.5mS/cm。", 12.5, "mS/cm", "exact"),
    ("共壹佰贰拾万元整。", 1_200_000, "元", "exact"),
    ("募银四千六百两。", 4600, "两", "exact"), ("全县有户四万八千二百一十五。", 48215, None, "exact"), ("廿三户搬迁。", 23, "户", "exact"),
    ("占四成多。", 0.4, "成", "over"), ("回落2元多。", 2, "元", "over"), ("收入首破千万元。", 10_000_000, "元", "over"),
    ("来了三十来人。", 30, "人", "about"), ("損失約新臺幣5.9億元。", 590_000_000, "元", "about"), ("同比+16.3%。", 16.3, "%", "exact"),
    ("GDP达321.87亿元。", 32_187_000_000, "元", "exact"), ("耕地六十一万亩有奇。", 610_000, "亩", "over")])
def test_forms_of_numbers_in_other_hands(text, value, unit, qualifier):
    """Blanks, wide digits, spoken thousands, Traditional characters, old numerals, Latin units."""
    (found,) = extract_text(text)
    assert (found.value, found.unit, found.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize("text", [
    "10亿元以上的项目落户。", "60岁以上老人可以免费乘车。", "以贷款100万元、30年等额本息计算。", "成绩2分08秒36。", "北纬31°15′。", "载于12—18页。",
    "十几个摊位。", "数十只白鹭。", "26至45岁读者。", "全场3-0。", "身高1米78。", "采用7nm工艺。", "女子50公斤级决赛。", "八百个夜晚。", "20余分钟后签到。"])
def test_what_is_no_statistic(text):
    assert extract_text(text) == ()


def test_a_row_may_state_its_unit_at_the_end():
    found = extract_text("两县分别回落2.16和1.66个百分点，投资12、15和18.5亿元。")
    assert [(s.value, s.unit) for s in found[:2]] == [(2.16, "个百分点"), (1.66, "个百分点")]


def test_traditional_words_come_back_as_written():
    (found,) = extract_text("全市旅館共接待旅客186.4萬人次。")
    assert (found.subject, found.words, found.form) == ("旅客", "全市旅館共接待旅客186.4萬人次。", "186.4萬")


@pytest.mark.parametrize("text, subjects", [
    ("参训学员300人，其中女性120人。", ["参训学员", "女性"]), ("大米每公斤7.8元。", ["大米"]), ("2018年有28家合作社。", ["合作社"]),
    ("高校毕业生有247人。", ["高校毕业生"]), ("合作社由28家增加到151家。", ["合作社", "合作社"]),
    ("零售额6.3亿元，同比增长41.5%。", ["零售额", "零售额同比增长"]), ("生菜、油菜分别下降31.2%和22%。", ["生菜下降", "油菜下降"]),
    ("民生支出41亿元，占总支出的78.5%。", ["民生支出", "民生支出占总支出"]), ("事故造成1人死亡、4人受伤。", ["死亡", "受伤"])])
def test_subjects_go_on_from_clause_to_clause(text, subjects):
    assert [s.subject for s in extract_text(text)] == subjects


def test_a_rate_keeps_its_basis():
    assert [(s.value, s.basis) for s in extract_text("收购价从每公斤5.2元涨到7.8元。")] == [(5.2, "每公斤"), (7.8, "每公斤")]


@pytest.mark.parametrize("text, disputed", [
    ("“水厂一年亏损3亿元”？数字有误。", [True]), ("有视频称一碗面卖98元，经查系摆拍，该店素面每碗12元。", [True, False]),
    ("并非300人，而是30人。", [True, False]), ("网传死亡17人。市卫健委核实，该消息不实。", [True])])
def test_claims_that_the_text_denies(text, disputed):
    assert [s.disputed for s in extract_text(text)] == disputed


@pytest.mark.parametrize("piece", [
    "1", "一", "“", "每", "的", "（", "1,", "百分之", "由", "1至", "、", "2019年、", "占", "12345678", "增长"])
def test_reading_is_linear(piece):
    """Every pattern is bounded: eight times the text looks at about eight times the characters."""
    import sys

    def steps(text):
        count = 0

        def tick(*_):
            nonlocal count
            count += 1
        sys.setprofile(tick)
        try:
            extract_text(text)
        finally:
            sys.setprofile(None)
        return count
    short, long = (piece * 600)[:600], (piece * 4800)[:4800]
    assert steps(long) <= 9 * steps(short) + 200


def test_the_verb_answers_with_the_ledger_alone(tmp_path, capsys):
    """``stats --json`` prints one object with one key; what is to be said goes to the other stream."""
    from paiyin.cli import main

    path = tmp_path / "a.md"
    path.write_text("# 题目\n\n网传走失300人系谣言。栽树1200棵。\n", encoding="utf-8")
    assert main(["stats", str(path), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["statistics"][1] == {
        "text": "栽树1200棵", "number": "1200", "offset": 20, "end": 24, "value": 1200, "value_max": None, "unit": "棵",
        "qualifier": "exact", "subject": "栽树", "year": None, "disputed": False, "line": 3, "sentence": "栽树1200棵。"}
    assert list(json.loads(said.out)) == ["statistics"] and "S101" in said.err
