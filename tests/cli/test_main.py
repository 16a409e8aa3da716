"""The exit statuses, what is loaded, and that nothing that is expected ends in a traceback."""

import json
import os
import signal
import subprocess
import sys

import pytest

from paiyin.cli import VERBS
from paiyin.diagnostics import Diagnostic
from paiyin.exceptions import DeliveryError, InputError, MachineError, UsageError

HEAVY = ("matplotlib", "weasyprint", "fontTools", "pikepdf", "pydantic", "markdown_it", "jinja2", "rich", "numpy",
         "uharfbuzz", "PIL")


def process(*arguments, **environment):
    return subprocess.run([sys.executable, "-m", "paiyin", *arguments], capture_output=True, text=True,
                          encoding="utf-8", env={**os.environ, **environment}, check=False)


def fail(error):
    def function(*arguments, **options):
        raise error
    return function


@pytest.mark.parametrize("error", [InputError, UsageError, MachineError, DeliveryError])
def test_an_expected_failure_ends_with_its_status(run, pipeline, error):
    pipeline(build=fail(error(Diagnostic("X131", {"file": "a.md", "reason": "gone"}))))
    result = run("build", "a.md")
    assert result.status == error.status
    assert result.out == "" and result.err.startswith("error[X131]: the machine refuses a.md: gone\n  hint: ")


def test_a_failure_in_json_goes_to_stdout(run, pipeline):
    pipeline(build=fail(MachineError(Diagnostic("X131", {"file": "a.md", "reason": "gone"}))))
    result = run("build", "a.md", "--json")
    answer = json.loads(result.out)
    assert (answer["status"], answer["diagnostics"][0]["code"], result.err) == (3, "X131", "")


def test_a_defect_is_told_in_one_line_and_ends_with_70(run, pipeline):
    pipeline(build=fail(KeyError("frame\nsecond line")))
    result = run("build", "a.md")
    assert result.status == 70 and "X190" in result.err and "KeyError" in result.err
    assert "Traceback" not in result.err and len(result.err.splitlines()) == 2


def test_a_defect_shows_its_traceback_when_asked(run, pipeline, monkeypatch):
    pipeline(build=fail(KeyError("frame")))
    monkeypatch.setenv("PAIYIN_DEBUG", "1")
    with pytest.raises(KeyError):
        run("build", "a.md")


def test_what_the_system_refuses_is_no_defect(run, pipeline):
    pipeline(build=fail(PermissionError(13, "Permission denied", "dist")))
    result = run("build", "a.md")
    assert result.status == 1 and "X131" in result.err and "dist" in result.err


def test_control_c_ends_with_130(run, pipeline):
    pipeline(build=fail(KeyboardInterrupt()))
    result = run("build", "a.md")
    assert result.status == 130 and "Traceback" not in result.err


@pytest.mark.parametrize("arguments, code, words", [
    (["biuld", "a.md"], "X103", "'build'"),
    (["build", "a.md", "--shet", "a4"], "X102", "--sheet"),
    (["build"], "X104", "SOURCE"),
    (["build", "a.md", "b.md"], "X101", "b.md"),
    (["build", "a.md", "--lang", "fr"], "X101", "fr"),
    (["build", "a.md", "--for", "screen,paper"], "X101", "paper"),
    (["--langg"], "X102", "--lang"),
])
def test_wrong_usage_ends_with_2_and_a_hint(run, arguments, code, words):
    result = run(*arguments)
    assert result.status == 2 and result.out == ""
    assert result.err.startswith(f"error[{code}]: ") and words in result.err and "hint: " in result.err


def test_wrong_usage_in_chinese(run):
    assert run("--lang", "zh", "biuld").err.startswith("错误[X103]: 没有“biuld”这个命令")


def test_help_lists_the_verbs_in_the_order_of_the_work():
    result = process("--help")
    lines = result.stdout.split("Commands:\n")[1].splitlines()
    assert result.returncode == 0 and tuple(line.split()[0] for line in lines) == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_in_both_languages(verb):
    english, chinese = process(verb, "--help"), process(verb, "--help", LANG="zh_CN.UTF-8")
    assert english.returncode == chinese.returncode == 0
    han = [any("\u4e00" <= c <= "\u9fff" for c in result.stdout) for result in (english, chinese)]
    assert han == [False, True]


def test_without_arguments_the_help_goes_to_stderr_with_2():
    result = process()
    assert result.returncode == 2 and result.stdout == "" and "Commands:" in result.stderr


def test_version():
    assert process("--version").stdout.startswith("paiyin")


def test_nothing_heavy_is_loaded_to_start():
    """Starting up fast is a feature: only what the called verb needs is loaded."""
    code = ("import sys; from paiyin.cli import main; main(['build', '--help']); main(['explain', 'X103']);"
            f"print(sorted(set({HEAVY!r}) & set(sys.modules)), 'paiyin.cli.charts' in sys.modules)")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[] False"


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error():
    """``paiyin explain | head -1`` says nothing on stderr."""
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run([sys.executable, "-m", "paiyin", "explain"], stdout=writing, stderr=subprocess.PIPE,
                            text=True, check=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (128 + signal.SIGPIPE, "")


def test_a_terminal_that_cannot_show_chinese_gets_escapes():
    result = process("explain", "X104", "--lang", "zh", PYTHONIOENCODING="ascii")
    assert result.returncode == 0 and "\\u" in result.stdout
