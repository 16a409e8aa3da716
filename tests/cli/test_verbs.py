"""The verbs hand their arguments to the pipeline, and its answer to the reader."""

import json
from pathlib import Path

from paiyin.diagnostics import Diagnostic, Level
from paiyin.spans import Source, Span

TEXT = "甲乙丙"
WARNING = Diagnostic("X131", {"file": "a.md", "reason": "so"}, Span("a.md", 1, 2), Level.WARNING)
NOTE = Diagnostic("X131", {"file": "b.md", "reason": "so"}, None, Level.NOTE)
SOURCES = {"a.md": Source("a.md", TEXT)}


def test_build_passes_its_options_on(run, pipeline, report):
    calls = pipeline(build=report())
    assert run("build", "a.md", "-o", "out", "--sheet", "a4", "--theme", "plain", "--missing-glyph", "box", "--for",
               "screen", "--lang", "zh", "--strict").status == 0
    (arguments, options), = calls
    assert arguments == (Path("a.md"), Path("out")) and options.pop("progress") is not None
    assert options == {"sheet": "a4", "theme": "plain", "targets": ("screen",), "missing_glyph": "box", "lang": "zh",
                       "strict": True}


def test_build_prints_files_on_stdout_and_findings_on_stderr(run, pipeline, report):
    pipeline(build=report(files=(Path("dist/a/screen.pdf"),), diagnostics=[WARNING, NOTE], sources=SOURCES))
    result = run("build", "a.md")
    assert result.status == 0 and result.out == "dist/a/screen.pdf\n"
    assert "warning[X131] a.md:1:2: " in result.err and result.err.endswith("1 warning, 1 note\n")


def test_strict_fails_for_warnings_only(run, pipeline, report):
    pipeline(build=report(diagnostics=[WARNING]), check=report(diagnostics=[NOTE]))
    assert run("build", "a.md", "--strict").status == 1
    assert run("check", "a.md", "--strict").status == 0


def test_quiet_says_only_what_fails(run, pipeline, report):
    pipeline(check=report(diagnostics=[WARNING, NOTE]))
    assert run("check", "a.md", "--quiet").err == ""
    assert run("check", "a.md", "--quiet", "--strict").err.startswith("warning[X131]")


def test_build_in_json(run, pipeline, report):
    pipeline(build=report(files=(Path("dist/a/screen.pdf"),), pages=2, diagnostics=[WARNING], sources=SOURCES))
    result = run("build", "a.md", "--json")
    answer = json.loads(result.out)
    assert (answer["status"], answer["pages"], answer["files"]) == (0, 2, ["dist/a/screen.pdf"])
    assert answer["diagnostics"][0]["column"] == 2 and result.err == ""


def test_stats_lines_its_columns_up(run, pipeline, report):
    rows = [{"line": 1, "text": "42人", "value": 42.0, "unit": "人", "qualifier": "exact", "subject": "村民",
             "sentence": "来了42人。"},
            {"line": 12, "text": "2.3万", "value": 23000.0, "unit": None, "qualifier": "over", "subject": "",
             "sentence": "超过2.3万。"}]
    pipeline(stats=report(rows=rows))
    assert run("stats", "a.md").out.splitlines() == [
        "line  text   value  unit  qualifier  subject  sentence",
        "1     42人   42     人    exact      村民     来了42人。",
        "12    2.3万  23000        over                超过2.3万。",
    ]
    assert json.loads(run("stats", "a.md", "--json").out)["statistics"] == rows


def test_charts_prints_blocks_to_paste(run, pipeline, report):
    calls = pipeline(charts=report(blocks=("```chart\n甲: 1\n```", "```chart\n乙: 2\n```")))
    assert run("charts", "a.md").out == "```chart\n甲: 1\n```\n\n```chart\n乙: 2\n```\n"
    assert run("charts", "a.md", "--write", "--json").status == 0 and calls[-1][1]["write"] is True


def test_check_looks_at_a_theme_with_or_without_a_source(run, pipeline, report):
    calls = pipeline(check=report(diagnostics=[NOTE]), check_theme=report(diagnostics=[WARNING]))
    assert run("check", "--theme", "plain", "--strict").status == 1
    assert calls == [(("plain", None), {})]
    result = run("check", "a.md", "--theme", "plain")
    assert result.status == 0 and result.err.endswith("1 warning, 1 note\n")
    assert calls[1][0] == ("plain", Path("a.md")) and calls[2][1]["theme"] == "plain"


def test_check_of_nothing_is_wrong_usage(run):
    result = run("check")
    assert result.status == 2 and "X133" in result.err


def test_many_findings_of_one_kind_are_counted_for_people_and_listed_for_programs(run, pipeline, report):
    known = {"a.md": Source("a.md", "行\n" * 90)}
    found = [Diagnostic("P105", {}, Span("a.md", 2 * n, 2 * n + 1)) for n in range(90)]
    pipeline(check=report(diagnostics=found, sources=known))
    said = run("check", "a.md").err
    assert said.count("note[P105] a.md:") == 5 and "and 85 more like it in lines 6–90" in said
    assert said.endswith("90 notes\n")
    assert len(json.loads(run("check", "a.md", "--json").out)["diagnostics"]) == 90
