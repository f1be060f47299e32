"""Tests of the seam between messages and catalogues."""

from __future__ import annotations

import pytest
from babel import Locale

from indexer.speech.joined import any_of
from indexer.speech.translation import ENGLISH, MessageLanguage, current_speech, gettext, speaking
from indexer.text.plurals import counted, plural

SHOUTING = MessageLanguage(
    "xx", Locale("fr"), str.upper, lambda one, several, num: (one if num == 1 else several).upper()
)


def test_messages_are_english_unless_something_else_is_set() -> None:
    """The command line never sets a language, so its messages are as they are written."""
    assert current_speech() is ENGLISH
    assert gettext("Search") == "Search"
    assert gettext("About %(name)s", name="it") == "About it"
    assert counted(1234, "passage") == "1,234 passages"


def test_a_language_is_spoken_for_a_while() -> None:
    """Messages and numbers are in the language that was set, and afterwards in the one before."""
    with speaking(SHOUTING):
        assert gettext("Search") == "SEARCH"
        assert plural("one", "several", 2) == "SEVERAL"
        assert current_speech().number(1_234_567) == "1\u202f234\u202f567"
        assert current_speech().number(999) == "999"
    assert gettext("Search") == "Search"


def test_a_placeholder_without_a_value_is_a_mistake() -> None:
    """A message that names a value which is not given raises KeyError."""
    with pytest.raises(KeyError):
        gettext("About %(name)s", other="it")


def _arabic(message: str) -> str:
    return {
        "%(before)s or %(last)s": "%(before)s أو %(last)s",
        "%(before)s, %(next)s": "%(before)s، %(next)s",
        "In “%(title)s”": "في «%(title)s»",
    }[message]


ARABIC = MessageLanguage("ar", Locale("ar"), _arabic, lambda one, *_: one)


def test_names_from_left_to_right_are_isolated_in_a_sentence_from_right_to_left() -> None:
    """Each name of a list, and each value of a message, keeps its signs at its own ends; addresses are left alone."""
    with speaking(ARABIC):
        assert any_of(["Berg", "Ellis", "Low"]) == "\u2068Berg\u2069، \u2068Ellis\u2069 أو \u2068Low\u2069"
        assert any_of(["Berg"]) == "\u2068Berg\u2069"
        assert any_of(["برغ", "إليس"]) == "برغ أو إليس"
        title = gettext("In “%(title)s”", title="Lessons from Capacity-")
        assert title == "في «\u2068Lessons from Capacity-\u2069»"
        assert gettext("In “%(title)s”", title="https://example.org") == "في «https://example.org»"
        assert gettext("In “%(title)s”", title="2024") == "في «2024»"
    assert any_of(["Berg", "Ellis"]) == "Berg or Ellis"
