"""Images come to the plates, and down to the resolution of the press; never up.

Guards against: pixels without end, samples that are too few for their size, kinds of compression and transparency
that cannot be converted; each is refused by name.
"""

from dataclasses import dataclass
from io import BytesIO
from math import ceil

from paiyin.press.colour import Plates
from paiyin.press.refusal import Refused
from paiyin.press.spaces import Space, resolve

QUALITY = 92
SLACK = 1.2                 # photos up to this much finer than the press needs stay as they are
MAX_PIXELS = 200_000_000
PASSED = ("/CCITTFaxDecode", "/JBIG2Decode")     # black and white only, kept as they are


@dataclass
class Raster:
    """Samples of an image: a Pillow image of mode "1", L, RGB, CMYK or LAB, and whether they came with loss."""

    image: object
    lossy: bool


def converted(pdf, found, made, plates: Plates, resources, points: tuple[float, float] | None, ppi: float) -> None:
    """Write an image's conversion into the stream ``made``; ``points`` is the largest size that it is drawn at.

    Raises Refused for what cannot be converted.
    """
    from pikepdf import Array, Dictionary, Name

    width, height = int(found.Width), int(found.Height)
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise Refused("image", f"{width} × {height} pixels")
    made.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height)
    for key in ("/Alternates", "/OPI", "/SMaskInData", "/OC"):
        if key in found and found[key] != 0:
            raise Refused("image", key.lstrip("/"))
    if bool(found.get("/ImageMask", False)):
        _stencil(found, made)
        return
    _masks(pdf, found, made, points, ppi)
    filters = _filters(found)
    if filters and filters[-1] in PASSED:
        _bilevel(found, made, plates, resources)
        return
    space = resolve(found.ColorSpace, plates, resources.get("/ColorSpace") if resources is not None else None)
    raster = _jpeg(found, space) if filters[-1:] == ["/DCTDecode"] else _samples(found, space)
    raster.image = _shrunk(raster.image, points, ppi) if space.kind != "indexed" else raster.image
    _write(raster, space, plates, made, Array)


def _filters(found) -> list[str]:
    from pikepdf import Array

    given = found.get("/Filter", [])
    return [str(name) for name in (given if isinstance(given, Array) else [given])] if given != [] else []


def _copy(found, made, **more) -> None:
    """Take compressed samples over as they are."""
    from pikepdf import Name

    made.write(found.read_raw_bytes(), filter=Name(_filters(found)[-1]), decode_parms=found.get("/DecodeParms"))
    for key, value in more.items():
        made[f"/{key}"] = value


def _stencil(found, made) -> None:
    more = {"ImageMask": True, "BitsPerComponent": 1} | ({"Decode": found.Decode} if "/Decode" in found else {})
    if _filters(found) and _filters(found)[-1] in PASSED:
        _copy(found, made, **more)
        return
    size = ceil(int(found.Width) / 8) * int(found.Height)
    data = found.read_bytes()
    if len(data) < size:
        raise Refused("image", "too few samples")
    made.write(data[:size])
    for key, value in more.items():
        made[f"/{key}"] = value


def _bilevel(found, made, plates: Plates, resources) -> None:
    from pikepdf import Name

    space = resolve(found.get("/ColorSpace", Name.DeviceGray), plates, None)
    if len(_filters(found)) > 1 or space.kind != "gray" or int(found.get("/BitsPerComponent", 1)) != 1:
        raise Refused("image", "CCITT or JBIG2 in colour")
    _copy(found, made, ColorSpace=Name.DeviceGray, BitsPerComponent=1,
          **({"Decode": found.Decode} if "/Decode" in found else {}))


def _masks(pdf, found, made, points, ppi: float) -> None:
    """Take over what lets the image through: a gray image or a stencil."""
    from pikepdf import Array, Stream

    from paiyin.press.colour import Luminosity

    for key in ("/SMask", "/Mask"):
        if key not in found:
            continue
        mask = found[key]
        if isinstance(mask, Array):
            raise Refused("colour-key")
        if "/Matte" in mask:
            raise Refused("soft-mask", "Matte")
        stream = Stream(pdf, b"")
        converted(pdf, mask, stream, Luminosity(None), None, points, ppi)
        made[key] = stream


def _jpeg(found, space: Space) -> Raster:
    """Return the samples of a JPEG as PDF reads them: Adobe's inversion is left to /Decode."""
    from PIL import Image, ImageChops

    if len(_filters(found)) > 1:
        raise Refused("image", "JPEG under another compression")
    try:
        image = Image.open(BytesIO(found.read_raw_bytes()), formats=("JPEG",))
        image.load()
    except Exception as error:      # decoders raise many kinds
        raise Refused("image", f"JPEG, {error}") from error
    wanted = {1: "L", 3: "RGB", 4: "CMYK"}.get(space.components)
    if image.mode != wanted or space.kind == "lab":
        raise Refused("image", f"JPEG of mode {image.mode} in {space.kind}")
    if image.mode == "CMYK":
        image = ImageChops.invert(image)        # Pillow inverts each
    return Raster(_decode(image, found, space, 8), True)


