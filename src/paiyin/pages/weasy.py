"""The painter: the only module that imports WeasyPrint.

WeasyPrint's own start costs more than painting a page, so it is started lean: fontTools, which it needs only where
HarfBuzz cannot subset fonts, comes when first used; libraries are taken from the loader by name at once instead of
asking a compiler where they might be; and the default style sheets of HTML stay unread.
"""

import gc
import importlib
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, redirect_stdout
from functools import cache
from io import StringIO
from types import ModuleType

from paiyin.diagnostics import Diagnostic, Diagnostics
from paiyin.exceptions import MachineError
from paiyin.pages import fontwriter
from paiyin.pages.assets import Asset

SCHEME = "asset:"
LATE = {        # the modules of fontTools that WeasyPrint imports at its start, and what it takes from them
    "fontTools": ("subset",),
    "fontTools.subset": (),
    "fontTools.ttLib": ("TTFont", "TTLibError", "ttFont", "woff2"),
    "fontTools.ttLib.woff2": (),
    "fontTools.ttLib.ttFont": (),
    "fontTools.varLib": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}


class _Late:
    """A name out of a module that is imported when the name is first used."""

    def __init__(self, module: str, name: str):
        self._module, self._name = module, name

    def _real(self):
        module = importlib.import_module(self._module)
        return getattr(module, self._name, None) or importlib.import_module(f"{self._module}.{self._name}")

    def __getattr__(self, name: str):
        return getattr(self._real(), name)

    def __call__(self, *args, **kwargs):
        return self._real()(*args, **kwargs)


@contextmanager
def _late_font_tools() -> Iterator[None]:
    """While it lasts, importing fontTools gives names that load it on first use."""
    if any(name in sys.modules for name in LATE):
        yield
        return
    stands = {}
    for name, parts in LATE.items():
        stands[name] = stand = ModuleType(name)
        stand.__path__ = []
        for part in parts:
            setattr(stand, part, Exception if part.endswith("Error") else _Late(name, part))
    sys.modules.update(stands)
    try:
        yield
    finally:
        for name, stand in stands.items():
            if sys.modules.get(name) is stand:
                del sys.modules[name]


@contextmanager
def _plain_library_search() -> Iterator[None]:
    """On Linux, keep cffi from running a compiler and ldconfig for each spelling of a library's name it tries."""
    import ctypes.util

    found = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = found


@contextmanager
def _no_user_agent_styles() -> Iterator[None]:
    """Keep the style sheets of browsers, which our documents do not use, from being parsed at WeasyPrint's start.

    Nobody else in the process has them then, so this is for a process that only paints.
    """
    import tinycss2

    parse = tinycss2.parse_stylesheet
    tinycss2.parse_stylesheet = lambda css, *args, **kwargs: []
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse


@cache
def engine(alone: bool = False) -> ModuleType:
    """Return the weasyprint module; ``alone`` in a process that does nothing but paint.

    Raises MachineError if it or its libraries are missing.
    """
    said = StringIO()
    try:
        with redirect_stdout(said):
            try:
                with _late_font_tools(), _plain_library_search(), _no_user_agent_styles() if alone else nullcontext():
                    found = importlib.import_module("weasyprint")
            except OSError:     # libraries in unusual places need the long search
                found = importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise MachineError(Diagnostic("W901", {"problem": str(error)[:200]})) from error
    fontwriter.install(importlib.import_module("weasyprint.pdf.fonts"), found.__version__)
    return found


class _Listener(logging.Handler):
    """Turns what WeasyPrint logs into diagnostics."""

    def __init__(self, diagnostics: Diagnostics):
        super().__init__(logging.WARNING)
        self._diagnostics = diagnostics

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args or ()
        if "required alt description" in str(record.msg):
            return      # decoration has none, and readers pass over it
        if "notdef" in str(record.msg) and len(arguments) == 2:
            self._diagnostics.add("W201", character=arguments[0], point=f"U+{arguments[1]:04X}")
        else:
            self._diagnostics.add("W202", problem=record.getMessage()[:300])


@contextmanager
def _listening(diagnostics: Diagnostics) -> Iterator[None]:
    logger = logging.getLogger("weasyprint")
    listener = _Listener(diagnostics)
    kept = logger.handlers[:], logger.propagate, logger.level
    logger.handlers[:], logger.propagate = [listener], False
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.handlers[:], logger.propagate = kept[0], kept[1]
        logger.setLevel(kept[2])


@contextmanager
def no_collection() -> Iterator[None]:
    """While it lasts, do not look for garbage: boxes and styles live until the file is written."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _fetcher(weasyprint: ModuleType, assets: Mapping[str, Asset], diagnostics: Diagnostics):
    """Return a fetcher that gives the build's own assets and refuses every other address."""
    urls = importlib.import_module("weasyprint.urls")

    class AssetFetcher(urls.URLFetcher):
        def __init__(self):     # the parent's would set up handlers for networks and files
            self._fail_on_errors = False

        def fetch(self, url, headers=None):
            asset = assets.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
            if asset is None:
                diagnostics.add("W203", url=url[:120])
                raise ValueError("refused")
            return urls.URLFetcherResponse(url, asset.data, {"Content-Type": asset.mime})

    return AssetFetcher()


def paint(html: str, assets: Mapping[str, Asset], diagnostics: Diagnostics, tagged: bool = False) -> bytes:
    """Return the PDF of a document that brings its own styles; ``assets`` are all that it can load.

    ``tagged`` adds a structure tree and the metadata of PDF/UA-1.

    Raises MachineError if WeasyPrint or its libraries are missing.
    """
    weasyprint = engine()
    fetcher = _fetcher(weasyprint, assets, diagnostics)

    class Document(weasyprint.HTML):
        def _ua_stylesheets(self, forms=False):
            return []

    with _listening(diagnostics):
        return Document(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1" if tagged else None)
