"""What the letter says, and whom its templates may ask."""

from datetime import date
from pathlib import Path

import pytest

from paiyin.circular.letter import KeyFigure, Writer, key_figures, letter, one_line
from paiyin.circular.settings import Settings, settings
from paiyin.diagnostics import Diagnostics
from paiyin.edition import Edition
from paiyin.exceptions import InputError
from paiyin.manuscript import read_manuscript

TEXT = """---
kicker: 引题在上
title: 一江清水穿城过 百村灯火照归人
deck: ——汀禾县纪事
date: 2030-05-01
---

汀禾多水，桥就多。全县农产品网络零售额6.3亿元，同比增长41.5%。

合作社带动农户3.4万户，覆盖全县五分之四的村庄。

网传有15万只水禽死亡，经核实，这一说法不实。

年集体收入不足5万元的村，如今一个也没有。
"""


@pytest.fixture
def article(tmp_path):
    def article(text=TEXT):
        file = tmp_path / "tinghe.md"
        file.write_text(text, encoding="utf-8")
        return read_manuscript(file, Diagnostics())
    return article


def edition(**values):
    return Edition(Path("tinghe.md"), **values)


def test_key_figures_stand_with_the_clause_that_states_them(article):
    found = {f.figure: f.clause for f in key_figures(article())}
    assert found["6.3亿元"] == "全县农产品网络零售额6.3亿元" and found["3.4万户"] == "合作社带动农户3.4万户"


def test_a_row_of_figures_reads_as_its_clause():
    """The table says the clause once: its words on the left, the figure that ends it on the right."""
    assert KeyFigure("6.3亿元", "全县农产品网络零售额6.3亿元").label == "全县农产品网络零售额"
    assert KeyFigure("3.4万户", "带动农户3.4万户以上").label == "带动农户3.4万户以上"
    assert KeyFigure("48万元", "收入48万元").label == "收入48万元"


def test_what_an_edition_calls_itself_cannot_add_headers(article):
    made = letter(article(), edition(paper="汀禾报\r\nBcc: all@x.example", number="第1期\n"), Settings())
    assert made.subject.isprintable() and made.paper == "汀禾报 Bcc: all@x.example" and made.issue == "第1期"


def test_a_figure_that_the_article_denies_is_never_shown(article):
    assert not any("15万" in f.figure or "15万" in f.clause for f in key_figures(article()))


def test_a_bound_that_nobody_reaches_is_no_key_figure(article):
    assert all("不足" not in f.clause for f in key_figures(article()))


def test_the_parts_of_the_letter(article):
    made = letter(article(), edition(paper="汀禾报", date=date(2030, 5, 1)), Settings(), 3, 754_000)
    assert made.subject == "《汀禾报》一江清水穿城过 百村灯火照归人" and made.kicker == "引题在上"
    assert made.opening.startswith("汀禾多水") and made.preheader == made.opening[:90]
    assert made.date == "2030年5月1日　星期三" and made.file == "汀禾报2030-05-01.pdf" and made.size == "0.8 MB"


def test_a_row_says_another_thing_than_the_one_before(article):
    """A report that repeats a phrase gets one row of it, whatever its number; the others come in."""
    text = "\n\n".join(f"全年地区生产总值达到{n}亿元。" for n in (235, 272, 289)) + "\n\n投入20亿元办成47件民生实事。" * 2
    found = [f.clause for f in key_figures(article(f"---\ntitle: 报告\n---\n\n{text}\n\n新修村路118公里。\n"))]
    assert len(found) == 3 and sum("生产总值" in c for c in found) == sum("民生" in c for c in found) == 1


def test_a_letter_opens_with_what_is_said_not_with_whom_it_is_said_to(article):
    text = "---\ntitle: 报告\n---\n\n各位代表：\n\n现在，我向大会报告工作。\n"
    assert letter(article(text), edition(), Settings()).opening == "现在，我向大会报告工作。"
    assert letter(article("---\ntitle: 报告\n---\n\n各位代表：\n"), edition(), Settings()).opening == "各位代表："


def test_a_headline_breaks_between_clauses_not_beside_latin(article):
    made = letter(article("---\ntitle: 用 SIMD 提速 3 倍 一行不改\n---\n\n正文。\n"), edition(), Settings())
    assert made.clauses == ("用 SIMD 提速 3 倍", "一行不改") and " ".join(made.clauses) == made.title


def test_a_traditional_letter_has_no_simplified_word_of_ours(article):
    text = "---\ntitle: 夜市裡的燈火\nlang: zh-TW\n---\n\n全市夜市共有攤商3621家。\n"
    chosen = Settings(sender="a@x.example", unsubscribe="https://x.example/u", online="https://x.example/1")
    plain, html = Writer(letter(article(text), edition(), chosen, 2), None, "c@x").write({"name": "某"})
    for words in ("版面通訊", "全部2個版面見附件", "網上閱讀", "發件", "退訂"):
        assert words in plain and words in html
    assert 'lang="zh-Hant"' in html and "CJK SC" not in html and not set("讯个见网阅发订数说") & set(plain + html)


