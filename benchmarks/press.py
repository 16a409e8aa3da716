"""The press pass against Ghostscript's conversion of the same file, and its memory on eight broadsheet pages.

python benchmarks/press.py SCREEN.pdf
"""

import argparse
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

PAGES, WIDTH, HEIGHT = 8, 1100, 1550        # points: a broadsheet
PHOTO = (4000, 3000)


def broadsheet(screen: bytes) -> bytes:
    """Return eight pages, each with the first page of a file and a photo of twelve million pixels."""
    import pikepdf
    from PIL import Image

    out = BytesIO()
    with pikepdf.open(BytesIO(screen)) as given, pikepdf.new() as pdf:
        for i in range(PAGES):
            pdf.pages.append(given.pages[0])
            page = pdf.pages[-1].obj
            page.MediaBox = page.TrimBox = page.BleedBox = pikepdf.Array([0, 0, WIDTH, HEIGHT])
            bands = [Image.radial_gradient("L").resize(PHOTO).rotate(90 * k + 11 * i) for k in range(3)]
            photo = BytesIO()
            Image.merge("RGB", bands).save(photo, "JPEG", quality=90)
            stream = pikepdf.Stream(pdf, photo.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                                    Width=PHOTO[0], Height=PHOTO[1], BitsPerComponent=8,
                                    ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode)
            page.Resources = pikepdf.Dictionary(dict(page.Resources.items()))
            page.Resources.XObject = pikepdf.Dictionary(Photo=pdf.make_indirect(stream))
            shown = page.Contents.read_bytes() + b"\nq 800 0 0 600 100 900 cm /Photo Do Q\n"
            page.Contents = pdf.make_stream(b"q\n" + shown.replace(b"\nq 800", b"\nQ q 800"))
        pdf.save(out)
    return out.getvalue()


def press(data: bytes) -> tuple[float, int]:
    """Return the seconds that the press pass takes, and its bytes."""
    from paiyin.diagnostics import Diagnostics
    from paiyin.press import conditions, make, palette

    condition = conditions.load()
    colours = palette.exact("party")
    start = time.perf_counter()
    made = make(data, condition=condition, theme_colours=colours, diagnostics=Diagnostics())
    return time.perf_counter() - start, len(made)


def ghostscript(file: Path) -> float:
    """Return the seconds that Ghostscript takes to convert a file to CMYK."""
    start = time.perf_counter()
    subprocess.run(
        [
            "gs",
            "-q",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pdfwrite",
            "-sColorConversionStrategy=CMYK",
            "-sProcessColorModel=DeviceCMYK",
            "-sOutputFile=/dev/null",
            str(file),
        ],
        check=True,
    )
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="SCREEN.pdf")
    file = parser.parse_args().file
    if not file.is_file():
        parser.error(f"there is no {file}")
    ours, theirs = min(press(file.read_bytes())[0] for _ in range(3)), min(ghostscript(file) for _ in range(2))
    print(f"press pass {ours:.2f} s, Ghostscript {theirs:.2f} s, ratio {ours / theirs:.2f}")
    code = ("import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import press, resource; "
            "print('%.2f s, %d bytes' % press.press(Path(sys.argv[2]).read_bytes())); "
            "print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, 'MiB')")
    large = file.with_name("broadsheet.tmp.pdf")
    large.write_bytes(broadsheet(file.read_bytes()))
    try:
        subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent), str(large)], check=True)
    finally:
        large.unlink()


if __name__ == "__main__":
    main()
