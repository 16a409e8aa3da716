"""The wheel carries the folders that designers edit, and works outside the checkout."""

import os
import subprocess
import sys
import zipfile

import pytest

FOLDERS = ("layout", "fonts", "charts")


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory):
    """The wheel, built without a network."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)],
                   cwd=repository, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Run Python code with the wheel installed in a folder of its own, elsewhere than the checkout; return stdout."""
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)

    def run(*arguments, cwd=target):
        environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}
        result = subprocess.run([sys.executable, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True,
                                text=True, encoding="utf-8", check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout

    run.target = target
    return run


def test_the_wheel_has_every_file_of_the_folders(wheel, repository):
    inside = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(["git", "-c", f"safe.directory={repository}", "ls-files", "-co", "--exclude-standard", "-z",
                             *FOLDERS], cwd=repository, capture_output=True, check=True)
    wanted = {f"paiyin/data/{name}" for name in listed.stdout.decode().split("\0") if name}
    assert wanted and wanted <= inside
    assert "paiyin/messages/usage.toml" in inside and not any("__pycache__" in name for name in inside)


def test_the_wheel_installs_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/entry_points.txt"))
        assert "paiyin = paiyin.cli:main" in archive.read(name).decode()


def test_resources_are_found_without_a_checkout(installed):
    code = "from paiyin import resources; print(resources.root()); print(resources.find('fonts/fonts.toml'))"
    root, fonts = installed("-c", code).splitlines()
    assert root == str(installed.target / "paiyin" / "data") and fonts.startswith(root)


def test_the_command_works_without_a_checkout(installed, tmp_path):
    files = installed("-m", "paiyin", "new", tmp_path / "issue", cwd=tmp_path).splitlines()
    assert str(tmp_path / "issue" / "edition.toml") in files
    installed("-m", "paiyin", "build", tmp_path / "issue", "--out", tmp_path / "dist", cwd=tmp_path)
    assert list((tmp_path / "dist").glob("*/screen.pdf"))
