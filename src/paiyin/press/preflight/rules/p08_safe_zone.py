"""Type keeps away from the trim.

Why: What stands at the very edge may be cut off.

Mend: Move the text inwards.

Reference: Trade practice: 3 mm inside the trim.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.units import pt_to_mm

ID, LEVEL = "P08", Level.WARNING
TEXT = {"en": "type stands {distance} mm from the trim",
        "zh": "文字距裁切线仅 {distance} mm"}


def check(reading: Reading) -> Iterator[Found]:
    safe = reading.condition.edges.safe
    for text in reading.texts:
        cut = reading.page(text.page).cut
        box = text.box
        near = min(box[0] - cut[0], box[1] - cut[1], cut[2] - box[2], cut[3] - box[3])
        inside = box[2] > cut[0] and box[0] < cut[2] and box[3] > cut[1] and box[1] < cut[3]
        if inside and pt_to_mm(near) < safe - 0.05:
            yield found(text.page, box, distance=f"{max(0.0, pt_to_mm(near)):.1f}")
