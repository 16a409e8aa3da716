"""Where the words of a drawing stand: the ink of each text element as a box, from its own places and the fonts."""

import xml.etree.ElementTree as ET
from itertools import combinations

SVG = "{http://www.w3.org/2000/svg}"
ASCENT, DESCENT = 0.80, 0.10    # of the em: the ink of digits and Han characters
TOUCH = 0.6                     # points that boxes may share: the side bearings of their outer characters


def text_boxes(svg, book):
    """Return (text, left, top, right, bottom, size) of every text element that has ink."""
    found = []
    faces = {}
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        if not (element.text or "").strip():
            continue
        xs = [float(x) for x in element.get("x").split()]
        y, size, weight = float(element.get("y")), float(element.get("font-size")), int(element.get("font-weight"))
        key = (element.get("font-family"), weight)
        if key not in faces:
            family = key[0].strip("'")
            chains = [book.chain(role, weight) for role in ("hei", "song")]
            faces[key] = next((c.main for c in chains if c.main.family == family), chains[0].main)
        wide = faces[key].width(element.text[-1]) * size / 1000
        found.append((element.text, min(xs), y - ASCENT * size, max(xs) + wide, y + DESCENT * size, size))
    return found


def overlaps(svg, book):
    """Return the pairs of words whose ink meets, neighbours in one line of several faces left out."""
    met = []
    for one, other in combinations(text_boxes(svg, book), 2):
        wide = min(one[3], other[3]) - max(one[1], other[1])
        high = min(one[4], other[4]) - max(one[2], other[2])
        if wide > TOUCH and high > TOUCH:
            met.append((one[0], other[0], round(wide, 2), round(high, 2)))
    return met
