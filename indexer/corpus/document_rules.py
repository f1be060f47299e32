"""`[[document]]` tables: what a user states of the papers whose file names match.

What a statement changes in a paper is decided in `overrides`; here its values are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal, TypeVar, get_args

from msgspec import convert

from indexer.entities.roles import ROLES, is_remote
from indexer.entities.symbols import find_mentions
from indexer.model import DOCUMENT_KINDS, RESTRICTION_KINDS, STATUSES, DocumentKind, RestrictionKind, Status

from . import checks
from .checks import Check, SettingLocation, list_of, one_of

_T = TypeVar("_T")
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
    """A person who takes part, by a name with or without an honorific."""

    name: str
    role: str
    session: str | None = None
    """The number, label or title of a session; None for a part outside of any."""
    affiliation: str | None = None
    via: str | None = None


@dataclass(frozen=True)
class MeetingSetting:
    """A heading that opens one of several meetings of a paper, and what is stated of that meeting."""

    heading: str
    start: date
    end: date | None = None
    title: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class SpeakerSetting:
    """Who speaks where a paper prints a label."""

    label: str
    name: str
    affiliation: str | None = None


@dataclass(frozen=True)
class MentionSetting:
    """A document that is meant wherever some words stand."""

    symbol: str
    words: str


@dataclass(frozen=True)
class DocumentRule:
    """What is stated of the files whose names match; None leaves a fact to inference."""

    file: str
    location: SettingLocation
    """Where it stands in the file, for mistakes that show only when a paper is read."""
    skip: bool | None = None
    password: str | None = None
    """The password of an encrypted file."""
    encoding: str | None = None
    """The encoding of a text file, by Python's name."""
    recognise_again: bool | None = None
    """Whether the words of a PDF are recognised from the pictures of its pages, whatever text it has."""
    title: str | None = None
    kind: DocumentKind | None = None
    status: Status | None = None
    published: str | None = None
    language: str | None = None
    recognised: bool | None = None
    restriction: tuple[RestrictionKind, ...] | None = None
    author: str | Literal[False] | None = None
    """False says that no author is known, as `publisher` does of the publisher."""
    publisher: str | Literal[False] | None = None
    symbol: str | None = None
    url: str | None = None
    """Where the original is."""
    weight: float | None = None
    """How much its passages count in the order of results; 1 is as much as others."""
    original: bool | None = None
    """Whether the site may offer the file itself."""
    meeting: str | Literal[False] | None = None
    """Title of the meeting; False says that it is a paper of none."""
    meeting_id: str | None = None
    venue: str | None = None
    """Place of the meeting."""
    start: date | None = None
    end: date | None = None
    year: int | None = None
    meetings: tuple[MeetingSetting, ...] | None = None
    """The meetings that the paper holds, where those are several."""
    speakers: tuple[SpeakerSetting, ...] | None = None
    sessions: tuple[SessionSetting, ...] | None = None
    people: tuple[PersonSetting, ...] | None = None
    mentions: tuple[MentionSetting, ...] | None = None
    not_mentions: tuple[str, ...] | None = None

    def matches(self, name: str) -> bool:
        """Return whether a file name equals `file` or matches it as a pattern."""
        return self.file == name or fnmatchcase(name, self.file)


_OF_A_MEETING = ("start", "year", "venue", "meeting_id", "meetings")
"""What is stated of a meeting, and so not of a paper of none."""


def last_stated(rules: Sequence[DocumentRule], fact: Callable[[DocumentRule], _T | None]) -> _T | None:
    """Return a fact as stated by the last of some rules that states it, or None where none does."""
    return next((value for rule in reversed(rules) if (value := fact(rule)) is not None), None)


def parse_document_rule(location: SettingLocation, value: object) -> DocumentRule:
    """Return one table as a rule. Raise CorpusSettingsInvalid."""
    values = checks.check_table(location, value, _CHECKS, "file", '"a name or a pattern such as 2024/*.txt"')
    if "place" in values:
        values["venue"] = values.pop("place")
    rule = convert({**values, "location": location}, DocumentRule, from_attributes=True)
    if rule.end and not rule.start:
        location.fail("end is stated without start", ": ")
    if rule.start and rule.end and rule.end < rule.start:
        location.fail(f"end {rule.end} is before start {rule.start}", ": ")
    of_meeting = [name for name in _OF_A_MEETING if getattr(rule, name) is not None]
    if rule.meeting is False and of_meeting:
        stated = ", ".join("place" if name == "venue" else name for name in of_meeting)
        location.fail(f"meeting = false says that the paper is of no meeting; {stated} says of one: keep either", ": ")
    return rule


def _check_restriction(location: SettingLocation, value: object) -> tuple[RestrictionKind, ...]:
    """Return one kind of restriction or several; `none` means no restriction, whatever the paper says."""
    check_kind = one_of((*RESTRICTION_KINDS, "none"))
    kinds = [check_kind(location, entry) for entry in (value if isinstance(value, list) else [value])]
    if "none" in kinds and len(kinds) > 1:
        location.fail("says “none” beside something else")
    return tuple(kind for kind in RESTRICTION_KINDS if kind in kinds)


def _check_meeting(location: SettingLocation, value: object) -> str | bool:
    """Return the title of the meeting, or False for a paper of none."""
    if value is False:
        return False
    if value is True:
        location.fail("is true; it must be the title of the meeting, or false for a paper of no meeting")
    return checks.text(location, value)


def _check_maker(location: SettingLocation, value: object) -> str | bool:
    """Return the author or publisher, or False for a paper of which none is known."""
    if value is False:
        return False
    if value is True:
        location.fail("is true; it must be a name, or false where none is known")
    return checks.text(location, value)


