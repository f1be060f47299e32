"""Import single modules of NLTK without the two hundred others that its packages import with them.

`import nltk.tokenize.punkt` runs `nltk/__init__.py` first, which loads parsers, corpora and translation: 0.18 s of
processor time, of which Punkt and the Snowball stemmers are 0.05 s.
"""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_PACKAGES = ("nltk", "nltk.tokenize", "nltk.stem", "nltk.corpus")
_loading = threading.Lock()
_loaded: dict[str, ModuleType] = {}
"""Packages that have run none of their code, and the modules that were imported from them."""


def part_of_nltk(name: str) -> Any:
    """Import a module of NLTK by its whole name, such as `nltk.tokenize.punkt`.

    `sys.modules` is left as it was, so that `import nltk` gives all of it to whoever asks.
    """
    with _loading:
        if name not in _loaded and "nltk" not in sys.modules:
            try:
                _import_alone(name)
            except (ImportError, AttributeError):  # another version may need more of its packages
                _loaded.clear()
        return _loaded.get(name) or import_module(name)


def _import_alone(name: str) -> None:
    before = set(sys.modules)
    try:
        sys.modules.update(_loaded or _bare_packages())
        import_module(name)
    finally:
        for module in [*sys.modules]:
            if module.partition(".")[0] == "nltk" and module not in before:
                _loaded[module] = sys.modules.pop(module)


def _bare_packages() -> dict[str, ModuleType]:
    """Return packages that find their modules and hold nothing."""
    packages: dict[str, ModuleType] = {}
    for name in _PACKAGES:
        spec = find_spec(name)
        if spec is None:
            raise ImportError(name)
        packages[name] = sys.modules[name] = module_from_spec(spec)
    packages["nltk.corpus"].__dict__["stopwords"] = None  # the stemmers import them for an option that is never set
    return packages
