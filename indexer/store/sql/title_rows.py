"""The rows of a catalogue by which titles and headings are found, as they are written, whichever store has them.

A title is in `titles` once for each row of words under which it is found; `title_keys` has all rows of words that a
title or heading has in full, each once, and `words` (see `value_words`) has the words of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from indexer.disk.hashing import short_hash
from indexer.model import Document, Meeting, Passage, Session
from indexer.quotes.titles import (
    FoldedTitle,
    TitleKind,
    document_title,
    heading_titles,
    meeting_title,
    session_title,
)

KINDS: Sequence[TitleKind] = ("meeting", "document", "session", "heading")
"""The kinds of titles by their number in a row."""
MEETING, DOCUMENT, SESSION, HEADING = range(len(KINDS))
TITLE_FIELD = "title"
"""The field of `words` that has the words of titles and headings."""
NAME = 1
IN_FULL = 2
"""What words are to a title: one of its names, all of it, or both."""


class TitleRow(NamedTuple):
    """A title or a heading with one row of words under which it is found."""

    owner: str
    """The id of its meeting or document."""
    kind: int
    id: str
    place: int
    """The place of a heading in its document."""
    words: str
    """The hash of the folded words."""
    uses: int
    meeting: str | None
    text: str


class TitleBearer(NamedTuple):
    """What has titles: a meeting, a document, a session of a meeting, or a document with its headings."""

    owner: str
    kind: int
    id: str


class BorneTitles(NamedTuple):
    """The titles of one bearer."""

    bearer: TitleBearer
    rows: Sequence[TitleRow]
    in_full: dict[str, str]
    """The folded words of titles in full with a space around each word, by hash."""


def titles_of_meeting(meeting: Meeting) -> BorneTitles:
    """Return the title of a meeting."""
    return _borne(TitleBearer(meeting.id, MEETING, meeting.id), [meeting_title(meeting)])


def titles_of_session(session: Session) -> BorneTitles:
    """Return the title of a session."""
    return _borne(TitleBearer(session.meeting, SESSION, session.id), [session_title(session)])


def titles_of_document(document: Document, passages: Iterable[Passage]) -> list[BorneTitles]:
    """Return the title of a document, and its headings; one of a single word is never looked for."""
    in_order = sorted(passages, key=attrgetter("ordinal"))
    headings = heading_titles(document.id, (heading for passage in in_order for heading in passage.headings))
    return [
        _borne(TitleBearer(document.id, DOCUMENT, document.id), [document_title(document)]),
        _borne(TitleBearer(document.id, HEADING, document.id), [each for each in headings if " " in each.in_full]),
    ]


def _borne(bearer: TitleBearer, titles: Iterable[FoldedTitle]) -> BorneTitles:
    rows: list[TitleRow] = []
    in_full: dict[str, str] = {}
    for place, folded in enumerate(titles):
        title = folded.title
        uses = dict.fromkeys(folded.names, NAME)
        if folded.in_full:
            uses[folded.in_full] = uses.get(folded.in_full, 0) | IN_FULL
            in_full[short_hash(folded.in_full)] = f" {folded.in_full} "
        rows += (
            TitleRow(*bearer, place, short_hash(words), use, title.meeting, title.text)
            for words, use in sorted(uses.items())
        )
    return BorneTitles(bearer, rows, in_full)
