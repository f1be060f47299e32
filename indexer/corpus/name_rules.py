"""`[[person]]`, `[[acronym]]` and `[[synonym]]` tables: what a user states of names for the whole corpus.

How persons are told apart and acronyms are learned is decided in `entities`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import convert

from indexer.entities.stated import StatedAcronym, StatedPerson
from indexer.text.analysis import terms_in

from . import checks
from .checks import Check, SettingLocation, list_of

_NAMES = list_of(checks.text, '["USG Lacroix", "J.P. Lacroix"]')
_PERSON: dict[str, Check[object]] = {
    "name": checks.text,
    "also": _NAMES,
    "not": _NAMES,
    "affiliation": checks.text,
    "skip": checks.boolean,
}
_SYNONYM: dict[str, Check[object]] = {"words": list_of(checks.text, '["UAV", "drone", "unmanned aerial vehicle"]')}
_ACRONYM: dict[str, Check[object]] = {"short": checks.text, "long": checks.text, "skip": checks.boolean}


def parse_person(location: SettingLocation, value: object) -> StatedPerson:
    """Return one table as a person. Raise CorpusSettingsInvalid."""
    values = checks.check_table(location, value, _PERSON, "name", '"the name as it is to be shown"')
    values["apart"] = values.pop("not", ())
    if values.get("skip") and (values["apart"] or values.get("also")):
        location.fail("skip = true says that the name is not a person, so also and not must go", ": ")
    return convert(values, StatedPerson)


def parse_acronym(location: SettingLocation, value: object) -> StatedAcronym:
    """Return one table as an acronym. Raise CorpusSettingsInvalid."""
    values = checks.check_table(location, value, _ACRONYM, "short", '"SEA"')
    if not values.get("long") and not values.get("skip"):
        location.fail('needs long = "what it stands for", or skip = true if it is not an acronym')
    return convert(values, StatedAcronym)


def parse_synonym(location: SettingLocation, value: object) -> tuple[str, ...]:
    """Return one table as the words and phrases that mean the same. Raise CorpusSettingsInvalid."""
    example = '["UAV", "drone", "unmanned aerial vehicle"]'
    if not isinstance(value, Mapping) or "words" not in value:
        location.fail(f"needs words = {example}")
    for key in value:
        if key not in _SYNONYM:
            checks.fail_unknown_key(location, key, _SYNONYM)
    words: tuple[str, ...] = convert(_SYNONYM["words"](location.child("words"), value["words"]), tuple[str, ...])
    for word in words:
        if not terms_in(word):
            location.child("words").fail(f"“{word}” has no word in it", ": ")
    if len({terms_in(word) for word in words}) < 2:
        location.child("words").fail("needs two words or phrases that mean the same", ": ")
    return words
