"""From the tagged PDF of the painter to the one that goes out: PDF/UA-1, light, threaded, linearised, reproducible."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from paiyin.circular import cids, subset, tags
from paiyin.composition.plan import Frame, Plan

LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh": "zh-CN", "": "zh-CN"}
PRINTED = 4         # flag of an annotation that is neither hidden nor left out on paper (ISO 32000-1, 12.5.3)


def finish(painted: bytes, plan: Plan) -> bytes:
    """Return the PDF for the mail of a plan that was painted with tags."""
    with pikepdf.open(BytesIO(painted)) as pdf:
        tags.amend(pdf)
        language = plan.meta.get("language", "")
        subset.lighten(pdf, cids.collection(language))
        pdf.Root.Lang = String(LANGUAGES.get(language, language))
        _thread(pdf, plan)
        for link in (link for page in pdf.pages for link in page.obj.get("/Annots", ())):
            link.F = PRINTED
        _hold_tree_of_pages(pdf)
        out = BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(out, linearize=True, deterministic_id=True, compress_streams=True,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _hold_tree_of_pages(pdf: pikepdf.Pdf) -> None:
    """Bring the tree of pages to the head of the file, beside the catalog: without it no reader can mend a file that
    has only begun to arrive. What the viewer preferences name stands there (ISO 32000-1, F.3.5); keys that begin with
    XX are for private use (E.2)."""
    pdf.Root.ViewerPreferences.XXPages = pdf.Root.Pages


def _thread(pdf: pikepdf.Pdf, plan: Plan) -> None:
    """Thread the columns of the story, so that a viewer can lead from one to the next (ISO 32000-1, 12.4.3)."""
    columns = list(_columns(plan))
    if len(columns) < 2:
        return
    thread = pdf.make_indirect(Dictionary(Type=Name.Thread, I=Dictionary(Title=String(plan.meta.get("title", "")))))
    beads = [pdf.make_indirect(Dictionary(Type=Name.Bead, T=thread, P=pdf.pages[page].obj, R=Array(
        [round(f.x, 2), round(plan.height - f.y - f.height, 2), round(f.x + f.width, 2), round(plan.height - f.y, 2)])))
             for page, f in columns]
    for n, bead in enumerate(beads):
        bead.N, bead.V = beads[(n + 1) % len(beads)], beads[n - 1]
        page = pdf.pages[columns[n][0]].obj
        page.B = Array([*page.get("/B", []), bead])
    thread.F = beads[0]
    pdf.Root.Threads = Array([thread])


def _columns(plan: Plan) -> Iterator[tuple[int, Frame]]:
    for number, page in enumerate(plan.pages):
        for frame in page.frames:
            if frame.kind == "text" and frame.pieces:
                yield number, frame
