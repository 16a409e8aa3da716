"""How long one chart takes drawn cold, beside bare matplotlib with the same marks, and from the cache.

    python benchmarks/charts.py [--json]

Every measurement is a fresh process: matplotlib imported, one chart of eight bars made and written as SVG. The bare one
places the same bars, labels and values with matplotlib's own text; the house's also sets every character in the paper's
fonts. The last one finds the chart in the cache and must not load matplotlib.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
ROWS = [(f"第{i}小组", 30 + 17 * i % 90) for i in range(1, 9)]
_BARE = f"""
import time; start = time.perf_counter()
import io
from matplotlib.figure import Figure
from matplotlib.backends.backend_svg import FigureCanvasSVG
rows = {ROWS!r}
figure = Figure(figsize=(247.5 / 72, 216 / 72), dpi=72)
axes = figure.add_axes((0.3, 0.1, 0.65, 0.75))
axes.barh([n for n, _ in rows], [v for _, v in rows], color="#A6A6A6")
for i, (name, value) in enumerate(rows):
    axes.text(value + 1, i, str(value), va="center")
axes.set_title("Bars"); axes.set_xticks([])
out = io.BytesIO(); FigureCanvasSVG(figure).print_svg(out)
print(time.perf_counter() - start)
"""
_HOUSE = f"""
import sys, time
from paiyin.article import Chart, Datum
from paiyin.charts import Grid, render
from paiyin.fonts import FontBook
from paiyin.spans import Span
span = Span("a", 0, 1)
data = tuple(Datum(n, float(v), str(v), span) for n, v in {ROWS!r})
book = FontBook.load()
book.chain("hei", 400), book.chain("hei", 500), book.chain("hei", 700)      # a build has them open: it has set the text
start = time.perf_counter()
render(Chart(data, span, 1, "bar", "各组栽树", "棵"), 2, Grid(9, 11.5, 13, 1.5), "party", book)
print(time.perf_counter() - start)
assert not {{kept}} or "matplotlib" not in sys.modules
"""


def seconds(program: str, cache: str) -> float:
    """Return how long a program says that it took, in a process of its own."""
    environment = os.environ | {"PAIYIN_CACHE": cache, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def main() -> None:
    bare, cold, kept = [], [], []
    with tempfile.TemporaryDirectory() as warm:
        seconds(_HOUSE.format(kept=False), warm)
        for _ in range(ROUNDS):
            bare.append(seconds(_BARE, warm))
            with tempfile.TemporaryDirectory() as empty:
                cold.append(seconds(_HOUSE.format(kept=False), empty))
            kept.append(seconds(_HOUSE.format(kept=True), warm))
    result = {"bare": round(min(bare), 4), "cold": round(min(cold), 4), "ratio": round(min(cold) / min(bare), 2),
              "cached": round(min(kept), 4)}
    if "--json" in sys.argv:
        print(json.dumps(result))
    else:
        print(f"bare matplotlib {result['bare']:.3f} s; cold {result['cold']:.3f} s ({result['ratio']} times); "
              f"from the cache {result['cached']:.3f} s, without matplotlib")


if __name__ == "__main__":
    main()
