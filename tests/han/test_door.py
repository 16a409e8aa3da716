"""The door of the line library: its names, and that it stands on its own."""

import subprocess
import sys

import paiyin.han


def test_names():
    """What others import."""
    assert paiyin.han.__all__ == sorted(paiyin.han.__all__, key=lambda n: (n[0].islower(), n))
    assert set(paiyin.han.__all__) == {"Chain", "Face", "Level", "Line", "Paragraph", "Region", "Rules", "Segment",
                                       "Setting", "Style", "Styled", "break_offsets"}
    assert all(getattr(paiyin.han, name).__doc__ for name in paiyin.han.__all__)


def test_it_needs_nothing_heavy():
    """Importing it loads no font library, no painter, and nothing of the product but units."""
    code = "import sys, paiyin.han; print(*sorted(m for m in sys.modules if m.split('.')[0] in " \
           "('uharfbuzz', 'fontTools', 'weasyprint', 'pyphen', 'pydantic') or m.startswith('paiyin.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert all(name == "paiyin.units" or name.startswith("paiyin.han") for name in loaded), loaded
