"""The JSON lines of the file of past builds: what changed since the build before, then one line that names the build.

The file only grows, a build at a time. A line takes the place of the earlier one for the same paper, meeting or
session; that of a long paper says only what differs from the earlier one (see `changes`). Lines that no line of a build
follows are those of a build that was never finished; the next one counts them. Of the texts of passages it has hashes;
the registry has the texts. Only what the registry loses is here in full: a wording that differs from the next one in
signs or letter case alone.
"""

from __future__ import annotations

from datetime import date

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.model import DocumentKind, Status, VoiceKind

TEXT_HASH_LENGTH = 10
"""Hex characters of the SHA-256 of a text: it only tells the few wordings of one passage apart."""
NO_TEXT_HASH = ""
"""Stands for a text that was redacted."""


class _PastLine(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="row"):
    """The base of all lines: a `row` key for the kind."""


class BuildLine(_PastLine, tag="build", frozen=True):
    """A finished build; the lines above it, from the first one on, say what stood in it."""

    name: str
    """The name of its folder, as pages show it."""
    built: str
    """UTC, as `2026-01-31T12:00:00Z`."""
    analysis: str
    """The version of the analysis of words; see `analysis_version`."""
    papers: int
    meetings: int
    passages: int
    unread: int = 0
    """Files that could not be read."""


class PersonAround(msgspec.Struct, frozen=True, array_like=True):
    """A person of a passage, as far as searches and filters ask."""

    name: str
    honorific: str | None = None
    affiliation: str | None = None
    person: str | None = None
    organisation: str | None = None
    country: str | None = None


class PassageContext(msgspec.Struct, frozen=True, array_like=True):
    """What stands around a passage; passages with the same share it."""

    meeting: str | None
    session: str | None
    headings: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    """The heads of a table's columns."""
    people: tuple[PersonAround, ...] = ()


class PlacedPassage(msgspec.Struct, frozen=True, array_like=True):
    """A passage of a paper."""

    name: str
    """Its id without that of its document."""
    text: str
    """The hash of its text, `NO_TEXT_HASH` for a redacted one."""
    context: int
    """The place of its context in the line."""
    mentions: tuple[str, ...] = ()
    voices: tuple[VoiceKind, ...] = ()
    """The kinds of its voices; builds before there were any have none."""


KeptRun = tuple[int, int, int]
"""Passages that stand as in the line before: their first place now, their first place there, and how many they are."""


class PastPaperLine(_PastLine, tag="paper", frozen=True):
    """A paper with its passages in their order."""

    id: str
    title: str
    kind: DocumentKind
    status: Status
    language: str | None = None
    meetings: tuple[str, ...] = ()
    """All meetings that it names: those of its passages, and others that it holds."""
    follows: bool = False
    """Whether it says only what differs from the line before for the same paper."""
    kept: tuple[KeptRun, ...] = ()
    contexts: tuple[PassageContext, ...] = ()
    """Behind those of the line before, where it follows one."""
    passages: tuple[PlacedPassage, ...] = ()
    """Those that are not kept."""


class PastMeetingLine(_PastLine, tag="meeting", frozen=True):
    """A meeting."""

    id: str
    title: str
    place: str | None = None
    start: date | None = None
    end: date | None = None
    year: int | None = None


class PastSessionLine(_PastLine, tag="session", frozen=True):
    """A session of a meeting."""

    meeting: str
    id: str
    title: str
    label: str | None = None
    number: int | None = None
    parent: str | None = None


class GoneLine(_PastLine, tag="gone", frozen=True):
    """Papers that were in the build before and are in none of the papers now."""

    papers: tuple[str, ...]


class FormerTextLine(_PastLine, tag="text", frozen=True):
    """A wording that the rows of the registry do not keep."""

    passage: str
    """Its whole id."""
    text: str


AnyPastLine = BuildLine | PastPaperLine | PastMeetingLine | PastSessionLine | GoneLine | FormerTextLine


class PastPaperHead(msgspec.Struct, frozen=True):
    """The part of a paper's line that tells which it is, read without the rest."""

    id: str
    follows: bool = False
    meetings: tuple[str, ...] = ()


decode_past_line = msgspec.json.Decoder(AnyPastLine).decode
decode_head = msgspec.json.Decoder(PastPaperHead).decode
_encode = msgspec.json.Encoder().encode


def encode_past_line(line: AnyPastLine) -> bytes:
    """Return a line with its line feed."""
    return _encode(line) + b"\n"


def text_hash(text: str) -> str:
    """Return the hash that stands for exactly this text of a passage."""
    return sha256_hex([text.encode("utf-8", "surrogatepass")])[:TEXT_HASH_LENGTH]
