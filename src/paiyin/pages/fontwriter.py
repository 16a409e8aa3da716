"""What WeasyPrint's font writer does slowly, done lean: whole font files are not copied to be thrown away, and the
subset of a font that the same glyphs asked for before is read from the user's cache.

Guards against: a damaged cache entry (it is made again), a cache that grows without end, fonts that changed under
their name (the key holds the font's own checksum and date).
"""

import os
from hashlib import sha256
from pathlib import Path
from types import ModuleType

FOLDER = "subsets"
MOST = 64 * 1024 * 1024         # bytes of kept subsets
SIGNATURES = (b"OTTO", b"\x00\x01\x00\x00", b"true")


class Arrays:
    """cffi as the font writer sees it: arrays of one type are one declaration, whatever their length, since cffi
    parses each new declaration with all that it knows."""

    def __init__(self, ffi):
        self._ffi = ffi

    def __getattr__(self, name: str):
        return getattr(self._ffi, name)

    def new(self, declaration: str, values=None):
        if values is not None and declaration.endswith("]"):
            return self._ffi.new(declaration[:declaration.index("[")] + "[]", values)
        return self._ffi.new(declaration) if values is None else self._ffi.new(declaration, values)


class _Unread:
    """The content of a font file that is read only if somebody asks for it; a subset takes its place as a rule."""

    def __init__(self, read):
        self._read = read

    def __getitem__(self, key):
        return self._read()[key]

    def __len__(self) -> int:
        return len(self._read())

    def __bytes__(self) -> bytes:
        return self._read()


def install(writer: ModuleType, version: str) -> None:
    """Make ``weasyprint.pdf.fonts`` lean. ``version`` is WeasyPrint's, part of every key."""
    if isinstance(writer.ffi, Arrays):
        return              # done before
    writer.ffi = Arrays(writer.ffi)
    read, start, subset = writer.get_hb_object_data, writer.Font.__init__, writer.Font._harfbuzz_subset
    starting = []

    def data(hb_object, *which):
        if starting and not which:
            return _Unread(lambda: read(hb_object))
        return read(hb_object, *which)

    def init(font, *args, **kwargs):
        starting.append(font)
        try:
            start(font, *args, **kwargs)
        finally:
            starting.pop()

    def harfbuzz_subset(font, to_unicode, hinting):
        kept = _place(_key(writer, font, to_unicode, hinting, version))
        content = _load(kept)
        if content is not None:
            font.file_content = content
            return
        subset(font, to_unicode, hinting)
        if isinstance(font.file_content, _Unread):         # the subset failed
            font.file_content = bytes(font.file_content)
        else:
            _store(kept, font.file_content)

    writer.get_hb_object_data, writer.Font.__init__, writer.Font._harfbuzz_subset = data, init, harfbuzz_subset


def _key(writer: ModuleType, font, to_unicode, hinting: bool, version: str) -> str:
    """Return the key of a subset: the font by its name, checksum and dates, the glyphs, and who cuts it."""
    parts = [version, writer.harfbuzz.hb_version_string() if hasattr(writer.harfbuzz, "hb_version_string") else "",
             font.name, font.upem, font.glyph_count, font.index, bool(font.missing), hinting, sorted(to_unicode)]
    return sha256(repr(parts).encode() + _table(writer, font, b"head") + _table(writer, font, b"name")).hexdigest()


def _table(writer: ModuleType, font, tag: bytes) -> bytes:
    harfbuzz, ffi = writer.harfbuzz, writer.ffi
    blob = harfbuzz.hb_face_reference_table(font.hb_face, harfbuzz.hb_tag_from_string(tag, -1))
    length = ffi.new("unsigned int *")
    content = harfbuzz.hb_blob_get_data(blob, length)
    found = b"" if content == ffi.NULL else ffi.unpack(content, int(length[0]))
    harfbuzz.hb_blob_destroy(blob)
    return found


def _place(key: str) -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("paiyin")) / FOLDER / f"{key}.font"


def _load(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
        if content[32:36] in SIGNATURES and sha256(content[32:]).digest() == content[:32]:
            os.utime(path)
            return content[32:]
    except OSError:
        pass
    return None


def _store(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(sha256(content).digest() + content)
        fresh.replace(path)
        _prune(path.parent)
    except OSError:
        return              # a cache that cannot be written costs time only


def _prune(folder: Path) -> None:
    """Take away the subsets that were not used for longest, until the rest is within bounds."""
    files = ((f.stat().st_mtime, f.stat().st_size, f) for f in folder.iterdir())
    kept = sorted(files, key=lambda k: (-k[0], k[2].name))
    room = MOST
    for _, size, file in kept:
        room -= size
        if room < 0:
            file.unlink(missing_ok=True)
