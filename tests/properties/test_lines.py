"""The laws of lines hold for any text at any measure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paiyin.exceptions import MachineError
from paiyin.fonts import FontBook
from paiyin.han import Level, Paragraph, Region, Rules, Style, Styled

from tests.han import laws
from tests.han.square import CHAIN, LatinFace, SquareFace
from tests.properties import strategies

MEASURES = st.integers(6_000, 40_000)
RULES = st.builds(Rules, indent=st.sampled_from([0, 1000, 2000]), style=st.sampled_from(list(Style)),
                  region=st.sampled_from(list(Region)), trim_first=st.booleans(), squeeze_stops=st.booleans(),
                  hyphenate=st.booleans())
LOOKS = st.sampled_from([(1000, 0), (600, 350), (600, -150), (900, 0)])


def square_or_latin(segment) -> int:
    face = LatinFace() if segment.face == "latin" else SquareFace()
    natural = 500 * len(segment.text) if segment.half else face.width(segment.text)
    return round(natural * segment.scale / 1000) + segment.track * len(segment.text)


@settings(max_examples=150)
@given(strategies.texts(), MEASURES, RULES)
def test_laws_in_the_square_face(text, measure, rules):
    """Any text in any style and region keeps the laws; widths are those of a font with one width a class."""
    paragraph = Paragraph([Styled(text, CHAIN)], rules)
    for setting in paragraph.set(measure, spread=1).values():
        laws.check(text, setting, measure, square_or_latin)


@pytest.fixture(scope="module")
def book():
    """The house's fonts."""
    book = FontBook.load()
    try:
        for role in ("song", "hei", "kai"):
            book.chain(role)
    except MachineError as error:
        pytest.skip(f"the house fonts are not installed: {error}")
    return book


@settings(max_examples=150)
@given(strategies.texts(), MEASURES, st.sampled_from(["song", "hei", "kai"]))
def test_laws_in_real_faces(book, text, measure, role):
    """Any text in the real faces keeps the laws; segments are shaped again by HarfBuzz, come out as wide, and hold no
    character that their face lacks, but those said to be missing."""
    chain = book.chain(role)
    paragraph = Paragraph([Styled(text, chain)], Rules())
    setting = paragraph.best(measure)
    laws.check(text, setting, measure, lambda s: reshaped(book, s))
    lacking = {text[at] for at in paragraph.missing}
    for segment in (s for line in setting.lines for s in line.segments if not s.half):
        for glyph, _, at in book.face(segment.face).glyphs(segment.text):
            assert glyph or segment.text[at] in lacking, segment


def reshaped(book, segment) -> int:
    natural = 500 * len(segment.text) if segment.half else book.face(segment.face).width(segment.text)
    return round(natural * segment.scale / 1000) + segment.track * len(segment.text)


@settings(max_examples=60)
@given(strategies.news(), st.integers(10_000, 30_000))
def test_ordinary_prose_breaks_no_rule(text, measure):
    """Prose needs no emergency: no rule is broken, nothing is torn, every line but the last is flush."""
    setting = Paragraph([Styled(text, CHAIN)], Rules()).best(measure)
    assert not setting.broken and not setting.torn
    assert all(line.flush for line in setting.lines[:-1])


@settings(max_examples=60)
@given(st.lists(strategies.PIECE, min_size=1, max_size=12), st.lists(LOOKS, min_size=1), MEASURES)
def test_laws_with_raised_and_small_spans(pieces, looks, measure):
    """Spans of other sizes and raised ones keep the laws of text and width."""
    spans = [Styled(p, CHAIN, *looks[n % len(looks)], style=("s",) * (n % 2)) for n, p in enumerate(pieces)]
    text = "".join(pieces)
    setting = Paragraph(spans, Rules()).best(measure)
    laws.check_text(text, setting)
    laws.check_widths(setting, measure, square_or_latin)


@settings(max_examples=40)
@given(strategies.texts(), st.integers(0, 5_999), st.integers(-2000, 9000))
def test_no_measure_and_no_indent_fails(text, measure, indent):
    """Even a measure that holds no character, or an indent wider than the line, loses no text and raises nothing."""
    setting = Paragraph([Styled(text, CHAIN)], Rules()).best(measure, indent)
    laws.check_text(text, setting)


@settings(max_examples=60)
@given(strategies.texts(), MEASURES, st.sampled_from(list(Level)))
def test_levels_change_breaks_only(text, measure, level):
    """Whatever the level of prohibition, text and widths are right."""
    setting = Paragraph([Styled(text, CHAIN)], Rules(level=level)).best(measure)
    laws.check_text(text, setting)
    laws.check_widths(setting, measure, square_or_latin)


@settings(max_examples=40)
@given(strategies.texts(12), MEASURES)
def test_setting_twice_gives_the_same(text, measure):
    """The same text, measure and rules give the same lines."""
    one, two = (Paragraph([Styled(text, CHAIN)], Rules()).best(measure) for _ in range(2))
    assert one == two and one.lines == two.lines
