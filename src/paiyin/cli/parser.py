"""The parser of the command line. Only the module of the verb that is called is loaded; for the help, all are."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from paiyin.cli.language import say
from paiyin.cli.options import Lang

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


def called(arguments: Sequence[str], verbs: Sequence[str]) -> str | None:
    """Return the verb that is called, None if there is none or no such one."""
    before = ""
    for argument in arguments:
        if not argument.startswith("-") and before != "--lang":
            return argument if argument in verbs else None
        before = argument
    return None


def command(arguments: Sequence[str], verbs: Sequence[str]):
    """Return the command that parses these arguments and runs their verb."""
    application = typer.Typer(name="paiyin", add_completion=False, rich_markup_mode=None,
                              pretty_exceptions_enable=False, context_settings=HELP_OPTIONS,
                              help=say("Set Chinese newspaper pages.", "排印：把稿件排成报纸版面。"))
    application.callback()(_common)
    verb = called(arguments, verbs)
    for name in (verb,) if verb else verbs:
        module = import_module(f"paiyin.cli.{name}")
        application.command(name, help=module.HELP, context_settings=HELP_OPTIONS)(module.command)
    return typer.main.get_command(application)


def help_of(command) -> str:
    """Return the help of a command."""
    with command.make_context("paiyin", [], resilient_parsing=True) as context:
        return command.get_help(context)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version
        try:
            print("paiyin", version("paiyin"))
        except PackageNotFoundError:
            print("paiyin, not installed")
        raise typer.Exit


def _common(
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version,
                                          help=say("Print the version.", "显示版本。"))] = False,
    lang: Lang = None,
) -> None:
    pass
