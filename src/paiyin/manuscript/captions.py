"""Captions in a plain text: paragraphs that a newsroom export left between longer runs of blank lines.

What is said of itself (图：…, 【图片说明】…) or ends with a credit is a caption wherever it stands. Of the others, a
short paragraph after an unusually long run of blank lines is one if it cuts a paragraph in two, or if no long
paragraph follows such a run anywhere (else the runs part the text into sections).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paiyin.manuscript.figures import split_credit
from paiyin.manuscript.head import CLOSERS, date_of
from paiyin.manuscript.labels import label_of
from paiyin.manuscript.paragraphs import HEADING, NUMBERED, Stretch, usual_blank
from paiyin.manuscript.pieces import BLANKS, Piece

CAPTION_MAX = 80        # characters; longer ones if they are one sentence
SENTENCE_MAX = 140
SAID = "(?:图片说明|圖片說明|图片|圖片|图说|圖說|图注|圖註|配图|配圖|照片)"
MENTIONED = re.compile(
    f"(?:【{SAID}】|(?:{SAID}|[图圖][为為])[：:]|[图圖][：:])"
    "[ \u3000]*(?P<open>.+)|"
    f"[\\[［【](?:{SAID}|[图圖])[：: \u3000][ \u3000]*(?P<square>[^\\]］】]+)[\\]］】]|"
    f"[（(](?:{SAID}|[图圖])[：: \u3000][ \u3000]*(?P<round>[^（）()]+)[）)]|"
    "(?P<numbered>(?:图|圖|照片)[ ]?[0-9一二三四五六七八九十]{1,3}[：: \u3000．.][ \u3000]*.+)")
CREDIT_ONLY = re.compile("(?:图|摄影|摄)[/／]")
SIGN_OFF = re.compile("[（(]?(?:责任?编辑|責任?編輯|编辑|編輯|编审|編審|校对|校對|来源|來源|作者|版面设计|版面設計|美编|美編|（完）)")
ONE_SENTENCE = re.compile(f"[^。！？]{{1,{SENTENCE_MAX}}}[。！？][”’」』）)]*")
SENTENCE = re.compile("[。！？]+")
FINAL = "。！？…!?；：;:—"
CUT_MIN = 10            # characters that the first half of a cut paragraph has


@dataclass(frozen=True)
class Caption:
    """A stretch that is a caption: where its words begin and end in the stretch, and whether it cuts a paragraph."""

    start: int
    end: int
    cuts: bool


def captions_of(stretches: Sequence[Stretch], first: int, heads_marked: bool) -> dict[int, Caption]:
    """Return which stretches from ``first`` on are captions, by index.

    ``heads_marked`` tells that crossheads are marked in the file, so that an unmarked short line is none.
    """
    usual = max(usual_blank(stretches[first:]), 1)      # one empty line is never a long run
    gaps = {i for i in range(max(first, 1), len(stretches))
            if stretches[i].blank > usual and not HEADING.match(stretches[i].text)}
    sections = any(not _is_short(stretches[i].text) for i in gaps)
    found: dict[int, Caption] = {}
    before: Stretch | None = None       # the last that is no caption
    for i in range(first, len(stretches)):
        after = stretches[i + 1] if i + 1 < len(stretches) else None
        cuts = before is not None and after is not None and is_continued(before.text, after.text)
        text, apart = stretches[i].text, i in gaps and before is not None
        caption = _caption_of(text, cuts, apart)
        whole = text[-1] in FINAL + CLOSERS or heads_marked and after is not None
        if caption is None and apart and whole and not sections and _may_be(text) and _is_brief(text):
            caption = Caption(0, len(text), False)
        if caption is None:
            before = stretches[i]
        else:
            found[i] = caption
    return found


def _caption_of(text: str, cuts: bool, apart: bool) -> Caption | None:
    """Return the caption that a stretch is by what it says, or by cutting a paragraph while it stands apart."""
    if not _is_short(text) or HEADING.match(text) or label_of(text):
        return None
    mentioned = MENTIONED.fullmatch(text)
    if mentioned and not CREDIT_ONLY.match(text):
        return Caption(*mentioned.span(mentioned.lastgroup), cuts)
    if _may_be(text) and (apart and cuts or _is_credited(text)):
        return Caption(0, len(text), cuts)
    return None


def _may_be(text: str) -> bool:
    """Tell whether a stretch is of a caption's length, and no date, sign-off or head."""
    return _is_short(text) and not (SIGN_OFF.match(text) or date_of(text) or NUMBERED.match(text)
                                    or HEADING.match(text) or label_of(text))


def _is_brief(text: str) -> bool:
    """Tell whether a text has two sentences at most; a paragraph that tells more stands apart for another reason."""
    return len(SENTENCE.findall(text)) <= 2


def _is_short(text: str) -> bool:
    return len(text) <= CAPTION_MAX or ONE_SENTENCE.fullmatch(text) is not None


def _is_credited(text: str) -> bool:
    rest, credit = split_credit([Piece(text, 0, len(text))])
    return bool(credit and rest)


def is_continued(before: str, after: str) -> bool:
    """Tell whether a paragraph stops before its sentence does, and another goes on with it."""
    if any(HEADING.match(text) for text in (before, after)) or label_of(after) or NUMBERED.match(after):
        return False
    stripped = before.rstrip(BLANKS)
    if len(stripped) < CUT_MIN or stripped[-1] in FINAL + CLOSERS:
        return False
    return len(stripped) > CAPTION_MAX // 2 or not set(stripped).isdisjoint("，。；、,")
