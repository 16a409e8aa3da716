"""Twenty paragraphs that are hard to set, at every measure a newspaper uses, in the square and the real faces."""

import pytest

from paiyin.exceptions import MachineError
from paiyin.fonts import FontBook
from paiyin.han import Paragraph, Rules, Styled

from tests.han import laws
from tests.han.square import CHAIN
from tests.properties.test_lines import reshaped, square_or_latin

AWKWARD = {
    "names": "翻译家米哈伊尔·彼得罗维奇·雪山诺夫和阿丽娅·海拉提·木先后到过石门镇，同行的还有J·K·林克和让–保罗·河谷。",
    "nested quotes": "他说：“老人讲过，‘书上写着《山口镇志（〈水利〉卷）》’，我信。”“真的？”“真的！”“‘千真万确’？！”",
    "questions": "怎么会呢？！不可能！！！谁说的？？“你！”“我？！”他喊道：“停！！”没人停。",
    "ranges": "2019—2024年，气温−15℃～38℃，第3—5页，A–F组，北塘—南塘线，100～200元/吨，上午8:00—11:30开门。",
    "money": "预算¥1,234,567.89元，折合$170,000、€156,000；每户￥500，共3.6万户、18亿元，占12.5%，高于9‰。",
    "cold": "最低−5℃，最高25 ℃，相差30°C；海拔−154m，纬度43°53′N，PM2.5为35μg/m³，pH值7.0±0.2。",
    "long numbers": "编号12345678901234567890123456789012，账号6222021234567890123，"
                    "圆周率3.14159265358979323846264338327950288。",
    "addresses": "详见https://news.example.org/2024/05/18/long-path/index.html?id=20240518&lang=zh-Hans#top，"
                 "或写信到desk.editor@mail.example.org。",
    "formulae": "由E=mc²及x²+y²=z²得a³−b³=(a−b)(a²+ab+b²)，故∑(i=1…n)=n(n+1)/2，且0≤p≤1，√2≈1.414，Ω∈{α,β,γ}。",
    "poem": "石门开，水自来／一渠过岭万家栽／不等天／不求雨／春分一到／满田蛙声抬／——《渠工谣》",
    "dashes": "他走了——再没回来————谁也不知道……………………后来——很久以后——有人说：“——是你吗？”",
    "English": "The editor’s note (“well-known”, he wrote) says internationalization of newspaper typography "
               "isn’t a straightforward undertaking — at all.",
    "mixed": "用Python 3.11写的AI助手在GitHub上开源，支持Windows/macOS/Linux三大平台，下载量破10K+，被称为“the best of 2024”。",
    "kana": "展览名为「ひかりのまち」，由サクラ・カンパニーとデザイナー们合办，ゲームセンターっぽい。한국어도 있다。",
    "emoji": "老乡发来👍🏽👍🏽，配图👨‍👩‍👧‍👦和🇨🇳，还有☀️🌧️；1️⃣先修渠2️⃣再种树❤️。",
    "rare": "𠮷野家、葛󠄀城、㐂字，龘靐齉，〇二四年，𡃁仔与㗎，⿰氵吉。",
    "brackets": "（（（一）））【〖〔［｛甲｝］〕〗】《〈乙〉》“‘’”（）「『丙』」。”）》】，（",
    "lists": "一、①水渠（长10km，宽2m）；②水闸：3座；③桥：5座。二、2.1.3节、3-1号、歼-20、COVID-19、Wi-Fi 6E、T恤、X光。",
    "Greek and Russian": "他念道：“Ἐν ἀρχῇ ἦν ὁ λόγος”，又念“Всё смешалось в доме Облонских”，naïve façade Übergröße。",
    "full width": "２０２４年５月１日，ＡＢＣ公司（ＮＯ．１２３）涨价１２．５％，￥３００起，电话０１２３－４５６７８９０１２３。",
}


@pytest.mark.parametrize("em", [6, 7, 8, 9, 11, 13, 14, 17, 21, 28, 40])
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_paragraphs(name, em):
    """Laws hold at every measure; from 9 em on no rule is broken."""
    text = AWKWARD[name]
    setting = Paragraph([Styled(text, CHAIN)], Rules()).best(em * 1000)
    laws.check(text, setting, em * 1000, square_or_latin)
    assert em < 9 or not setting.broken or name == "brackets"


@pytest.fixture(scope="module")
def book():
    """The house's fonts."""
    book = FontBook.load()
    try:
        for role in ("song", "kai"):
            book.chain(role)
    except MachineError as error:
        pytest.skip(f"the house fonts are not installed: {error}")
    return book


@pytest.mark.parametrize("role", ["song", "kai"])
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_paragraphs_in_real_faces(book, name, role):
    """What HarfBuzz measures in the faces that paint is what the line says."""
    text = AWKWARD[name]
    for em in (8, 13, 21):
        setting = Paragraph([Styled(text, book.chain(role))], Rules()).best(em * 1000)
        laws.check(text, setting, em * 1000, lambda segment: reshaped(book, segment))


def test_fallback_faces_have_their_own_advance(book):
    """A character of another face is measured in that face, and stands in a segment of its own."""
    line = Paragraph([Styled("甲α乙𠮷丙한丁", book.chain("song"))], Rules(indent=0)).best(20_000).lines[0]
    faces = {segment.face for segment in line.segments}
    assert len(faces) >= 2
    assert all(s.width == book.face(s.face).width(s.text) for s in line.segments)
