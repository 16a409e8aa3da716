import subprocess

import pytest

from paiyin.exceptions import MachineError
from paiyin.fonts import fontconfig
from paiyin.fonts.book import FontBook, keys


@pytest.fixture
def fresh():
    """A process that has not asked fontconfig yet."""
    functions = (fontconfig.installed, fontconfig.of_family, fontconfig._by_family, keys)
    for function in functions:
        function.cache_clear()
    yield
    for function in functions:
        function.cache_clear()


def listing(*rows: str) -> bytes:
    return "".join(row.replace("|", "\x1f") + "\x1e" for row in rows).encode()


def answer(monkeypatch, *rows: str, match: str = "") -> list[list[str]]:
    calls = []

    def run(command, **_):
        calls.append(command)
        out = listing(*rows) if command[0] == "fc-list" else match.encode()
        return subprocess.CompletedProcess(command, 0, out, b"")

    monkeypatch.setattr(fontconfig.subprocess, "run", run)
    return calls


def test_fontconfig_is_asked_once_a_process(monkeypatch, fresh):
    calls = answer(monkeypatch, "/f/a.ttc|2|Test Song,测试宋|Regular|80|0|100|TestSong|False|False|True")
    assert [f.index for f in fontconfig.of_family("测试宋")] == [2]
    assert fontconfig.of_family("test song")
    FontBook.load()
    assert len(calls) == 1


@pytest.mark.parametrize("css, fc", [(100, 0), (200, 40), (300, 50), (350, 55), (400, 80), (500, 100), (600, 180),
                                     (700, 200), (800, 205), (900, 210)])
def test_weights_are_those_of_css(css, fc):
    assert fontconfig.css_weight(fc) == css
    assert fontconfig.fontconfig_weight(css) == fc


def test_colour_bitmap_and_variable_patterns_italics_and_condensed_faces_are_left_out(monkeypatch, fresh):
    answer(monkeypatch,
           "/f/colour.ttf|0|T|Regular|80|0|100|TColour|False|True|True",
           "/f/bitmap.pcf|0|T|Regular|80|0|100|TBitmap|False|False|False",
           "/f/variable.ttf|0|T|Regular|[40 210]|0|100|TVariable|True|False|True",
           "/f/variable.ttf|65536|T|Bold|200|0|100|T-Bold|False|False|True",
           "/f/italic.ttf|0|T|Italic|80|100|100|T-Italic|False|False|True",
           "/f/condensed.ttf|0|T|Condensed|80|0|75|T-Condensed|False|False|True")
    assert [(f.postscript, f.index, f.instance) for f in fontconfig.of_family("T")] == [("T-Bold", 0, 1)]


def test_a_family_without_normal_width_has_the_nearest_one(monkeypatch, fresh):
    """Symbola, which has most emoji, calls its only face semi-condensed."""
    answer(monkeypatch, "/f/s.ttf|0|S|Regular|80|0|87|S-Semi|False|False|True",
           "/f/c.ttf|0|S|Regular|80|0|75|S-Condensed|False|False|True")
    assert [f.postscript for f in fontconfig.of_family("S")] == ["S-Semi"]


def test_of_two_files_alike_the_one_that_the_painter_takes(monkeypatch, fresh):
    calls = answer(monkeypatch, "/f/a.otf|0|T-S|Regular|80|0|100|T-R|False|False|True",
                   "/f/b.otf|0|T-S|Regular|80|0|100|T-R|False|False|True", match="/f/b.otf\x1f0")
    assert [f.file for f in fontconfig.of_family("T-S")] == ["/f/b.otf"]
    assert calls[-1][0] == "fc-match" and calls[-1][-1].startswith("T\\-S:weight=80:")


def test_keys_are_unique_and_safe(monkeypatch, fresh):
    answer(monkeypatch, "/f/a.otf|0|T|Regular|80|0|100|T R/<1>|False|False|True",
           "/f/b.otf|0|U|Regular|80|0|100|TR1|False|False|True", "/f/c.otf|0|宋|Regular|80|0|100||False|False|True")
    assert sorted(keys().values()) == ["-400", "TR1", "TR1-2"]


def test_no_fontconfig_is_a_machine_error(monkeypatch, fresh):
    def run(*_, **__):
        raise FileNotFoundError("fc-list")

    monkeypatch.setattr(fontconfig.subprocess, "run", run)
    with pytest.raises(MachineError) as caught:
        fontconfig.installed()
    assert caught.value.diagnostics[0].code == "F101"
