"""Prices of the soft rules: an edition changes some, a file that means nothing is told."""

import pytest

from paiyin.composition import weights
from paiyin.exceptions import InputError


@pytest.fixture
def written(tmp_path):
    def write(words: str | bytes):
        path = tmp_path / weights.FILE
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return tmp_path

    return write


def test_without_a_file_the_usual_prices_hold(tmp_path):
    assert weights.load() is weights.load(tmp_path) is weights.usual()


def test_an_edition_changes_only_what_it_names(written):
    found = weights.load(written("[feet]\nspare = 9000\n\n[search]\nbeam = 3.5"))
    changed = {key for key, price in weights.usual().prices.items() if found[key] != price}
    assert changed == {("feet", "spare"), ("search", "beam")}
    assert found["feet", "spare"] == 9000


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[cuts]\nwidow = 1", "[cuts] widow"),  # the house's own
        ("[feet]\nspaer = 1", "[feet] spaer"),
        ("[cust]\nwidow = 1", "[cust] widow"),
        ("[cuts]\nwidow = -1", "widow = -1"),
        ('[cuts]\nwidow = "much"', "widow = 'much'"),
        ("[cuts]\nwidow = true", "widow = True"),
        ("[cuts]\nwidow = nan", "widow = nan"),
        ("[cuts]\nwidow = inf", "widow = inf"),
        ("widow = 1", ""),
        ("[cuts", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_files_that_mean_nothing_are_told(written, words, told):
    with pytest.raises(InputError) as caught:
        weights.load(written(words))
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "P007"
    assert told in diagnostic.values["problem"]
