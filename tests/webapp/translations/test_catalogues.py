"""Tests of the catalogues: that they have every message, and that each translation fits its message."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from indexer.speech.translation import ENGLISH, gettext, speaking
from indexer.text.plurals import counted, counted_parts
from tests.conftest import Golden
from webapp.translations.catalogues import DEFAULT_LANGUAGE, LANGUAGES, catalogue_path, read_catalogue, speech_of
from webapp.translations.extracting import extracted

TRANSLATED = [code for code in LANGUAGES if code != DEFAULT_LANGUAGE]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"</?\w+")
FORMS_OF_ONE_NUMBER = {"ar": {0, 1, 2}, "es": {0}}
"""The plural forms that stand for a single number, by their place: such a form need not repeat it."""
UNSPACED = {"zh"}
"""The languages that write no space behind their punctuation."""


@pytest.fixture(scope="module")
def messages() -> Catalog:
    """All messages of code, templates and scripts."""
    return extracted()


def ids(catalogue: Catalog) -> set[object]:
    """Return the messages of a catalogue."""
    return {message.id for message in catalogue if message.id}


def forms(message: Message) -> tuple[str, ...]:
    """Return what a message is translated to: all plural forms, or its one translation."""
    translation = message.string or ""
    return (translation,) if isinstance(translation, str) else tuple(translation)


def originals(message: Message) -> tuple[str, ...]:
    """Return the English of a message: for one and for several, or its one text."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_every_message_and_no_other(code: str, messages: Catalog) -> None:
    """Each catalogue has the messages that the code has now; `make messages` brings it up to date."""
    assert ids(read_catalogue(code)) ^ ids(messages) == set()


def test_what_is_not_translated_is_listed(golden: Golden) -> None:
    """Messages without a translation, which are shown in English, are listed in a golden file."""
    golden("translations/untranslated.txt", "".join(f"{line}\n" for line in _untranslated()))


def _untranslated() -> Iterator[str]:
    for code in TRANSLATED:
        catalogue = read_catalogue(code)
        missing = [message for message in catalogue if message.id and (not all(forms(message)) or message.fuzzy)]
        yield f"{code}: {len(missing)}"
        yield from (f"  {originals(message)[0]}" for message in missing)


@pytest.mark.parametrize("code", TRANSLATED)
def test_each_translation_fits_its_message(code: str) -> None:
    """A translation has the placeholders, the tags and the spaces at its ends that its message has."""
    catalogue = read_catalogue(code)
    wrong = []
    for message in catalogue:
        if not message.id or not all(forms(message)):
            continue
        texts = originals(message)
        if isinstance(message.id, tuple) and len(forms(message)) != catalogue.num_plurals:
            wrong.append((texts[0], "forms"))
        for number, form in enumerate(forms(message)):
            wrong += [(form, problem) for problem in _problems(code, texts, number, form)]
    assert wrong == []


def _problems(code: str, texts: tuple[str, ...], number: int, form: str) -> Iterator[str]:
    wanted = set(PLACEHOLDER.findall(texts[-1]))
    found = set(PLACEHOLDER.findall(form))
    may_lack = {"%(num)s"} if len(texts) > 1 and number in FORMS_OF_ONE_NUMBER.get(code, set()) else set()
    if not found <= wanted | {"%(num)s"} & (wanted if len(texts) == 1 else {"%(num)s"}) or wanted - found - may_lack:
        yield "placeholders"
    if sorted(TAG.findall(form)) != sorted(TAG.findall(texts[-1])):
        yield "tags"
    if form.count("%") != len(PLACEHOLDER.findall(form)) and "%%" not in texts[-1]:
        yield "a stray %"
    if code not in UNSPACED and (form != form.strip(" \n")) != (texts[-1] != texts[-1].strip(" \n")):
        yield "spaces"


def test_counts_have_the_right_form() -> None:
    """Arabic has six forms, Russian three, French and Spanish two, and Chinese one."""
    passages = {
        "ar": {0: "لا مقاطع", 1: "مقطع واحد", 2: "مقطعان", 103: "103 مقاطع", 11: "11 مقطعًا", 100: "100 مقطع"},
        "ru": {1: "1 фрагмент", 2: "2 фрагмента", 5: "5 фрагментов", 11: "11 фрагментов", 21: "21 фрагмент"},
        "fr": {0: "0 passage", 1: "1 passage", 2: "2 passages", 12345: "12\u202f345 passages"},
        "es": {0: "0 pasajes", 1: "1 pasaje", 2: "2 pasajes", 12345: "12.345 pasajes"},
        "zh": {1: "1 个段落", 2: "2 个段落"},
    }
    for code, by_number in passages.items():
        with speaking(speech_of(code)):
            assert {number: counted(number, "passage") for number in by_number} == by_number


def test_a_number_can_stand_apart_from_its_noun() -> None:
    """The parts of a count say the same; where the noun alone says the number, the number stands before all of it."""
    assert counted_parts(1234, "passage") == ("", "1,234", " passages")
    with speaking(speech_of("ar")):
        assert counted_parts(2, "passage") == ("", "2", ": مقطعان")


def test_a_missing_message_falls_back_to_english() -> None:
    """What no catalogue has is said in English."""
    assert speech_of("en") is ENGLISH
    with speaking(speech_of("fr")):
        assert gettext("Search") == "Rechercher"
        assert gettext("A message that nobody has translated") == "A message that nobody has translated"


def test_catalogues_are_files_that_are_installed() -> None:
    """Each language but English has its catalogue beside the code, where translators expect it."""
    for code in TRANSLATED:
        assert catalogue_path(code).is_file()
