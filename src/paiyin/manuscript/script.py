"""What script a character or a text is of: Han, wide, simplified, traditional."""

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
MARKS = "，。、；：！？“”‘’（）《》〈〉【】〖〗〔〕［］｛｝「」『』…—～"
HAN_CHAR = re.compile(f"[{HAN}]")
KANA = "\u3040-\u30ff"

_WIDE = re.compile(f"[{HAN}{MARKS}{KANA}\u2e80-\u2fdf\u3000-\u303f\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff60·]")

# Characters of everyday text that only one of the two scripts writes, in pairs: simplified, traditional.
_PAIRS = (
    "国國 们們 这這 来來 时時 会會 个個 为為 发發 对對 说說 学學 过過 还還 后後 开開 关關 动動 问問 间間 经經 现現 实實 无無 "
    "与與 从從 当當 长長 点點 业業 体體 进進 员員 种種 样樣 应應 见見 机機 电電 门門 车車 马馬 书書 东東 义義 乐樂 习習 乡鄉 "
    "买買 产產 亲親 亿億 仅僅 众眾 优優 传傳 伤傷 价價 华華 单單 卖賣 卫衛 厂廠 历歷 压壓 县縣 变變 号號 听聽 启啟 "
    "团團 园園 围圍 图圖 场場 坚堅 坛壇 块塊 处處 备備 复復 头頭 宁寧 宝寶 审審 宪憲 将將 导導 层層 岁歲 岛島 币幣 师師 "
    "带帶 帮幫 广廣 庆慶 库庫 异異 张張 强強 归歸 录錄 忆憶 态態 总總 战戰 扩擴 扬揚 护護 报報 担擔 拥擁 据據 损損 换換 "
    "数數 断斷 旧舊 显顯 术術 权權 条條 极極 构構 标標 树樹 桥橋 检檢 楼樓 欢歡 汉漢 沟溝 没沒 济濟 测測 润潤 湾灣 满滿 "
    "灵靈 灾災 爱愛 环環 确確 离離 积積 称稱 稳穩 穷窮 竞競 笔筆 签簽 类類 粮糧 级級 纪紀 纳納 纸紙 线線 组組 细細 "
    "织織 终終 结結 给給 络絡 统統 继繼 续續 维維 绿綠 编編 网網 罗羅 职職 联聯 胜勝 脑腦 艺藝 节節 苏蘇 药藥 营營 虽雖 "
    "补補 规規 视視 觉覺 计計 认認 让讓 议議 记記 讲講 许許 论論 设設 访訪 证證 评評 识識 诉訴 试試 话話 该該 语語 请請 "
    "调調 谈談 财財 责責 质質 货貨 费費 资資 赛賽 转轉 轮輪 较較 输輸 辑輯 边邊 达達 迁遷 运運 远遠 连連 选選 邮郵 钟鐘 "
    "钱錢 铁鐵 银銀 锋鋒 镇鎮 闻聞 阳陽 阶階 际際 队隊 难難 雾霧 静靜 页頁 项項 须須 顾顧 预預 领領 频頻 题題 风風 飞飛 "
    "饭飯 馆館 驻駐 验驗 鱼魚 鸟鳥 麦麥 黄黃 齐齊 龙龍"
)
SIMPLIFIED = frozenset(pair[0] for pair in _PAIRS.split() if pair[0] != pair[1])
TRADITIONAL = frozenset(pair[1] for pair in _PAIRS.split() if pair[0] != pair[1])


def has_han(text: str) -> bool:
    """Tell whether a text holds a Han character."""
    return HAN_CHAR.search(text) is not None


def is_wide(char: str) -> bool:
    """Tell whether a character is Han, kana or a mark set on a Han body, beside which a line end leaves no blank."""
    return _WIDE.match(char) is not None


def language_of(text: str) -> tuple[str, int, int]:
    """Return "zh-Hans" or "zh-Hant" with the numbers of characters that only the one or the other script writes."""
    sample = text[:200_000]
    simplified = sum(c in SIMPLIFIED for c in sample)
    traditional = sum(c in TRADITIONAL for c in sample)
    return ("zh-Hant" if traditional > simplified else "zh-Hans"), simplified, traditional
