"""What stands above the text: how a byline, a date or a deck is told from other short lines, and the slug."""

import re
import unicodedata
from datetime import date

from paiyin.article import Head
from paiyin.manuscript.desk import Desk
from paiyin.manuscript.frontmatter import Field
from paiyin.manuscript.pieces import BLANKS
from paiyin.manuscript.script import HAN

BYLINE_MAX = 60         # characters
DECK_MAX = 80
SENTENCE_END = "。！？…!?."
CLOSERS = "”’」』）)》】\"'"

DECK = re.compile("(?:——|――|──|--|—|―|⸺)")
SIGN = re.compile("[□■◇◆○●◎△▲☆★] ?")
ROLES = ("(?:本报|本刊|本社|本台)?(?:讯)?(?:首席|特派|见习|特约|实习|驻[一-龥]{2,6})?(?:记者|記者|通讯员|通訊員|撰稿人?|撰稿員|评论员|評論員|实习生)|"
         "作者|撰文|摄影|攝影|执笔|整理|供稿|供图|文[/／、]图|图文|文[/／·：: ]|图[/／·：: ]")
BYLINE = re.compile(f"(?:[（(] ?)?(?:[{HAN}·]{{2,4}}[ \u3000]+){{0,6}}(?:{ROLES})")
OFFICE = re.compile(        # who spoke, above the text of a speech or a report: 县长　某某
    f"[{HAN}]{{0,20}}(?:[省市区县镇乡村校院局部厅处所馆社会行队站组]长|书记|書記|主任|主席|经理|經理|董事长|董事長|代表|教授|院士)"
    f"[ \u3000]+(?P<name>[{HAN}]{{1,2}}[ \u3000]?[{HAN}]{{1,2}})")
ENGLISH = re.compile(r"[Bb][Yy] (?:[A-Z][\w.'’-]* ?){1,4}(?:(?:, | ?and )(?:[A-Z][\w.'’-]* ?){1,4})*")
NAME = re.compile(f"[{HAN}]{{2,3}}|[{HAN}]{{1,6}}·[{HAN}·]{{1,8}}")
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦"
    "贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤庞樊兰殷施洪翟安颜倪易牛温芦季俞章鲁葛伍申尤毕聂柴焦"
    "柳邢岳齐梅庄涂祁耿詹关费纪靳童欧甄祝祖裴凌霍成苗舒甘路辛管阮盛单卓柯屈项"
    "張劉陳楊黃趙吳孫馬羅鄭謝許鄧韓馮盧鍾譚陸蔣葉蘇呂賈鄒顧賀龔萬錢嚴湯龐蘭顏畢聶齊莊關費紀歐單項")

