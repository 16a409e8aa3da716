import json

from paiyin.diagnostics import catalogue


def test_a_code_is_explained_in_the_chosen_language(run):
    entry = catalogue()["X103"]
    for lang in ("en", "zh"):
        out = run("explain", "x103", "--lang", lang).out
        assert entry.why[lang] in out and entry.mend[lang] in out and "{" not in out


def test_without_a_code_all_are_listed(run):
    lines = run("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(catalogue())


def test_an_unknown_code_is_wrong_usage_and_names_the_nearest(run):
    result = run("explain", "X1003")
    assert result.status == 2 and "X111" in result.err and "X103" in result.err


def test_in_json(run):
    assert json.loads(run("explain", "X103", "--json").out)["why"]["zh"] == catalogue()["X103"].why["zh"]
    assert len(json.loads(run("explain", "--json").out)) == len(catalogue())
