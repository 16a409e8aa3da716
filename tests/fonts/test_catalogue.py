import pytest

from paiyin.exceptions import InputError
from paiyin.fonts import catalogue
from paiyin.fonts.book import FontBook


def edition(folder, text):
    (folder / "fonts").mkdir()
    (folder / "fonts" / "fonts.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_house_catalogue_is_sound_and_says_where_every_required_family_comes_from():
    house = catalogue.load()
    assert {"song", "hei", "kai", "fangsong", "latin", "latin-sans"} <= set(house.roles)
    for family in house.families.values():
        assert family.licence, family.name
        if family.need == "required":
            assert set(family.packages) == set(catalogue.MANAGERS), family.name
    for role in house.roles.values():
        for name in role.lang.values():
            assert name in house.families


@pytest.mark.parametrize("lang, first", [
    ("zh-Hans", "Noto Serif CJK SC"), ("zh", "Noto Serif CJK SC"), ("zh-Hant", "Noto Serif CJK TC"),
    ("zh-Hant-TW", "Noto Serif CJK TC"), ("zh-Hant-HK", "Noto Serif CJK HK"), ("zh-HK", "Noto Serif CJK HK")])
def test_the_longest_language_prefix_names_the_first_family(lang, first):
    assert catalogue.load().roles["song"].wishes(lang)[0] == first


def test_an_edition_may_bring_its_own_catalogue(tmp_path):
    folder = edition(tmp_path, '[role.song]\nfamilies = ["Test Song"]\n')
    assert FontBook.load(folder).catalogue.roles["song"].families == ("Test Song",)


@pytest.mark.parametrize("text, said", [
    ("[role.song]\nfamilies =\n", "line 2"), ("", "role"), ("[role.song]\n", "families"),
    ('[role.song]\nfamilies = "Test"\n', "not a list of names"),
    ('[role.song]\nfamilies = ["T"]\nweights = [0]\n', "not a weight"),
    ('[role.song]\nfamilies = ["T"]\nlatin = "greek"\n', "greek"),
    ('[role.song]\nfamilies = ["T"]\nrare = "serif"\n', "rare.serif"),
    ('[role.song]\nfamilies = ["T"]\nsize = 9\n', "size"),
    ('[role.song]\nfamilies = ["T"]\n[family.T]\nneed = "badly"\n', "badly"),
    ('[role.song]\nfamilies = ["T"]\n[role.song.marks]\nrole = "song"\n', "characters"),
    ('[role.song]\nfamilies = ["T"]\n[family.T]\napt = ["fonts; reboot"]\n', "cannot be one"),
    ("role = 3\n", "int"),
])
def test_a_bad_catalogue_is_told_not_thrown(tmp_path, text, said):
    with pytest.raises(InputError) as caught:
        catalogue.load(edition(tmp_path, text))
    assert caught.value.diagnostics[0].code == "F102"
    assert said in str(caught.value)
