"""Frequent surnames of Japan: among Chinese characters alone, what tells a name from a noun."""

from typing import Final

_ROW: Final = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 "
    "松本 井上 木村 斎藤 清水 山崎 阿部 池田 橋本 山下 石川 中島 前田 藤田 "
    "後藤 小川 岡田 村上 長谷川 近藤 石井 斉藤 坂本 遠藤 藤井 青木 福田 三浦 "
    "西村 藤原 太田 松田 原田 岡本 中野 中川 小野 田村 竹内 金子 和田 中山 "
    "藤本 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 谷口 安藤 "
    "丸山 今井 大野 高田 菅原 河野 武田 藤村 上野 杉山 増田 小島 平野 大塚 "
    "千葉 久保 松井 岩崎 桜井 野口 松尾 野村 木下 菊地 佐野 大西 杉本 新井 "
    "浜田 菅野 市川 古川 小松 水野 島田 山中 吉川 五十嵐 松岡 馬場 荒木 樋口 "
    "西田 川口 北村 安田 大島 熊谷 渡部 飯田 本田 岩田 秋山 川崎 久保田 中田 "
    "片山 矢野 川村 西川 吉村 服部 大橋 辻本 荒井 中西 関口 松村 黒田 土屋 "
    "望月 永井 川上 星野 岡崎 須藤 高野 田口 本間 大谷 松下 富田 大久保 吉岡 "
    "内藤 桑原 萩原 石原 田辺 浅野 高山 小山 平田 吉野 奥村 岩本 小池 横田 "
    "奥田 三宅 西山 石橋 平井 村田 早川 森本 成田 大石 高島 高瀬 長田 堀内 "
    "児玉 大川 坂口 福島 田島 宮田 白石 藤川 栗原 松浦 小倉 尾崎 福井 川島 "
    "大森 上原 根本 河村 小西 村山 黒木 天野 本多 大山 坂井 松永 "
)
SURNAMES: Final = frozenset(_ROW.split())
"""Of two characters or more; about half of all people have one of these. Of one character, most are nouns as well."""
LENGTHS: Final = (3, 2)


def surname(name: str) -> str:
    """The frequent surname that the name begins with, or an empty string."""
    return next((name[:size] for size in LENGTHS if len(name) > size and name[:size] in SURNAMES), "")
