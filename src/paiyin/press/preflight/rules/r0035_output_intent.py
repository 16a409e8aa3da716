"""There is exactly one output intent, and its embedded profile is for a CMYK press.

Why: It says what the numbers of the inks mean; without it each shop assumes another press.

Mend: Embed the shop's profile (--icc FILE) as the only output intent.

Reference: GWG 2022 R0035; ISO 15930-7, 6.5.
"""
from collections.abc import Iterator

from paiyin.diagnostics import Level
from paiyin.press.preflight.claims import output_intents, standard
from paiyin.press.preflight.reading import Reading
from paiyin.press.preflight.rule import Found, found
from paiyin.press.profile import ProfileError, read

ID, LEVEL = "R0035", Level.ERROR
TEXT = {"en": "{what_en}",
        "zh": "{what_zh}"}


def check(reading: Reading) -> Iterator[Found]:
    if reading.pdf is None:
        return
    intents = output_intents(reading)
    if len(intents) != 1:
        yield found(what_en=f"there are {len(intents)} output intents for PDF/X, not one",
                    what_zh=f"PDF/X 输出意图有 {len(intents)} 个，应为一个")
    for intent in intents:
        identifier = str(intent.get("/OutputConditionIdentifier", ""))
        if not identifier.strip() or len(identifier.splitlines()) > 1:
            yield found(what_en="the output intent has no identifier of one line", what_zh="输出意图的标识不是单独一行")
        if "/DestOutputProfile" not in intent:
            if intent.get("/RegistryName") and standard(reading) == "PDF/X-1a:2003":
                continue        # a registered condition may go without there
            yield found(what_en="the output intent has no profile", what_zh="输出意图没有内嵌特性文件")
            continue
        try:
            read(intent.DestOutputProfile.read_bytes())
        except (ProfileError, ValueError) as error:
            yield found(what_en=f"the output intent's profile: {error}", what_zh=f"输出意图的特性文件不可用：{error}")
        if int(intent.DestOutputProfile.get("/N", 0)) != 4:
            yield found(what_en="the output intent's profile is not of 4 components", what_zh="输出意图的特性文件不是四色")
