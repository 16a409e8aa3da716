"""The record of a build, build.json: inputs, fonts and versions with their hashes, the pages, and the residue."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from paiyin.article import plain
from paiyin.composition.plan import Plan

if TYPE_CHECKING:
    from paiyin.build import _Desk


def of(desk: "_Desk", plan: Plan, files: Mapping[str, bytes]) -> dict[str, object]:
    """Return what build.json says of a run that gave ``plan`` and ``files``."""
    from importlib.metadata import version

    from paiyin.fontprints import print_of

    inputs = [
        {
            "file": article.file,
            "title": plain(article.head.title),
            "encoding": desk.sources[article.file].encoding,
            "sha256": sha256(path.read_bytes()).hexdigest(),
        }
        for article, path in zip(desk.articles, desk.paths)
    ]
    return {
        "input": {key: value for key, value in inputs[0].items() if key != "title"},
        "inputs": inputs,
        "title": plan.meta["title"] if len(inputs) > 1 else inputs[0]["title"],
        "sheet": plan.sheet,
        "theme": Path(desk.edition.theme).name,
        "profile": "sRGB",
        "fonts": [
            {
                "face": f.key,
                "family": f.family,
                "weight": f.weight,
                "postscript": f.postscript,
                "index": f.index,
                "sha256": print_of(f.file),
            }
            for f in plan.faces.values()
        ],
        "versions": {name: version(name) for name in ("paiyin", "weasyprint", "uharfbuzz", "matplotlib", "jinja2")},
        "pages": [
            {
                "number": p.number,
                "figures": sum(f.kind == "figure" for f in p.frames),
                "charts": sum(f.kind == "chart" for f in p.frames),
                "lines": sum(len(piece.lines) for f in p.frames for piece in f.pieces),
                "score": dict(plan.scores[n]) if n < len(plan.scores) else {},
            }
            for n, p in enumerate(plan.pages)
        ],
        "jumps": [{"story": j.story, "leaves": j.leaves, "enters": j.enters} for j in plan.jumps],
        "residue": [{"page": r.page, "lines": r.lines, "characters": r.characters} for r in plan.residue],
        "diagnostics": [{"code": d.code, "level": d.severity.value, "message": d.text("en")} for d in desk.diagnostics],
        "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
