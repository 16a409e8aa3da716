"""What the press pass refuses, by name. Each becomes diagnostic K101 with its page."""

REFUSED = {
    "inline-image": ("an inline image", "行内图像"),
    "type3": ("a Type 3 font", "Type 3 字体"),
    "font-not-embedded": ("a font that is not embedded", "未嵌入的字体"),
    "font-program": ("a font program that cannot be read", "无法解读的字体程序"),
    "operator": ("an unknown operator", "未知的操作符"),
    "operands": ("an operator with wrong operands", "操作数有误的操作符"),
    "resource": ("a name without a resource", "找不到资源的名称"),
    "layers": ("optional content (layers)", "可选内容（图层）"),
    "colour-space": ("a colour space", "颜色空间"),
    "spot": ("a spot colour", "专色"),
    "pattern": ("a pattern", "底纹"),
    "shading": ("a kind of gradient", "渐变类型"),
    "function": ("a kind of colour function", "颜色函数类型"),
    "graphics-state": ("a setting of the graphics state", "图形状态参数"),
    "soft-mask": ("a kind of soft mask", "软蒙版类型"),
    "xobject": ("a kind of external object", "外部对象类型"),
    "image": ("a kind of image", "图像类型"),
    "colour-key": ("an image with a colour that counts as transparent", "以某种颜色作透明的图像"),
    "page": ("a page attribute", "页面属性"),
    "depth": ("forms nested too deeply", "嵌套过深的表单"),
}


class Refused(Exception):
    """Something that cannot be made into inks. ``kind`` is a key of REFUSED, ``detail`` what exactly."""

    def __init__(self, kind: str, detail: object = ""):
        super().__init__(kind, str(detail))
        self.kind, self.detail = kind, str(detail)[:80]

    def text(self, lang: str) -> str:
        """Return what it is, in ``en`` or ``zh``."""
        text = REFUSED[self.kind][("en", "zh").index(lang)]
        if not self.detail:
            return text
        return f"{text} ({self.detail})" if lang == "en" else f"{text}（{self.detail}）"
