"""Images of a stranger's PDF: what their samples are, where the file itself does not say so too."""

from paiyin.press.preflight.objects import Described, described

ONE_BIT = ("/CCITTFaxDecode", "/JBIG2Decode")
HEAD = 65_536               # bytes of a JPEG 2000 file that are looked at for its colour
ENUMERATED = {12: "/DeviceCMYK", 16: "/DeviceRGB", 17: "/DeviceGray", 18: "/DeviceRGB"}     # ISO 15444-1, I.5.3.3
BY_COUNT = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}


def bits_of(found) -> int:
    """Return the bits of a sample; fax compressions have one."""
    usual = 1 if any(name in str(found.get("/Filter", "")) for name in ONE_BIT) else 8
    return int(found.get("/BitsPerComponent", usual))


def space_of(found, spaces) -> Described:
    """Return an image's colour space. A JPEG 2000 image may leave it to its own header (ISO 32000-1, 7.4.9)."""
    if "/ColorSpace" in found:
        return described(found.ColorSpace, spaces)
    if "/JPXDecode" in str(found.get("/Filter", "")):
        name = jpx_space(found.read_raw_bytes()[:HEAD])
        return Described(name, {"/DeviceGray": 1, "/DeviceCMYK": 4}.get(name, 3))
    return Described("/DeviceGray", 1)


def jpx_space(data: bytes) -> str:
    """Return the colour space that a JPEG 2000 file names; by its components if it is bare."""
    at = data.find(b"colr")
    if at >= 0 and at + 11 <= len(data):
        method = data[at + 4]
        if method == 1:
            return ENUMERATED.get(int.from_bytes(data[at + 7:at + 11]), "/ICCBased")
        return "/ICCBased"
    size = data.find(b"\xff\x51")       # the SIZ marker; components are the 37th and 38th byte after its length
    count = int.from_bytes(data[size + 38:size + 40]) if 0 <= size and size + 40 <= len(data) else 3
    return BY_COUNT.get(count, "/DeviceRGB")
