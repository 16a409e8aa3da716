"""What a number counts: the noun after the measure (837名驻村干部), else the phrase before the number (干部28人).

A clause that names nothing of its own (升至36.5%, 总数达到158家, 9.6%) goes on with what was counted before it.
"""

import re
from dataclasses import dataclass

from paiyin.statistics.words import (
    BASIS,
    COMPARED,
    GENERIC,
    GROWTH,
    JOINS,
    LEADING,
    LIGHT,
    MEASURE,
    MONEY,
    MONEY_NOUN,
    REACHED,
    TRAILING,
    VERB,
)

FARTHEST = 22           # characters looked at after the measure
REACH = 44              # and before the number
LONGEST = 14            # of a noun phrase after the measure
_STOP_AFTER = re.compile("^(?:最|较|更|仍|年底|年内|年末|月底|目前|今年|去年|当天|当日|预计|"
                         "后(?![备勤台代厨轮生])|内(?![科资存地河陆])|前(?![列台锋])|里(?!程)|时(?![装间尚钟])|中(?=[，。；的有占])|外(?=[，。；]))|"
                         "[/(，。；：、！？,;:!?…\n）)”’·]|以上|左右|（(?!.{1,4}）)")
_STOP_BEFORE = re.compile("[，。；：！？,;:!?…\n]|——|（(?![^）]{0,12}）)|\\((?![^)]{0,12}\\))")
_QUOTE = re.compile("^(?:“[^”\n]{1,20}”|‘[^’\n]{1,20}’)(?:[和与、及](?:“[^”\n]{1,20}”))*")
_AND = re.compile("以及|[和及与或]")
_SUCH_AS = re.compile(".*等(?:领域|方面|行业|产业|地|多个)?(?=.{2})")
_COUNTED = re.compile("[0-9０-９.,]+[余多]?[万亿]?[余多]?")
_DIGIT = re.compile("[0-9０-９]")
_MARKS = str.maketrans("", "", " \u3000")
_RESPECTIVELY = re.compile("(?:分别|依次)([^，。；：]{0,10})$")
_LIST = re.compile("、|以及|[和与及]")
_CLAUSE = re.compile("[，。；：！？,;:!?\n]")
LONGEST_TOPIC = 6       # characters of a clause that only names what the next one counts: 收购价，每公斤7.8元
_ASIDE = re.compile("（[^（）]{0,12}）|\\([^()]{0,12}\\)")
_FROM = re.compile("[由从]([^，。；]{0,10}的)?$|自$")
_TIME_FIRST = re.compile("^(?:(?:截至|到|至|仅|自|从)?(?:(?:19|20)[0-9]{2}年|最初|起初|当初|原来|过去|以前|后来|平日|平时|往年|往常|"
                         "今年|去年|明年|上年|前年|当年|全年|上半年|下半年"
                         "|[0-9]{1,2}月份?|[0-9]{1,2}日"
                         "|年?底|年?末|年?初|以来|前?[0-9]{1,2}个?月|[0-9]{1,2}时|目前|如今|现在|同期|期间"
                         "|[0-9]{1,3}(?:小时|天)(?:内|里)?|[一二三四五六七八九十两近前]+年(?:来|间|内)?|至|、|-|—)+[，、]?)+")
_LEANS = frozenset((
    "%", "％", "‰", "个百分点", "百分点", "倍", "成", "番", "℃", "度", "级", "摄氏度",
    "人", "人次", "辆次", "岁", "分", "秒", "小时", "天", "分钟", "毫米", "厘米", "米"))
_EACH = re.compile("每[\u4e00-\u9fff]{1,3}$")
_SHARE_OF = re.compile("占(?:到|了)?([^，。；占]{2,14}?)(?:的(?:比例|比重|份额)?|(?:的)?(?:比例|比重|份额))"
                       "(?:为|达到?|(?:保持|稳定|维持|控制)在|[升降提]?(?:至|到)|高达|约为?|仅)?(?:近|约|超过?)?$")
_REACHED = re.compile(REACHED)
_IS = re.compile("[是为](?=[\u4e00-\u9fff]{2})")
_SHARES = frozenset(("%", "％", "成", "倍"))
_SHORT_NOUNS = "车船树路桥牛羊猪马鸡鱼药书米"
_PERSONS = frozenset(("人", "人次", "户", "名"))
_PREDICATE = re.compile("[\u4e00-\u9fff“”]{2,12}(?=[，。；、！？,;\n）)]|$)")
_MEASURED = re.compile("(?:面积|率|额|量|价|数|收入|值|费|长|高|温|度)$")
_DONE = re.compile(f"(?:已|已经|又|再|也|都|均|共)*(?:{VERB.pattern})(?:了)?")
_PASSIVE = re.compile("(?<=[\u4e00-\u9fff]{2})被(?!害)[\u4e00-\u9fff]{2,3}(?:了)?$")
_RECORD = re.compile("最|平均|水平|峰值|纪录|历史")
_TIMES_OF = re.compile("(?:普遍|已经|已|大约|就|都|均)?[是为达][^，。；0-9]{1,12}的$")       # 备货量是平日的1.5倍
_VERSUS = re.compile("(?:比|较)[^，。；]{1,14}")
_TOPIC = re.compile("([\u4e00-\u9fff]{1,10}?(?:率|占比|比重|总量|总额|数量|人数|产量|销量|面积|均价|收入|利润|规模|指数|浓度|里程|密度|存栏|营收|票房|收视率|销售额|"
                    "成交额|投资额|进出口|出口额|进口额|产值|增加值))(?!.{0,8}[0-9])")
