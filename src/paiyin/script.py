"""Words of our own (furniture, labels, charts, order slips) in the script of the edition, simplified or traditional."""

# Every character of ours that is written otherwise in traditional script.
_TRADITIONAL = str.maketrans(
    "样张导读责编对转报纸闰图订单画来横竖栏续广资注数说据条构状线组叠间轴点户项额积约现讯个见网阅发变类与",
    "樣張導讀責編對轉報紙閏圖訂單畫來橫豎欄續廣資註數說據條構狀線組疊間軸點戶項額積約現訊個見網閱發變類與",
)
TRADITIONAL = ("zh-Hant", "zh-TW", "zh-HK", "zh-MO")  # languages, by how their tags begin


def traditional(lang: str) -> bool:
    """Tell whether a language is written in traditional script."""
    return lang.startswith(TRADITIONAL)


def in_script(words: str, lang: str) -> str:
    """Return words of ours as a language writes them; never for an author's words."""
    return words.translate(_TRADITIONAL) if traditional(lang) else words
