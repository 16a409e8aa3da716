"""The papers that go with the pages, under names of the job's own, since a shop's folder holds many jobs.

They name the pages as they are called at the destination, so a changed page changes them too.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from paiyin.printshop import checksums, ticket, xjdf
from paiyin.printshop.contents import Contents
from paiyin.printshop.package import REPORT, REPORT_TEXT, TICKET, TICKET_TEXT


def of(contents: Contents, names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each paper, the checksums last; ``names`` is package name → name at the destination.

    The caller puts the name of each paper into ``names`` before it asks for the next.
    """
    stem, job = str(contents.job["job"]), ticket.renamed(contents.job, names)
    made = {TICKET: ticket.as_json(job), TICKET_TEXT: ticket.as_text(job), xjdf.FILE: xjdf.of(job)}
    listed = [(name, made.get(name)) for name in sorted(contents.files) if name not in contents.pages]
    sums = {}
    for name, content in listed:
        if content is None:
            content = _with_names(name, contents.files[name].read_bytes(), names)
        own = f"{stem}_{name}"
        yield own, content
        sums[own] = content
    lines = {names[name]: contents.sums[name] for name in contents.pages}
    lines |= {names[own]: sha256(content).hexdigest() for own, content in sums.items()}
    yield f"{stem}.sha256", checksums.of(lines)


def _with_names(name: str, content: bytes, names: Mapping[str, str]) -> bytes:
    if name == REPORT:
        data = json.loads(content)
        for entry in data["files"]:
            entry["file"] = names.get(entry["file"], entry["file"])
        return ticket.as_json(data)
    if name == REPORT_TEXT:
        return "\n".join(names.get(line, line) for line in content.decode().split("\n")).encode()
    return content
