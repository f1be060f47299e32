"""Titles of meetings, papers and sessions, and headings: a draft may quote one that no passage has.

How they are found by their words is for the catalogue, which has them; see `store/sql/titles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import quote

from indexer.model import Document, Meeting, Session
from indexer.text.analysis import terms_in

from .claims import LinkClaim

TitleKind = Literal["meeting", "document", "session", "heading"]

_SUBTITLE_SEPARATOR = re.compile(r":\s+|\s[–—-]\s")  # separates title and subtitle; either may be quoted alone


@dataclass(frozen=True)
class Title:
    """The full title of one meeting, document or session, or a heading of a document."""

    kind: TitleKind
    id: str
    """Id of the meeting or document, of the session within its meeting, or of the document that has the heading."""
    text: str
    meeting: str | None
    """None for a document of no meeting or of several."""

    @property
    def path(self) -> str:
        """The path of its page on the site."""
        if self.kind in ("document", "heading"):
            return f"/d/{quote(self.id, safe='')}"
        home = f"/m/{quote(self.meeting or '', safe='')}"
        return f"{home}/{quote(self.id, safe='')}" if self.kind == "session" else home


class Titles(Protocol):
    """All titles of a library, by their words."""

    def find(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the title with these words, whole or up to a colon or dash or from one on; None when there is none.

        Of several, one of the meeting that the link claims comes first; then a meeting before a paper before a session.
        """

    def find_any(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the title with the same words, or else a title or heading that has them in a row."""

    def find_part(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return a title or a heading that has these words in a row, two or more; None when there is none.

        Titles come before headings, and the shortest first; the meeting or paper that the link claims decides.
        """

    def with_words(self, words: str, n: int) -> tuple[Title, ...]:
        """Return the first `n` titles that have all of some words, of a paper with its symbol: meetings, then papers.

        None for no words.
        """


@dataclass(frozen=True)
class FoldedTitle:
    """A title with the folded words by which it is found."""

    title: Title
    in_full: str
    """Its words, those of a paper with its symbol."""
    names: frozenset[str]
    """The words of each name under which it may be quoted: whole, or one side of a colon or dash."""


def meeting_title(meeting: Meeting) -> FoldedTitle:
    """Return the title of a meeting."""
    return _folded(Title("meeting", meeting.id, meeting.title, meeting.id), meeting.title)


def document_title(document: Document) -> FoldedTitle:
    """Return the title of a document."""
    meeting = document.meeting.id if document.meeting else None
    return _folded(Title("document", document.id, document.title, meeting), document.title, symbol=document.symbol)


def session_title(session: Session) -> FoldedTitle:
    """Return the title of a session, which may be quoted with its label or without."""
    return _folded(Title("session", session.id, session.name, session.meeting), session.name, session.title)


def heading_titles(document: str, headings: Iterable[str]) -> Iterator[FoldedTitle]:
    """Yield headings of a document, each once; they are found by words in a row only."""
    for heading in dict.fromkeys(headings):
        yield FoldedTitle(Title("heading", document, heading, None), folded_words(heading), frozenset())


def _folded(title: Title, *names: str, symbol: str | None = None) -> FoldedTitle:
    parts = {part for name in names for part in (name, *_SUBTITLE_SEPARATOR.split(name))}
    return FoldedTitle(title, folded_words(f"{title.text} {symbol or ''}"), frozenset(map(folded_words, parts)))


def folded_words(text: str) -> str:
    """Return the folded words of a text with a space between each two."""
    return " ".join(terms_in(text))
