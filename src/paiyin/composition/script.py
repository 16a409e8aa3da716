"""Words of our own (furniture, labels, order slips) in the script of the edition, simplified or traditional."""

# Every character of ours that is written otherwise in traditional script.
_TRADITIONAL = str.maketrans("样张导读责编对转报纸闰图订单画来横竖栏", "樣張導讀責編對轉報紙閏圖訂單畫來橫豎欄")
TRADITIONAL = ("zh-Hant", "zh-TW", "zh-HK", "zh-MO")  # languages, by how their tags begin


def traditional(lang: str) -> bool:
    """Tell whether a language is written in traditional script."""
    return lang.startswith(TRADITIONAL)


def in_script(words: str, lang: str) -> str:
    """Return words of ours as a language writes them; never for an author's words."""
    return words.translate(_TRADITIONAL) if traditional(lang) else words
