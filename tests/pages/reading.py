"""Reads back from a PDF what was painted, to hold it against the plan."""

import pymupdf

from paiyin.composition.plan import Plan

from .handmade import BOOK


def painted(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Return every character of a page with the origin of its glyph, by baseline and x."""
    with pymupdf.open(stream=pdf) as document:
        blocks = document[page].get_text("rawdict", flags=0)["blocks"]
    found = [(char["c"], *char["origin"]) for block in blocks for row in block["lines"] for span in row["spans"]
             for char in span["chars"] if not char["c"].isspace()]
    return sorted(found, key=lambda c: (round(c[2]), c[1]))


def planned(plan: Plan, page: int = 0) -> list[tuple[str, float, float]]:
    """Return every character of a plan's text with its place, in the same order as ``painted``."""
    found = []
    for frame in plan.pages[page].frames:
        for row in (row for piece in frame.pieces for row in piece.lines):
            at = 0.0
            for s in row.segments:
                at += s.lead
                for char, start in zip(s.text, _starts(s), strict=True):
                    if not char.isspace():
                        found.append((char, row.x + (at + start) * row.size / 1000, row.y - s.rise * row.size / 1000))
                at += s.width
    return sorted(found, key=lambda c: (round(c[2]), c[1]))


def _starts(segment) -> list[float]:
    if segment.half:
        return [(500 + segment.track) * n for n in range(len(segment.text))]
    face, starts, at = BOOK.face(segment.face), [], 0.0
    for _, advance, _ in face.glyphs(segment.text):
        starts.append(at)
        at += advance * segment.scale / face.upem + segment.track
    return starts


def right_edges(pdf: bytes, page: int = 0) -> dict[int, float]:
    """Return the right edge of the last glyph on each baseline (rounded to points)."""
    edges: dict[int, float] = {}
    with pymupdf.open(stream=pdf) as document:
        for span in document[page].get_texttrace():
            for char in span["chars"]:
                y = round(char[2][1])
                edges[y] = max(edges.get(y, 0.0), char[3][2])
    return edges
