"""The titles of meetings, papers and sessions: what a draft may quote though no passage says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from indexer.model import Document, Meeting, Session
from indexer.text.analysis import terms_in

from .claims import LinkClaim

TitleKind = Literal["meeting", "document", "session"]

_PARTS = re.compile(r":\s+|\s[–—-]\s")  # between a title and what explains it; either is quoted alone


@dataclass(frozen=True)
class Title:
    """The title of one thing, in full."""

    kind: TitleKind
    id: str
    """Of the meeting or document, or of the session within its meeting."""
    text: str
    meeting: str

    @property
    def path(self) -> str:
        """Where on the site its bearer has a page."""
        if self.kind == "document":
            return f"/d/{quote(self.id, safe='')}"
        home = f"/m/{quote(self.meeting, safe='')}"
        return f"{home}/{quote(self.id, safe='')}" if self.kind == "session" else home


class TitleIndex:
    """All titles of a library, by their words."""

    def __init__(self, meetings: Iterable[Meeting], documents: Iterable[Document], sessions: Iterable[Session]) -> None:
        self._found: dict[str, list[Title]] = {}
        for title, names in _titles(meetings, documents, sessions):
            for key in {_key(part) for name in names for part in (name, *_PARTS.split(name))}:
                self._found.setdefault(key, []).append(title)

    def find(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """What these words are the title of, or a part of it up to a colon or from it on; None where they are none.

        Of several, one of the meeting that a link claims; of these a meeting, before a paper, before a session.
        """
        found = self._found.get(_key(words), [])
        return min(found, key=lambda one: claim is not None and one.meeting != claim.meeting, default=None)


def _titles(
    meetings: Iterable[Meeting], documents: Iterable[Document], sessions: Iterable[Session]
) -> Iterator[tuple[Title, tuple[str, ...]]]:
    """Every title with the names under which it is quoted."""
    for meeting in meetings:
        yield Title("meeting", meeting.id, meeting.title, meeting.id), (meeting.title,)
    for document in documents:
        yield Title("document", document.id, document.title, document.meeting.id), (document.title,)
    for session in sessions:
        yield Title("session", session.id, session.name, session.meeting), (session.name, session.title)


def _key(words: str) -> str:
    return " ".join(terms_in(words))
