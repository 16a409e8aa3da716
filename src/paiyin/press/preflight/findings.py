"""What preflight says: findings with the rule's id, how grave, where; and the report of a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from paiyin.diagnostics import LANGUAGES, Level
from paiyin.units import pt_to_mm

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Finding:
    """One finding. ``where`` is a box in points from the page's lower left corner; ``more`` counts equal ones."""

    code: str
    level: Level
    page: int | None
    messages: Mapping[str, str]
    where: Box | None = None
    more: int = 0

    def text(self, lang: str = "en") -> str:
        """Return what is found, in ``en`` or ``zh``."""
        more = {"en": f" (and {self.more} more)", "zh": f"（另有 {self.more} 处）"}[lang] if self.more else ""
        return self.messages[lang] + more

    def place(self, lang: str = "en") -> str:
        """Return the page and the place on it in mm from its lower left corner, empty for the whole file."""
        if self.page is None:
            return ""
        page = {"en": f"page {self.page}", "zh": f"第 {self.page} 版"}[lang]
        if self.where is None:
            return page
        x0, y0, x1, y1 = (round(pt_to_mm(part)) for part in self.where)
        return f"{page}, {x0}–{x1} × {y0}–{y1} mm" if lang == "en" else f"{page}，{x0}–{x1} × {y0}–{y1} mm 处"

    def fields(self) -> dict[str, object]:
        """Return the finding for programs."""
        return {"rule": self.code, "level": self.level.value, "page": self.page,
                "message": {lang: self.text(lang) for lang in LANGUAGES},
                "where": [round(pt_to_mm(part), 2) for part in self.where] if self.where else None}


@dataclass(frozen=True)
class Report:
    """What preflight found in one file. ``measures`` are the numbers that were taken."""

    name: str
    sha256: str
    size: int
    condition: str
    pages: int
    findings: tuple[Finding, ...]
    rules: tuple[str, ...]
    not_judged: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, object] = field(default_factory=dict)

    def at(self, level: Level) -> list[Finding]:
        """Return the findings of one level."""
        return [finding for finding in self.findings if finding.level is level]

    @property
    def errors(self) -> list[Finding]:
        return self.at(Level.ERROR)

    @property
    def warnings(self) -> list[Finding]:
        return self.at(Level.WARNING)

    def as_json(self) -> str:
        """Return the report for programs."""
        data = {"file": self.name, "sha256": self.sha256, "bytes": self.size, "condition": self.condition,
                "pages": self.pages, "errors": len(self.errors), "warnings": len(self.warnings),
                "rules": list(self.rules), "not_judged": dict(self.not_judged), "measures": dict(self.measures),
                "certified": False, "findings": [finding.fields() for finding in self.findings]}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
