"""Delivery to an SSH server on loopback: asyncssh's own, inside the test."""

import asyncssh
import pytest

from paiyin.exceptions import DeliveryError, MachineError
from paiyin.printshop.deliver import deliver
from paiyin.printshop.destination import PASSPHRASE, PASSWORD
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import CHUNK
from tests.printshop.conftest import press_pdf
from tests.printshop.servers import Mill
from tests.printshop.watching import Watcher, finals, whole


@pytest.fixture
def mill(hot, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("SSH_AUTH_SOCK", PASSWORD, PASSPHRASE):
        monkeypatch.delenv(name, raising=False)
    keys = tmp_path / "keys"
    keys.mkdir()
    with Mill(hot, keys) as mill:
        yield mill


@pytest.fixture
def send(mill, record):
    def send(packed, tries=3, to=None, **settings):
        shop = Shop("house", **({"key": mill.user_key, "known_hosts": mill.known} | settings))
        return deliver(packed.folder, shop, to=to or mill.address, record=record, tries=tries, wait=lambda _: None)
    return send


def code_of(error):
    return error.value.diagnostics[0].code


def test_once_and_whole(pack, send, hot):
    packed = pack()
    delivery = send(packed)
    assert {f.state for f in delivery.files} == {"sent"} and len(whole(hot)) == len(delivery.files)
    assert {f.state for f in send(packed).files} == {"unchanged"}
    assert not [p for p in hot.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("publish", ["rename", "stage-dir"])
def test_cut_in_mid_file_it_goes_on_and_nobody_sees_half_a_file(pack, send, mill, hot, publish):
    (hot / "tmp").mkdir()
    packed = pack(press_pdf(2, weight=3 * CHUNK))
    mill.cut_after = int(2.5 * CHUNK)
    with Watcher(hot) as watcher:
        delivery = send(packed, publish=publish)
    watcher.seen.pop("tmp", None)
    resumed = [d for d in delivery.diagnostics if d.code == "D323"]
    assert mill.connections == 2 and resumed[0].values["offset"] == CHUNK      # all but the last chunk
    assert watcher.saw_only_whole_files()
    (hot / "tmp").rmdir()
    assert len(whole(hot)) == len(delivery.files)


def test_a_run_that_was_cut_is_gone_on_with_by_the_next(pack, send, mill, hot):
    packed = pack(press_pdf(1, weight=3 * CHUNK))
    mill.cut_after = int(2.5 * CHUNK)
    with pytest.raises(DeliveryError) as error:
        send(packed, tries=1)
    assert code_of(error) == "D314" and not finals(hot) and len(list(hot.iterdir())) == 1
    assert "D323" in {d.code for d in send(packed).diagnostics} and whole(hot)


def test_an_unknown_host_is_refused_with_its_fingerprint_and_the_command(pack, send, mill, hot):
    mill.known.unlink()
    packed = pack()
    with pytest.raises(DeliveryError) as error:
        send(packed)
    assert code_of(error) == "D311" and not list(hot.iterdir()) and not mill.known.exists()
    said = error.value.diagnostics[0]
    assert mill.fingerprint in said.text() and mill.fingerprint in said.text("zh")
    import subprocess
    subprocess.run(["sh", "-c", said.values["command"]], check=True)        # the command does what it says
    send(packed)
    assert whole(hot)


def test_a_wrong_host_key_is_refused(pack, send, mill, hot):
    mill.know()
    with pytest.raises(DeliveryError) as error:
        send(pack())
    said = error.value.diagnostics[0]
    assert said.code == "D312" and mill.fingerprint in said.text() and "ssh-keygen -R" in said.hint()
    assert not list(hot.iterdir())


def test_a_key_that_the_shop_does_not_know(pack, send, tmp_path):
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(tmp_path / "other")
    with pytest.raises(DeliveryError) as error:
        send(pack(), key=tmp_path / "other")
    assert code_of(error) == "D313"


def test_keys_that_cannot_be_used(pack, send, tmp_path, monkeypatch, hot, mill):
    packed = pack()
    with pytest.raises(MachineError) as error:
        send(packed, key=tmp_path / "nowhere")
    assert code_of(error) == "D318"
    locked = tmp_path / "locked"
    asyncssh.read_private_key(mill.user_key).write_private_key(locked, passphrase="op3n-of-tests")
    with pytest.raises(MachineError) as error:
        send(packed, key=locked)
    assert code_of(error) == "D318"
    monkeypatch.setenv(PASSPHRASE, "op3n-of-tests")
    send(packed, key=locked)
    assert whole(hot)


def test_an_agent_will_do(pack, send, mill, hot, tmp_path, monkeypatch):
    import shutil
    import subprocess
    if not shutil.which("ssh-agent"):
        pytest.skip("no ssh-agent on this machine")
    socket = tmp_path / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL)
    try:
        import time
        while not socket.exists():
            time.sleep(0.01)
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        mill.user_key.chmod(0o600)
        subprocess.run(["ssh-add", "-q", str(mill.user_key)], check=True)
        send(pack(), key=None)
    finally:
        agent.terminate()
        agent.wait()
    assert whole(hot)


@pytest.mark.parametrize("error", [asyncssh.SFTPFailure("no room"), asyncssh.SFTPPermissionDenied("not yours")])
def test_a_server_that_refuses_writes(pack, send, mill, hot, error):
    """A full disk is a plain failure to SFTP's version 3; either is said at once, with the state."""
    mill.refuse = error
    with pytest.raises(DeliveryError) as failed:
        send(pack())
    assert code_of(failed) == "D315" and error.reason in failed.value.diagnostics[0].text()
    assert mill.connections == 1 and not finals(hot)


def test_a_folder_that_is_not_there(pack, send, mill):
    with pytest.raises(DeliveryError) as error:
        send(pack(), to=mill.address + "nowhere")
    assert code_of(error) == "D315"


def test_a_blind_folder_needs_and_takes_direct(pack, send, mill, hot):
    packed = pack()
    mill.hidden = True
    with pytest.raises(DeliveryError) as error:
        send(packed)
    assert code_of(error) == "D326"
    delivery = send(packed, publish="direct")
    assert "D325" in {d.code for d in delivery.diagnostics}
    whole(hot, "雾洲报_20300501_p0")


def test_an_existing_final_name_is_left_alone(pack, send, hot):
    (hot / "雾洲报_20300501_p01.pdf").write_bytes(b"of others")
    assert send(pack()).files[0].name == "雾洲报_20300501_p01_r2.pdf"
    assert (hot / "雾洲报_20300501_p01.pdf").read_bytes() == b"of others"


def test_nobody_answers(pack, send, record):
    with pytest.raises(DeliveryError) as error:
        send(pack(), tries=2, to="sftp://paper@127.0.0.1:1/")
    assert code_of(error) == "D314" and error.value.diagnostics[0].values["tries"] == 2


def test_no_secret_is_left_in_the_record(pack, send, record, monkeypatch):
    monkeypatch.setenv(PASSWORD, "s3cret-of-tests")
    send(pack())
    for file in record.parent.iterdir():
        assert b"s3cret" not in file.read_bytes()
    assert record.stat().st_mode & 0o077 == 0
