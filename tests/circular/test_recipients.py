"""The list: every bad row is told by its line, and the rest goes on."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paiyin.circular.recipients import address_problem, recipients
from paiyin.diagnostics import Diagnostics
from paiyin.exceptions import InputError, UsageError


def read(tmp_path, content, encoding="utf-8"):
    """Read a list; return address and fields of each row, and code and line of what was told."""
    file = tmp_path / "list.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    told = Diagnostics()
    found = [(r.address, r.fields) for r in recipients(file, told)]
    return found, [(d.code, d.values.get("line")) for d in told]


def test_columns_by_their_headings(tmp_path):
    found, told = read(tmp_path, "姓名,邮箱,部门\n王某,a@x.example,办公室\n")
    assert found == [("a@x.example", {"name": "王某", "部门": "办公室"})] and told == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
    found, told = read(tmp_path, "邮箱,姓名\na@x.example,㐂某\n", encoding)
    assert found[0][1]["name"] == "㐂某" and [code for code, _ in told] == ["N308"] * (encoding == "gb18030")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(tmp_path, delimiter):
    found, _ = read(tmp_path, f"email{delimiter}name\na@x.example{delimiter}甲\n")
    assert found[0] == ("a@x.example", {"name": "甲"})


def test_a_list_without_headings(tmp_path):
    assert read(tmp_path, "a@x.example\nb@y.example\n")[0][1][0] == "b@y.example"
    assert read(tmp_path, "甲,a@x.example\n")[0] == [("a@x.example", {"name": "甲"})]


def test_bad_rows_are_told_and_the_rest_goes_on(tmp_path):
    rows = ["email,name", "a@x.example,甲", "not-an-address,乙", "a@X.example,丙", "b@y.example", "", "c@z.example,丁"]
    found, told = read(tmp_path, "\n".join(rows))
    assert [address for address, _ in found] == ["a@x.example", "c@z.example"]
    assert told == [("N301", 3), ("N304", 4), ("N305", 5)]


@pytest.mark.parametrize("evil", ["甲\r\nBcc: all@x.example", "甲\nSubject: x", "甲\x00", "甲\u2028乙", "甲\x7f"])
def test_a_name_cannot_add_headers(tmp_path, evil):
    if "\x00" in evil:
        with pytest.raises(InputError):
            read(tmp_path, f'email,name\na@x.example,"{evil}"\n')
        return
    told = Diagnostics()
    file = tmp_path / "list.csv"
    file.write_bytes(f'email,name\na@x.example,"{evil}"\nb@x.example,乙\n'.encode())
    assert [r.address for r in recipients(file, told)] == ["b@x.example"]
    assert [d.code for d in told] == ["N306"]


@pytest.mark.parametrize("content", ["", "\n\n", "email\n", "name\n甲\n", "email\nnobody\n", b"\xff\x00\x81",
                                     "email,name\n\"a@x.example,甲\n"])
def test_what_is_no_list(tmp_path, content):
    with pytest.raises(InputError):
        read(tmp_path, content)


def test_a_missing_list(tmp_path):
    with pytest.raises(UsageError):
        next(recipients(tmp_path / "absent.csv", Diagnostics()))


def test_a_domain_in_chinese_goes_out_in_ascii(tmp_path):
    assert read(tmp_path, "email\na@例子.测试\n")[0][0][0] == "a@xn--fsqu00a.xn--0zwm56d"


@pytest.mark.parametrize("address", ["", "a", "@x.example", "a@", "a@x", "a b@x.example", "a@x.example\r\nBcc: b@y",
                                     "a@-x.example", "a..b@x.example", ".a@x.example", "名@x.example", "a@1.2.3.4",
                                     "a@x..example", "<a@x.example>", "a" * 65 + "@x.example", "a@b@x.example"])
def test_what_is_no_address(address):
    assert address_problem(address)


@given(st.text(max_size=40))
def test_an_address_holds_nothing_that_a_header_obeys(text):
    """Whatever passes is printable ASCII without blanks or brackets."""
    if not address_problem(text):
        assert text.isascii() and text.isprintable() and not set(text) & set(' <>,;:"()[]\\')


def test_a_long_list_costs_no_memory(tmp_path):
    """Thirty thousand rows peak no higher than ten thousand."""
    def peak(rows):
        file = tmp_path / f"{rows}.csv"
        file.write_text("email,name\n" + "".join(f"p{n}@d{n}.example,某\n" for n in range(rows)), encoding="utf-8")
        tracemalloc.start()
        count = sum(1 for _ in recipients(file, Diagnostics()))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == rows
        return top

    assert peak(30_000) - peak(10_000) < 100_000
