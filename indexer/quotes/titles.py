"""An index of the titles of meetings, papers and sessions: a draft may quote a title that no passage contains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from urllib.parse import quote

from indexer.model import Document, Meeting, Session
from indexer.text.analysis import terms_in

from .claims import LinkClaim

TitleKind = Literal["meeting", "document", "session"]

_SUBTITLE_SEPARATOR = re.compile(r":\s+|\s[–—-]\s")  # separates title and subtitle; either may be quoted alone


@dataclass(frozen=True)
class Title:
    """The full title of one meeting, document or session."""

    kind: TitleKind
    id: str
    """Id of the meeting or document, or of the session within its meeting."""
    text: str
    meeting: str | None
    """None for a document of no meeting or of several."""

    @property
    def path(self) -> str:
        """The path of its page on the site."""
        if self.kind == "document":
            return f"/d/{quote(self.id, safe='')}"
        home = f"/m/{quote(self.meeting or '', safe='')}"
        return f"{home}/{quote(self.id, safe='')}" if self.kind == "session" else home


class TitleIndex:
    """All titles of a library, by their words."""

    def __init__(self, meetings: Iterable[Meeting], documents: Iterable[Document], sessions: Iterable[Session]) -> None:
        self._by_key: dict[str, list[Title]] = {}
        self._with_symbols: list[tuple[str, Title]] = []
        papers = tuple(documents)
        symbols = {document.id: document.symbol or "" for document in papers}
        for title, names in _iter_titles(meetings, papers, sessions):
            symbol = symbols[title.id] if title.kind == "document" else ""
            self._with_symbols.append((_spaced(_title_key(f"{title.text} {symbol}")), title))
            for key in {_title_key(part) for name in names for part in (name, *_SUBTITLE_SEPARATOR.split(name))}:
                self._by_key.setdefault(key, []).append(title)

    def find(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the title with these words, whole or up to a colon or dash or from one on; None when there is none.

        Of several, one of the meeting that the link claims comes first; then a meeting before a paper before a session.
        """
        titles = self._by_key.get(_title_key(words), [])
        return min(titles, key=lambda title: claim is not None and title.meeting != claim.meeting, default=None)

    def with_words(self, words: str, n: int) -> tuple[Title, ...]:
        """Return the first `n` titles that have all of some words, of a paper with its symbol: meetings, then papers.

        None for no words.
        """
        wanted = tuple(map(_spaced, terms_in(words)))
        found = (title for key, title in self._with_symbols if all(word in key for word in wanted))
        return tuple(islice(found, n)) if wanted else ()


def _iter_titles(
    meetings: Iterable[Meeting], documents: Iterable[Document], sessions: Iterable[Session]
) -> Iterator[tuple[Title, tuple[str, ...]]]:
    """Yield every title with the names under which it may be quoted."""
    for meeting in meetings:
        yield Title("meeting", meeting.id, meeting.title, meeting.id), (meeting.title,)
    for document in documents:
        meeting_id = document.meeting.id if document.meeting else None
        yield Title("document", document.id, document.title, meeting_id), (document.title,)
    for session in sessions:
        yield Title("session", session.id, session.name, session.meeting), (session.name, session.title)


def _title_key(words: str) -> str:
    return " ".join(terms_in(words))


def _spaced(key: str) -> str:
    return f" {key} "
