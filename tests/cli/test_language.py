import pytest

from paiyin.cli.language import Language, of_arguments, of_locale


@pytest.mark.parametrize("environment, language", [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_TW"}, "zh"),
    ({"LANG": "C.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
    ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
])
def test_the_first_locale_variable_that_is_set_decides(environment, language):
    assert of_locale(environment) is Language(language)


@pytest.mark.parametrize("arguments, language", [
    ([], "zh"),
    (["build", "--lang", "en", "x"], "en"),
    (["--lang=en", "build"], "en"),
    (["build", "--lang"], "zh"),
    (["build", "--lang", "fr"], "zh"),
])
def test_the_option_comes_before_the_locale(arguments, language):
    assert of_arguments(arguments, {"LANG": "zh_CN.UTF-8"}) is Language(language)
