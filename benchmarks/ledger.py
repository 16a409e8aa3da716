"""How long the ledger takes: ten thousand characters, and sixteen times as many.

    python benchmarks/ledger.py [--json]

The text is the labelled articles of tests/data/ledger, one after the other, as often as it takes.
"""

import json
import sys
import time
from pathlib import Path

from paiyin.statistics import extract_text

SAMPLES = Path(__file__).resolve().parent.parent / "tests" / "data" / "ledger"
CHARACTERS, TIMES, ROUNDS = 10_000, 16, 5


def best(text: str) -> tuple[float, int]:
    """Return the shortest of several processor times in seconds, and how many statistics were found."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        found = extract_text(text)
        taken.append(time.process_time() - start)
    return min(taken), len(found)


def main() -> None:
    article = "\n".join(p.read_text("utf-8") for p in sorted(SAMPLES.glob("*.txt")))
    text = (article * (CHARACTERS // len(article) + 1))[:CHARACTERS]
    extract_text(text[:500])
    (one, count), (many, _) = best(text), best(text * TIMES)
    result = {"characters": CHARACTERS, "statistics": count, "seconds": round(one, 4), "times": TIMES,
              "seconds_times": round(many, 4), "growth": round(many / one, 2)}
    if "--json" in sys.argv:
        print(json.dumps(result))
    else:
        print(f"{CHARACTERS:,} characters, {count} statistics: {one:.4f} s; {TIMES} times the text: {many:.4f} s, "
              f"{result['growth']} times as long")


if __name__ == "__main__":
    main()
