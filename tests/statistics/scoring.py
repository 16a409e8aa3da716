"""Scoring a ledger against labels: precision and recall over core entries, fields over what matches.

A found statistic matches a labelled one when their number spans overlap and the values are equal; what only matches a
borderline label counts neither way.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1, and the places (in words) where ledger and labels differ."""

    core: int
    precision: float
    recall: float
    unit: float
    qualifier: float
    subject: float
    disputed: float
    range: float
    differences: tuple[str, ...]


def score(rows, labels, text: str) -> Score:
    """Return the score of rows as ``paiyin stats --json`` gives them against labels of the same text."""
    matched, hits, differences = set(), 0, []
    right = dict.fromkeys(("unit", "qualifier", "subject", "disputed", "range"), 0)
    for label in labels:
        core = label["grade"] == "core"
        low, high = label["offset"], label["offset"] + len(label["number"])
        found = next((i for i, r in enumerate(rows) if r["offset"] < high and low < r["end"]
                      and abs(r["value"] - label["value"]) < 1e-9), None)
        if found is None:
            differences += [f"missed {text[low - 12:high + 6]!r}"] * core
            continue
        matched.add(found)
        if core:
            hits += 1
            for field, same in _fields(rows[found], label).items():
                right[field] += same
                differences += [] if same else [f"{field} of {text[low - 12:high + 6]!r}: {rows[found].get(field)!r}"]
    wrong = [r for i, r in enumerate(rows) if i not in matched]
    differences += [f"extra {text[r['offset'] - 12:r['end'] + 6]!r}" for r in wrong]
    core = sum(label["grade"] == "core" for label in labels)
    shares = {k: n / max(hits, 1) for k, n in right.items()}
    return Score(core, hits / max(hits + len(wrong), 1), hits / max(core, 1), **shares,
                 differences=tuple(differences))


def _fields(row, label) -> dict[str, bool]:
    subject = row["subject"]
    return {"unit": (row["unit"] or None) == label["unit"], "qualifier": row["qualifier"] == label["qualifier"],
            "subject": bool(subject) and (subject in label["subject"] or label["subject"] in subject),
            "disputed": row["disputed"] == label.get("disputed", False),
            "range": row["value_max"] == label.get("value_max")}
