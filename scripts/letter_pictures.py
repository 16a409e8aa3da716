"""Make the pictures of the letter in docs/images, with headless Chromium, from a message that paiyin circular wrote.

    python scripts/letter_pictures.py dist/tinghe.circular/preview.eml docs/images

Every picture is a window as wide as its name says, light or dark, with pictures or blocked.
"""

import email
import subprocess
import sys
from base64 import b64encode
from email import policy
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

SHOWN = ((320, "light", ""), (320, "dark", ""), (320, "light", "-blocked"), (640, "light", ""), (640, "dark", ""),
         (640, "dark", "-blocked"), (1024, "light", ""), (1024, "dark", ""))
HEIGHT = 3000           # pixels, more than the letter takes; what is left over is cut off
NARROWEST = 520         # windows are no narrower; the letter stands in a frame
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--allow-file-access-from-files", "--virtual-time-budget=2000")


def shot(html: str, width: int, scheme: str) -> Image.Image:
    """Return a letter as a window of this width shows it."""
    with TemporaryDirectory(prefix="paiyin-") as name:
        place = Path(name)
        (place / "letter.html").write_text(html, encoding="utf-8")
        (place / "frame.html").write_text(
            f'<body style="margin:0"><iframe src="letter.html" style="border:0;width:{width}px;height:{HEIGHT}px">',
            encoding="utf-8")
        subprocess.run([*CHROMIUM, f"--user-data-dir={place}/user", f"--window-size={max(width, NARROWEST)},{HEIGHT}",
                        f"--blink-settings=preferredColorScheme={int(scheme == 'light')}",
                        f"--screenshot={place}/shot.png", f"file://{place}/frame.html"],
                       check=True, capture_output=True)
        whole = Image.open(place / "shot.png").convert("RGB").crop((0, 0, width, HEIGHT))
    ground = Image.new("RGB", whole.size, whole.getpixel((2, HEIGHT - 1)))
    foot = ImageChops.difference(whole, ground).getbbox()[3]
    return whole.crop((0, 0, width, min(HEIGHT, foot + (24 if width > NARROWEST else 4))))


def main(message: str, folder: str) -> None:
    found = email.message_from_bytes(Path(message).read_bytes(), policy=policy.default)
    html = found.get_body(("html",)).get_content()
    picture = next(part for part in found.walk() if part.get_content_type() == "image/jpeg")
    for width, scheme, blocked in SHOWN:
        data = "broken" if blocked else b64encode(picture.get_content()).decode()
        shown = html.replace(f"cid:{picture['Content-ID'].strip('<>')}", f"data:image/jpeg;base64,{data}")
        file = Path(folder) / f"circular-{width}-{scheme}{blocked}.png"
        shot(shown, width, scheme).quantize(128).save(file, optimize=True)
        print(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
