"""SFTP with asyncssh: a key or the agent, and a host key that is known beforehand.

There is no trust on first use: a host that is not in the file of known hosts is refused with its fingerprint.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, MachineError
from paiyin.printshop.destination import PASSPHRASE, Destination, password
from paiyin.printshop.shop import Shop
from paiyin.printshop.transfer import CHUNK, Cut, Hidden, Refused

PATIENCE = 20       # seconds for a connection to come up
PULSE = 15          # seconds between signs of life; three missing ones end the connection
T = TypeVar("T")


class SftpShelf:
    """A folder behind SFTP."""

    def __init__(self, destination: Destination, shop: Shop):
        self._destination, self._shop = destination, shop
        self._known = shop.known_hosts or Path.home() / ".ssh" / "known_hosts"
        self._runner = asyncio.Runner()
        self._connection = self._client = None

    def __enter__(self) -> Self:
        try:
            self._run(self._connect())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        if self._connection is not None:
            self._connection.abort()
            self._connection = None
        self._runner.close()

    async def _connect(self) -> None:
        import asyncssh

        from paiyin.printshop.transfer import hostkeys

        to = self._destination
        known = hostkeys.read(self._known)
        secret = password(to)
        options = {"password": secret} if secret else {"preferred_auth": ("publickey",)}
        if self._shop.key:
            options["client_keys"] = [self._key()]
        try:
            self._connection = await asyncssh.connect(
                to.host, to.port, username=to.user, known_hosts=known, connect_timeout=PATIENCE,
                login_timeout=PATIENCE, keepalive_interval=PULSE, **options)
        except (asyncssh.HostKeyNotVerifiable, asyncssh.KeyExchangeFailed) as error:
            raise await hostkeys.refusal(to, self._known, known, error) from error
        except asyncssh.PermissionDenied as error:
            raise DeliveryError(Diagnostic("D313", {"account": to.account, "reason": error.reason})) from error
        except asyncssh.KeyImportError as error:
            raise MachineError(Diagnostic("D318", {"file": "~/.ssh", "problem": str(error)})) from error
        self._client = await self._connection.start_sftp_client()

    def _key(self):
        import asyncssh

        file = self._shop.key
        try:
            return asyncssh.read_private_key(file, passphrase=os.environ.get(PASSPHRASE))
        except (OSError, asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
            problem = getattr(error, "strerror", None) or str(error)
            raise MachineError(Diagnostic("D318", {"file": str(file), "problem": problem})) from error

    def size(self, path: str) -> int | None:
        async def size():
            import asyncssh
            try:
                return (await self._client.stat(path)).size
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return None
        return self._run(size(), hiding=True)

    def resume_at(self, size: int) -> int:
        # blocks of a chunk travel side by side, so the last chunk may have holes; those before it were acknowledged
        return max(0, size - 1) // CHUNK * CHUNK

    def put(self, path: str, content: BinaryIO, offset: int, told: Callable[[int], None]) -> None:
        async def put():
            import asyncssh
            async with self._client.open(path, "r+b" if offset else "wb") as file:
                at = offset
                content.seek(at)
                while block := content.read(CHUNK):
                    await file.write(block, at)
                    at += len(block)
                    told(at)
                try:
                    await file.fsync()
                except asyncssh.SFTPError as error:
                    if error.code != asyncssh.FX_OP_UNSUPPORTED:
                        raise
        self._run(put())

    def digest(self, path: str) -> str:
        async def digest():
            found, at = sha256(), 0
            async with self._client.open(path, "rb") as file:
                while block := await file.read(CHUNK, at):
                    found.update(block)
                    at += len(block)
            return found.hexdigest()
        return self._run(digest(), hiding=True)

    def rename(self, old: str, new: str) -> None:
        async def rename():
            import asyncssh
            try:
                await self._client.posix_rename(old, new)
            except asyncssh.SFTPOpUnsupported:
                await self._client.rename(old, new)
        self._run(rename())

    def remove(self, path: str) -> None:
        async def remove():
            import asyncssh
            try:
                await self._client.remove(path)
            except asyncssh.SFTPNoSuchFile:
                pass
        self._run(remove())

    def _run(self, work: Awaitable[T], hiding: bool = False) -> T:
        """Do one step; ``hiding`` if a refusal means that the folder only does not show it."""
        import asyncssh
        try:
            return self._runner.run(work)
        except (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection, asyncssh.DisconnectError,
                asyncssh.ChannelOpenError, TimeoutError, OSError) as error:
            raise Cut(getattr(error, "reason", "") or str(error) or type(error).__name__) from error
        except asyncssh.SFTPPermissionDenied as error:
            raise (Hidden if hiding else Refused)(error.reason) from error
        except asyncssh.SFTPError as error:
            if self._connection is not None and self._connection.is_closed():
                raise Cut(error.reason) from error
            raise Refused(error.reason) from error
