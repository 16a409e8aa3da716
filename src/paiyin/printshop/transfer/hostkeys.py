"""Known hosts: which key a host must show, and what is said when it shows another.

The command that a refusal names writes down the very key that was seen, not whatever a second connection would show.
"""

from pathlib import Path
from shlex import quote

from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, MachineError
from paiyin.printshop.destination import Destination
from paiyin.printshop.transfer import Cut

PATIENCE = 20       # seconds
SSH = 22


def read(file: Path):
    """Return the known hosts of a file, none if there is no such file. Raises MachineError if it cannot be read."""
    import asyncssh

    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return asyncssh.import_known_hosts(text)
    except (OSError, ValueError) as error:
        raise MachineError(Diagnostic("D318", {"file": str(file), "problem": str(error)})) from error


async def refusal(to: Destination, file: Path, known, error: Exception) -> Exception:
    """Return what to raise for a host whose key is not the known one."""
    import asyncio

    import asyncssh

    try:
        key = await asyncio.wait_for(asyncssh.get_server_host_key(to.host, to.port, config=None), PATIENCE)
    except (OSError, asyncssh.Error, TimeoutError) as cut:
        return Cut(str(cut) or type(cut).__name__)
    if key is None:
        return Cut(str(error))
    host = to.host if to.port == SSH else f"[{to.host}]:{to.port}"
    shown = key.get_fingerprint()
    before = known.match(to.host, "", None if to.port == SSH else to.port)[0]
    line = f"{host} {key.export_public_key('openssh').decode().split(' ', 2)[0]} " \
           f"{key.export_public_key('openssh').decode().split()[1]}"
    record = f"echo {quote(line)} >> {quote(str(file))}"
    values = {"host": host, "shown": shown, "file": str(file), "command": record}
    if not before:
        return DeliveryError(Diagnostic("D311", values))
    values["known"] = ", ".join(k.get_fingerprint() for k in before)
    values["command"] = f"ssh-keygen -R {quote(host)} -f {quote(str(file))} && {record}"
    return DeliveryError(Diagnostic("D312", values))
