"""Delivery to OpenSSH's own sshd on loopback."""

import shutil
import sys
import threading
from pathlib import Path

import pytest

from paiyin.exceptions import DeliveryError
from paiyin.printshop.deliver import deliver
from paiyin.printshop.destination import PASSWORD
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import CHUNK
from tests.printshop.conftest import press_pdf
from tests.printshop.servers import Sshd
from tests.printshop.watching import Watcher, whole

UNPACKED = Path(sys.prefix) / "openssh"         # where scripts/setup.sh puts a server that is not installed
PROGRAM = shutil.which("sshd", path=f"/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin:{UNPACKED}/usr/sbin")
SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/sftp-server", "/usr/lib/ssh/sftp-server",
           f"{UNPACKED}/usr/lib/openssh/sftp-server")
SERVER = next((path for path in SERVERS if Path(path).exists()), None)
pytestmark = pytest.mark.skipif(not (PROGRAM and SERVER), reason="OpenSSH's server is not installed")


@pytest.fixture
def sshd(hot, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("SSH_AUTH_SOCK", PASSWORD):
        monkeypatch.delenv(name, raising=False)
    keys = tmp_path / "keys"
    keys.mkdir()
    with Sshd(hot, keys, PROGRAM, SERVER) as sshd:
        yield sshd


@pytest.fixture
def send(sshd, record):
    def send(packed, **options):
        shop = Shop("house", key=sshd.user_key, known_hosts=sshd.known)
        return deliver(packed.folder, shop, to=sshd.address, record=record, wait=lambda _: None, **options)
    return send


def test_once_and_whole(pack, send, hot):
    packed = pack()
    with Watcher(hot) as watcher:
        delivery = send(packed)
    assert watcher.saw_only_whole_files() and len(whole(hot)) == len(delivery.files)
    assert {f.state for f in send(packed).files} == {"unchanged"}


def test_cut_in_mid_file_it_goes_on(pack, send, sshd, hot):
    """The line is cut while the first page is under way; the same run goes on with the rest."""
    packed = pack(press_pdf(1, weight=8 * CHUNK))
    cuts = []

    def progress(stage, done=0, total=0):
        if not cuts and done >= 3 * CHUNK:
            cuts.append(done)
            thread = threading.Thread(target=sshd.hang_up)
            thread.start()
            thread.join()

    with Watcher(hot) as watcher:
        delivery = send(packed, progress=progress)
    resumed = [d.values["offset"] for d in delivery.diagnostics if d.code == "D323"]
    assert cuts and resumed and 0 < resumed[0] <= cuts[0] + CHUNK
    assert watcher.saw_only_whole_files() and len(whole(hot)) == len(delivery.files)


def test_a_wrong_host_key_is_refused(pack, send, sshd, hot):
    line = sshd.known.read_text(encoding="utf-8").split()[0]
    other = (sshd.known.parent / "user.pub").read_text(encoding="utf-8")
    sshd.known.write_text(f"{line} {other}", encoding="utf-8")
    with pytest.raises(DeliveryError) as error:
        send(pack())
    assert error.value.diagnostics[0].code == "D312" and not list(hot.iterdir())


def test_a_folder_without_rights(pack, send, sshd, hot):
    sshd.folder = hot / "nowhere"
    with pytest.raises(DeliveryError) as error:
        send(pack())
    assert error.value.diagnostics[0].code == "D315"
