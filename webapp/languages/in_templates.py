"""What templates say messages with: functions, and `{% trans %}` for messages with markup."""

from __future__ import annotations

from indexer.speech.joined import listed
from indexer.speech.translation import current_speech, gettext
from indexer.text.plurals import counted, counted_parts, plural
from webapp.templating import Templates
from webapp.translations.catalogues import words_of_scripts

from .chooser import alternates, language_choices, not_translated, page_direction_beside, page_language
from .request_language import wished_language


def _gettext(text: str) -> str:
    return current_speech().gettext(text)


def _ngettext(one: str, several: str, num: int) -> str:
    return current_speech().ngettext(one, several, num)


def _say(_: None, message: str, **values: object) -> str:
    return gettext(message, **values)


def _say_plural(_: None, one: str, several: str, num: int, **values: object) -> str:
    return plural(one, several, num, **values)


def _say_counted(_: None, number: int, singular: str, plural_noun: str | None = None) -> str:
    return counted(number, singular, plural_noun)


def _parts_of_count(_: None, number: int, singular: str) -> tuple[str, str, str]:
    return counted_parts(number, singular)


def add_messages(environment: Templates) -> None:
    """Let templates say messages in the language of the request."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        _gettext, _ngettext, newstyle=False
    )
    environment.call_directly(
        {"_": _say, "plural": _say_plural, "counted": _say_counted, "counted_parts": _parts_of_count}
    )
    environment.globals.update(
        listed=listed,
        language=page_language,
        page_direction_beside=page_direction_beside,
        wished_language=wished_language,
        not_translated=not_translated,
        language_choices=language_choices,
        alternates=alternates,
        words_of_scripts=lambda: words_of_scripts(current_speech().code),
    )
    environment.filters["with_commas"] = lambda number: current_speech().number(number)
