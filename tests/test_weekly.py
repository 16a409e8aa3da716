"""The sample edition of several articles, built by one command: five articles, ten figures, an ad hole, two pages."""

import json
import re
import shutil
from pathlib import Path

import pymupdf
import pytest

from paiyin.build import build, charts, check, stats

EDITION = Path(__file__).parent.parent / "editions" / "tinghe-weekly"
FILES = ["bridge.md", "market.md", "school.md", "seed.md", "swifts.md"]
TITLES = ["老桥过车先过人", "早市迁新址", "一堂课从量一条田埂开始", "一把老稻种", "雨燕回来那天"]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("weekly")
    report = build(EDITION, out)
    return report, out / "tinghe-weekly"


def squeezed(text: str) -> str:
    return re.sub(r"\s|\u00ad", "", text)


def test_it_fills_two_pages_and_nothing_is_to_be_said_against_them(built):
    report, _ = built
    assert report.pages == 2
    assert [d.code for d in report.diagnostics if d.severity != "note"] == []


def test_every_sentence_and_caption_is_printed(built):
    _, folder = built
    with pymupdf.open(folder / "screen.pdf") as document:
        printed = squeezed("".join(page.get_text() for page in document))
    for name in FILES:
        text = (EDITION / name).read_text(encoding="utf-8").split("---\n", 2)[2]
        text = re.sub(r"```.*?```|!\[.*?\]\(.*?\)\{.*?\}|^## ", "", text, flags=re.S | re.M)
        for clause in re.findall(r"[^。！？，：；“”、]{4,}", squeezed(text)):
            assert sum(clause[n : n + 4] in printed for n in range(len(clause) - 3)) >= (len(clause) - 3) / 2, clause
        for caption in re.findall(r"!\[(.*?)\]", (EDITION / name).read_text(encoding="utf-8")):
            assert squeezed(caption)[:8] in printed


def test_ten_figures_stand_outside_the_ad_hole(built):
    _, folder = built
    plan = (folder / "plan.txt").read_text(encoding="utf-8")
    assert sorted(int(n) for n in re.findall(r"placeholder (\d+) -", plan)) == list(range(1, 11))
    assert "columns 4-5 lines 64-86" in plan and "mark: 广告位" in plan
    after = plan[plan.index("page 2") :]
    for kind, columns, lines in re.findall(r"frame (\w+) columns (\S+) lines (\S+)", after):
        last_column = int(columns.split("-")[-1])
        last_line = int(lines.split("-")[-1])
        assert kind == "hole" or last_column < 4 or last_line < 64, (kind, columns, lines)


def test_its_bookmarks_are_the_headlines_in_page_order(built):
    _, folder = built
    with pymupdf.open(folder / "screen.pdf") as document:
        heads = [(title, page) for level, title, page in document.get_toc() if level == 1]
        assert document.metadata["title"].startswith("汀禾报")
    assert sorted(title[:4] for title, _ in heads) == sorted(title[:4] for title in TITLES)
    assert heads[0][0].startswith(TITLES[0])
    assert [page for _, page in heads] == sorted(page for _, page in heads)


def test_the_record_names_every_input_and_statistics_name_their_file(built):
    _, folder = built
    record = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    assert [i["file"] for i in record["inputs"]] == FILES
    assert len({i["sha256"] for i in record["inputs"]}) == 5
    rows = json.loads((folder / "stats.json").read_text(encoding="utf-8"))["statistics"]
    assert {row["file"] for row in rows} == set(FILES)
    assert [p.name for p in (folder / "charts").iterdir()] == ["bridge-01.svg"]


def test_check_stats_and_charts_work_on_it(built):
    report, folder = built
    assert {d.code for d in check(EDITION).diagnostics} == {d.code for d in report.diagnostics}
    assert list(stats(EDITION).rows) == json.loads((folder / "stats.json").read_text(encoding="utf-8"))["statistics"]
    assert all(block.startswith("```chart") for block in charts(EDITION).blocks)


def test_a_message_points_into_the_article_that_it_speaks_of(tmp_path):
    shutil.copytree(EDITION, tmp_path / "weekly")
    seed = tmp_path / "weekly" / "seed.md"
    seed.write_text(seed.read_text(encoding="utf-8") + "\n这里有一个\U0010fffe字。\n", encoding="utf-8")
    report = check(tmp_path / "weekly", missing_glyph="box")
    told = next(d for d in report.diagnostics if "10FFFE" in d.text())
    assert told.span.file == "seed.md"
    assert report.sources["seed.md"].text[told.span.start] == "\U0010fffe"


def test_a_final_edition_leaves_the_hole_white(tmp_path):
    shutil.copytree(EDITION, tmp_path / "weekly")
    settings = tmp_path / "weekly" / "edition.toml"
    settings.write_text("final = true\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    build(tmp_path / "weekly", tmp_path / "out")
    with pymupdf.open(tmp_path / "out" / "weekly" / "screen.pdf") as document:
        page = document[1]
        mm = 72 / 25.4
        left, top = 22.3 * mm + 3 * 130.5, 21.9 * mm + 63 * 11.5
        hole = pymupdf.Rect(left + 1, top + 1, left + 246, top + 260)
        shown = page.get_pixmap(clip=hole, dpi=72)
    assert set(shown.samples) == {255}
