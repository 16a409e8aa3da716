"""Plates of a page as an independent interpreter makes them: MuPDF, which simulates overprint, else Ghostscript.

Both are programs of their own. They run without a shell, with no access to other files, and not without end.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

DPI = 101.6         # 4 pixels a millimetre: squares of whole millimetres are squares of whole pixels
SECONDS = 180
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
TOOLS = {"mutool": "mupdf-tools", "gs": "ghostscript"}         # the programs and the packages that bring them


@cache
def tool(name: str) -> str | None:
    """Return where a program is, None if it is missing."""
    return shutil.which(name)


class Separations:
    """The plates of a file, made when first asked for. As a context it removes what it made."""

    def __init__(self, data: bytes, largest: tuple[float, float]):
        self._data = data
        self._folder: TemporaryDirectory | None = None
        self._by: str | None = None
        self.problem = ""
        inches = largest[0] * largest[1] / 5184
        self.dpi = DPI if inches < 1000 else max(12.7, DPI * (1000 / inches) ** 0.5)

    def close(self) -> None:
        """Remove what was made."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def page(self, number: int):
        """Return the inks of a page as an array (4, height, width) of 0 to 1, None where no tool can make them."""
        if self._folder is None and not self.problem:
            self._make()
        if self._by == "gs":
            return self._from_plates(number)
        return self._from_pam(number) if self._by else None

    def _make(self) -> None:
        ways = (("mutool", self._mupdf), ("gs", self._ghostscript))      # the quicker first
        there = [(name, way) for name, way in ways if tool(name)]
        if not there:
            self.problem = ", ".join(f"{name} ({package})" for name, package in TOOLS.items())
            return
        self._folder = TemporaryDirectory(prefix="paiyin-")
        folder = Path(self._folder.name)
        (folder / "file.pdf").write_bytes(self._data)
        for name, way in there:
            problem = run(way(folder), folder)
            if not problem:
                self._by, self.problem = name, ""
                return
            self.problem = f"{name}: {problem}"

    def _ghostscript(self, folder: Path) -> list[str]:
        return [
            tool("gs"),
            "-q",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-dMaxSpots=0",
            "-sDEVICE=tiffsep",
            f"-r{self.dpi:.2f}",
            "-sOutputFile=p%04d.tif",
            "file.pdf",
        ]

    def _mupdf(self, folder: Path) -> list[str]:
        return [
            tool("mutool"),
            "draw",
            "-q",
            "-c",
            "cmyk",
            "-F",
            "pam",
            "-r",
            f"{self.dpi:.2f}",
            "-o",
            "p%04d.pam",
            "file.pdf",
        ]

    def _from_plates(self, number: int):
        import numpy
        from PIL import Image

        plates = []
        for plate in PLATES:
            try:
                with Image.open(Path(self._folder.name) / f"p{number:04}({plate}).tif") as image:
                    plates.append(1 - numpy.asarray(image.convert("L"), dtype=numpy.float32) / 255)
            except OSError:
                return None
        return numpy.stack(plates)

    def _from_pam(self, number: int):
        try:
            return pam((Path(self._folder.name) / f"p{number:04}.pam").read_bytes())
        except OSError:
            return None


def pam(data: bytes):
    """Return the inks of a page that MuPDF wrote as PAM: (4, height, width) of 0 to 1."""
    import numpy

    return samples_of(data)[:, :, :4].transpose(2, 0, 1).astype(numpy.float32) / 255


def samples_of(data: bytes):
    """Return the samples of a PAM file: (height, width, depth) of bytes."""
    import numpy

    head, _, body = data.partition(b"ENDHDR\n")
    fields = dict(line.split(b" ", 1) for line in head.splitlines()[1:] if b" " in line)
    shape = int(fields[b"HEIGHT"]), int(fields[b"WIDTH"]), int(fields[b"DEPTH"])
    return numpy.frombuffer(body, numpy.uint8, shape[0] * shape[1] * shape[2]).reshape(shape)


def run(command: list[str], folder: Path) -> str:
    """Run a program in a folder; return what went wrong, empty if nothing did."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        return type(error).__name__
    return (
        "" if done.returncode == 0 else (done.stderr or done.stdout).decode(errors="replace").strip()[-120:] or "failed"
    )


def window_means(total, side: int):
    """Return the mean over each square of ``side`` pixels of an array (height, width), by running sums."""
    import numpy

    side = max(1, min(side, *total.shape))
    sums = numpy.zeros((total.shape[0] + 1, total.shape[1] + 1), dtype=numpy.float64)
    sums[1:, 1:] = total.cumsum(0, dtype=numpy.float64).cumsum(1)
    return (sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]) / side ** 2
