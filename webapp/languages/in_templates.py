"""What templates say messages with: functions, and `{% trans %}` for messages with markup."""

from __future__ import annotations

from jinja2 import Environment

from indexer.speech.joined import listed
from indexer.speech.translation import current_speech, gettext
from indexer.text.plurals import counted, counted_parts, plural
from webapp.translations.catalogues import words_of_scripts

from .chooser import alternates, language_choices, not_translated, page_language
from .request_language import wished_language


def _message(text: str) -> str:
    return current_speech().gettext(text)


def _message_of_count(one: str, several: str, num: int) -> str:
    return current_speech().ngettext(one, several, num)


def add_messages(environment: Environment) -> None:
    """Let templates say messages in the language of the request."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        _message, _message_of_count, newstyle=False
    )
    environment.globals.update(
        _=gettext,
        plural=plural,
        counted=counted,
        counted_parts=counted_parts,
        listed=listed,
        language=page_language,
        wished_language=wished_language,
        not_translated=not_translated,
        language_choices=language_choices,
        alternates=alternates,
        words_of_scripts=lambda: words_of_scripts(current_speech().code),
    )
    environment.filters["with_commas"] = lambda number: current_speech().number(number)
