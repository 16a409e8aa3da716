"""How fast circulars leave, how much memory that takes, and what killed runs leave behind.

    python benchmarks/circular.py throughput [MESSAGES] [MEGABYTES]
    python benchmarks/circular.py kills [RECIPIENTS] [KILLS]
    python benchmarks/circular.py firstpage SOURCE...

Needs the development dependencies. Throughput is against a server that only swallows, over TLS, then with signatures;
``taskset -c 0`` before it gives client and server one core. The kills are against aiosmtpd with STARTTLS and AUTH, with
one recipient in fifty greylisted, limited or unknown. The first page is what of a mail PDF must have arrived before
page 1 can be read if the file breaks off there, in faces of the reader's own; before it shows all of its text and lines
in its own type; and before PDFium, which waits for photos, has all of it.
"""

import os
import random
import resource
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "src")]

from paiyin.circular import circular  # noqa: E402
from paiyin.circular.record import Record  # noqa: E402
from paiyin.circular.sign import signer  # noqa: E402
from tests.circular import post, sending  # noqa: E402


def swallow(listening: socket.socket, cert: Path) -> None:
    """Take every message and keep none."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert)
    room = bytearray(1 << 16)
    while True:
        plain, _ = listening.accept()
        with context.wrap_socket(plain, server_side=True) as guest:
            guest.sendall(b"220 sink\r\n")
            buffer = bytearray()
            while data := guest.recv(1 << 16):
                buffer += data
                if not buffer.endswith(b"\r\n"):
                    continue
                command = bytes(buffer[:4]).upper()
                buffer.clear()
                if command == b"EHLO":
                    guest.sendall(b"250-sink\r\n250 SIZE 100000000\r\n")
                elif command == b"DATA":
                    guest.sendall(b"354 go on\r\n")
                    tail = b""
                    while tail != b"\r\n.\r\n":
                        count = guest.recv_into(room)
                        tail = (tail + room[max(count - 5, 0):count])[-5:]
                    guest.sendall(b"250 taken\r\n")
                elif command == b"QUIT":
                    guest.sendall(b"221 bye\r\n")
                    break
                else:
                    guest.sendall(b"250 OK\r\n")


def people(folder: Path, count: int) -> Path:
    """Write a list; one in fifty is a recipient of its own kind."""
    kinds = ("grey", "limit", "gone")
    names = (f"{kinds[n // 50 % 3] + '-' if n % 50 == 49 else 'p'}{n}@d{n % 97}.example" for n in range(count))
    file = folder / "list.csv"
    file.write_text("email,name\n" + "".join(f"{name},某\n" for name in names), encoding="utf-8")
    return file


def throughput(folder: Path, messages: int, megabytes: float) -> None:
    cert = post.certificate(folder)
    os.environ["SSL_CERT_FILE"] = str(cert)
    listening = socket.create_server(("127.0.0.1", 0))
    sink = Process(target=swallow, args=(listening, cert), daemon=True)
    sink.start()
    url = f"smtps://127.0.0.1:{listening.getsockname()[1]}"
    sending.USER = sending.PASSWORD = ""
    settings = replace(sending.SETTINGS, per_connection=100)
    signed = replace(settings, dkim_selector="s1", dkim_key=str(post.dkim_key(folder)[0]))
    for count, chosen in ((messages // 4, settings), (messages, settings), (messages, signed)):
        how, sign = ("signed", signer(signed)) if chosen is signed else ("plain", None)
        base, began, cpu = folder / f"{how}-{count}.sqlite", time.perf_counter(), time.process_time()
        sending.send(base, url, people(folder, count), int(megabytes * 1e6), chosen, sign=sign)
        took, busy = time.perf_counter() - began, time.process_time() - cpu
        top = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count} {how} messages of {megabytes:g} MB: {count / took:.0f}/s, {busy / count * 1000:.1f} ms of "
              f"processor each ({count / busy:.0f}/s), memory {top:.0f} MB")
    sink.terminate()


def first_page(sources: list[str], folder: Path) -> None:
    from tests.circular.trickle import legible, needed, readable

    for source in sources:
        made = circular(Path(source), None, folder, preview=True)
        data = made.files[0].read_bytes()
        print(f"{source}: {len(data) / 1000:.0f} kB", *(
            f"{what} after {count / 1000:.0f} kB ({count / len(data):.1%})"
            for what, count in (("to be read", readable(data)), ("its own type", legible(data)),
                                ("all of page 1", needed(data)))), sep=", ")


def kills(folder: Path, count: int, wanted: int) -> None:
    cert = post.certificate(folder)
    os.environ |= {"SSL_CERT_FILE": str(cert), "PYTHONPATH": f"{REPOSITORY}/src"}
    to, file, chance, killed, runs = people(folder, count), folder / "r.sqlite", random.Random(1), 0, 0
    with post.Post(cert, keep=False) as office:
        command = [sys.executable, "-m", "tests.circular.sending", file, office.url, to, "20000"]
        began = time.perf_counter()
        while killed < wanted:
            run, runs = subprocess.Popen(command, cwd=REPOSITORY), runs + 1
            try:
                run.wait(chance.uniform(0.5, 1.6))
                break
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.wait()
                killed += 1
        subprocess.run(command, cwd=REPOSITORY, check=True)
        time.sleep(0.5)
        got = Counter(office.delivered)
    with Record(file, sending.ISSUE) as record:
        states = record.counts()
        uncertain = {e.recipient.address for e in record.entries(("uncertain",))}
        failed = {e.recipient.address for e in record.entries(("failed",))}
        sent = {e.recipient.address for e in record.entries(("sent",))}
    print(f"{count} recipients, {killed} kills in {runs} runs, {time.perf_counter() - began:.0f} s: {dict(states)}")
    print(f"messages taken {sum(got.values())}, more than one to {sum(n > 1 for n in got.values())}, uncertain "
          f"{len(uncertain)} of which arrived {len(uncertain & set(got))}")
    assert max(got.values()) == 1 and sent <= set(got) and set(got) <= sent | uncertain
    assert len(sent | uncertain | failed) == count and all(a.startswith("gone-") for a in failed)


if __name__ == "__main__":
    with TemporaryDirectory(prefix="paiyin-") as place:
        what, *numbers = sys.argv[1:] or ["throughput"]
        if what == "throughput":
            throughput(Path(place), int(numbers[0]) if numbers else 400, float(numbers[1]) if numbers[1:] else 1)
        elif what == "firstpage":
            first_page(numbers, Path(place))
        else:
            kills(Path(place), *map(int, numbers or (1000, 20)))