@pytest.mark.parametrize(("pages", "said"), [(1, "\n版面见附件\n"), (3, "\n全部3个版面见附件\n")])
def test_a_letter_with_nothing_to_say_at_its_foot_has_none(article, pages, said):
    plain, html = Writer(letter(article(), edition(), Settings(), pages), None, "c@x").write({})
    assert said in plain and 'class="foot"' not in html and "发件" not in html


def test_commercial_mail_says_so_first(article):
    assert letter(article(), edition(), Settings(commercial=True)).subject.startswith("【广告】")


def test_file_names_are_short_and_harmless(article):
    found = article(TEXT.replace("一江清水穿城过 百村灯火照归人", "a/b\\c" + "长" * 60))
    name = letter(found, edition(), Settings()).file
    assert name == "abc" + "长" * 17 + ".pdf"
    assert letter(found, edition(date=date(2030, 5, 1)), Settings(ascii_filename=True)).file == "tinghe-2030-05-01.pdf"


@pytest.mark.parametrize(("title", "name"), [
    ("用WebAssembly和SIMD把JSON解析提速", "用WebAssembly和SIMD把.pdf"), ("Incomprehensibilities", "Incomprehensibilitie.pdf")])
def test_a_file_name_does_not_end_in_half_a_word(article, title, name):
    assert letter(article(f"---\ntitle: {title}\n---\n\n正文。\n"), edition(), Settings()).file == name


def test_an_article_is_text_to_the_templates(article):
    """Markup and template syntax of a manuscript or a name come out as they are written."""
    made = letter(article(TEXT.replace("引题在上", "{{ 7*7 }} <script>alert(1)</script>")), edition(), Settings())
    text, html = Writer(made, None, "page-1").write({"name": "<b>王</b>{{ to }}"})
    assert "{{ 7*7 }}" in text and "<script>" not in html and "<b>王</b>{{ to }}，您好：" in text and "<b>" not in html


def test_styles_stand_in_the_elements_and_the_dark_ones_in_their_rule(article):
    _, html = Writer(letter(article(), edition(), Settings()), None, "page-1").write({})
    assert "prefers-color-scheme: dark" in html and 'style="' in html and "max-width: 520px" in html
    assert ".text { padding: 12px" not in html and "http" not in html.replace("https", "")


@pytest.fixture
def own(tmp_path):
    """Give the edition a letter of its own."""
    def own(text):
        folder = tmp_path / "layout" / "templates" / "mail"
        folder.mkdir(parents=True)
        (folder / "letter.txt.j2").write_text(text, encoding="utf-8")
        return tmp_path
    return own


def test_an_edition_may_use_columns_of_the_list(article, own):
    folder = own("{{ to.name }}（{{ to['部门'] }}）")
    made = letter(article(), edition(), Settings())
    assert Writer(made, folder, "x").write({"name": "王某", "部门": "办公室"})[0] == "王某（办公室）\n"


@pytest.mark.parametrize(("template", "code"), [
    ("{{ to.部门 }}", "N401"), ("{{ to['部门'] }}", "N401"), ("{{ letter.nothing }}", "N402"), ("{% if %}", "N402"),
    ("{{ to.__class__ }}", "N402"), ("{{ ''.__class__.__mro__ }}", "N402"), ("{{ 1 / 0 }}", "N402")])
def test_a_template_that_fails_is_told(article, own, template, code):
    with pytest.raises(InputError) as error:
        Writer(letter(article(), edition(), Settings()), own(template), "x").write({"name": "王某"})
    assert error.value.diagnostics[0].code == code


def test_settings_are_read_and_checked():
    told = Diagnostics()
    read = settings({"from": "汀禾报 <a@tinghe.example>", "retry_minutes": [1, 2.5], "max_mb": 2, "sbject": "x"}, told,
                    online="https://tinghe.example/1", subject=None)
    assert read.domain == "tinghe.example" and read.retry_minutes == (1, 2.5) and read.online.endswith("/1")
    assert [(d.code, d.values["near"]) for d in told] == [("N101", "subject")]


@pytest.mark.parametrize("bad", [
    {"from": "nobody"}, {"from": "甲\r\nBcc: x <a@x.example>"}, {"max_mb": 0}, {"max_mb": "3"}, {"max_mb": True},
    {"unsubscribe": "http://x.example"}, {"unsubscribe": "https://x.example/ a"}, {"online": "javascript:x"},
    {"list_id": "a b"}, {"retry_minutes": [-1]}, {"retry_minutes": 5}, {"per_connection": 0}, {"subject": "a\nBcc: b"},
    {"commercial": 1}])
def test_settings_that_cannot_be_used(bad):
    with pytest.raises(InputError) as error:
        settings(bad, Diagnostics())
    assert {d.code for d in error.value.diagnostics} == {"N102"}


def test_one_line():
    assert one_line(" a\u2028b\x00\n c ") == "a b c"
