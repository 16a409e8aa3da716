import pytest

from paiyin.exceptions import InputError, MachineError
from paiyin.fonts import FontBook, fontconfig, install
from paiyin.fonts.status import install_all, status

from .test_catalogue import edition


@pytest.fixture
def debian(monkeypatch):
    """A Debian machine whose user is not root."""
    monkeypatch.setattr(install, "manager", lambda: "apt")
    monkeypatch.setattr("paiyin.fonts.status.manager", lambda: "apt")
    monkeypatch.setattr(install.os, "geteuid", lambda: 1000, raising=False)


def without(monkeypatch, *families):
    """Make families disappear from the machine."""
    of_family = fontconfig.of_family
    monkeypatch.setattr(fontconfig, "of_family", lambda name: () if name in families else of_family(name))


def only(monkeypatch, weights):
    of_family = fontconfig.of_family
    monkeypatch.setattr(fontconfig, "of_family", lambda name: tuple(f for f in of_family(name) if f.weight in weights))


def test_a_required_family_that_is_missing_is_named_with_the_command(monkeypatch, debian):
    without(monkeypatch, "LXGW WenKai")
    with pytest.raises(MachineError) as caught:
        FontBook.load().chain("kai")
    told = caught.value.diagnostics[0]
    assert caught.value.status == 3 and told.code == "F103"
    assert told.text() == "the font LXGW WenKai is not installed"
    assert told.hint() == told.hint("zh") == "sudo apt-get install -y fonts-lxgw-wenkai"


@pytest.mark.parametrize("manager, found", [
    ("apt", "sudo apt-get install -y fonts-noto-cjk fonts-noto-cjk-extra"),
    ("dnf", "sudo dnf install -y google-noto-serif-cjk-fonts"),
    ("brew", "brew install --cask font-noto-serif-cjk-sc"), ("", "# Noto Serif CJK SC")])
def test_the_command_is_that_of_the_machine(monkeypatch, debian, manager, found):
    monkeypatch.setattr(install, "manager", lambda: manager)
    assert install.command([FontBook.load().catalogue.family("Noto Serif CJK SC")]) == found


def test_an_unknown_role_lists_the_known_ones():
    with pytest.raises(InputError) as caught:
        FontBook.load().chain("gothic")
    assert caught.value.diagnostics[0].code == "F105" and "fangsong" in str(caught.value)


def test_chains_are_made_once(book):
    assert book.chain("song", 700) is book.chain("song", 700)
    assert book.chain("song", 700).main is book.chain("song", 700, "zh").main


def test_loading_and_chaining_open_no_font_file(book):
    fresh = FontBook.load()
    chain = fresh.chain("song")
    assert all("font" not in vars(face) for face in chain.faces)


def test_the_nearest_weight_is_used_and_said(monkeypatch, book):
    only(monkeypatch, {400, 700})
    fresh = FontBook.load()
    assert fresh.chain("song", 600).main.weight == 700
    assert fresh.chain("song", 500).main.weight == 400
    assert [d.code for d in fresh.diagnostics] == ["F301", "F301"]
    assert "600" in next(iter(fresh.diagnostics)).text("zh")


def test_fangsong_falls_to_kai_with_a_note(monkeypatch, book):
    without(monkeypatch, *book.catalogue.roles["fangsong"].families)
    fresh = FontBook.load()
    assert fresh.chain("fangsong").main is fresh.chain("kai").main
    assert [d.code for d in fresh.diagnostics] == ["F302"]


def test_a_role_without_any_family_and_stand_in_is_an_error(tmp_path):
    with pytest.raises(MachineError) as caught:
        FontBook.load(edition(tmp_path, '[role.song]\nfamilies = ["No Such Face"]\n')).chain("song")
    assert caught.value.diagnostics[0].code == "F103"


def test_no_face_for_greek_is_a_note(monkeypatch, debian, book):
    without(monkeypatch, *book.catalogue.roles["latin"].families)
    fresh = FontBook.load()
    assert fresh.chain("song").face_for("α") is not None
    assert [(d.code, d.hint()) for d in fresh.diagnostics] == [("F303", "sudo apt-get install -y fonts-dejavu-core")]


def test_faces_are_found_again_by_key(book):
    chain = book.chain("kai")
    for char in "国“α𠀀":
        face = chain.face_for(char)
        if face is not None:
            assert book.face(face.key) is face
    with pytest.raises(KeyError):
        book.face("nothing")


def test_status_names_what_is_missing_and_one_command_for_all(monkeypatch, debian, book):
    without(monkeypatch, "LXGW WenKai", "HanaMinA", "HanaMinB")
    fresh = FontBook.load()
    rows = status(fresh)
    kai = [row for row in rows if row.role == "kai"]
    assert (kai[0].family, kai[0].state, kai[0].need) == ("LXGW WenKai", "missing", "required")
    song = next(row for row in rows if row.role == "song")
    assert song.state in ("used", "partial") and song.files[0].endswith("#2")
    assert "fonts-hanazono" in install_all(rows, fresh) and "fonts-lxgw-wenkai" in install_all(rows, fresh)


def test_status_says_which_weights_are_lacking(monkeypatch, debian, book):
    only(monkeypatch, {400, 700})
    song = status(FontBook.load())[0]
    assert (song.state, song.weights, song.lacking) == ("partial", (400, 700), (500, 600, 900))
    assert song.command == "sudo apt-get install -y fonts-noto-cjk fonts-noto-cjk-extra"