def _check_session(location: SettingLocation, value: object) -> SessionSetting:
    example = '[{heading = "Protection of Civilians", number = 1, title = "Protecting civilians"}]'
    return convert(_check_entry(location, value, _SESSION_CHECKS, "heading", example), SessionSetting)


def _check_person(location: SettingLocation, value: object) -> PersonSetting:
    example = '[{name = "Maj. Gen. Anna Berg", role = "chair", session = "3", affiliation = "Norway", via = "VTC"}]'
    values = _check_entry(location, value, _PERSON_CHECKS, "name", example)
    if "role" not in values:
        location.fail(f"needs a role, one of {', '.join(ROLES)}")
    return convert(values, PersonSetting)


def _check_part(location: SettingLocation, value: object) -> MeetingSetting:
    example = '[{heading = "14 February 2031", start = 2031-02-14, title = "Harbour Board", place = "Oslo, Norway"}]'
    values = _check_entry(location, value, _PART_CHECKS, "heading", example)
    if "start" not in values:
        location.fail(f"needs its start, as in {example}")
    meeting = convert(values, MeetingSetting)
    if meeting.end and meeting.end < meeting.start:
        location.fail(f"end {meeting.end} is before start {meeting.start}", ": ")
    return meeting


def _check_speaker(location: SettingLocation, value: object) -> SpeakerSetting:
    example = '[{label = "DE", name = "Dora Ellis", affiliation = "Bell Mill"}]'
    values = _check_entry(location, value, _SPEAKER_CHECKS, "label", example)
    if "name" not in values:
        location.fail(f"needs the name of the speaker, as in {example}")
    return convert(values, SpeakerSetting)


def _check_mention(location: SettingLocation, value: object) -> MentionSetting:
    example = '[{symbol = "S/RES/2719", words = "the resolution on financing"}]'
    values = _check_entry(location, value, {"symbol": _check_symbol, "words": checks.text}, "symbol", example)
    if "words" not in values:
        location.fail(f"needs the words that mean it, as in {example}")
    return convert(values, MentionSetting)


def _check_entry(
    location: SettingLocation, value: object, key_checks: Mapping[str, Check[object]], needs: str, example: str
) -> dict[str, object]:
    """Return the checked values of one entry in a list of tables."""
    if not isinstance(value, Mapping) or not isinstance(value.get(needs), str):
        location.fail(f"needs its {needs}, as in {example}")
    return checks.check_table(location, value, key_checks, needs, example)


def _check_number_or_text(location: SettingLocation, value: object) -> str:
    return str(checks.number(location, value)) if isinstance(value, int) else checks.text(location, value)


def _check_symbol(location: SettingLocation, value: object) -> str:
    """Return the symbol of a document in its canonical form, from any form that papers use."""
    symbols = {mention.symbol for mention in find_mentions(checks.text(location, value), council_named=True)}
    if len(symbols) != 1:
        location.fail(f"is “{value}”, which is not a document symbol; write it as S/RES/2719 or A/75/1")
    return symbols.pop()


def _check_via(location: SettingLocation, value: object) -> str:
    if not isinstance(value, str) or not is_remote(value):
        location.fail(f"is “{value}”; it must be one of {', '.join(get_args(Via))}")
    return value


_SESSION_CHECKS: dict[str, Check[object]] = {
    "heading": checks.text,
    "number": checks.number,
    "title": checks.text,
    "label": checks.text,
    "part_of": _check_number_or_text,
    "day": checks.day,
    "time": checks.text,
}
_PERSON_CHECKS: dict[str, Check[object]] = {
    "name": checks.text,
    "role": one_of(ROLES),
    "session": _check_number_or_text,
    "affiliation": checks.text,
    "via": _check_via,
}
_PART_CHECKS: dict[str, Check[object]] = {
    "heading": checks.text,
    "start": checks.day,
    "end": checks.day,
    "title": checks.text,
    "place": checks.text,
}
_SPEAKER_CHECKS: dict[str, Check[object]] = {
    "label": checks.text,
    "name": checks.text,
    "affiliation": checks.text,
}
_CHECKS: dict[str, Check[object]] = {
    "file": checks.text,
    "skip": checks.boolean,
    "password": checks.password,
    "encoding": checks.encoding,
    "title": checks.text,
    "kind": one_of(DOCUMENT_KINDS),
    "status": one_of(STATUSES),
    "published": checks.published,
    "language": checks.text,
    "recognised": checks.boolean,
    "recognise_again": checks.boolean,
    "restriction": _check_restriction,
    "author": _check_maker,
    "publisher": _check_maker,
    "symbol": checks.text,
    "url": checks.web_address,
    "weight": checks.weight,
    "original": checks.boolean,
    "meeting": _check_meeting,
    "meeting_id": checks.identifier,
    "place": checks.text,
    "start": checks.day,
    "end": checks.day,
    "year": checks.year,
    "meetings": list_of(_check_part, '[{heading = "14 February 2031", start = 2031-02-14}]'),
    "speakers": list_of(_check_speaker, '[{label = "DE", name = "Dora Ellis"}]'),
    "sessions": list_of(_check_session, '[{heading = "Protection of Civilians", number = 1}]'),
    "people": list_of(_check_person, '[{name = "Anna Berg", role = "chair", session = "3"}]'),
    "mentions": list_of(_check_mention, '[{symbol = "S/RES/2719", words = "the resolution on financing"}]'),
    "not_mentions": list_of(_check_symbol, '["S/RES/2719"]'),
}
