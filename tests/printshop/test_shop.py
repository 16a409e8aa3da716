import pytest

from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError, UsageError
from paiyin.printshop.shop import Shop, load


def put(edition, text, name="mill"):
    file = edition / "layout" / "printshop" / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_house_says_every_setting_and_its_default(edition):
    """house.toml is what a designer copies: nothing is missing, and it says what the code does."""
    said = Diagnostics()
    assert load(None, None, said) == Shop("house") and not list(said)


def test_a_shop_of_the_edition_fills_up_from_the_house(edition):
    put(edition, 'split = "whole"\n[delivery]\nkey = "keys/id"\n[contact]\nphone = "0000"\n')
    shop = load("mill", edition, Diagnostics())
    assert (shop.key_name, shop.split, shop.press, shop.contact_phone) == ("mill", "whole", "newsprint", "0000")
    assert shop.key == edition / "layout" / "printshop" / "keys" / "id"


def test_an_edition_overrides_the_house_and_a_path_names_any_file(edition, tmp_path):
    file = put(edition, 'name = "甲厂"\n', "house")
    assert load(None, edition, Diagnostics()).name == "甲厂"
    assert load(str(file), None, Diagnostics()).name == "甲厂"


def test_a_misspelt_key_is_told_with_the_nearest(edition):
    put(edition, 'splitt = "page"\n[delivery]\npubish = "direct"\n')
    said = Diagnostics()
    load("mill", edition, said)
    assert [(d.code, d.values["near"]) for d in said] == [("D103", "split"), ("D103", "delivery.publish")]


@pytest.mark.parametrize("text", ['split = "both"', "ascii = 1", "[job]\ncopies = -1", "[job]\ncopies = true", "x =",
                                  'delivery = "sftp"\nsplit = 3', "[delivery]\npublish = \"move\""])
def test_bad_values_are_refused(edition, text):
    put(edition, text)
    with pytest.raises(InputError) as error:
        load("mill", edition, Diagnostics())
    assert error.value.diagnostics[0].code == "D102"


@pytest.mark.parametrize("name", ["nobody", "../themes/party/theme", "a/b", ".", "nobody.toml"])
def test_unknown_shops_are_refused_with_those_there_are(edition, name):
    with pytest.raises(UsageError) as error:
        load(name, edition, Diagnostics())
    assert "house" in error.value.diagnostics[0].hint()