NUMERIC_DATE = re.compile(r"(?P<year>(?:19|20)\d\d) ?[-年./] ?(?P<month>\d{1,2}) ?[-月./] ?(?P<day>\d{1,2}) ?日?")
HAN_DIGITS = "〇一二三四五六七八九"
HAN_DATE = re.compile("[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with a sentence-final mark, closing marks after it allowed."""
    stripped = text.rstrip(BLANKS)
    return bool(stripped) and (stripped[-1] in CLOSERS or stripped[-1] in SENTENCE_END + "：；:;—~～")


def is_deck(text: str) -> bool:
    """Tell whether a line opens with a dash, as decks do."""
    return len(text) <= DECK_MAX and DECK.match(text) is not None and not text.endswith("。")


def byline_of(text: str) -> tuple[int, int] | None:
    """Return the range of the names and roles of a byline (its sign and brackets left out), None if it is none."""
    if not text or len(text) > BYLINE_MAX:
        return None
    start, end = 0, len(text)
    if sign := SIGN.match(text):
        start = sign.end()
    if text[start : start + 1] in "（(" and text[-1] in "）)" and not set(text[start + 1 : -1]) & set("（）()"):
        start, end = start + 1, end - 1
    inner = text[start:end]
    if set(inner) & set("。！？，；!?;“”"):
        return None
    office = OFFICE.fullmatch(inner)
    named = office is not None and (office["name"][0] in SURNAMES or office["name"][0] == "某")
    if named or BYLINE.match(inner) or ENGLISH.fullmatch(inner) or _is_names(inner.split(), bool(sign)):
        return start, end
    return None


def _is_names(names: list[str], signed: bool) -> bool:
    """Tell whether words are names: two or three characters, most with a family name at their head."""
    if not names or len(names) > 8 or not all(NAME.fullmatch(name) for name in names):
        return False
    return signed or sum(name[0] in SURNAMES or "·" in name for name in names) * 2 > len(names)


def date_of(text: str) -> str:
    """Return the date that a line consists of, as 2022-08-01; "" if it is none."""
    line = text.strip(BLANKS).strip("（）()")
    if m := NUMERIC_DATE.fullmatch(line):
        try:
            return date(int(m["year"]), int(m["month"]), int(m["day"])).isoformat()
        except ValueError:
            return ""
    return _in_digits(line) if HAN_DATE.fullmatch(line) else ""


def _in_digits(written: str) -> str:
    """Return 二〇二四年六月二十八日 as 2024-06-28; as it is written if there is no such day."""
    year, month, day = re.split("[年月日]", written)[:3]
    digits = "".join(str(HAN_DIGITS.index(c) if c in HAN_DIGITS else 0) for c in year)
    try:
        return date(int(digits), _counted(month), _counted(day)).isoformat()
    except ValueError:
        return written


def _counted(written: str) -> int:
    """Return a Han number below a hundred: 六, 十, 二十八."""
    tens, ten, ones = written.rpartition("十")
    return (HAN_DIGITS.index(tens) if tens else 1 if ten else 0) * 10 + (HAN_DIGITS.index(ones) if ones else 0)


def stands_in_brackets(text: str) -> bool:
    """Tell whether a line stands in brackets: （2024年6月28日） under a title tells when a speech was held, and is read."""
    line = text.strip(BLANKS)
    return line[:1] in ("（", "(") and line[-1:] in ("）", ")")


def head_from(desk: Desk, fields: dict[str, Field]) -> Head:
    """Return the head that the front matter gives."""
    texts = {key: desk.text(fields[key].pieces) for key in ("title", "kicker", "deck", "byline") if key in fields}
    written = fields["date"].text if "date" in fields else ""
    if written and not date_of(written):
        desk.say("M125", fields["date"].start, fields["date"].end, value=written[:40])
    return Head(date=date_of(written) or written, form=_choice(desk, fields, "head"),
                box=_choice(desk, fields, "box") == "yes", **texts)


CHOICES = {"head": {"vertical": "vertical", "竖题": "vertical", "豎題": "vertical", "竖排": "vertical", "horizontal": "",
                    "横题": "", "橫題": ""},
           "box": {"true": "yes", "yes": "yes", "是": "yes", "false": "", "no": "", "否": ""}}


def _choice(desk: Desk, fields: dict[str, Field], key: str) -> str:
    """Return what a field of fixed values chooses, "" where it is not there or not known, which is told."""
    if key not in fields:
        return ""
    written = fields[key].text.strip().lower()
    if written not in CHOICES[key]:
        desk.say("M128", fields[key].start, fields[key].end, key=key, value=written[:40], known=", ".join(CHOICES[key]))
    return CHOICES[key].get(written, "")


RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))
SLUG_MAX = 60           # characters: 180 bytes of UTF-8, within every file system's 255


def slug_of(name: str) -> str:
    """Return a safe folder name: letters, digits, Han, "-" and "_"; never empty, never a path."""
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in unicodedata.normalize("NFC", name))
    slug = re.sub("-{2,}", "-", kept)[:SLUG_MAX].strip("-_")
    if slug.lower() in RESERVED:
        return f"article-{slug}"
    return slug or "article"
