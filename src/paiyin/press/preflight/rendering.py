"""The same page by two interpreters: where they differ, some reader shows something else than the press prints.

Inks are compared, without any program's idea of colour between, as the gray that they make together.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from paiyin.press.preflight.separations import run, samples_of, tool, window_means

DPI = 288
COARSER = 4         # pixels that become one: how programs round the places of glyphs is not what is compared
MOST_INCHES = 600   # square inches of the largest page drawn so finely, two broadsheet pages
WINDOW = 8          # pixels, side of the squares that are compared
DARKNESS = (0.3, 0.59, 0.11, 1.0)


def renderings(data: bytes, inches: float) -> tuple[dict[str, list[Path]], TemporaryDirectory | None, str]:
    """Return pages in inks by tool, the folder that holds them, and which tool is missing or failed.

    ``inches`` is the area of the largest page in square inches; above 600 the pages are drawn coarser.
    """
    dpi = DPI if inches <= MOST_INCHES else max(18, int(DPI * (MOST_INCHES / inches) ** 0.5))
    commands = {
        "gs": ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-dUseFastColor=true", "-dTextAlphaBits=4",
               "-dGraphicsAlphaBits=4", f"-r{dpi}", "-sOutputFile=gs%04d.tif", "file.pdf"],
        "mutool": ["draw", "-q", "-F", "pam", "-c", "cmyk", "-r", str(dpi), "-o", "mutool%04d.pam", "file.pdf"]}
    missing = [name for name in commands if not tool(name)]
    if missing:
        return {}, None, ", ".join(missing)
    folder = TemporaryDirectory(prefix="paiyin-")
    place = Path(folder.name)
    (place / "file.pdf").write_bytes(data)
    made = {}
    for name, arguments in commands.items():
        if problem := run([tool(name), *arguments], place):
            return {}, folder, f"{name}: {problem}"
        made[name] = sorted(place.glob(f"{name}*.*"))
    return made, folder, ""


def likeness(one: Path, other: Path) -> float:
    """Return how alike two pages are: 1 is the same (SSIM of Wang et al. 2004, over squares)."""
    x, y = (_gray(path) for path in (one, other))
    height, width = min(x.shape[0], y.shape[0]), min(x.shape[1], y.shape[1])
    return ssim(x[:height, :width], y[:height, :width])


def _gray(path: Path):
    """Return a page's inks together as gray, 0 to 255, at the coarser resolution."""
    import numpy
    from PIL import Image

    image = _from_pam(path.read_bytes()) if path.suffix == ".pam" else Image.open(path)
    inks = numpy.asarray(image.reduce(COARSER), dtype=numpy.float32).transpose(2, 0, 1) / 255
    return 255 * (1 - sum(weight * ink for weight, ink in zip(DARKNESS, inks, strict=True)).clip(0, 1))


def _from_pam(data: bytes):
    """Return a page that MuPDF wrote as an image of inks."""
    from PIL import Image

    samples = samples_of(data)[:, :, :4]
    return Image.frombytes("CMYK", (samples.shape[1], samples.shape[0]), samples.tobytes())


def ssim(x, y, window: int = WINDOW) -> float:
    """Return the structural similarity of two arrays of 0 to 255."""
    mx, my = window_means(x, window), window_means(y, window)
    vx = window_means(x * x, window) - mx * mx
    vy = window_means(y * y, window) - my * my
    cov = window_means(x * y, window) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return float((((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))).mean())
