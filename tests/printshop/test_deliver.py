"""Delivery into a hot folder: once, whole, resumed, revised, never over what others put there."""

import json
import os
import re
import resource
from dataclasses import replace

import pytest

from paiyin.exceptions import DeliveryError, InputError, UsageError
from paiyin.printshop.deliver import deliver
from paiyin.printshop.record import alone
from paiyin.printshop.transfer import CHUNK, Cut, Hidden, Refused
from paiyin.printshop.transfer.folder import FolderShelf
from tests.printshop.conftest import press_pdf
from tests.printshop.watching import Watcher, finals, whole

PAPERS = ["job.json", "job.txt", "preflight.json", "preflight.txt"]
NAMES = sorted(["雾洲报_20300501_p01.pdf", "雾洲报_20300501_p02.pdf", "雾洲报_20300501.sha256",
                *(f"雾洲报_20300501_{p}" for p in PAPERS)])


@pytest.fixture
def send(hot, record, shop):
    """Deliver a package into the hot folder; waits for nothing."""
    def send(packed, **options):
        wanted = replace(shop, **{k: options.pop(k) for k in list(options) if hasattr(shop, k) and k != "to"})
        return deliver(getattr(packed, "folder", packed), wanted, record=record, wait=lambda _: None,
                       **({"to": f"file://{hot}"} | options))
    return send


def states(delivery):
    return [f.state for f in delivery.files]


def test_everything_arrives_whole_under_names_of_the_job(pack, send, hot):
    delivery = send(pack())
    assert sorted(whole(hot)) == sorted(f.name for f in delivery.files) == NAMES
    assert set(states(delivery)) == {"sent"} and not [p for p in hot.iterdir() if p.name.startswith(".")]
    assert delivery.files[-1].name.endswith(".sha256") and delivery.files[0].name.endswith("_p01.pdf")


def test_the_zip_delivers_the_same(pack, send, hot):
    packed = pack()
    send(packed.archive)
    before = whole(hot)
    assert set(states(send(packed.folder))) == {"unchanged"} and finals(hot) == before


def test_a_second_run_sends_nothing(pack, send, hot):
    packed = pack()
    send(packed)
    stamps = {p.name: p.stat().st_mtime_ns for p in hot.iterdir()}
    again = send(packed)
    assert set(states(again)) == {"unchanged"} and {p.name: p.stat().st_mtime_ns for p in hot.iterdir()} == stamps


def test_a_second_run_need_not_even_connect(pack, send, monkeypatch):
    packed = pack()
    send(packed)
    monkeypatch.setattr("paiyin.printshop.deliver.open_shelf", None)
    assert set(states(send(packed))) == {"unchanged"}


def test_what_the_shop_took_away_is_not_sent_again(pack, send, hot):
    packed = pack()
    send(packed)
    for path in hot.iterdir():
        path.unlink()
    assert set(states(send(packed))) == {"unchanged"} and not list(hot.iterdir())


def test_a_changed_page_goes_as_the_next_revision(pack, send, hot):
    send(pack(press_pdf(2)))
    first = finals(hot)
    delivery = send(pack(press_pdf(2, words=("甲", "丁"))))
    sent = {f.name: f.state for f in delivery.files}
    assert sent["雾洲报_20300501_p01.pdf"] == "unchanged" and sent["雾洲报_20300501_p02_r2.pdf"] == "sent"
    assert all(finals(hot)[name] == content for name, content in first.items())
    job = json.loads(whole(hot)["雾洲报_20300501_job_r2.json"])
    assert [f["name"] for f in job["files"]] == ["雾洲报_20300501_p01.pdf", "雾洲报_20300501_p02_r2.pdf"]
    assert "雾洲报_20300501_p02_r2.pdf" in finals(hot)["雾洲报_20300501_preflight_r2.txt"].decode()


def test_going_back_to_an_earlier_page_is_a_revision_too(pack, send, hot):
    for words in (("甲",), ("乙",), ("甲",)):
        send(pack(press_pdf(1, words=words)))
    found = whole(hot)
    assert found["雾洲报_20300501_p01.pdf"] == found["雾洲报_20300501_p01_r3.pdf"] != found["雾洲报_20300501_p01_r2.pdf"]


def test_pages_alone_for_a_folder_that_takes_only_those(pack, send, hot):
    send(pack(), send="pages")
    assert sorted(finals(hot)) == ["雾洲报_20300501_p01.pdf", "雾洲报_20300501_p02.pdf"]


def test_a_file_of_others_under_the_final_name_is_left_alone(pack, send, hot):
    (hot / "雾洲报_20300501_p01.pdf").write_bytes(b"of others")
    delivery = send(pack())
    assert (hot / "雾洲报_20300501_p01.pdf").read_bytes() == b"of others" and delivery.files[0].revision == 2
    assert "D322" in {d.code for d in delivery.diagnostics} and "雾洲报_20300501_p01_r2.pdf" in whole(hot)


