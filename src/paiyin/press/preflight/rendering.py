"""The same page by two interpreters: where they differ, some reader shows something else than the press prints."""

from pathlib import Path
from tempfile import TemporaryDirectory

from paiyin.press.preflight.separations import run, tool

DPI = 144
COARSER = 4         # pixels that become one: how programs smooth the edges of type is not what is compared
WINDOW = 8          # pixels, side of the squares that are compared


def renderings(data: bytes) -> tuple[dict[str, list[Path]], TemporaryDirectory | None, str]:
    """Return gray pages by tool, the folder that holds them, and which tool is missing or failed."""
    commands = {"gs": ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pnggray", "-dTextAlphaBits=4",
                       "-dGraphicsAlphaBits=4", "-dUseFastColor=true", f"-r{DPI}", "-sOutputFile=gs%04d.png", "file.pdf"],
                "mutool": ["draw", "-q", "-F", "png", "-c", "gray", "-r", str(DPI), "-o", "mutool%04d.png", "file.pdf"]}
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
        made[name] = sorted(place.glob(f"{name}*.png"))
    return made, folder, ""


def likeness(one: Path, other: Path) -> float:
    """Return how alike two gray pictures are: 1 is the same (SSIM of Wang et al. 2004, over squares)."""
    import numpy
    from PIL import Image

    with Image.open(one) as a, Image.open(other) as b:
        width, height = min(a.width, b.width), min(a.height, b.height)
        x, y = (
            numpy.asarray(image.convert("L").crop((0, 0, width, height)).reduce(COARSER), dtype=numpy.float64)
            for image in (a, b)
        )
    return ssim(x, y)


def ssim(x, y, window: int = WINDOW) -> float:
    """Return the structural similarity of two arrays of 0 to 255."""
    from paiyin.press.preflight.separations import window_means

    mx, my = window_means(x, window), window_means(y, window)
    vx = window_means(x * x, window) - mx * mx
    vy = window_means(y * y, window) - my * my
    cov = window_means(x * y, window) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return float((((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))).mean())