def _decode(image, found, space: Space, bits: int):
    """Apply /Decode where it inverts; refuse others that are not the usual."""
    from PIL import ImageChops

    if "/Decode" not in found:
        return image
    given = [float(part) for part in found.Decode]
    usual = [0.0, 2.0 ** bits - 1] if space.kind == "indexed" else (
        [0.0, 100.0, *space.range] if space.kind == "lab" else [0.0, 1.0] * space.components)
    if given == usual:
        return image
    if given == [1.0, 0.0] * space.components and space.kind != "indexed":
        return ImageChops.invert(image.convert("L") if image.mode == "1" else image)
    raise Refused("image", f"Decode {given}")


def _samples(found, space: Space) -> Raster:
    """Return the samples of an image whose compression loses nothing."""
    from pikepdf import PdfError
    from PIL import Image

    bits = int(found.get("/BitsPerComponent", 8))
    width, height = int(found.Width), int(found.Height)
    try:
        data = found.read_bytes()
    except PdfError as error:
        raise Refused("image", ", ".join(_filters(found))) from error
    row = ceil(width * space.components * bits / 8)
    if len(data) < row * height:
        raise Refused("image", "too few samples")
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[space.components]
    if bits == 16:
        data, bits = data[:row * height:2], 8       # the upper half; presses print less
    elif bits in (1, 2, 4):
        if bits == 1 and space.components == 1 and space.kind != "indexed":
            return Raster(_decode(Image.frombytes("1", (width, height), data[:row * height]), found, space, 1), False)
        data = _unpacked(data, width * space.components, height, bits, space.kind == "indexed")
    elif bits != 8:
        raise Refused("image", f"{bits} bits")
    if space.kind == "lab":
        return Raster(_lab(data, (width, height), found, space), False)
    image = Image.frombytes(mode, (width, height), data[:width * height * space.components])
    return Raster(_decode(image, found, space, int(found.get("/BitsPerComponent", 8))), False)


def _unpacked(data: bytes, across: int, height: int, bits: int, plain: bool) -> bytes:
    """Return one byte for each sample; ``plain`` keeps the number, else it is stretched to 0 … 255."""
    per, top = 8 // bits, 2 ** bits - 1
    factor = 1 if plain else 255 // top
    table = [bytes(((byte >> (8 - bits * (i + 1))) & top) * factor for i in range(per)) for byte in range(256)]
    row = ceil(across * bits / 8)
    return b"".join(b"".join(table[byte] for byte in data[y * row:(y + 1) * row])[:across] for y in range(height))


def _lab(data: bytes, size: tuple[int, int], found, space: Space):
    """Return samples of L*a*b* as Pillow has them: a* and b* as signed bytes."""
    from PIL import Image

    _decode(None, found, space, 8)
    bands = list(Image.frombytes("RGB", size, data[:size[0] * size[1] * 3]).split())
    for i in (1, 2):
        low, high = space.range[2 * i - 2:2 * i]
        bands[i] = bands[i].point([round(low + byte / 255 * (high - low)) & 255 for byte in range(256)])
    return Image.frombytes("LAB", size, Image.merge("RGB", bands).tobytes())


def _shrunk(image, points: tuple[float, float] | None, ppi: float):
    """Return the image at the press's resolution if it is much finer. ``points`` is the size that it is drawn at."""
    from PIL import Image

    if points is None or min(points) <= 0 or image.mode == "1":
        return image
    wanted = tuple(max(1, ceil(length * ppi / 72)) for length in points)
    if image.width <= wanted[0] * SLACK or image.height <= wanted[1] * SLACK:
        return image
    return image.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _write(raster: Raster, space: Space, plates: Plates, made, array) -> None:
    from pikepdf import Array, Name, String

    image = raster.image
    made.Width, made.Height = image.size
    if space.kind == "indexed":
        colours = b"".join(bytes(round(part * 255) for part in space.to((float(i),)))
                           for i in range(len(space.table) // space.base.components))
        made.write(image.tobytes())
        made.ColorSpace = Array(
            [Name.Indexed, Name(plates.name), len(colours) // plates.components - 1, String(colours)]
        )
        made.BitsPerComponent = 8
        return
    plain = _plated(image, space, plates)
    made.ColorSpace = Name.DeviceGray if plain.mode in ("1", "L") else Name.DeviceCMYK
    made.BitsPerComponent = 1 if plain.mode == "1" else 8
    if not raster.lossy:
        made.write(plain.tobytes())
        return
    out = BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    made.write(out.getvalue(), filter=Name.DCTDecode)
    if plain.mode == "CMYK":
        made.Decode = array([1, 0] * 4)         # Pillow writes Adobe's inverted inks


def _plated(image, space: Space, plates: Plates):
    """Return an image of mode "1", L or CMYK."""
    if plates.components == 1:
        if image.mode == "CMYK":
            raise Refused("soft-mask", "CMYK image")
        return image if image.mode in ("1", "L") else image.convert("L")
    if image.mode in ("1", "L") and space.kind in ("gray", "icc"):
        return image
    if space.kind == "cmyk" or space.kind == "icc" and plates.colours.is_press(space.profile):
        return image
    if image.mode == "RGB" and _is_gray(image):
        return image.getchannel("G")
    source = space.profile if space.kind == "icc" else {"rgb": "sRGB", "lab": "LAB"}[space.kind]
    return plates.colours.converted(image, source)


def _is_gray(image) -> bool:
    """Return whether each pixel is r = g = b: the black plate alone prints it."""
    from PIL import ImageChops

    red, green, blue = image.split()
    return all(ImageChops.difference(green, other).getextrema() == (0, 0) for other in (red, blue))
