import pytest

from paiyin.exceptions import InputError, UsageError
from paiyin.press import conditions
from paiyin.press.palette import exact
from paiyin.press.profile import ProfileError, head, read
from paiyin.resources import names, root

THEMES = sorted(p.name for p in (root() / "layout/themes").iterdir() if (p / "theme.toml").is_file())


def test_newsprint_is_what_is_used_unless_another_is_named():
    assert conditions.load().name == "newsprint"
    assert conditions.load().ink.target == 220


@pytest.mark.parametrize("name", names("layout/press", ".toml"))
def test_every_condition_is_whole(name):
    """Limits rise from what is aimed at to what is refused; titles stand in both languages."""
    found = conditions.load(name, profile_needed=False)
    assert found.ink.target <= found.ink.warn <= found.ink.error <= found.ink.pixel
    assert found.images.target > found.images.warn > found.images.error
    assert found.title["en"] and found.title["zh"]


@pytest.mark.parametrize("name", ["newsprint", "coated"])
def test_shipped_profiles_are_for_presses_and_name_their_source(name):
    """The data's licence wants the Technical Report named as their source."""
    profile = conditions.load(name).profile
    found = read(profile)
    assert found.version[0] == 2 and "TR 00" in found.description
    assert b"ANSI CGATS/" in profile and len(profile) < 150_000


def test_a_condition_without_profile_asks_for_the_shops():
    with pytest.raises(UsageError) as caught:
        conditions.load("uncoated")
    assert caught.value.diagnostics[0].code == "K003"


def test_the_shops_own_profile_takes_the_place(tmp_path):
    """Its identifier is Custom, so that nothing claims a registered condition."""
    file = tmp_path / "shop.icc"
    file.write_bytes(conditions.load("coated").profile)
    found = conditions.load("uncoated", icc=file)
    assert (found.identifier, found.registry) == ("Custom", "") and found.profile == file.read_bytes()


@pytest.mark.parametrize("data", [b"", b"no profile" * 40])
def test_what_is_no_profile_is_refused(tmp_path, data):
    file = tmp_path / "shop.icc"
    file.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        conditions.load("newsprint", icc=file)
    assert caught.value.diagnostics[0].code == "K004"


def test_a_screen_profile_is_no_press_profile():
    from PIL import ImageCms

    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert head(data).space == "RGB"
    with pytest.raises(ProfileError):
        read(data)


def test_an_unknown_condition_is_named_with_those_there_are():
    with pytest.raises(UsageError) as caught:
        conditions.load("stone")
    assert "newsprint" in caught.value.diagnostics[0].text()


def test_an_edition_may_bring_its_own_condition(tmp_path):
    folder = tmp_path / "layout/press"
    folder.mkdir(parents=True)
    text = (root() / "layout/press/newsprint.toml").read_text(encoding="utf-8")
    (folder / "newsprint.toml").write_text(text.replace("warn = 240", "warn = 230"), encoding="utf-8")
    assert conditions.load("newsprint", tmp_path).ink.warn == 230
    (folder / "newsprint.toml").write_text(text.replace("warn = 240", "warn = 300"), encoding="utf-8")
    with pytest.raises(InputError):
        conditions.load("newsprint", tmp_path)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("condition", names("layout/press", ".toml"))
def test_theme_and_chart_colours_keep_to_the_ink_limit(theme, condition):
    limit = conditions.load(condition, profile_needed=False).ink.target
    found = exact(theme, None, limit)
    assert all(sum(ink) * 100 <= limit for ink in found.values())
    assert all(not any(ink[:3]) for (r, g, b), ink in found.items() if r == g == b)


@pytest.mark.parametrize(
    "red, code",
    [
        ("[60, 100, 90, 20]", "K104"),
        ("[0, 100, 90]", "K002"),
        ('[0, 100, 90, 20] }\nother = { srgb = "#C0141C", cmyk = [0, 90, 90, 20]', "K103"),
    ],
)
def test_colours_that_cannot_be_kept_are_named(tmp_path, red, code):
    name = "layout/themes/party/theme.toml"
    text = (root() / name).read_text(encoding="utf-8")
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text.replace("[0, 100, 90, 20]", red), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        exact("party", tmp_path, 220)
    assert caught.value.diagnostics[0].code == code
