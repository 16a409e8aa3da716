"""Write the table of preflight rules into docs/press.md, from the rules' own docstrings."""

from pathlib import Path

from paiyin.press.preflight.judging import explained, rules

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "press.md"
HEAD = "| rule | level | what | mend |\n|---|---|---|---|\n"


def table() -> str:
    """Return the rules as a table of Markdown."""
    rows = []
    for code, rule in rules().items():
        told = explained(code)
        rows.append(f"| {code} | {rule.LEVEL.value} | {' '.join(told['what'].split())} | {told['mend']} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(text[:text.index("| rule |")] + table(), encoding="utf-8")