_TIME_LAST = re.compile("(?:将|拟|预计|有望|力争)?(?:在|于|到|至)?(?:(?:19|20)[0-9]{2}年(?:底|末)?|"
                        "(?<![0-9])[0-9]{1,2}月(?:底|末)?(?:[0-9]{1,2}日)?|(?<![0-9月])[0-9]{1,2}日|(?:在|于|到|至)(?:年底|年末|月底|月末))"
                        "(?:前|底|末|时)?(?:将)?$")
_SIZED = re.compile("(?:时速|高|长|宽|深|重|厚|面积|海拔|直径|口径|距离|容量|总量|年龄|金额|总额|价值|身高|体重)(?:为|达到?|约|近|超过?|逾|是)*$")
_HAVE = re.compile("(?:以上|左右)?(?:的人)?(?:都|均)?(?:拥有|具有|具备|为|是|来自|从事|选择|属于|持有)")
_ENDED = re.compile("完成|开工|竣工|启动|到位|落地|结束|实施|办结|投产|收官|受理")
_WHOLE = re.compile("全[市县省国村镇区校乡厂县社]$")
_EVENT = re.compile("死亡|受灾|受影响|受困|观看|围观|在线|受伤|失踪|遇难|轻伤|重伤|获救|出院|治愈|确诊|感染|中毒|落网|被困")
_GENERIC_END = re.compile("(?:局地|局部|单日|最高|最低)$")
_FOLLOWS = re.compile("(?:的)?[\u4e00-\u9fff]{2}")
_THERE_IS = re.compile("(?:有|出现|遭遇|迎来|带来|存在|下了|形成|降下)(?:了|着)?(?:约|近|超过?|逾|达)?$")
_EACH_SO_MANY = re.compile("每(?:[0-9]{1,4}|[一二三四五六七八九十百千万]{1,3})"
                           "(?:股|份|亩|吨|人|户|公里|平方米|立方米|名|万人|千人)?")
