"""Which marks the companion fonts of a face hold: those on half a body, and those that need a whole one."""

CLOSERS = "、。，．：；！？”’）》〉】〗〕］｝」』〙〟﹐﹑﹔﹕"
OPENERS = "“‘（《〈【〖〔［｛「『〘〝"
CENTRED = "·‧•・/／–"
HALF_MARKS = CLOSERS + OPENERS + CENTRED

DASH = "—"
STROKES = "―─"               # one body each, no blank at their ends
LONG_DASH = "⸺"              # a dash of two bodies in one character
ELLIPSES = "…⋯"
WHOLE_MARKS = "“”‘’·‧•・–" + ELLIPSES + DASH + STROKES + LONG_DASH
