"""An index of titles of meetings, papers and sessions, and of headings: a draft may quote one that no passage has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import Literal
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


class TitleIndex:
    """All titles of a library, by their words."""

    def __init__(
        self,
        meetings: Iterable[Meeting],
        documents: Iterable[Document],
        sessions: Iterable[Session],
        headings: Callable[[], Iterable[tuple[str, str]]] = tuple,
    ) -> None:
        """`headings` yields ids of documents with their headings; it is asked when no title has some words."""
        self._read_headings = headings
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

    def find_any(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the title with the same words, or else a title or heading that has them in a row."""
        return self.find(words, claim) or self.find_part(words, claim)

    def find_part(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return a title or a heading that has these words in a row, two or more; None when there is none.

        Titles come before headings, and the shortest first; the meeting or paper that the link claims decides.
        """
        key = _title_key(words)
        if " " not in key:
            return None
        wanted = _spaced(key)
        found = [(len(text), title) for text, title in chain(self._with_symbols, self._headings) if wanted in text]
        return min(found, key=lambda item: (*_distance(item[1], claim), item[0]), default=(0, None))[1]

    @cached_property
    def _headings(self) -> tuple[tuple[str, Title], ...]:
        titles = (Title("heading", document, heading, None) for document, heading in self._read_headings())
        return tuple((_spaced(_title_key(title.text)), title) for title in dict.fromkeys(titles))

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


def _distance(title: Title, claim: LinkClaim | None) -> tuple[bool, bool]:
    """Return whether a title is of another meeting or paper than a link claims, then whether it is but a heading."""
    is_claimed = claim is not None and (title.id == claim.document or (title.meeting or "") == claim.meeting)
    return claim is not None and not is_claimed, title.kind == "heading"


def _title_key(words: str) -> str:
    return " ".join(terms_in(words))


def _spaced(key: str) -> str:
    return f" {key} "
