"""`[[person]]` and `[[acronym]]` tables: what a user states of names for the whole corpus.

How persons are told apart and acronyms are learned is the business of `entities`.
"""

from __future__ import annotations

from indexer.entities.stated import StatedAcronym, StatedPerson

from . import checks
from .checks import Check, SettingLocation, list_of

_NAMES = list_of(checks.text, '["USG Lacroix", "J.P. Lacroix"]')
_PERSON: dict[str, Check] = {
    "name": checks.text,
    "also": _NAMES,
    "not": _NAMES,
    "affiliation": checks.text,
    "skip": checks.boolean,
}
_ACRONYM: dict[str, Check] = {"short": checks.text, "long": checks.text, "skip": checks.boolean}


def parse_person(place: SettingLocation, value: object) -> StatedPerson:
    """One table as a person; raises CorpusSettingsInvalid."""
    found = checks.check_table(place, value, _PERSON, "name", '"the name as it is to be shown"')
    found["apart"] = found.pop("not", ())
    if found.get("skip") and (found["apart"] or found.get("also")):
        place.fail("skip = true says that the name is no person; leave out also and not", ": ")
    return StatedPerson(**found)


def parse_acronym(place: SettingLocation, value: object) -> StatedAcronym:
    """One table as an acronym; raises CorpusSettingsInvalid."""
    found = checks.check_table(place, value, _ACRONYM, "short", '"SEA"')
    if not found.get("long") and not found.get("skip"):
        place.fail('needs long = "what it stands for", or skip = true if it is no acronym')
    return StatedAcronym(**found)
