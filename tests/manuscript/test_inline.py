"""The inline reader beside markdown-it: the same emphasis, code and links wherever CommonMark alone decides."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from paiyin.manuscript.inline import InlineReader, Strip, Surroundings

AROUND = Surroundings({}, lambda label, start, end: None, lambda pieces, start, end: "")
REFERENCE = MarkdownIt("commonmark", {"html": False})


def ours(text: str) -> list[tuple]:
    inline = InlineReader(Strip.of([(line, 0) for line in text.split("\n")]), AROUND).read()
    return [
        (c, p.style.strong, p.style.emphasis, p.style.code) for p in inline.pieces for c in p.text if c not in " \n"
    ]


def theirs(text: str) -> list[tuple]:
    found, strong, emphasis = [], 0, 0
    for token in REFERENCE.parseInline(text)[0].children:
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        emphasis += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type in ("text", "text_special", "code_inline"):
            code = token.type == "code_inline"
            found += [(c, strong > 0, emphasis > 0, code) for c in token.content if c not in " \n"]
    return found


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "b",
                " ",
                "*",
                "**",
                "_",
                "__",
                "`",
                "``",
                "[",
                "](",
                ")",
                "(",
                "!",
                "![",
                "<",
                ">",
                "\\",
                "\n",
                '"',
                "&amp;",
                "c.d",
                "]",
            ]
        ),
        max_size=18,
    ).map(lambda parts: "".join(parts).strip())
)
@example("**foo *bar** baz*")
@example("*foo**bar**baz*")
@example("[a *b](c) d*")
@example("[[a](b)](c)")
@example("`` a`b ``")
def test_as_markdown_it(text):
    assert ours(text) == theirs(text)
