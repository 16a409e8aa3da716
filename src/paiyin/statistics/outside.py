"""The numbers that are no statistics whatever follows them: dates, times, ordinals, labels, names, hotlines, ages."""

import re

_D = "[0-9０-９]"
HAN = "[零〇一二三四五六七八九两十百千万亿]{1,8}"       # bounded, so that no pattern looks far from where it starts
_N = f"(?:{_D}{{1,8}}|{HAN})"
_TO = "(?:[-—–~～]{1,2}|至|到)"
_PATTERNS = (
    # dates, years and periods
    f"{_D}{{4}}年?{_TO}{_D}{{4}}(?:年度?|学年)",
    f"{_D}{{2,4}}年代?(?:{_TO}?{_D}{{1,2}}月(?:份|(?:{_TO}{_D}{{1,2}}月?)?(?:{_D}{{1,2}}(?:{_TO}{_D}{{1,2}})?[日号])?)?)?",
    "[零〇一二三四五六七八九]{4}年",
    f"{_D}{{1,2}}(?:月份?)?{_TO}{_D}{{1,2}}月份?(?:{_D}{{1,2}}[日号])?",
    f"{_N}月(?:{_N}[日号])?(?:{_TO}{_N}[日号])?",
    f"{_N}(?:[、,，]{_N}){{0,4}}[日号](?![用夜])",
    f"{_D}{{1,4}}[-/.]{_D}{{1,2}}[-/.]{_D}{{1,2}}",
    f"{_N}(?:多|余)?(?:年|周年|个?月|个多月|周|学年|年代|世纪|载|届)",
    f"{_D}{{1,2}}[.·]{_D}{{1,2}}(?=[”’])",
    # clock times and times of races
    f"{_D}{{1,2}}(?:小)?时{_D}{{1,2}}分(?:{_D}{{1,2}}(?:[.．]{_D}{{1,3}})?秒?)?(?:{_D}{{1,3}})?",
    f"{_D}{{1,3}}分{_D}{{1,2}}(?:[.．]{_D}{{1,3}})?秒(?:{_D}{{1,3}})?",
    f"{_D}{{1,2}}[:：]{_D}{{2}}(?:[:：]{_D}{{2}})?",
    f"(?<![0-9０-９.．,])(?:{_D}{{1,2}}|{HAN})[时点](?![个钟多]?个)(?:{_N}分|半|整|许|多|钟)?(?:{_TO}{_N}[时点](?:{_N}分)?)?",
    # ordinals, ranks, ages
    f"第\\s?{_N}(?:{_TO}{_N})?",
    f"(?:前|头|倒数|TOP|Top|top)\\s?{_N}(?:名|位|强|甲)?",
    f"{HAN}(?:强|大|届)(?=企业|名单|品牌|会议|代表|[^\u4e00-\u9fff]|$)",
    (f"(?<![.．0-9])(?<!均年龄)(?<!均寿命)(?<!均年龄为)(?<!均年龄达)(?<!均寿命达)(?<!均寿命为)(?<!期望寿命)"
     f"{_N}(?:{_TO}{_N})?(?:多|余)?(?:周?岁|旬)"),
    f"{_D}{{2,4}}后(?=[^\u4e00-\u9fff]|[\u4e00-\u9fff])",
    # labels, addresses, telephones, codes
    f"(?:镜头|图表|图|表|附件|例|注|步骤|编号|文号|问|答)\\s?{_D}{{1,4}}(?![\u4e00-\u9fff]|{_D}|[.．,%％])",
    f"{_D}{{1,5}}(?:号线|号楼|号院|栋{_D}|单元|室|路公交|路车|国道|省道|次列车|航班|专线|热线|平台)",
    f"(?:热线|电话|拨打|致电|邮编|QQ|微信号)[:：是为]?{_D}[-0-9０-９]{{0,20}}",
    f"{_D}{{3,6}}(?=[\u4e00-\u9fff]{{0,4}}(?:热线|电话|便民|专线))",
    f"{_D}{{3,4}}-{_D}{{7,8}}|1{_D}{{10}}(?!{_D})",
    (f"(?<![A-Za-z])(?!(?!PM)[A-Z]{{2,6}}{_D}+(?:[.,]{_D}+)*(?:万|亿|%|％|‰|元|点(?!整)|美元|个百分点))"
     f"[A-Za-z]{{1,12}}[-.]?{_D}[A-Za-z0-9.]*"),
    f"{_D}{{1,4}}(?:G|K|D|A|V|P)(?![a-zA-Z])",
    f"{_D}{{1,4}}(?:\\+{_D}{{1,4}}){{1,6}}(?:\\+[A-Za-z])?",
    f"{_D}{{1,6}}[:：∶比]{_D}{{1,6}}",
    f"{_D}{{2,6}}(?:米|公里)(?=[\u4e00-\u9fff]{{0,3}}(?:决赛|预赛|半决赛|跑|赛|接力|栏|自由泳|蛙泳|仰泳|蝶泳|混合泳|项目|比赛|障碍))",
    f"{_D}{{1,5}}(?:栋|幢|座|号楼|组团)(?:{_D}{{1,4}}|{HAN})(?:单元|号|室|楼|层)",
    f"{_D}{{1,3}}公斤(?:以上)?级|[0-9]{{1,2}}W-[0-9]{{2}}|(?:北纬|南纬|东经|西经)\\s?{_D}{{1,3}}[.．0-9°度′分″秒]{{0,12}}|{_D}{{1,4}}{_TO}{_D}{{1,4}}页",
    f"(?<![0-9.．-]){_D}{{1,3}}[-–]{_D}{{1,3}}(?=[，。、；）胜负击战平])|{_D}米{_D}{{1,2}}(?![0-9.．])",
    f"{_D}{{1,4}}块钱(?=[一两三四五六七八九十几])",
    f"{_D}{{1,3}}(?:nm|纳米)(?=工艺|制程|芯片|级)",
    "1/[2-9](?=决赛|程)|1/16(?=决赛)",
    # manner of speaking
    ("三番五次|三番两次|七上八下|四面八方|五湖四海|五花八门|千家万户|千千万万|成千上万|成百上千|千方百计|百分之百地|千万(?=别|不要|要|记)|万众|万里长|百强|百姓|百年|千年|十分之好|万一|"
    "二十四节气|十二生肖|一百八十度|一万年|一千零一夜|三十六计|七十二变|十万火急|八千里路"),
)
_OUTSIDE = re.compile("|".join(f"(?:{p})" for p in _PATTERNS))
_QUOTED = re.compile("“([^“”\n]{1,40})”|‘([^‘’\n]{1,40})’|《([^《》\n]{1,60})》|「([^「」\n]{1,40})」|\"([^\"\n]{1,30})\"")
_CLAIM = re.compile("(?:说|称|问|道|表示|指出|回应|写着|喊|答|认为|透露|坦言|介绍|强调|提醒|网帖|视频|网传|流传|传言|谣传|盛传|疯传|谣言|声称|传闻|说法)[^“”。]{0,6}$")
_SPEECH = re.compile("[。！？；，]")


def name_in_quotes(text: str, quoted: re.Match) -> bool:
    """Tell whether a quotation is a name or a slogan rather than somebody's words."""
    inner = next(g for g in quoted.groups() if g is not None)
    if quoted[3] is not None:
        return True
    before = text[max(0, quoted.start() - 8):quoted.start()]
    if text[quoted.end():quoted.end() + 1] in ("？", "?"):
        return False
    return not _SPEECH.search(inner) and not before.endswith(("：", ":")) and not _CLAIM.search(before)


def mask(text: str) -> bytearray:
    """Return one byte a character: 1 where a number must not be read."""
    outside = bytearray(len(text))
    for found in _OUTSIDE.finditer(text):
        outside[found.start():found.end()] = b"\1" * (found.end() - found.start())
    for found in _QUOTED.finditer(text):
        if name_in_quotes(text, found):
            outside[found.start():found.end()] = b"\1" * (found.end() - found.start())
    return outside
