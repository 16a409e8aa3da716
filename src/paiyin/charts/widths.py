"""The widths that a chart can be drawn at, best first, so that a page may choose the one that it has room for."""

from dataclasses import replace
from pathlib import Path

from paiyin.article import Chart
from paiyin.charts import several
from paiyin.charts.marks import ChartSpec
from paiyin.charts.size import Grid
from paiyin.charts.spec import chart_spec, kind_of
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError

WIDE_FROM = 8           # marks from which three columns are worth their room
TALLEST = 40            # lines that a chart may take when a wider form is lower
_HURT = frozenset(("C104", "C106", "C107", "C109"))     # words cut, or drawn as another kind than wished


def widths(chart: Chart, grid: Grid, most: int = 5, edition: Path | None = None) -> tuple[int, ...]:
    """Return in how many columns (of ``most``) a chart can be drawn, best first; ``height_lines`` has the height of each.

    A declared width is the only one. Raises InputError for a chart that cannot be drawn at any width.
    """
    if chart.columns and not chart.chosen:
        return (min(chart.columns, most),)
    wished = [n for n in _wished(chart, most, edition) if n <= most] or [most]
    clean, hurt, problem = [], [], None
    for columns in wished:
        said = Diagnostics()
        try:
            spec = chart_spec(replace(chart, columns=columns), columns, grid, said, edition)
        except InputError as error:
            problem = problem or error
            continue
        (hurt if any(d.code in _HURT for d in said) else clean).append(spec)
    if not clean and not hurt:
        assert problem is not None
        raise problem
    return tuple(spec.columns for spec in _low_enough(clean or hurt))


def _low_enough(specs: list[ChartSpec]) -> list[ChartSpec]:
    """Return the specs that are not too tall, all of them if none is low."""
    return [spec for spec in specs if spec.lines <= TALLEST] or specs


def _wished(chart: Chart, most: int, edition: Path | None) -> tuple[int, ...]:
    """Return the widths that suit a kind, best first."""
    kind, count = kind_of(chart, edition), len(chart.data)
    if kind == "numbers":
        return _panel(count, most)
    if kind in ("timeline", "table"):
        return (2, 1, 3) if len(several.series_of(chart)) > 1 or count > WIDE_FROM else (1, 2)
    if kind == "slope":
        return (2, 3)
    return (2, 3, 1) if count >= WIDE_FROM else (2, 1)


def _panel(count: int, most: int) -> tuple[int, ...]:
    """Return the forms of a number panel: one column, rows of two or three, a strip over all columns."""
    strip = [most] if most > 3 and count in (most - 1, most, 2 * most) else []
    rows = [n for n in (2, 3) if n <= count and count % n == 0]
    forms = [1, *rows, *strip] if count <= 6 else [*rows, *strip, 1]
    return tuple(dict.fromkeys([*forms, 2])) if count > 2 else tuple(dict.fromkeys(forms))
