"""What holds for every file of the repository, and for the door of the package."""

import ast
import re
import string
import subprocess
import tomllib
from functools import cache

import pytest

import paiyin
from paiyin.diagnostics import LANGUAGES, catalogue
from tests.conftest import REPOSITORY

LARGEST = 400       # lines of a module
LETTERS = "MESCFLPWKDNX"

# spelled in halves, so that this file does not hold what it looks for
REGISTRIES = re.compile("|".join(map(re.escape, (
    "py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "deb.deb" + "ian.org", "security.deb" + "ian.org",
    "archive.ubu" + "ntu.com", "proxy.go" + "lang.org", "crates" + ".io", "conda" + ".anaconda"))))
PLACES = re.compile(r"(?<![\w.])/" + r"(?:work|home|farm|root|Users)/")
UNDONE = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


@cache
def tracked():
    """Return the text of every file that git tracks or would, by its name; pictures and the like are left out."""
    command = ["git", "-c", f"safe.directory={REPOSITORY}", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True).stdout.decode().split("\0")
    texts = {}
    for name in filter(None, listed):
        try:
            texts[name] = (REPOSITORY / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    assert "pyproject.toml" in texts
    return texts


def lines_with(pattern, names=None):
    return [f"{name}:{number}: {line.strip()[:100]}" for name, text in tracked().items() if not names or names(name)
            for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


@pytest.mark.parametrize("pattern", [REGISTRIES, PLACES, UNDONE], ids=["registry", "place", "undone"])
def test_no_file_names(pattern):
    """No registry host, no path of one machine, nothing left to do."""
    assert lines_with(pattern) == []


def test_requirements_are_pinned_with_hashes_and_name_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = tracked()[name].splitlines()
        pins = [line for line in lines if not line.startswith(" ")]
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]*==\S+( ; [^\\]+)? \\", pin) for pin in pins)
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines if line not in pins)


def test_requirements_hold_every_dependency():
    project = tomllib.loads(tracked()["pyproject.toml"])
    pinned = {name: set(re.findall(r"^([a-z0-9._-]+)==", tracked()[name], re.MULTILINE))
              for name in ("requirements.txt", "requirements-dev.txt")}
    groups = project["dependency-groups"]
    wanted = {"requirements.txt": project["project"]["dependencies"] + groups["build"],
              "requirements-dev.txt": groups["dev"]}
    for name, requirements in wanted.items():
        assert {re.match(r"[\w.-]+", r).group() for r in requirements} <= pinned[name] | pinned["requirements.txt"]
    assert not pinned["requirements.txt"] & pinned["requirements-dev.txt"]


def test_tests_only_software_stays_out_of_the_product():
    """PyMuPDF is AGPL."""
    assert lines_with(re.compile(r"\b(?:import|from)\s+(?:pymupdf|fitz)\b"), lambda n: n.startswith("src/")) == []


def test_modules_are_of_a_readable_size():
    long = {name: text.count("\n") for name, text in tracked().items()
            if name.endswith(".py") and text.count("\n") > LARGEST}
    assert long == {}


def test_lines_of_code_are_at_most_120_long():
    """But for a long string in a test, which would not be read more easily in pieces."""
    long = re.compile(r"^(?!\s*f?[\"']).{121,}$")
    assert lines_with(long, lambda name: name.endswith(".py")) == []


def test_the_version_is_the_newest_of_the_changelog():
    version = tomllib.loads(tracked()["pyproject.toml"])["project"]["version"]
    assert re.findall(r"^## \[(\d[^\]]*)\]", tracked()["CHANGELOG.md"], re.MULTILINE)[0] == version


def test_the_public_door():
    """What ``paiyin`` offers is listed, sorted, there, and documented."""
    names = list(getattr(paiyin, "__all__", ()))
    assert names == sorted(names) and len(names) == len(set(names))
    assert all(getattr(paiyin, name).__doc__ for name in names)


