"""The message as bytes: what clients and servers find on the wire."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from urllib.parse import unquote

import pytest

from paiyin.circular.message import attachment_headers
from paiyin.circular.recipients import Recipient
from tests.circular.sending import LETTER, SETTINGS, press

STRICT = policy.default.clone(raise_on_defect=True)
DATE = datetime(2030, 5, 1, tzinfo=UTC)
READER = Recipient("wang@reader.example", {"name": "王某某", "部门": "办公室"}, 2)
LONG = "汀禾县五年基层党建工作纪事特刊二〇三〇年五月.pdf"


def made(settings=SETTINGS, letter=LETTER, to=READER):
    return press(5000, settings, letter).message(to, DATE)


def parsed(content):
    return email.message_from_bytes(content, policy=STRICT)


def lines(content):
    """The header lines as they are on the wire."""
    return content.partition(b"\r\n\r\n")[0].split(b"\r\n")


def test_it_parses_strictly_without_defects():
    """Only the old form of a Chinese file name is one, in the header that carries it for QQ and Outlook."""
    message = parsed(made().content)
    for part in message.walk():
        assert part.defects == []
        for name, value in part.items():
            assert not value.defects or (name, part.get_content_type()) == ("Content-Type", "application/pdf")


def test_its_structure():
    def shape(part):
        kind = part.get_content_type()
        return (kind, *map(shape, part.iter_parts())) if part.is_multipart() else kind

    assert shape(parsed(made().content)) == (
        "multipart/mixed", ("multipart/alternative", "text/plain", ("multipart/related", "text/html", "image/jpeg")),
        "application/pdf")


def test_the_picture_is_the_one_that_the_letter_shows():
    message = parsed(made().content)
    picture = next(p for p in message.walk() if p.get_content_type() == "image/jpeg")
    html = message.get_body(("html",)).get_content()
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html and picture.get_content_disposition() == "inline"


def test_the_name_of_the_attachment_survives_in_both_forms():
    content = made(letter=replace(LETTER, file=LONG)).content
    part = next(p for p in parsed(content).walk() if p.get_content_type() == "application/pdf")
    assert part.get_filename() == LONG and part.get_content()[:5] == b"%PDF-"
    old = re.search(rb'application/pdf;\r\n name="((?:[^"]|\r\n )*)"', content)[1]
    words = old.split(b"\r\n ")
    assert all(len(word) <= 75 for word in words)
    assert str(email.header.make_header(email.header.decode_header(b" ".join(words).decode()))) == LONG
    new = re.search(rb"\r\nContent-Disposition: attachment; filename\*=UTF-8''(\S+)\r\n", content)[1]
    assert unquote(new.decode()) == LONG and b"filename*0" not in content and len(new) < 990


def test_an_ascii_name_needs_no_second_form():
    headers = attachment_headers("tinghe-2030-05-01.pdf")
    assert headers["Content-Disposition"] == 'attachment; filename="tinghe-2030-05-01.pdf"'


def test_no_header_breaks_a_link_or_a_word():
    """The unsubscribe link is one unencoded line; encoded words keep to 75 characters, lines to their limits."""
    subject = "《汀禾报》" + "一江清水穿城过百村灯火照归人" * 5
    content = made(letter=replace(LETTER, subject=subject)).content
    head = lines(content)
    ways = f"<{SETTINGS.unsubscribe}>, <mailto:leave@tinghe.example?subject=unsubscribe>"
    assert f"List-Unsubscribe: {ways}".encode() in head
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    assert all(len(word) <= 75 for word in re.findall(rb"=\?[^?]+\?[bq]\?[^?]*\?=", content[:5000], re.IGNORECASE))
    assert all(len(line) <= 78 for line in head if not line.startswith(b"List-"))
    assert parsed(content)["Subject"] == subject


def test_two_long_ways_out_stand_on_two_lines():
    """Where link and address together would not fit a line, the fold is between them."""
    link, address = "https://tinghe.example/" + "k" * 860, "m" * 60 + "@" + "d" * 60 + ".example"
    content = made(replace(SETTINGS, unsubscribe=link, unsubscribe_mail=address)).content
    folded = f"List-Unsubscribe: <{link}>,\r\n <mailto:{address}?subject=unsubscribe>\r\n"
    assert folded.encode() in content and max(map(len, content.split(b"\r\n"))) <= 998


def test_a_line_break_never_becomes_a_header():
    """What settings and letter keep out is refused here too."""
    with pytest.raises(ValueError):
        made(letter=replace(LETTER, subject="a\r\nBcc: all@x.example"))


def test_every_line_fits_the_wire():
    """CRLF alone ends lines, none is longer than 998, all is ASCII."""
    content = made().content
    assert b"\n" not in content.replace(b"\r\n", b"") and b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998 and content.isascii()


def test_the_headers_that_a_list_needs():
    message = parsed(made().content)
    assert message["From"].addresses[0].display_name == "汀禾报" and message["To"].addresses[0].display_name == "王某某"
    assert message["Auto-Submitted"] == "auto-generated" and message["List-Id"] == "<circular.tinghe.example>"
    assert message["Message-ID"].endswith("@tinghe.example>") and message["Date"].datetime == DATE


def test_one_click_needs_a_page_to_click_on():
    message = parsed(made(replace(SETTINGS, unsubscribe="")).content)
    assert message["List-Unsubscribe"] == "<mailto:leave@tinghe.example?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] is None


def test_the_same_message_has_the_same_bytes():
    other = Recipient("li@reader.example", {"name": ""}, 3)
    assert made() == made() and made(to=other).id != made().id


def test_the_return_path_names_the_recipient():
    wire = made(replace(SETTINGS, bounce="bounce@tinghe.example"))
    assert wire.envelope == "bounce+wang=reader.example@tinghe.example"
    assert made().envelope == "paper@tinghe.example"


@pytest.mark.parametrize("name", ['王"某', "甲, 乙", "a <b@c.example>", "x" * 300, "=?utf-8?q?x?=", "末\u3000位"])
def test_a_name_stays_a_name(name):
    """Whatever stands in a name, the message goes to one address."""
    message = parsed(made(to=Recipient("wang@reader.example", {"name": name}, 2)).content)
    assert [a.addr_spec for a in message["To"].addresses] == ["wang@reader.example"]
    assert len(message.get_all("To")) == 1


def test_text_and_html_say_the_same():
    message = parsed(made().content)
    text = message.get_body(("plain",)).get_content()
    html = re.sub("<[^>]*>|\\s", "", message.get_body(("html",)).get_content())
    for words in ("汀禾报", "王某某，您好：", "一江清水穿城过", "汀禾报2030-05-01.pdf"):
        assert words in text and words in html
    assert SETTINGS.sender in text
