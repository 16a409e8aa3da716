"""The command that installs fonts on this machine."""

import os
import shutil
from collections.abc import Iterable, Sequence
from functools import cache

from paiyin.fonts.catalogue import MANAGERS, Family

_PROGRAMS = {"apt": "apt-get", "dnf": "dnf", "brew": "brew"}
_COMMANDS = {"apt": "apt-get install -y", "dnf": "dnf install -y", "brew": "brew install --cask"}


@cache
def manager() -> str:
    """Return the package manager of this machine: apt, dnf or brew; empty if it has none of them."""
    return next((name for name in MANAGERS if shutil.which(_PROGRAMS[name])), "")


def command(families: Sequence[Family]) -> str:
    """Return the command that installs the first packaged one of some families, best wish first.

    Without a package manager that holds one, the answer names the family instead of a command.
    """
    held = [packages for family in families if (packages := family.packages.get(manager()))]
    return install(held[0]) if held else f"# {families[0].name}"


def install(packages: Iterable[str]) -> str:
    """Return the command that installs packages, with sudo where the user is not root."""
    sudo = "" if manager() == "brew" or not hasattr(os, "geteuid") or os.geteuid() == 0 else "sudo "
    return f"{sudo}{_COMMANDS[manager()]} {' '.join(sorted(set(packages)))}"