_PREPOSITION = re.compile("(?:以|按|对|经|后|每|给|向|为|把|将|就|于|凭|用|被|仅以|按照|若|而|但|且|则|至|同比|环比)$")
_OF = re.compile("的[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: the ``subject`` as reported, its ``base`` noun for the next number, the range of the phrase
    in the text, the rest of a row that 分别 opened, and the ``basis`` of a rate (每公斤)."""

    subject: str
    base: str
    start: int
    stop: int
    row: tuple[str, ...] = ()
    basis: str = ""


def subject(text: str, sentence: tuple[int, int], start: int, stop: int, unit: str | None,
            last: Counted | None) -> Counted:
    """Return what the number phrase ``start``–``stop`` counts; ``last`` is that of the sentence's number before."""
    noun, end = _after(text, sentence[1], stop, unit)
    if noun and text.startswith("的", stop) and _SIZED.search(text, max(sentence[0], start - 6), start):
        noun, end = "", stop
    elif not noun and unit is not None and _leads_on(text, sentence, start, stop):
        noun, end = _after(text, sentence[1], stop, None)
    if unit in _SHARES and (named := _IS.match(text, stop)):
        noun, end = _after(text, sentence[1], named.end(), None)
    if len(noun) >= 2 or noun in _SHORT_NOUNS and noun:
        basis = _basis(text, sentence, start)
        return Counted(noun, noun, start, end, (), basis)
    return _before(text, sentence, start, stop, unit, last)


def _leads_on(text: str, sentence: tuple[int, int], start: int, stop: int) -> bool:
    """Tell whether a measure that seldom has a noun behind it has one here: 开展2300亿元逆回购, 仍有80毫米的降雨."""
    if not _FOLLOWS.match(text, stop) or VERB.match(text, stop) or text.startswith("人民币", stop):
        return False
    clause = _CLAUSE.split(text[max(sentence[0], start - REACH):start])[-1]
    if text.startswith("的", stop):
        bare = _TIME_FIRST.sub("", clause)
        return bool(not bare or _THERE_IS.search(clause) or BASIS.fullmatch(bare)
                    or _PREPOSITION.fullmatch(bare.removesuffix("每")) or _PREPOSITION.fullmatch(_EACH.sub("", bare)))
    last = [m for m in VERB.finditer(clause) if m.end() == len(clause) and len(m[0]) > 1]
    following = _CLAUSE.split(text[stop:stop + FARTHEST], maxsplit=1)[0]
    return bool(last) and not _DIGIT.search(following)


def _basis(text: str, sentence: tuple[int, int], start: int) -> str:
    found = BASIS.search(text[max(sentence[0], start - 8):start])
    return found[0] if found else ""


def _after(text: str, limit: int, stop: int, unit: str | None) -> tuple[str, int]:
    """Return the noun that follows a measure and where it ends; shares and persons have one only after 的."""
    window = text[stop:min(limit, stop + FARTHEST)]
    if not window or _STOP_AFTER.match(window) or _DIGIT.match(window):
        return "", stop
    money = unit is not None and unit.split("/")[0] in MONEY
    if money and not MONEY_NOUN.match(window):
        return "", stop
    if unit in _LEANS and not (unit in _SHARES and _OF.match(window)):
        return "", stop
    if _REACHED.match(window):
        return "", stop
    quote = _QUOTE.match(window)
    begin = quote.end() if quote else 0
    ends = [len(window)]
    if found := _STOP_AFTER.search(window, begin):
        ends.append(found.start())
    if found := VERB.search(window, begin):
        if not begin and not found.start():
            return "", stop
        ends.append(found.start())
    if found := _DIGIT.search(window, begin):
        ends.append(found.start())
    if (at := window.find("“", begin + 1)) > 0 and "”" not in window[at:min(ends)]:
        ends.append(at)
    if found := _AND.search(window, begin + 2):
        ends.append(found.start())
    noun = window[:min(min(ends), LONGEST + begin)]
    bare = TRAILING.sub("", noun) if noun != window[:begin] else noun
    return LEADING.sub("", bare).translate(_MARKS), stop + len(bare)


def _before(text: str, sentence: tuple[int, int], start: int, stop: int, unit: str | None,
            last: Counted | None) -> Counted:
    """Return what the words before a number say that it counts."""
    if unit in _PERSONS and (event := _EVENT.match(text, stop)):
        return Counted(event[0], event[0], start, event.end())
    low = max(sentence[0], start - REACH)
    window = text[low:start]
    begin = low + max((m.end() for m in _STOP_BEFORE.finditer(window)), default=0)
    joined = last is not None and last.stop > begin
    clause = text[last.stop if joined else begin:start]
    if joined and (not clause or JOINS.fullmatch(clause)):
        return _next(last, start, stop)
    clause = _TIME_FIRST.sub("", clause)
    basis = BASIS.search(_without_light(clause))
    if basis:
        clause = clause[:basis.start()]
    clause = _ASIDE.sub("", clause).lstrip("）)")
    if last is None and (row := _row(clause)):
        return Counted(row[0], _base(row[0]), start, stop, row[1:], basis[0] if basis else "")
    if not joined and last is not None and (row := _row(clause)):
        row = tuple(last.base + item if GENERIC.fullmatch(item) else item for item in row)
        return Counted(row[0], _base(row[0]), start, stop, row[1:])
    if unit == "倍" and (times := _TIMES_OF.search(clause)):
        clause = clause[:times.start()]
    if passive := _PASSIVE.search(clause):
        clause = clause[:passive.start()]
    if share := _SHARE_OF.search(clause):
        owner = _noun(clause[:share.start()]) or _carried(text, sentence, begin, last)
        return Counted(f"{owner}占{share[1]}", owner, start, stop)
    clause = _without_light(_TIME_LAST.sub("", _without_light(_FROM.sub("", clause))))
    base, grows = _growth(_FROM.sub("", clause))
    noun = _noun(_EACH_SO_MANY.sub("", base))
    if _PREPOSITION.fullmatch(noun) or _TIME_FIRST.fullmatch(noun) or _REACHED.fullmatch(noun):
        noun = ""
    carried = _carried(text, sentence, begin, last)
    if noun and joined and _DONE.fullmatch(noun) and carried not in noun:
        noun = carried + noun
    if not noun and unit in _PERSONS and (did := _PREDICATE.match(text, stop)):
        return Counted(did[0], carried, start, did.end())
    if not carried and noun in ("", "其中") and unit in _SHARES and (held := _HAVE.match(text, stop)):
        noun = _after(text, sentence[1], held.end(), None)[0]
        return Counted(noun, noun, start, stop)
    if not noun and not clause and unit in _SHARES and (after := _after(text, sentence[1], stop, None))[0]:
        return Counted(after[0], after[0], start, after[1])
    if not noun:
        noun = carried or ((whole := _WHOLE.search(clause)) and whole[0]) or ""
    elif _GENERIC_END.search(noun) or GENERIC.fullmatch(noun) and not _MEASURED.search(carried):
        noun = carried + noun if not noun.startswith(carried) else noun
    name = noun + grows
    at = text.rfind(name, low, start) if name else -1
    reach = at if at >= 0 and at + len(name) <= start and start - at - len(name) <= 6 else start
    return Counted(name, noun, reach, stop, (), basis[0] if basis else "")


def _next(last: Counted, start: int, stop: int) -> Counted:
    """Return what the next value of a row or of a change counts: the next of the row, or the same again."""
    if last.row:
        return Counted(last.row[0], _base(last.row[0]), start, stop, last.row[1:], last.basis)
    return Counted(last.subject, last.base, start, stop, (), last.basis)


def _base(item: str) -> str:
    return _growth(item)[0] or item


def _without_light(clause: str) -> str:
    return LIGHT.sub("", clause)


def _row(clause: str) -> tuple[str, ...]:
    """Return the things that 分别 counts one after the other: 生菜、油菜分别下降 gives 生菜下降, 油菜下降."""
    found = _RESPECTIVELY.search(clause)
    if not found:
        return ()
    grows = GROWTH.search(LIGHT.sub("", found[1]))
    verb = grows[0] if grows else ""
    head, did = _growth(clause[:found.start()])
    items = [item for item in _LIST.split(_TIME_FIRST.sub("", head)) if item]
    first = _noun(items[0]) if items else ""
    tail = did or verb
    return tuple(f"{item}{tail}" for item in (first, *items[1:]) if item)


def _growth(clause: str) -> tuple[str, str]:
    """Return a clause without its comparison and growth, and these words: 零售额同比增长 gives (零售额, 同比增长)."""
    found = GROWTH.search(clause)
    if not found or clause[:found.start()].endswith(("最", "超", "至", "提", "新")):
        return COMPARED.sub("", clause), ""
    head = clause[:found.start()]
    compared = list(COMPARED.finditer(head))
    if len(found[0]) == 1 and not compared and len(head) > 8:
        return clause, ""
    said = compared[-1][0][-2:] if compared and compared[-1][0].endswith(("同比", "环比")) else ""
    rest = COMPARED.sub("", head) if compared else "" if _VERSUS.fullmatch(head) else head
    if compared and _RECORD.search(rest) and _VERSUS.fullmatch(head):
        rest = ""
    return rest, said + found[0].rstrip("了到至")


def named(clause: str) -> str:
    """Return the noun phrase that a clause without a number ends with."""
    return _noun(clause)


def _noun(clause: str) -> str:
    """Return the noun phrase that a clause ends with: what follows its last verb, without articles and times."""
    clause = TRAILING.sub("", _TIME_FIRST.sub("", clause.strip()))
    cut = 0
    for found in VERB.finditer(clause):
        if found.end() < len(clause) and not _inside_quotes(clause, found.start()):
            cut = found.end()
    noun = clause[cut:]
    if cut and _ENDED.fullmatch(noun) and (before := _noun(clause[:cut])):
        return before
    if "、" in noun and not noun.startswith("“"):
        noun = noun[noun.rfind("、") + 1:]
    counted = _COUNTED.search(noun)
    if counted and (unit := MEASURE.match(noun, counted.end())) and unit[0] != "岁" and not (
            noun.startswith(("以上", "以下", "以内", "及以上"), unit.end())):
        return LEADING.sub("", noun[:counted.start()]).translate(_MARKS)
    if noun.count("“") != noun.count("”"):
        noun = noun.replace("“", "").replace("”", "")
    trimmed = LEADING.sub("", _SUCH_AS.sub("", noun))
    return (trimmed or ("" if LEADING.fullmatch(noun) else noun)).translate(_MARKS)


def _carried(text: str, sentence: tuple[int, int], begin: int, last: Counted | None) -> str:
    """Return what a clause without a noun goes on about: the last number's noun, or the noun of the clause before."""
    low = max(sentence[0], begin - REACH, last.stop if last else 0)
    earlier = text[low:max(begin - 1, low)]
    clause = _CLAUSE.split(earlier)[-1]
    if last is None or earlier.startswith("的"):
        return "" if _DIGIT.search(clause) else _noun(clause)
    if topic := _TOPIC.match(LEADING.sub("", _TIME_FIRST.sub("", clause))):
        return topic[1]
    own = clause if clause != earlier and len(clause) <= LONGEST_TOPIC and not _DIGIT.search(clause) else ""
    names = own and not VERB.search(own) and not LIGHT.fullmatch(own) and not _TIME_FIRST.match(own)
    return own if names else last.base


def _inside_quotes(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)
