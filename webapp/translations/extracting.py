"""Collects the messages of code, templates and scripts, and brings the catalogues up to date with them.

Run it with `make messages`. Babel finds the calls; of `counted` the message is made here, as it is given a noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

from .catalogues import DEFAULT_LANGUAGE, LANGUAGES, catalogue_path, read_catalogue

ROOT = Path(__file__).parents[2]
_PACKAGES = ("indexer", "webapp")
_ENGLISH_ONLY = ("indexer/cli", "indexer/review", "webapp/alerts", "webapp/browse/session_file")
"""What speaks to administrators, or in mails and files."""
_LINE = 110
"""Characters of a line of a catalogue."""
_FUNCTIONS = ("_", "gettext", "ngettext", "marked", "plural", "marked_plural", "counted", "counted_parts")
_OF_NOUNS = {"counted", "counted_parts"}
_OF_COUNTS = {"ngettext", "plural", "marked_plural"}
_TEMPLATES = {"trimmed": "true", "silent": "false"}

_PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}
"""The plural forms in the order of CLDR, zero, one, two, few, many, other, where Babel has another."""

MessageId = str | tuple[str, str]
_EXTRACTORS: dict[str, Callable[..., Iterable[tuple[Any, ...]]]] = {
    ".py": extract_python,
    ".js": extract_javascript,
    ".html": babel_extract,
}


def extracted() -> Catalog:
    """Return a catalogue of all messages, each with the files that show it."""
    catalogue = Catalog(project="Rapporteur", charset="utf-8", fuzzy=False)
    places: dict[MessageId, dict[str, None]] = {}
    for path in sorted(path for package in _PACKAGES for path in (ROOT / package).rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        for message in () if name.startswith(_ENGLISH_ONLY) else _messages(path):
            places.setdefault(message, {})[name] = None
    for message, names in places.items():
        catalogue.add(message, locations=[(name, 0) for name in names])
    return catalogue


def _messages(path: Path) -> Iterator[MessageId]:
    """Yield the messages of a file."""
    extract = _EXTRACTORS.get(path.suffix)
    if extract is None:
        return
    with path.open("rb") as file:
        for _, function, texts, _ in extract(file, _FUNCTIONS, (), _TEMPLATES):
            strings = [text for text in ([texts] if isinstance(texts, str) else texts or ()) if text]
            if strings:
                yield _counted(strings) if function in _OF_NOUNS else _message(strings, function in _OF_COUNTS)


def _message(strings: list[str], is_of_count: bool) -> MessageId:
    return (strings[0], strings[1]) if is_of_count else strings[0]


def _counted(nouns: list[str]) -> MessageId:
    """Return the message of a noun, with its plural where that is given, as `counted` makes it."""
    one, several = nouns[0], nouns[1] if len(nouns) > 1 else f"{nouns[0]}s"
    return f"%(num)s {one}", f"%(num)s {several}"


def updated(code: str, messages: Catalog) -> Catalog:
    """Return the catalogue of a language with all messages and no others; what is not translated yet stays empty."""
    path, locale = catalogue_path(code), Locale.parse(LANGUAGES[code].locale)
    known = read_catalogue(code) if path.exists() else Catalog()
    catalogue = Catalog(locale=locale, project="Rapporteur", charset="utf-8", fuzzy=False)
    if code in _PLURAL_FORMS:
        catalogue.mime_headers = [("Plural-Forms", _PLURAL_FORMS[code])]
    for message in messages:
        if message.id:
            old = known.get(message.id) or known.get(message.id[0] if message.pluralizable else message.id)
            catalogue.add(
                message.id,
                old.string if old else None,
                locations=message.locations,
                user_comments=old.user_comments if old else (),
                flags=old.flags if old else (),
            )
    return catalogue


def write_catalogue(code: str, catalogue: Catalog) -> None:
    """Write the catalogue of a language; the same messages give the same file."""
    path = catalogue_path(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
    header += f'"Plural-Forms: {catalogue.plural_forms}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    with path.open("wb") as file:
        file.write(header.encode() + b"\n")
        write_po(file, catalogue, width=_LINE, omit_header=True, sort_by_file=True, include_lineno=False)


def update_all(codes: Iterable[str] = ()) -> None:
    """Bring the catalogues of all languages, or of some, up to date."""
    messages = extracted()
    for code in codes or (code for code in LANGUAGES if code != DEFAULT_LANGUAGE):
        write_catalogue(code, updated(code, messages))


if __name__ == "__main__":
    update_all()
