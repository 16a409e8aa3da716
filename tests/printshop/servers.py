"""Print shops on loopback: an SFTP server inside the test, OpenSSH's sshd, an FTPS server."""

import asyncio
import contextlib
import datetime
import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import asyncssh

USER = "paper"


class Mill:
    """An SFTP server with a folder ``in`` as its root. ``cut_after`` bytes of a run of writes it hangs up, once."""

    def __init__(self, home: Path, keys: Path):
        self.folder = home
        self.cut_after = self.refuse = self.hidden = None
        self.connections = 0
        self._host_key, self.user_key = asyncssh.generate_private_key("ssh-ed25519"), keys / "user"
        user = asyncssh.generate_private_key("ssh-ed25519")
        user.write_private_key(self.user_key)
        self._authorized = asyncssh.import_authorized_keys(user.export_public_key().decode())
        self.known = keys / "known_hosts"

    def __enter__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(20)
        self.port = self._server.get_port()
        self.know(self._host_key)
        return self

    def __exit__(self, *error):
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self):
        self._server.close()
        await self._server.wait_closed()

    def know(self, key=None):
        """Write the known hosts: this key, by default a stranger's."""
        key = key or asyncssh.generate_private_key("ssh-ed25519")
        self.known.write_text(f"[127.0.0.1]:{self.port} {key.export_public_key().decode()}", encoding="utf-8")

    @property
    def fingerprint(self):
        return self._host_key.get_fingerprint()

    @property
    def address(self):
        return f"sftp://{USER}@127.0.0.1:{self.port}/"

    async def _start(self):
        mill = self

        class Folder(asyncssh.SFTPServer):
            def __init__(self, channel):
                self._connection, self._written = channel.get_connection(), 0
                mill.connections += 1
                super().__init__(channel, chroot=str(mill.folder))

            def write(self, file_obj, offset, data):
                if mill.refuse:
                    raise mill.refuse
                self._written += len(data)
                if mill.cut_after is not None and self._written > mill.cut_after:
                    mill.cut_after = None
                    self._connection.abort()
                    raise asyncssh.SFTPConnectionLost("cut")
                return super().write(file_obj, offset, data)

            def stat(self, path):
                if mill.hidden:
                    raise asyncssh.SFTPPermissionDenied("not shown")
                return super().stat(path)

            def open(self, path, pflags, attrs):
                if mill.hidden and pflags & asyncssh.FXF_READ:
                    raise asyncssh.SFTPPermissionDenied("not shown")
                return super().open(path, pflags, attrs)

        return await asyncssh.listen("127.0.0.1", 0, server_host_keys=[self._host_key], sftp_factory=Folder,
                                     authorized_client_keys=self._authorized)


