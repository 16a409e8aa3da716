"""Run-in labels: the strong words and colon that open a paragraph, such as **镜头1：**."""

import re

LABEL = re.compile(r"(?P<mark>\*\*|__)[ \u3000]?(?P<label>[^*_\n：:]{1,12}?)[ \u3000]?"
                   r"(?:[：:][ \u3000]?(?P=mark)|(?P=mark)[：:])[ \u3000]*(?=\S)")


def label_of(text: str) -> tuple[int, int, int] | None:
    """Return where the label begins and ends and where the paragraph's text goes on, None without a label."""
    match = LABEL.match(text)
    return (*match.span("label"), match.end()) if match else None
