"""File names that every system holds, from templates that cannot reach further than their fields."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError
from paiyin.printshop.names import FIELDS, Issue, names, revised, safe

ISSUE = Issue("雾洲报", "WZB", "要闻", "总第9期", "wuzhou", datetime.date(2030, 5, 1), 12)


def named(template, pages=(1, 2), issue=ISSUE, **options):
    return names(template, issue, pages, Diagnostics(), **options)


@pytest.mark.parametrize("template, first", [
    ("{paper}_{date}_p{page:02}.pdf", "雾洲报_20300501_p01.pdf"),
    ("{code}-{date:%Y-%m-%d}-{page:03d}of{pages}.pdf", "WZB-2030-05-01-001of12.pdf"),
    ("{page}_{section}.{number}.pdf", "1_要闻.总第9期.pdf"),
])
def test_fields_and_formats(template, first):
    assert named(template)[0] == first


@pytest.mark.parametrize("template, first", [
    ("{paper}_{date}_p{page}.pdf", "wuzhou_p1.pdf"),
    ("{date}_{paper}_p{page}.pdf", "wuzhou_p1.pdf"),
    ("{section}-{number}-{slug}-{page}.pdf", "wuzhou-1.pdf"),
])
def test_what_is_not_known_takes_its_separator_with_it(template, first):
    said = Diagnostics()
    assert names(template, Issue("wuzhou", slug="wuzhou"), [1], said) == [first]
    assert {d.code for d in said} == {"D114"}


@pytest.mark.parametrize("template", [
    "{paper.__class__}.pdf", "{paper[0]}.pdf", "{page!r}.pdf", "{}.pdf", "{0}.pdf", "{pagge}.pdf", "{page", "a}b.pdf",
    "{page:>99999999}.pdf", "{page:{pages}}.pdf", "{date:%H}.pdf", "{paper:10}.pdf", "../{page}.pdf", "a/{page}.pdf",
    "{page}.txt", "{page}", ".{page}.pdf", "-{page}.pdf", "{page} x.pdf", "{page}\n.pdf", "{page}*.pdf", "",
    "{page}" + "x" * 130 + ".pdf",
])
def test_bad_templates_are_told_with_the_names_they_would_give(template):
    with pytest.raises(InputError) as error:
        named(template)
    assert error.value.diagnostics[0].code == "D111"


def test_reserved_names_of_windows_are_refused():
    with pytest.raises(InputError):
        named("con.pdf", pages=[1])


def test_two_pages_of_one_name_are_refused_and_shown():
    with pytest.raises(InputError) as error:
        named("{paper}.pdf")
    assert "雾洲报.pdf, 雾洲报.pdf" in error.value.diagnostics[0].text() and "{page:02}" in error.value.diagnostics[0].hint()


def test_a_shop_of_ascii_names():
    assert named("{code}_{page}.pdf", ascii_only=True) == ["WZB_1.pdf", "WZB_2.pdf"]
    with pytest.raises(InputError) as error:
        named("{paper}_{page}.pdf", ascii_only=True)
    assert error.value.diagnostics[0].code == "D113"


def test_revisions_come_before_the_suffix():
    assert [revised("a_p01.pdf", n) for n in (1, 2, 11)] == ["a_p01.pdf", "a_p01_r2.pdf", "a_p01_r11.pdf"]
    assert revised("SUMS", 2) == "SUMS_r2"


@given(st.text(max_size=60))
def test_safe_is_safe(text):
    assert re.fullmatch(r"([\w]([\w.-]*[^\W_])?)?", safe(text)) and safe(safe(text)) == safe(text)


PIECES = st.sampled_from([f"{{{f}}}" for f in FIELDS] + ["{page:02}", "_", "-", ".", "/", "{", "x", "甲", "{x}", "%"])


@given(st.lists(PIECES, max_size=7).map("".join), st.text(max_size=20), st.integers(1, 30))
def test_names_are_unique_and_whole_or_refused(template, paper, pages):
    """Whatever the template and the paper's name: safe different names, or a diagnostic."""
    issue = Issue(paper, slug="a", pages=pages)
    try:
        found = names(f"{template}.pdf", issue, range(1, pages + 1), Diagnostics())
    except InputError:
        return
    assert len({n.casefold() for n in found}) == pages
    assert all(re.fullmatch(r"[^\W.-][\w.-]*\.pdf|_[\w.-]*\.pdf", n) for n in found)