class Sshd:
    """OpenSSH's sshd on a free port, for the user that runs the tests."""

    def __init__(self, home: Path, keys: Path, program: str, server: str):
        self.folder, self._keys, self._program, self._server = home, keys, program, server
        self.user_key, self.known = keys / "user", keys / "known_hosts"

    def __enter__(self):
        for name in ("host", "user"):
            key = asyncssh.generate_private_key("ssh-ed25519")
            key.write_private_key(self._keys / name)
            key.write_public_key(self._keys / f"{name}.pub")
            (self._keys / name).chmod(0o600)
        shutil.copy(self._keys / "user.pub", self._keys / "authorized")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        config = self._keys / "sshd_config"
        config.write_text(f"""ListenAddress 127.0.0.1
Port {self.port}
HostKey {self._keys}/host
AuthorizedKeysFile {self._keys}/authorized
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp {self._server}
""", encoding="utf-8")
        self.known.write_text(f"[127.0.0.1]:{self.port} {(self._keys / 'host.pub').read_text()}", encoding="utf-8")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        self.log = self._keys / "log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen([self._program, "-D", "-e", "-f", str(config)], stderr=log,
                                             env=os.environ | self._surroundings())
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        self.__exit__()
        raise RuntimeError(self.log.read_text(errors="replace"))

    def _surroundings(self) -> dict[str, str]:
        """Return what a server that was unpacked and not installed needs: its libraries, and as root its account."""
        top = Path(self._program).parents[2]
        libraries = [str(file) for file in top.glob("usr/lib/*/lib*.so*")] if top != Path("/") else []
        if not libraries:
            return {}
        found = {"LD_LIBRARY_PATH": str(Path(libraries[0]).parent)}
        wrapper = next((file for file in libraries if "libnss_wrapper.so" in file), "")
        if wrapper:
            accounts, groups = self._keys / "passwd", self._keys / "group"
            accounts.write_text(Path("/etc/passwd").read_text(encoding="utf-8")
                                + "sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\n", encoding="utf-8")
            groups.write_text(Path("/etc/group").read_text(encoding="utf-8"), encoding="utf-8")
            found |= {"LD_PRELOAD": wrapper, "NSS_WRAPPER_PASSWD": str(accounts), "NSS_WRAPPER_GROUP": str(groups)}
        return found

    def __exit__(self, *error):
        self._process.terminate()
        self._process.wait(10)

    def hang_up(self):
        """End every session at once, as a lost line does."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}
        for process, above in parents.items():
            while above in parents and above != self._process.pid:
                above = parents[above]
            if above == self._process.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    @property
    def address(self):
        import getpass
        return f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}{self.folder}"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write an authority's certificate and a server's with its key, for 127.0.0.1; return (authority, server)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    end = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)

    def name(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def made(subject, issuer, key, signer, extensions):
        builder = x509.CertificateBuilder(name(issuer), name(subject), key.public_key(), x509.random_serial_number(),
                                          start, end)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(signer, hashes.SHA256())

    def pem(cert):
        return cert.public_bytes(serialization.Encoding.PEM)

    root, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    mark = x509.SubjectKeyIdentifier.from_public_key(root.public_key())
    ours = made("mill authority", "mill authority", root, root,
                [(x509.BasicConstraints(True, None), True), (usage, True), (mark, False)])
    local = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    theirs = made("mill", "mill authority", key, root, [
        (local, False), (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(mark), False)])
    authority, server = folder / "authority.pem", folder / "server.pem"
    authority.write_bytes(pem(ours))
    server.write_bytes(pem(theirs) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return authority, server


class FtpsServer:
    """An FTPS server with TLS on both channels. ``cut_after`` bytes of an upload it hangs up, once."""

    password = "s3cret-of-tests"

    def __init__(self, home: Path, server_pem: Path):
        self.folder, self._pem = home, server_pem
        self.cut_after = None

    def __enter__(self):
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.handlers import TLS_DTPHandler, TLS_FTPHandler
        from pyftpdlib.ioloop import IOLoop
        from pyftpdlib.servers import FTPServer

        server = self

        class Data(TLS_DTPHandler):
            def recv(self, size):
                block = super().recv(size)
                if server.cut_after is not None and self.receive and self.tot_bytes_received > server.cut_after:
                    server.cut_after = None
                    self.cmd_channel.close()
                    return b""
                return block

        class Handler(TLS_FTPHandler):
            certfile, tls_control_required, tls_data_required, dtp_handler = str(self._pem), True, True, Data
            auth_failed_timeout = 0

        Handler.authorizer = self._users = DummyAuthorizer()
        self._users.add_user(USER, self.password, str(self.folder), perm="elradfmwMT")
        self._loop = IOLoop()
        self._ftp = FTPServer(("127.0.0.1", 0), Handler, ioloop=self._loop)
        self.port = self._ftp.address[1]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def _serve(self):
        while not self._stop.is_set():
            self._loop.loop(timeout=0.01, blocking=False)
        self._ftp.close_all()

    def __exit__(self, *error):
        self._stop.set()
        self._thread.join()

    def allow(self, perm):
        """Change what the user may do."""
        self._users.remove_user(USER)
        self._users.add_user(USER, self.password, str(self.folder), perm=perm)

    @property
    def address(self):
        return f"ftps://{USER}@127.0.0.1:{self.port}/"
