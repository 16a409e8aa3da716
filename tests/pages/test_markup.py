"""The HTML: few elements, escaped text, order and meaning of the plan."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin import pages
from paiyin.composition.plan import Frame, Picture, Piece, Rule
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError, UsageError
from paiyin.han.line import Segment
from paiyin.pages.text import escaped

from .handmade import face, line, one_line_frame, page, plan, segment, slip, story, text_frame


def html_of(built, theme="party", edition=None, diagnostics=None):
    return pages.to_html(
        built, theme=theme, edition=edition, diagnostics=Diagnostics() if diagnostics is None else diagnostics
    )


def body_of(built, **options):
    return re.search("<body>(.*)</body>", html_of(built, **options), re.DOTALL)[1]


def test_plain_text_needs_no_span():
    """Text in the face of its piece, without tracking, is bare."""
    assert ">栽下桃树引来清泉</p>" in body_of(plan(page(one_line_frame([segment("栽下桃树"), segment("引来清泉")]))))


def test_emoji_are_type():
    """Without U+FE0E the painter would take the machine's emoji font, colour and all, not the face of the plan."""
    body = body_of(plan(page(one_line_frame([segment("☀\ufe0f和👍🏽与1\ufe0f\u20e3，★")]))))
    assert "☀\ufe0e和👍\ufe0e🏽\ufe0e与1\ufe0e\u20e3，★" in body


def test_one_wrapper_for_a_line_of_one_track():
    """All stretches of a line with one tracking share one element."""
    row = [
        segment("青石镇", track=8),
        segment("12", lead=125),
        segment("公里", track=8, lead=125),
        segment("。", half=True),
    ]
    assert body_of(plan(page(one_line_frame(row)))).count("<i") == 3


def test_the_indent_of_a_paragraph_costs_no_element():
    """The first lead of a block is its text-indent."""
    assert "<i" not in body_of(plan(page(one_line_frame([segment("青石镇修渠", lead=2000)]))))


def test_equal_declarations_share_a_class():
    """Columns of like lines do not multiply the style sheet: one rule more for the place of each."""
    once = html_of(plan(page(text_frame(story(1, 3), 0, 4)))).count("{")
    five = html_of(plan(page(*(text_frame(story(1, 3), c, 4) for c in range(5))))).count("{")
    assert five == once + 4


@given(st.text(max_size=30))
def test_any_text_is_escaped_and_keeps_to_its_line(text):
    """Nothing that a stranger writes can become markup or a new line."""
    result = escaped(text)
    assert not set(result) & set('<>"\n\r\x00\u2028')
    assert "&" not in re.sub("&(amp|lt|gt|#34);", "", result)
    result.encode()


def test_markup_and_template_syntax_in_text_stay_text():
    """HTML and Jinja in an article are printed, in frames and in furniture."""
    evil = "<b>{{ 7*7 }}</b>"
    used = face()
    row = line([Segment(evil, used.key, 9000, 0, len(evil))])
    built = plan(
        page(
            Frame("text", 60, 60, 300, 20, pieces=(Piece("body", (row,), 0),)),
            Frame("imprint", 60, 900, 639, 20, data={"left": evil, "right": evil}),
            Frame("figure", 60, 200, 300, 250, picture=Picture("placeholder", 1, alt=evil, slip=slip())),
        ),
        title=evil,
    )
    html = html_of(built)
    assert "<b>" not in html and "49" not in re.sub("style=.*?>", "", body_of(built))
    assert html.count("&lt;b&gt;{{ 7*7 }}&lt;/b&gt;") >= 4


def test_only_web_and_mail_links(diagnostics):
    """Links to files or programs are left out and told."""
    good = segment("见网页", href="https://example.org/?a=1&b=2")
    bad = segment("见文件", href="file:///etc/passwd")
    body = body_of(
        plan(page(one_line_frame([good, bad, segment("此处", href="javascript:alert(1)")]))), diagnostics=diagnostics
    )
    assert body.count("<a") == 1 and "https://example.org/?a=1&amp;b=2" in body and "passwd" not in body
    assert [d.code for d in diagnostics] == ["W301", "W301"]


def test_reading_order_and_heads():
    """Frames come in the plan's order; heads have their level and their whole text as title."""
    built = plan(
        page(
            one_line_frame([segment("水路通了", "song", 900)], y=90, role="headline", level=1, kind="head"),
            text_frame(story(1, 2), 0, 20),
        )
    )
    body = body_of(built)
    assert body.index("<h1") < body.index("<p") and 'title="水路通了"' in body


def test_figure_and_caption_belong_together():
    """A figure frame and the caption frame after it are one figure element."""
    caption = one_line_frame(
        [segment("图1", "hei", 700), segment("新渠通水。", "kai", lead=700)], y=480, kind="caption", role="caption"
    )
    built = plan(page(Frame("figure", 60, 200, 378, 273, picture=Picture("placeholder", 1, slip=slip())), caption))
    assert re.search("<figure>.*<img .*<figcaption.*</figcaption></figure>", body_of(built), re.DOTALL)


def test_an_edition_may_bring_its_own_template(tmp_path, diagnostics):
    """A template in the edition folder stands in for the house's, sandboxed, and its errors are told with the line."""
    own = tmp_path / "layout" / "templates" / "imprint.html.j2"
    own.parent.mkdir(parents=True)
    built = plan(page(Frame("imprint", 60, 900, 639, 20, data={"left": "甲", "right": "乙"})))
    own.write_text("{{ set_line('自定' ~ data.left, frame.x, frame.y, 8) }}", encoding="utf-8")
    assert "自定甲" in body_of(built, edition=tmp_path)
    for broken in ("\n{{ data.left.nothing }}", "{% if %}", "{{ ''.__class__.__mro__ }}"):
        own.write_text(broken, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            html_of(built, edition=tmp_path)
        told = caught.value.diagnostics[0]
        assert told.code == "W404" and told.values["file"] == "imprint.html.j2" and told.values["line"]


def test_themes_have_one_geometry():
    """plain differs from party in ink and weight, not in the place of any line of text."""
    built = plan(
        page(
            text_frame(story(2, 3), 0, 4),
            one_line_frame([segment("镜头1", "hei", 900)], role="scene-label"),
            rules=[Rule("tab", 60, 60, 36, 3)],
        )
    )
    party, plain = body_of(built), body_of(built, theme="plain")
    assert party == plain
    assert "#C0141C" in html_of(built) and "#C0141C" not in html_of(built, theme="plain")


def test_unknown_and_broken_themes(tmp_path, diagnostics):
    """A theme that is not there or not whole is told, not a traceback."""
    built = plan(page())
    for name in ("nothing", "../party", ""):
        with pytest.raises(UsageError):
            html_of(built, theme=name)
    folder = tmp_path / "layout" / "themes" / "own"
    folder.mkdir(parents=True)
    (folder / "theme.css").write_text(".x { color: var(--gold) }")
    for toml in ("[colours", "[colours]\nred = 3", '[colours]\nred = { srgb = "red;}" }\n[furniture]\n[rules]'):
        (folder / "theme.toml").write_text(toml)
        with pytest.raises(InputError):
            html_of(built, theme="own", edition=tmp_path)
    (folder / "theme.toml").write_text("[colours]\n[furniture]\n[rules]")
    assert "color: #000000" in html_of(built, theme="own", edition=tmp_path, diagnostics=diagnostics)
    assert [d.code for d in diagnostics] == ["W403"]