def test_the_same_file_already_there_is_not_sent_again(pack, send, hot, record):
    packed = pack()
    send(packed)
    record.unlink()
    assert set(states(send(packed))) == {"there"} and sorted(finals(hot)) == NAMES


def test_two_destinations_have_each_their_own(pack, send, tmp_path):
    packed = pack()
    (tmp_path / "other").mkdir()
    send(packed)
    assert set(states(send(packed, to=f"file://{tmp_path}/other"))) == {"sent"}


def test_a_dry_run_touches_nothing(pack, send, hot, record):
    delivery = send(pack(), dry_run=True)
    assert set(states(delivery)) == {"due"} and not list(hot.iterdir()) and not record.exists()
    send(pack())
    assert set(states(send(pack(), dry_run=True))) == {"unchanged"}
    due = {f.name for f in send(pack(press_pdf(2, words=("甲", "丁"))), dry_run=True).files if f.state == "due"}
    assert "雾洲报_20300501_p02_r2.pdf" in due and len(list(hot.iterdir())) == len(NAMES)


def test_stage_dir_uploads_elsewhere_and_moves_across(pack, send, hot):
    (hot / "tmp").mkdir()
    with Watcher(hot) as watcher:
        send(pack(press_pdf(2, weight=CHUNK)), publish="stage-dir")
    watcher.seen.pop("tmp")
    assert watcher.saw_only_whole_files() and sorted(whole(hot)) == NAMES and not list((hot / "tmp").iterdir())


def test_direct_ends_each_file_with_its_checksum(pack, send, hot):
    send(pack(), publish="direct", send="pages")
    found = finals(hot)
    assert sorted(found) == ["雾洲报_20300501_p01.pdf", "雾洲报_20300501_p01.pdf.sha256", "雾洲报_20300501_p02.pdf",
                             "雾洲报_20300501_p02.pdf.sha256"]
    whole(hot, "雾洲报_20300501_p0")


class Falling(FolderShelf):
    """A shelf that fails at a call of one kind, ``times`` times, in the middle of a file."""

    what, times, error = "put", 1, Cut("the line went dead")

    def _fall(self, what):
        if what == type(self).what and type(self).times:
            type(self).times -= 1
            raise type(self).error

    def put(self, path, content, offset, told):
        def heard(there):
            told(there)
            if there < os.fstat(content.fileno()).st_size if hasattr(content, "name") else False:
                self._fall("put")
        super().put(path, content, offset, heard)

    def size(self, path):
        self._fall("size")
        return super().size(path)

    def digest(self, path):
        self._fall("digest")
        return super().digest(path)

    def rename(self, old, new):
        self._fall("rename")
        super().rename(old, new)
        self._fall("renamed")


@pytest.fixture
def falling(monkeypatch):
    def falling(what, times=1, error=None):
        kind = type("Kind", (Falling,), {"what": what, "times": times, "error": error or Cut("the line went dead")})
        monkeypatch.setattr("paiyin.printshop.transfer.folder.FolderShelf", kind)
    return falling


@pytest.mark.parametrize("what", ["put", "size", "digest", "rename", "renamed"])
def test_a_cut_anywhere_is_tried_again_and_nothing_goes_twice(pack, send, hot, falling, what):
    falling(what)
    with Watcher(hot) as watcher:
        delivery = send(pack(press_pdf(2, weight=2 * CHUNK)))
    assert watcher.saw_only_whole_files() and sorted(whole(hot)) == NAMES
    assert "D323" in {d.code for d in delivery.diagnostics} or what != "put"


def test_a_line_that_stays_dead_ends_with_the_state_and_the_next_run_goes_on(pack, send, hot, falling):
    packed = pack(press_pdf(2, weight=3 * CHUNK))
    falling("put", times=1000)
    with pytest.raises(DeliveryError) as error:
        send(packed, tries=1)
    assert error.value.status == 4
    codes = {d.code: d for d in error.value.diagnostics}
    assert codes["D314"].values["reason"] == "the line went dead"
    assert codes["D320"].values["at"] >= CHUNK and codes["D320"].values["file"] == "雾洲报_20300501_p01.pdf"
    falling("none")
    assert "D323" in {d.code for d in send(packed).diagnostics} and sorted(whole(hot)) == NAMES


def test_tries_that_get_further_do_not_count(pack, send, hot, falling):
    """Eight chunks over a line that dies after each: more cuts than tries."""
    falling("put", times=7)
    send(pack(press_pdf(1, weight=8 * CHUNK)), tries=2)
    assert len(whole(hot)) == len(NAMES) - 1


@pytest.mark.parametrize("error, code", [
    (Refused("No space left on device"), "D315"), (Refused("Permission denied"), "D315"), (Hidden("denied"), "D326")])
def test_what_is_refused_is_not_tried_again(pack, send, falling, error, code):
    falling("size" if isinstance(error, Hidden) else "put", 1, error)
    with pytest.raises(DeliveryError) as failed:
        send(pack(press_pdf(1, weight=2 * CHUNK)), tries=5)
    assert failed.value.diagnostics[0].code == code


