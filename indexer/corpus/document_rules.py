"""`[[document]]` tables: what a user states of the papers whose file names match.

What each statement does to a paper is `overruling`'s business; what a value may be is checked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, Literal, get_args

from indexer.entities.roles import ROLES, is_remote
from indexer.entities.symbols import find_mentions
from indexer.model import DOCUMENT_KINDS, RESTRICTION_KINDS, STATUSES, DocumentKind, RestrictionKind, Status

from . import checks
from .checks import Check, SettingLocation, list_of, one_of

Via = Literal["VTC", "video", "video link", "teleconference", "Zoom", "online", "virtual", "remote"]


@dataclass(frozen=True)
class SessionSetting:
    """A heading that opens a session, and what is stated of that session."""

    heading: str
    number: int | None = None
    title: str | None = None
    label: str | None = None
    """What the papers call it, such as `Round table 2`."""
    part_of: str | None = None
    """The number or title of the session that it is a part of."""
    day: date | None = None
    time: str | None = None


@dataclass(frozen=True)
class PersonSetting:
    """Somebody who takes part, by a name with or without its honorific."""

    name: str
    role: str
    session: str | None = None
    """The number, label or title of a session; None for a part outside of any."""
    affiliation: str | None = None
    via: str | None = None


@dataclass(frozen=True)
class MentionSetting:
    """A document that is meant wherever some words stand."""

    symbol: str
    words: str


@dataclass(frozen=True)
class DocumentRule:
    """What is stated of the files whose names match; None is left to inference."""

    file: str
    place: SettingLocation
    """Where it stands in the file, for what can be found wrong only when a paper is read."""
    skip: bool | None = None
    password: str | None = None
    """What opens an encrypted file."""
    title: str | None = None
    kind: DocumentKind | None = None
    status: Status | None = None
    published: str | None = None
    language: str | None = None
    recognised: bool | None = None
    restriction: tuple[RestrictionKind, ...] | None = None
    meeting: str | None = None
    """Title of the meeting."""
    meeting_id: str | None = None
    venue: str | None = None
    """Place of the meeting."""
    start: date | None = None
    end: date | None = None
    year: int | None = None
    sessions: tuple[SessionSetting, ...] | None = None
    people: tuple[PersonSetting, ...] | None = None
    mentions: tuple[MentionSetting, ...] | None = None
    not_mentions: tuple[str, ...] | None = None

    def matches(self, name: str) -> bool:
        """Whether a file's name is the one stated, or is like the pattern."""
        return self.file == name or fnmatchcase(name, self.file)


def last_stated(rules: Sequence[DocumentRule], key: str) -> Any:
    """What the last of some rules states under a key, or None where none does."""
    return next((value for rule in reversed(rules) if (value := getattr(rule, key)) is not None), None)


def parse_document_rule(place: SettingLocation, value: object) -> DocumentRule:
    """One table as a rule; raises CorpusSettingsInvalid."""
    values = checks.check_table(place, value, _CHECKS, "file", '"a name or a pattern such as 2024/*.txt"')
    found = DocumentRule(**{"venue" if key == "place" else key: part for key, part in values.items()}, place=place)
    if found.end and not found.start:
        place.fail("end is stated without start", ": ")
    if found.start and found.end and found.end < found.start:
        place.fail(f"end {found.end} is before start {found.start}", ": ")
    return found


def _restriction(place: SettingLocation, value: object) -> tuple[RestrictionKind, ...]:
    """One kind of restriction or a list of them; `none` is no restriction, whatever the paper seems to say."""
    known = one_of((*RESTRICTION_KINDS, "none"))
    stated = [known(place, one) for one in (value if isinstance(value, list) else [value])]
    if "none" in stated and len(stated) > 1:
        place.fail("says “none” beside something else")
    return tuple(kind for kind in RESTRICTION_KINDS if kind in stated)


def _session(place: SettingLocation, value: object) -> SessionSetting:
    example = '[{heading = "Protection of Civilians", number = 1, title = "Protecting civilians"}]'
    return SessionSetting(**_entry(place, value, _SESSION_CHECKS, "heading", example))


def _person(place: SettingLocation, value: object) -> PersonSetting:
    example = '[{name = "Maj. Gen. Anna Berg", role = "chair", session = "3", affiliation = "Norway", via = "VTC"}]'
    found = _entry(place, value, _PERSON_CHECKS, "name", example)
    if "role" not in found:
        place.fail(f"needs a role, one of {', '.join(ROLES)}")
    return PersonSetting(**found)


def _mention(place: SettingLocation, value: object) -> MentionSetting:
    example = '[{symbol = "S/RES/2719", words = "the resolution on financing"}]'
    found = _entry(place, value, {"symbol": _symbol, "words": checks.text}, "symbol", example)
    if "words" not in found:
        place.fail(f"needs the words that mean it, as in {example}")
    return MentionSetting(**found)


def _entry(
    place: SettingLocation, value: object, known: Mapping[str, Check], needs: str, example: str
) -> dict[str, Any]:
    """One entry of a list of tables."""
    if not isinstance(value, Mapping) or not isinstance(value.get(needs), str):
        place.fail(f"needs its {needs}, as in {example}")
    return checks.check_table(place, value, known, needs, example)


def _number_or_text(place: SettingLocation, value: object) -> str:
    return str(checks.number(place, value)) if isinstance(value, int) else checks.text(place, value)


def _symbol(place: SettingLocation, value: object) -> str:
    """The symbol of a document in its one form, from any form that the papers may use."""
    found = {one.symbol for one in find_mentions(checks.text(place, value), council_named=True)}
    if len(found) != 1:
        place.fail(f"is “{value}”, which is no document symbol; write it as S/RES/2719 or A/75/1")
    return found.pop()


def _via(place: SettingLocation, value: object) -> str:
    if not isinstance(value, str) or not is_remote(value):
        place.fail(f"is “{value}”; it must be one of {', '.join(get_args(Via))}")
    return value


_SESSION_CHECKS: dict[str, Check] = {
    "heading": checks.text,
    "number": checks.number,
    "title": checks.text,
    "label": checks.text,
    "part_of": _number_or_text,
    "day": checks.day,
    "time": checks.text,
}
_PERSON_CHECKS: dict[str, Check] = {
    "name": checks.text,
    "role": one_of(ROLES),
    "session": _number_or_text,
    "affiliation": checks.text,
    "via": _via,
}
_CHECKS: dict[str, Check] = {
    "file": checks.text,
    "skip": checks.boolean,
    "password": checks.password,
    "title": checks.text,
    "kind": one_of(DOCUMENT_KINDS),
    "status": one_of(STATUSES),
    "published": checks.published,
    "language": checks.text,
    "recognised": checks.boolean,
    "restriction": _restriction,
    "meeting": checks.text,
    "meeting_id": checks.identifier,
    "place": checks.text,
    "start": checks.day,
    "end": checks.day,
    "year": checks.year,
    "sessions": list_of(_session, '[{heading = "Protection of Civilians", number = 1}]'),
    "people": list_of(_person, '[{name = "Anna Berg", role = "chair", session = "3"}]'),
    "mentions": list_of(_mention, '[{symbol = "S/RES/2719", words = "the resolution on financing"}]'),
    "not_mentions": list_of(_symbol, '["S/RES/2719"]'),
}
