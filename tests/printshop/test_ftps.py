"""Delivery to an FTPS server on loopback whose certificate an authority of the test has signed."""

import ftplib
import sys

import pytest

from paiyin.exceptions import DeliveryError, MachineError
from paiyin.printshop.deliver import deliver
from paiyin.printshop.destination import PASSWORD
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import CHUNK
from tests.printshop.conftest import press_pdf
from tests.printshop.servers import FtpsServer, certificate
from tests.printshop.watching import Watcher, finals, whole


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def ftps(hot, certificates, monkeypatch):
    monkeypatch.setenv(PASSWORD, FtpsServer.password)
    with FtpsServer(hot, certificates[1]) as ftps:
        yield ftps


@pytest.fixture
def send(ftps, certificates, record):
    def send(packed, tries=3, ca=True, **settings):
        shop = Shop("house", ca=certificates[0] if ca else None, **settings)
        return deliver(packed.folder, shop, to=ftps.address, record=record, tries=tries, wait=lambda _: None)
    return send


def code_of(error):
    return error.value.diagnostics[0].code


def test_once_and_whole(pack, send, hot):
    packed = pack()
    with Watcher(hot) as watcher:
        delivery = send(packed)
    assert watcher.saw_only_whole_files() and len(whole(hot)) == len(delivery.files)
    assert {f.state for f in send(packed).files} == {"unchanged"}


def test_cut_in_mid_file_it_goes_on(pack, send, ftps, hot):
    packed = pack(press_pdf(1, weight=4 * CHUNK))
    ftps.cut_after = 2 * CHUNK
    with Watcher(hot) as watcher:
        delivery = send(packed)
    assert next(d.values["offset"] for d in delivery.diagnostics if d.code == "D323") >= CHUNK
    assert watcher.saw_only_whole_files() and len(whole(hot)) == len(delivery.files)


def test_a_certificate_of_nobody_is_refused(pack, send, hot):
    with pytest.raises(DeliveryError) as error:
        send(pack(), ca=False)
    assert code_of(error) == "D317" and not list(hot.iterdir())


def test_an_authority_that_cannot_be_read(pack, ftps, record, tmp_path):
    with pytest.raises(MachineError) as error:
        deliver(pack().folder, Shop("house", ca=tmp_path / "nowhere"), to=ftps.address, record=record)
    assert code_of(error) == "D318"


def test_a_wrong_password_is_not_repeated(pack, send, hot, monkeypatch):
    monkeypatch.setenv(PASSWORD, "wr0ng-of-tests")
    with pytest.raises(DeliveryError) as error:
        send(pack())
    assert code_of(error) == "D313" and not list(hot.iterdir())
    assert not any("wr0ng" in d.text() + d.hint() for d in error.value.diagnostics)


def test_no_password(pack, send, monkeypatch):
    monkeypatch.delenv(PASSWORD)
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(MachineError) as error:
        send(pack())
    assert code_of(error) == "D319" and PASSWORD in error.value.diagnostics[0].hint()


def test_a_folder_that_is_closed(pack, send, ftps, hot):
    ftps.allow("elr")
    with pytest.raises(DeliveryError) as error:
        send(pack())
    assert code_of(error) == "D315" and not list(hot.iterdir())


def test_a_full_disk_is_not_tried_again(pack, send, monkeypatch):
    def full(*arguments, **options):
        raise ftplib.error_temp("452 Insufficient storage space in system")
    monkeypatch.setattr(ftplib.FTP_TLS, "storbinary", full)
    with pytest.raises(DeliveryError) as error:
        send(pack())
    assert code_of(error) == "D315" and "452" in error.value.diagnostics[0].text()


def test_an_existing_final_name_is_left_alone(pack, send, hot):
    (hot / "雾洲报_20300501_p01.pdf").write_bytes(b"of others")
    assert send(pack()).files[0].name == "雾洲报_20300501_p01_r2.pdf" and len(finals(hot)) == 8