def test_a_disk_that_fills_up_in_mid_file(pack, send, hot):
    """The system refuses bytes beyond a limit; that is told with the state, and gone on with when there is room."""
    packed = pack(press_pdf(1, weight=4 * CHUNK))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(2.5 * CHUNK), limits[1]))
    try:
        with pytest.raises(DeliveryError) as error:
            send(packed)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    codes = {d.code: d.values for d in error.value.diagnostics}
    assert "D315" in codes and codes["D320"]["at"] == 2 * CHUNK and not finals(hot)
    resumed = [d.values["offset"] for d in send(packed).diagnostics if d.code == "D323"]
    assert resumed[0] >= 2 * CHUNK and whole(hot)


def test_a_changed_file_at_the_other_end_is_found_and_not_published(pack, send, hot, monkeypatch):
    monkeypatch.setattr(FolderShelf, "digest", lambda self, path: "0" * 64)
    with pytest.raises(DeliveryError) as error:
        send(pack())
    assert error.value.diagnostics[0].code == "D316" and not list(hot.iterdir())


def test_a_spoilt_beginning_is_sent_anew(pack, send, hot, falling):
    """What an earlier run left may have been damaged since; the read-back finds it."""
    packed = pack(press_pdf(1, weight=3 * CHUNK))
    falling("put", times=1000)
    with pytest.raises(DeliveryError):
        send(packed, tries=1)
    part, = hot.iterdir()
    with part.open("r+b") as file:
        file.write(b"spoilt")
    falling("none")
    send(packed)
    assert whole(hot)


def test_a_page_that_changes_before_it_was_published_takes_no_revision(pack, send, hot, falling):
    falling("put", times=1000)
    with pytest.raises(DeliveryError):
        send(pack(press_pdf(1, weight=2 * CHUNK)), tries=1)
    falling("none")
    send(pack(press_pdf(1, words=("丁",))))
    assert "雾洲报_20300501_p01.pdf" in whole(hot) and not [p for p in hot.iterdir() if p.name.startswith(".")]


def test_going_back_before_the_change_was_published_sends_nothing(pack, send, hot, falling):
    """A page was delivered, its change was cut off, and it is as it was again."""
    first, second = press_pdf(1, weight=2 * CHUNK), press_pdf(1, weight=2 * CHUNK, words=("丁",))
    send(pack(first))
    falling("put", times=1000)
    with pytest.raises(DeliveryError):
        send(pack(second), tries=1)
    assert [p for p in hot.iterdir() if p.name.startswith(".")]
    falling("none")
    assert set(states(send(pack(first)))) == {"unchanged"} and len(whole(hot)) == len(NAMES) - 1
    assert not [p for p in hot.iterdir() if p.name.startswith(".")]


def test_a_blind_folder_takes_files_directly(pack, send, hot, monkeypatch):
    """Neither sizes nor contents are shown: said, not failed."""
    for name in ("size", "digest"):
        monkeypatch.setattr(FolderShelf, name, lambda self, path: (_ for _ in ()).throw(Hidden("denied")))
    delivery = send(pack(), publish="direct")
    assert "D325" in {d.code for d in delivery.diagnostics}
    whole(hot, "雾洲报_20300501_p0")


def test_two_deliveries_at_once_are_refused(pack, send, hot, record):
    packed = pack()
    with alone(record, f"file:///{str(hot).lstrip('/')}"), pytest.raises(DeliveryError) as error:
        send(packed)
    assert error.value.diagnostics[0].code == "D305"
    send(packed)


@pytest.mark.parametrize("spoil", [
    lambda folder: (folder / "雾洲报_20300501_p01.pdf").write_bytes(b"%PDF other"),
    lambda folder: (folder / "job.txt").unlink(),
    lambda folder: (folder / "SHA256SUMS").unlink(),
    lambda folder: (folder / "SHA256SUMS").write_text("", encoding="utf-8"),
    lambda folder: (folder / "SHA256SUMS").write_text(f"{'0' * 64}  ../job.json\n", encoding="utf-8"),
    lambda folder: (folder / "job.json").write_text("[]", encoding="utf-8"),
])
def test_a_package_that_is_not_whole_is_refused(pack, send, hot, spoil):
    packed = pack()
    spoil(packed.folder)
    with pytest.raises(InputError) as error:
        send(packed)
    assert error.value.diagnostics[0].code in ("D303", "D304") and not list(hot.iterdir())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", None])
def test_what_is_no_package(send, tmp_path, content):
    path = tmp_path / "x.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        send(path)
    assert error.value.diagnostics[0].code == "D303"


def test_no_address(pack, send):
    with pytest.raises(UsageError) as error:
        send(pack(), to=None)
    assert error.value.diagnostics[0].code == "D300"


def test_a_folder_that_is_not_there(pack, send, tmp_path):
    with pytest.raises(DeliveryError) as error:
        send(pack(), to=f"file://{tmp_path}/nowhere")
    assert re.search("no such folder", error.value.diagnostics[0].text())
