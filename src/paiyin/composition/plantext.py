"""The text form of a plan, ``plan.txt``: pages, frames and lines, one a row, readable in a diff.

    page 1
      frame text columns 1 lines 26-86 (61) at 63.22 361.58 size 117.00 x 698.00
        body 3
          y 369.50 x 63.22 gap 0 squeeze 0 flush | 风雨洗征程

Lengths are points, ``gap`` and ``squeeze`` 1/1000 em; a line's runs that are set otherwise than plainly are in
brackets:
its lead, track and face, with ``half`` for marks on half a body. Figures show what their slips ask for.
"""

from collections.abc import Iterator
from pathlib import PurePath

from paiyin.composition.plan import Frame, Piece, Plan, PlanLine


def text_of(plan: Plan) -> str:
    """Return the plan as text; equal plans give equal text on every machine."""
    return "\n".join(_plan(plan)) + "\n"


def _plan(plan: Plan) -> Iterator[str]:
    yield f"sheet {plan.sheet} {plan.width:.2f} x {plan.height:.2f}"
    for key, face in plan.faces.items():
        yield f"face {key} = {face.family} {face.weight} ({face.postscript})"
    for jump in plan.jumps:
        yield f"jump {jump.story}: page {jump.leaves} to {jump.enters}"
    for residue in plan.residue:
        yield f"residue page {residue.page}: {residue.lines:+} lines, {residue.characters:+} characters"
    for page in plan.pages:
        yield f"page {page.number}"
        for frame in page.frames:
            yield from _frame(frame)
        for rule in page.rules:
            yield f"  rule {rule.role} at {rule.x:.2f} {rule.y:.2f} size {rule.width:.2f} x {rule.height:.2f}"


def _frame(frame: Frame) -> Iterator[str]:
    place = "in the margin"
    if frame.line >= 0:
        columns = f"{frame.column + 1}" + (f"-{frame.column + frame.columns}" if frame.columns > 1 else "")
        place = f"columns {columns} lines {frame.line + 1}-{frame.line + frame.lines} ({frame.lines})"
    yield f"  frame {frame.kind} {place} at {frame.x:.2f} {frame.y:.2f} size {frame.width:.2f} x {frame.height:.2f}"
    for key, value in frame.data.items():
        yield f"    {key}: {value}"
    if frame.picture is not None:
        picture = frame.picture
        name = PurePath(picture.file).name if picture.file else "-"
        yield f"    {picture.kind} {picture.number or '-'} {name}: {picture.alt}"
        if picture.slip is not None:
            s = picture.slip
            yield (
                f"    slip {s.width:.1f} x {s.height:.1f} mm, {s.pixels[0]} x {s.pixels[1]} pixels at {s.ppi} ppi, "
                f"manuscript's figure {s.source}{f' of {s.file}' if s.file else ''}"
            )
    for piece in frame.pieces:
        yield from _piece(piece)


def _piece(piece: Piece) -> Iterator[str]:
    part = {(True, True): "", (True, False): " begins", (False, True): " ends", (False, False): " goes on"}
    yield f"    {piece.role} {piece.paragraph}{part[piece.first, piece.last]}"
    for line in piece.lines:
        yield f"      {_line(line)}"


def _line(line: PlanLine) -> str:
    how = "flush" if line.flush and not line.final else "last" if line.final else "short"
    runs = "".join(_run(line, n) for n in range(len(line.segments)))
    return f"y {line.y:.2f} x {line.x:.2f} gap {line.gap} squeeze {line.squeeze} {how} | {runs}"


def _run(line: PlanLine, n: int) -> str:
    segment, main = line.segments[n], line.segments[0]
    marks = []
    if segment.lead:
        marks.append(f"{segment.lead:+}")
    if segment.track:
        marks.append(f"track {segment.track:+}")
    if segment.half:
        marks.append("half")
    if segment.face != main.face:
        marks.append(segment.face)
    if segment.scale != 1000:
        marks.append(f"scale {segment.scale}")
    marks += segment.style
    return f"[{' '.join(marks)}]{segment.text}" if marks else segment.text
