"""scripts/setup.sh on machines that lack something, played with stand-ins for its programs."""

import os
import subprocess
import tomllib

import pytest

APT = "apt-get install -y --no-install-recommends"
TOOLS = ("sh", "dirname", "grep", "cut", "tr", "sed", "ls", "cat", "echo", "printf")


@pytest.fixture
def machine(tmp_path, repository):
    """Play a machine: which packages are installed, who the user is; return a runner of setup.sh."""
    programs = tmp_path / "bin"
    programs.mkdir()
    log = tmp_path / "log"
    for name in TOOLS:
        for folder in ("/usr/bin", "/bin"):
            if os.path.exists(f"{folder}/{name}") and not (programs / name).exists():
                (programs / name).symlink_to(f"{folder}/{name}")

    def program(name, script):
        path = programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def play(*arguments, installed=(), root=True, python="3.13", system="debian"):
        known = "|".join(installed) or "-"
        if system == "debian":
            program("dpkg-query", f'case "$4" in {known}) echo "ii ";; *) exit 1;; esac')
            program("apt-get", f'echo "apt-get $*" >> {log}')
        if system == "macos":
            program("brew", f"printf '%s\\n' {' '.join(installed)}")
        program("id", f"echo {0 if root else 1000}")
        if python:
            minor = python.split(".")[1]
            program("python3", f'case "$*" in *version_info\\ *) [ {minor} -ge 11 ];; -V) echo Python {python};; esac')
        result = subprocess.run([repository / "scripts" / "setup.sh", *arguments], capture_output=True, text=True,
                                env={"PATH": str(programs)}, check=False)
        result.called = log.read_text(encoding="utf-8") if log.exists() else ""
        return result

    return play


@pytest.fixture
def table(repository):
    """The rows of machine.tsv: (when, Debian packages, Homebrew formulas)."""
    lines = (repository / "scripts" / "machine.tsv").read_text(encoding="utf-8").splitlines()
    return [(row[0], row[1].split(), row[2].split()) for row in
            (line.split("\t") for line in lines if not line.startswith("#"))]


def debian(table, *when):
    return [p for w, packages, _ in table if w in when for p in packages if p != "-"]


def homebrew(table, *when):
    return [p for w, _, packages in table if w in when for p in packages if p != "-"]


def test_a_ready_machine_is_left_alone(machine, table):
    result = machine("machine", "test", installed=debian(table, "build", "test", "wish"))
    assert (result.returncode, result.stderr, result.called) == (0, "", "")


def test_root_gets_what_is_missing_installed(machine, table):
    have = [p for p in debian(table, "build", "wish") if p != "fontconfig"]
    result = machine("machine", installed=have)
    assert result.returncode == 0
    assert result.called.splitlines()[-1] == f"{APT} fontconfig"


def test_others_get_the_command(machine, table):
    result = machine("machine", "test", installed=debian(table, "build", "wish"), root=False)
    assert result.returncode == 3 and result.called == ""
    assert f"sudo apt-get install -y {' '.join(debian(table, 'test'))}" in result.stderr


def test_what_is_only_wished_for_stops_nobody(machine, table):
    result = machine("machine", installed=debian(table, "build"), root=False)
    assert result.returncode == 0 and all(p in result.stderr for p in debian(table, "wish"))


def test_a_machine_without_python_gets_one_with_venv(machine, table):
    result = machine("machine", installed=debian(table, "build", "wish"), python="")
    assert f"{APT} python3 python3-venv" in result.called


def test_an_old_python_is_named(machine, table):
    result = machine("python", python="3.9")
    assert result.returncode == 3 and "3.11 or newer" in result.stderr and "Python 3.9" in result.stderr


def test_on_a_mac_the_command_is_homebrews(machine, table):
    have = [p for p in homebrew(table, "build") if p != "pango"]
    result = machine("machine", system="macos", installed=have)
    assert result.returncode == 3 and "brew install pango\n" in result.stderr
    assert machine("machine", system="macos", installed=[*have, "pango"]).returncode == 0


def test_the_fonts_of_the_house_are_in_the_table(table, repository):
    """What fonts.toml requires is needed to build, what it recommends is wished for."""
    families = tomllib.loads((repository / "fonts" / "fonts.toml").read_text(encoding="utf-8"))["family"]
    for need, when in (("required", ("build",)), ("recommended", ("build", "wish"))):
        asked = [family for family in families.values() if family.get("need") == need]
        assert {p for family in asked for p in family.get("apt", ())} <= set(debian(table, *when))
        assert {p for family in asked for p in family.get("brew", ())} <= set(homebrew(table, *when))
