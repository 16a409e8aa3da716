"""CFF programs: glyphs are found by number."""

from io import BytesIO

import pikepdf
import pytest

from paiyin.press.cff import PADDING, CffError, bare, is_identity, with_identity
from tests.press.bad import shifted
from tests.press.conftest import changed


@pytest.fixture(scope="module")
def programs(screen) -> list[bytes]:
    """The programs that the painter embeds, in their OpenType wrapping."""
    with pikepdf.open(BytesIO(screen)) as pdf:
        return [font.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes()
                for font in pdf.pages[0].Resources.Font.values()]


def cids(program: bytes) -> list[int]:
    """Return the CID of each glyph as fontTools reads them."""
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    return [int(name[3:]) for name in fonts[0].charset[1:]]


def test_the_wrapping_comes_off(programs):
    assert all(program[:4] == b"OTTO" and bare(program)[0] == 1 for program in programs)
    assert bare(bare(programs[0])) == bare(programs[0])


def test_odd_cids_are_seen_and_set_right(programs):
    """fontTools agrees on both; nothing but the charset changes."""
    program = bare(programs[0])
    odd = shifted(program)
    assert cids(odd)[0] == 6 and not is_identity(odd)
    mended = with_identity(odd)
    assert is_identity(mended) and cids(mended) == list(range(1, len(cids(mended)) + 1))
    assert with_identity(mended) is mended and len(mended) == len(odd) + 5 + len(PADDING)


@pytest.mark.parametrize(
    "program", [b"", b"OTTO", b"\x01\x00\x04\x01", b"\x02" * 40, b"\x01\x00\x04\x02" + b"\xff" * 60]
)
def test_what_is_no_program_is_said(program):
    with pytest.raises(CffError):
        is_identity(bare(program))


def test_the_pass_sets_odd_cids_right(press, screen):
    """The painter's mark of such fonts is a map from CIDs to glyphs, which CFF fonts must not have."""
    def spoil(pdf, page):
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            descriptor.FontFile3 = pikepdf.Stream(pdf, shifted(bare(descriptor.FontFile3.read_bytes())))

    made = press(changed(screen, spoil))
    for font in made.pages[0].Resources.Font.values():
        assert is_identity(font.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes())
