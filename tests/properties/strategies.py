"""Chinese paragraphs from the whole repertoire, for hypothesis."""

from hypothesis import strategies as st

HAN = st.text(alphabet="的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后",
              min_size=1, max_size=14)
PAUSE = st.sampled_from([*"，、；：。？！：。，", "？！", "！！！", "……", "——"])
QUOTED = st.builds(lambda m, t: m[0] + t + m[1],
                   st.sampled_from(["“”", "‘’", "（）", "《》", "〈〉", "【】", "「」", "『』", "〔〕"]), HAN)
NESTED = st.builds(lambda a, b: f"“{a}‘{b}’。”", HAN, HAN)
NUMBER = st.one_of(
    st.integers(0, 10**6).map(str), st.integers(0, 999).map(lambda n: f"{n / 10}%"),
    st.integers(0, 40).map(lambda n: f"−{n}℃"), st.integers(0, 10**9).map(lambda n: f"¥{n:,}"),
    st.integers(1, 9).map(lambda n: f"{n}万"), st.integers(1990, 2030).map(lambda n: f"{n}年—{n + 1}年"),
    st.integers(1, 99).map(lambda n: f"{n}～{n + 3}元"), st.integers(0, 10**20).map(str),
    st.sampled_from(["１２３", "20 kg", "5\u00a0km", "№12", "3/4", "10³", "2023-2024"]))
LATIN = st.one_of(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=24),
    st.sampled_from([
        "newspaper typography", "GDP", "https://example.org/a/long/path?with=query&and=more", "don’t",
        "name@example.org", "A4", "Привет", "λόγος", "été", "co-operation", "AI＋", "and/or", "supercalifragilistic",
        "Wi\u00adFi", "α β", "C++"]))
NAMED = st.builds(lambda a, b: f"{a}·{b}", HAN, HAN)
ODD = st.sampled_from([
    "\u3000", " ", "  ", "\u200b", "\u00a0", "\u200d", "\ufeff", "\u2060", "\u0007", "々", "々々", "ー", "っ", "カタカナ",
    "ひらがな", "한국어", "👍🏽", "👨\u200d👩\u200d👧", "🇨🇳", "☀️", "1\ufe0f\u20e3",
    "x\u0302", "甲\u20dd", "𠮷", "葛\U000e0100", "e\u0301", "①", "℃", "㎡", "／", "/",
    "～", "—", "–", "·", "⸺", "⋯⋯", "※", "→", "（", "）", "”", "“", "％", "￥", "$", "a", "〇", "|", "-", "＋", "Ａ"])
PIECE = st.one_of(HAN, HAN, HAN, PAUSE, PAUSE, QUOTED, NESTED, NUMBER, LATIN, NAMED, ODD)


def texts(most: int = 40):
    """Return a strategy of paragraphs over everything that can be typed."""
    return st.lists(PIECE, min_size=1, max_size=most).map("".join)


_CLAUSE = st.tuples(st.lists(st.one_of(HAN, HAN, QUOTED, NAMED), min_size=1, max_size=3).map("".join),
                    st.sampled_from("，，，、；。！？："))


def news():
    """Return a strategy of ordinary prose: no two marks meet that would not in print."""
    return st.lists(_CLAUSE, min_size=1, max_size=20).map(lambda clauses: "".join(a + b for a, b in clauses))
