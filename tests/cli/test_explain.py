import json

from paiyin.diagnostics import catalogue
from paiyin.press.preflight.judging import explained, rules


def test_a_code_is_explained_in_the_chosen_language(run):
    entry = catalogue()["X103"]
    for lang in ("en", "zh"):
        out = run("explain", "x103", "--lang", lang).out
        assert entry.why[lang] in out and entry.mend[lang] in out and "{" not in out


def test_without_a_code_all_are_listed(run):
    lines = run("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted((*catalogue(), *rules()))


def test_an_unknown_code_is_wrong_usage_and_names_the_nearest(run):
    result = run("explain", "X1003")
    assert result.status == 2 and "X111" in result.err and "X103" in result.err


def test_the_rules_of_preflight_are_explained_too(run):
    """Those of GWG and the house's own, with where they come from, in either language and case."""
    for code in ("r0026", "P17"):
        for lang in ("en", "zh"):
            told, out = explained(code, lang), run("explain", code, "--lang", lang).out
            assert all(told[part] in out for part in ("what", "why", "mend", "reference"))
    assert "GWG 2022 R0026" in run("explain", "R0026").out
    result = run("explain", "R0027x")
    assert result.status == 2 and "R0027" in result.err


def test_in_json(run):
    assert json.loads(run("explain", "X103", "--json").out)["why"]["zh"] == catalogue()["X103"].why["zh"]
    assert len(json.loads(run("explain", "--json").out)) == len(catalogue()) + len(rules())
