"""Whatever the moment of a kill: after the next run every file is delivered once, and whole."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from paiyin.printshop import checksums
from paiyin.printshop.deliver import deliver
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import CHUNK
from tests.conftest import REPOSITORY
from tests.printshop import killed
from tests.printshop.conftest import press_pdf
from tests.printshop.servers import Mill
from tests.printshop.watching import Watcher, finals, whole


def run_forked(step: int, *arguments: object) -> bool:
    """Run the delivery in a fork of this process; return whether it ended before the step that kills it."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            sys.argv[1:] = [str(step), *map(str, arguments)]
            killed.main()
            status = 0
        finally:
            os._exit(status)
    status = os.waitpid(child, 0)[1]
    assert status == 0 or os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return status == 0


class Taker:
    """A shop that takes every file as soon as it bears a final name, and counts."""

    def __init__(self, folder: Path):
        self._folder, self.took = folder, {}

    def take(self):
        for name, content in finals(self._folder).items():
            self.took.setdefault(name, []).append(content)
            (self._folder / name).unlink()


@pytest.mark.parametrize("publish, takes, send, weight", [
    ("rename", False, "all", 0), ("rename", True, "pages", CHUNK + CHUNK // 2),
    ("stage-dir", True, "pages", 3 * CHUNK)])
def test_killed_at_every_step(pack, hot, tmp_path, publish, takes, send, weight):
    """Exhaustive: the first run is killed at step 1, 2, 3 … until one gets through; each time a second run ends it.

    With ``takes`` the shop takes away every file as soon as it bears a final name.
    """
    packed = pack(press_pdf(2 if send == "pages" else 1, weight=weight))
    wanted = checksums.read((packed.folder / "SHA256SUMS").read_text(encoding="utf-8"))
    pages = {name: digest for name, digest in wanted.items() if name.endswith(".pdf")}
    expected = None
    for step in range(1, 500):
        folder = hot / str(step)
        (folder / "tmp").mkdir(parents=True)
        record = tmp_path / f"{step}.sqlite"
        arguments = (packed.folder, f"file://{folder}", record, publish, send)
        taker = Taker(folder)
        ended = run_forked(step, *arguments)
        if takes:
            taker.take()
        else:
            half = {n: len(c) for n, c in finals(folder).items()}
            assert all(expected is None or half[n] == expected[n] for n in half)
        deliver(packed.folder, Shop("house", publish=publish, send=send), to=f"file://{folder}", record=record)
        if takes:
            taker.take()
            assert all(len(copies) == 1 for copies in taker.took.values())
            for name, (content,) in taker.took.items():
                (folder / name).write_bytes(content)
        found = whole(folder) if send == "all" else finals(folder)
        assert {name: hashlib.sha256(found[name]).hexdigest() for name in pages} == pages
        assert not list((folder / "tmp").iterdir()) and len(found) == (6 if send == "all" else 2)
        assert not [p for p in folder.iterdir() if p.name.startswith(".")]
        expected = {name: len(content) for name, content in found.items()}
        if ended:
            break
    else:
        pytest.fail("no run got through")
    assert step > 20


def test_killed_again_and_again(pack, hot, tmp_path):
    """Every run is killed at its seventh step; they get there all the same."""
    packed = pack(press_pdf(2))
    (hot / "tmp").mkdir()
    for runs in range(1, 60):
        if run_forked(7, packed.folder, f"file://{hot}", tmp_path / "r.sqlite", "rename", "all"):
            break
    (hot / "tmp").rmdir()
    assert runs > 5 and len(whole(hot)) == 7


@pytest.mark.parametrize("step", [3, 4, 6, 8, 11, 13])
def test_killed_while_sending_to_an_ssh_server(pack, hot, tmp_path, step):
    packed = pack(press_pdf(1, weight=3 * CHUNK))
    keys = tmp_path / "keys"
    keys.mkdir()
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": f"{REPOSITORY}/src:{REPOSITORY}"}
    with Mill(hot, keys) as mill, Watcher(hot) as watcher:
        command = [sys.executable, "-m", "tests.printshop.killed", str(step), str(packed.folder), mill.address,
                   str(tmp_path / "r.sqlite"), "rename", "all", str(mill.user_key), str(mill.known)]
        first = subprocess.run(command, env=environment, cwd=REPOSITORY, check=False, capture_output=True)
        assert first.returncode == -signal.SIGKILL
        shop = Shop("house", key=mill.user_key, known_hosts=mill.known)
        deliver(packed.folder, shop, to=mill.address, record=tmp_path / "r.sqlite")
        again = deliver(packed.folder, shop, to=mill.address, record=tmp_path / "r.sqlite")
    assert watcher.saw_only_whole_files() and len(whole(hot)) == 6
    assert {f.state for f in again.files} == {"unchanged"}