def test_codes_are_unique_and_lettered_by_stage():
    """TOML forbids a code twice in a file; here, in all."""
    files = sorted((REPOSITORY / "src" / "paiyin" / "messages").glob("*.toml"))
    codes = [code for file in files for code in tomllib.loads(file.read_text(encoding="utf-8"))]
    assert len(codes) == len(set(codes)) == len(catalogue())
    assert all(re.fullmatch(f"[{LETTERS}]\\d{{3}}", code) for code in codes)


def placeholders(texts, lang):
    """Return the names that a text leaves open; a value that has a form for each language is one."""
    return {name.removesuffix(f"_{lang}") for _, name, _, _ in string.Formatter().parse(texts[lang]) if name}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_code_says_the_same_in_both_languages(code):
    entry = catalogue()[code]
    for kind in ("message", "why", "mend"):
        assert all(getattr(entry, kind)[lang].strip() for lang in LANGUAGES), f"{kind} is empty"
    assert bool(entry.hint["en"]) == bool(entry.hint["zh"]), "only one language has a hint"
    for texts in (entry.message, entry.hint):
        assert placeholders(texts, "en") == placeholders(texts, "zh")
    assert not entry.message["en"].endswith(".") and not entry.message["zh"].endswith("。")
    assert re.search("[\u4e00-\u9fff]", entry.message["zh"] + entry.why["zh"])


def raised_codes():
    """Return (code, file) for every code that the source names as a literal."""
    known = re.compile(f"[{LETTERS}]\\d{{3}}")
    for name, text in tracked().items():
        if name.startswith("src/") and name.endswith(".py"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and known.fullmatch(node.value):
                    yield node.value, name


def test_every_code_that_the_source_names_is_in_the_catalogue():
    assert [(code, name) for code, name in raised_codes() if code not in catalogue()] == []


def test_every_code_of_the_catalogue_is_used():
    assert sorted(set(catalogue()) - {code for code, _ in raised_codes()}) == []


def slug(heading):
    """Return the fragment of a heading: lower case, marks left out, blanks as hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def other_language(page):
    return page.replace(".zh.md", ".md") if page.endswith(".zh.md") else page.replace(".md", ".zh.md")


def links():
    """Return (file, target) for every relative link or picture of the Markdown files that tell of the product."""
    for name, text in tracked().items():
        if name.endswith(".md") and ("/" not in name or name.startswith("docs/")):
            prose = re.sub(r"^(`{3,}).*?^\1`*$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
            for target in re.findall(r"\]\(([^)\s]+)\)", prose):
                if not re.match(r"[a-z]+:", target):
                    yield name, target


def test_links_of_the_documentation_lead_somewhere():
    lost = []
    for name, target in links():
        path, _, fragment = target.partition("#")
        file = (REPOSITORY / name).parent / path if path else REPOSITORY / name
        if not file.exists():
            lost.append((name, target))
        elif fragment:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            if fragment not in map(slug, headings):
                lost.append((name, target))
    assert lost == []


def test_every_page_of_the_documentation_is_in_the_readme_in_both_languages():
    pages = {name for name in tracked() if name.startswith("docs/") and name.endswith(".md")}
    english = {name for name in pages if not name.endswith(".zh.md")}
    assert pages == english | {other_language(name) for name in english}
    assert pages == {target for name, target in links() if name == "README.md" and target.startswith("docs/")
                     and target.endswith(".md")}


def test_a_page_of_the_documentation_leads_to_the_other_language():
    pairs = {(name, target) for name, target in links()}
    pages = [name.removeprefix("docs/") for name in tracked() if name.startswith("docs/") and name.endswith(".md")]
    assert [page for page in pages if (f"docs/{page}", other_language(page)) not in pairs] == []


def test_every_picture_of_the_documentation_is_shown():
    shown = {f"docs/{target}" for name, target in links() if name.startswith("docs/")}
    there = {f"docs/images/{file.name}" for file in (REPOSITORY / "docs" / "images").iterdir()}
    assert sorted(there - shown) == []
