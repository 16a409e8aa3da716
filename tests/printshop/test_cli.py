"""The two verbs: what they print, and that no secret leaves through them."""

import json
import subprocess
import sys

import pytest

from paiyin.cli import main
from paiyin.printshop import package as packing
from paiyin.printshop.destination import PASSWORD
from tests.printshop.conftest import Found, PaperStage, press_pdf
from tests.printshop.servers import FtpsServer, certificate
from tests.printshop.watching import finals, whole


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    """Run the command line with the press stage of paper; return status, stdout and stderr."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*arguments, found=()):
        monkeypatch.setattr(packing, "Press", lambda: PaperStage(press_pdf(2), tuple(found)))
        status = main([str(a) for a in arguments])
        return (status, *capfd.readouterr())
    return run


def test_pack_and_deliver(run, edition, tmp_path, hot):
    status, out, err = run("package", edition, "--out", tmp_path / "dist")
    folder, archive = out.split()
    assert (status, err) == (0, "") and archive == f"{folder}.zip"
    status, out, _ = run("deliver", archive, "--to", f"file://{hot}", "--dry-run")
    assert status == 0 and out.splitlines()[0].split()[-3:] == ["to", "be", "sent"] and not finals(hot)
    status, out, err = run("deliver", folder, "--to", f"file://{hot}")
    assert (status, err) == (0, "") and len(out.splitlines()) == len(whole(hot)) == 7
    status, out, _ = run("deliver", folder, "--to", f"file://{hot}", "--lang", "zh", "--json")
    answer = json.loads(out)
    assert status == 0 and {f["state"] for f in answer["files"]} == {"unchanged"}
    assert (tmp_path / "state" / "paiyin" / "deliveries.sqlite").exists()


def test_preflight_errors_end_with_1_and_accept_lets_them_out(run, edition, tmp_path):
    arguments = ("package", edition, "--out", tmp_path / "dist")
    status, out, err = run(*arguments, found=[Found("R0027"), Found("P09")])
    assert status == 1 and out == "" and "error[D201]" in err and "--accept R0027" in err
    accepting = ("--accept", "R0027", "--accept", "P09", "--json")
    status, out, _ = run(*arguments, *accepting, found=[Found("R0027"), Found("P09")])
    assert status == 0 and json.loads(out)["pages"] == ["雾洲报_20300501_p01.pdf", "雾洲报_20300501_p02.pdf"]


def test_a_failed_delivery_ends_with_4_and_its_state(run, edition, tmp_path):
    _, out, _ = run("package", edition, "--out", tmp_path / "dist", "--whole")
    status, out, err = run("deliver", out.split()[0], "--to", f"file://{tmp_path}/nowhere")
    assert status == 4 and out == "" and "error[D315]" in err and "0 files are at file://" in err


def test_a_password_on_the_command_line_is_wrong_usage(run, edition, tmp_path):
    _, out, _ = run("package", edition, "--out", tmp_path / "dist")
    status, _, err = run("deliver", out.split()[0], "--to", "ftps://paper:s3cret@127.0.0.1/")
    assert status == 2 and "D302" in err and "s3cret" not in err


def test_no_secret_in_output_or_record(run, edition, tmp_path, hot, monkeypatch):
    authority, server = certificate(tmp_path)
    monkeypatch.setenv(PASSWORD, FtpsServer.password)
    _, out, _ = run("package", edition, "--out", tmp_path / "dist")
    with FtpsServer(hot, server) as ftps:
        status, said, err = run("deliver", out.split()[0], "--to", ftps.address, "--ca", authority)
    written = [f.read_bytes() for f in (tmp_path / "state").rglob("*") if f.is_file()]
    assert status == 0 and whole(hot) and written
    # the server of the test prints its own log into the same stream
    ours = [line for line in (said + err).splitlines() if "pyftpdlib" not in line]
    assert not any(FtpsServer.password in text for text in ours)
    assert not any(FtpsServer.password.encode() in content for content in written)


def test_nothing_heavy_is_loaded_to_ask_for_help():
    heavy = {"asyncssh", "cryptography", "pikepdf", "sqlite3", "ftplib", "weasyprint"}
    code = ("import sys; from paiyin.cli import main; main(['deliver', '--help']); main(['package', '--help']);"
            f"print(sorted({heavy!r} & set(sys.modules)))")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
