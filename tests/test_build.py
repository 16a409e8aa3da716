"""The whole pipeline on real input: what a build leaves, that it is whole, and that it is the same twice."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pymupdf
import pytest

from paiyin.build import build, check
from paiyin.exceptions import InputError, UsageError

DATA = Path(__file__).parent / "data" / "manuscripts"
SAMPLES = sorted(p.name for p in DATA.iterdir() if p.suffix in (".md", ".txt") and p.name != "README.md")
LEFT = {"screen.pdf", "plan.txt", "stats.json", "build.json"}


def words(pdf: Path) -> str:
    """Return the text of a PDF in the order of its content, blanks left out."""
    with pymupdf.open(pdf) as document:
        return re.sub(r"\s|\u00ad", "", "".join(page.get_text() for page in document))


@pytest.fixture(scope="module")
def jilin_built(jilin, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    return build(jilin, out), out


def test_a_build_leaves_everything_in_one_folder(jilin_built):
    report, out = jilin_built
    folder = next(p for p in out.iterdir())
    assert {p.name for p in folder.iterdir()} == LEFT | {"charts"}
    assert list((folder / "charts").glob("*.svg"))
    assert report.pages >= 2
    assert [p.name for p in out.iterdir()] == [folder.name], "nothing temporary stays behind"


def test_every_sentence_of_the_manuscript_is_in_the_pages_whole(jilin_built, jilin):
    """Sentences run over columns, figures and pages; read in order they are whole."""
    _, out = jilin_built
    found = words(next(out.rglob("screen.pdf")))
    text = re.sub(r"^#+|\*\*", "", jilin.read_text(encoding="utf-8"), flags=re.M)
    text = text.replace("(", "（").replace(")", "）")
    missing = []
    for block in re.split(r"\n{2}(?!\n)", re.sub(r"\n{4}[^\n]{1,80}\n\n(?=[^#*“\n])", "", text)):
        for sentence in re.findall(r"[^。！？]+[。！？]?", re.sub(r"\s|镜头\d:", "", block)):
            if sentence not in found:
                missing.append(sentence)
    assert not [s for s in missing if len(s) > 1], missing


def test_placeholders_have_their_captions(jilin_built, jilin):
    """Six captions stand between longer runs of blank lines in the export; each goes under its own frame."""
    _, out = jilin_built
    captions = re.findall(r"\n{4}([^\n#*]+)\n", jilin.read_text(encoding="utf-8"))
    plan = next(out.rglob("plan.txt")).read_text(encoding="utf-8")
    shown = re.findall(r"placeholder (\d+) -: (.+)", plan)
    assert sorted(alt for _, alt in shown) == sorted(captions)
    assert len(shown) == 6
    printed = words(next(out.rglob("screen.pdf")))
    for number, alt in shown:
        assert f"图{number}{re.sub(chr(92) + 's', '', alt)}" in printed


def test_charts_state_numbers_of_the_text(jilin_built, jilin):
    _, out = jilin_built
    text = jilin.read_text(encoding="utf-8")
    for chart in out.rglob("charts/*.svg"):
        values = re.findall(r">(\d+)</text>|<text[^>]*>\s*(\d{2,})", chart.read_text(encoding="utf-8"))
        assert all((a or b) in text for a, b in values)


def test_fonts_are_embedded_subset_and_mapped(jilin_built):
    _, out = jilin_built
    listing = subprocess.run(
        ["pdffonts", next(out.rglob("screen.pdf"))], capture_output=True, text=True, check=True
    ).stdout
    rows = listing.splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"yes yes yes\s+\d+", row), row
    for family in ("Noto-Serif", "Noto-Sans", "LXGW-WenKai"):
        assert any(family in row for row in rows), family


def test_the_record_names_what_went_in(jilin_built):
    _, out = jilin_built
    record = json.loads(next(out.rglob("build.json")).read_text(encoding="utf-8"))
    assert len(record["input"]["sha256"]) == 64
    assert all(len(font["sha256"]) == 64 for font in record["fonts"])
    assert set(record["files"]) >= {"screen.pdf", "plan.txt"}
    assert record["versions"]["weasyprint"].startswith("70")
    assert "/tmp" not in json.dumps(record)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_of_manuscript_gives_pages_or_a_clear_error(name, tmp_path):
    report = build(DATA / name, tmp_path, missing_glyph="box")
    assert report.pages >= 1
    plain = words(next(tmp_path.rglob("screen.pdf")))
    assert len(plain) > 20


@pytest.mark.parametrize(("content", "code"), [(b"", "M1"), (b" \n\n\t ", "M1")])
def test_an_empty_manuscript_is_told(content, code, tmp_path):
    (tmp_path / "empty.txt").write_bytes(content)
    with pytest.raises(InputError) as told:
        build(tmp_path / "empty.txt", tmp_path / "out")
    assert told.value.diagnostics[0].code.startswith(code)
    assert not (tmp_path / "out").exists()


def test_a_manuscript_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError):
        build(tmp_path / "none.txt", tmp_path / "out")


def test_a_missing_glyph_names_character_and_line(tmp_path):
    (tmp_path / "a.md").write_text("# 标题\n\n第一段。\n\n这里有一个\U0010fffe私用字。", encoding="utf-8")
    with pytest.raises(InputError) as told:
        build(tmp_path / "a.md", tmp_path / "out", missing_glyph="error")
    error = next(d for d in told.value.diagnostics if d.code == "F201")
    assert "10FFFE" in error.text()
    assert error.span.start == "# 标题\n\n第一段。\n\n这里有一个".__len__()


def test_a_proof_shows_a_box_for_what_no_font_has_and_a_press_file_is_refused(tmp_path):
    """The proof is for reading: its box is seen, its text is whole. Nothing with a box goes to press, asked for or not."""
    lacking = "\U0010fffe"
    (tmp_path / "a.md").write_text(f"# 标题{lacking}字\n\n这里有一个{lacking}字，{lacking}再来一个。\n", encoding="utf-8")
    report = build(tmp_path / "a.md", tmp_path / "out")
    assert [d.code for d in report.diagnostics if d.code.startswith("F2")] == ["F202"]
    assert words(tmp_path / "out" / "a" / "screen.pdf").count(lacking) == 3
    with pymupdf.open(tmp_path / "out" / "a" / "screen.pdf") as document:
        lines = [line for block in document[0].get_text("rawdict")["blocks"] for line in block["lines"]]
        characters = [c for line in lines for span in line["spans"] for c in span["chars"]]
        boxed = [pymupdf.Rect(c["bbox"]) for c in characters if c["c"] == lacking]
        assert len(boxed) == 3
        for where in boxed:
            seen = document[0].get_pixmap(dpi=300, clip=where, colorspace="gray")
            dark = sum(value < 128 for value in seen.samples)
            assert 0 < dark < 0.5 * seen.width * seen.height, "a frame, neither nothing nor a blot"
    (tmp_path / "issue").mkdir()
    (tmp_path / "issue" / "b.md").write_text("# 标题\n\n正文。\n", encoding="utf-8")
    (tmp_path / "issue" / "edition.toml").write_text(f'sheet = "a4"\n[paper]\nname = "溪{lacking}报"\n', encoding="utf-8")
    assert "W201" in [d.code for d in build(tmp_path / "issue", tmp_path / "out").diagnostics]
    with pytest.raises(InputError) as told:
        build(tmp_path / "issue", tmp_path / "press", targets=("screen", "press"))
    assert [d.code for d in told.value.diagnostics if d.level != "note"][-1] == "F201"
    for policy in ("box", "error"):
        with pytest.raises(InputError) as told:
            build(tmp_path / "a.md", tmp_path / "press", targets=("screen", "press"), missing_glyph=policy)
        assert "F201" in [d.code for d in told.value.diagnostics] and not (tmp_path / "press").exists()


def test_markup_and_templates_in_a_manuscript_are_text(tmp_path):
    """A manuscript may come from a stranger: nothing in it is run, fetched or read."""
    evil = "<script>alert(1)</script> {{ 7*7 }} {% include '/etc/passwd' %} <img src=file:///etc/passwd>"
    (tmp_path / "a.md").write_text(f"# 标题\n\n正文在此。{evil}\n\n![图](../../etc/passwd)\n", encoding="utf-8")
    build(tmp_path / "a.md", tmp_path / "out")
    found = words(next((tmp_path / "out").rglob("screen.pdf")))
    for part in ("<script>alert(1)</script>", "{{7*7}}", "{%include"):
        assert part.replace(" ", "") in found
    assert "root:" not in found


def test_check_says_the_same_and_writes_nothing(tmp_path):
    source = DATA / "markdown-everything.md"
    built = build(source, tmp_path / "out", missing_glyph="box")
    checked = check(source, missing_glyph="box")
    assert {d.code for d in checked.diagnostics} == {d.code for d in built.diagnostics}


def run(source: Path, out: Path, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "paiyin", "build", str(source), "--out", str(out), "--quiet"],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def test_building_twice_gives_the_same_bytes(tmp_path):
    """Whatever the order of hashes: two processes with different seeds."""
    contents = []
    for seed in ("1", "2"):
        process = run(DATA / "names.md", tmp_path / seed, PYTHONHASHSEED=seed)
        assert process.wait() == 0, process.stderr.read().decode()
        folder = tmp_path / seed
        contents.append({str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()})
    assert contents[0] == contents[1]


def test_a_build_that_is_killed_leaves_the_earlier_output_whole(tmp_path):
    source = DATA / "newsroom.txt"
    assert run(source, tmp_path).wait() == 0
    folder = next(tmp_path.iterdir())
    before = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    for delay in (0.3, 0.8, 1.2, 1.5, 1.8):
        process = run(source, tmp_path)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert run(source, tmp_path).wait() == 0
    assert [p.name for p in tmp_path.iterdir()] == [folder.name], "what killed builds left is swept away"


def photo(path: Path, size: tuple[int, int], halves: tuple[str, str], turn: int = 1) -> None:
    """Write a JPEG whose upper and lower halves have a colour each; ``turn`` is its EXIF orientation."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", size, halves[1])
    image.paste(Image.new("RGB", (size[0], size[1] // 2), halves[0]), (0, 0))
    exif = Image.Exif()
    exif[0x0112] = turn
    image.save(path, exif=exif, quality=95)


def test_a_photo_drops_in_by_its_name_and_is_cut_to_the_slot(tmp_path):
    """The placeholder of the first build is the photo of the second; the cut keeps the point in focus."""
    words = "春水初生，两岸的柳树绿了一层。老人把船系在桥下，说今年的鱼比往年多。" * 12
    (tmp_path / "a.md").write_text(
        f'# 渡口\n\n{words}\n\n![渡口的早晨。](photos/dawn.jpg){{span=2 focus="0.5,0.05"}}\n', encoding="utf-8"
    )
    build(tmp_path / "a.md", tmp_path / "out")
    assert "placeholder 1" in next(tmp_path.rglob("plan.txt")).read_text(encoding="utf-8")
    photo(tmp_path / "photos" / "dawn.jpg", (400, 4000), ("#ff0000", "#0000ff"))
    build(tmp_path / "a.md", tmp_path / "out")
    assert "photo 1 dawn.jpg" in next(tmp_path.rglob("plan.txt")).read_text(encoding="utf-8")
    with pymupdf.open(next(tmp_path.rglob("screen.pdf"))) as document:
        page = document[0]
        assert page.get_images()
        shown = page.get_pixmap(dpi=36)
    colours = [shown.pixel(x, y) for x in range(shown.width) for y in range(shown.height)]
    red = sum(r > 200 and g < 60 and b < 60 for r, g, b in colours)
    blue = sum(b > 200 and r < 60 and g < 60 for r, g, b in colours)
    assert red > 50 * max(1, blue), (red, blue)


def test_a_broken_photo_leaves_its_placeholder_and_is_told(tmp_path):
    (tmp_path / "a.md").write_text("# 渡口\n\n正文一段。\n\n![图。](bad.jpg)\n", encoding="utf-8")
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff\xe0 this is no picture")
    report = build(tmp_path / "a.md", tmp_path / "out")
    assert "W101" in {d.code for d in report.diagnostics}
    assert "placeholder 1" in next(tmp_path.rglob("plan.txt")).read_text(encoding="utf-8")


def test_an_error_that_ends_a_build_tells_what_was_found_before_it(tmp_path):
    """A chart of an unknown kind ends composing; the lines of it that are wrong stand before that."""
    text = "# 标题\n\n正文，有人。\n\n```chart\ntitle: 图\nkind: pie3d\n甲: 十二\n乙: 3\n```\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    checked = check(tmp_path / "a.md")
    codes = [d.code for d in checked.diagnostics]
    assert codes[-1] == "C101" and any(code.startswith("M5") for code in codes) and checked.pages == 0
    with pytest.raises(InputError) as told:
        build(tmp_path / "a.md", tmp_path / "out")
    assert {d.code for d in told.value.diagnostics} >= set(codes) and not (tmp_path / "out").exists()
