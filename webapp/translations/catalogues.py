"""The languages of the site, and their catalogues as translators keep them: one file of messages for each.

A catalogue is read when its language is first asked for, so there is nothing to compile and nothing to forget.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from indexer.speech.translation import ENGLISH, MessageLanguage

FOLDER = Path(__file__).parent
DOMAIN = "messages"


@dataclass(frozen=True)
class SiteLanguage:
    """A language that the site speaks."""

    code: str
    """As addresses and the settings have it."""
    name: str
    """In the language itself."""
    locale: str
    tag: str
    """As pages state it (BCP 47)."""

    @cached_property
    def is_right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return Locale.parse(self.locale).text_direction == "rtl"


LANGUAGES = {
    language.code: language
    for language in (
        SiteLanguage("ar", "العربية", "ar", "ar"),
        SiteLanguage("zh", "中文", "zh_Hans", "zh-Hans"),
        SiteLanguage("en", "English", "en", "en"),
        SiteLanguage("fr", "Français", "fr", "fr"),
        SiteLanguage("ru", "Русский", "ru", "ru"),
        SiteLanguage("es", "Español", "es", "es"),
    )
}
"""By code, in the order in which the United Nations lists its languages."""
DEFAULT_LANGUAGE = ENGLISH.code


def catalogue_path(code: str) -> Path:
    """Return where the catalogue of a language is."""
    return FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(code: str) -> Catalog:
    """Return the catalogue of a language with what its translators noted."""
    with catalogue_path(code).open("rb") as file:
        return read_po(file, locale=LANGUAGES[code].locale, abort_invalid=True)


def speech_of(code: str) -> MessageLanguage:
    """Return a language of the site with its messages. Raise KeyError for one that it does not have."""
    return _spoken(code)[0]


def words_of_scripts(code: str) -> str:
    """Return the messages of scripts in a language as JSON, those of counts with all their forms."""
    return _spoken(code)[1]


@lru_cache(maxsize=len(LANGUAGES))
def _spoken(code: str) -> tuple[MessageLanguage, str]:
    """Return a language of the site, and the messages of scripts in it."""
    language = LANGUAGES[code]
    if code == DEFAULT_LANGUAGE:
        return ENGLISH, ""
    catalogue = read_catalogue(code)
    of_scripts = {
        message.id[0] if isinstance(message.id, tuple) else message.id: message.string
        for message in catalogue
        if any(name.endswith(".js") for name, _ in message.locations) and message.string and not message.fuzzy
    }
    words = json.dumps(of_scripts, ensure_ascii=False, separators=(",", ":"))
    return speech_with(code, Locale.parse(language.locale), catalogue), words


def speech_with(code: str, locale: Locale, catalogue: Catalog) -> MessageLanguage:
    """Return a language whose messages are in a catalogue; what a translator has marked as doubtful is left out."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = Translations(compiled)
    return MessageLanguage(code, locale, translations.gettext, translations.ngettext)
