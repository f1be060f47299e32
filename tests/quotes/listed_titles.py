"""Titles found by going through all of them: what finding them in a catalogue is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.meetings.session_tree import walk_sessions
from indexer.quotes.claims import LinkClaim
from indexer.quotes.titles import Title
from indexer.store.catalogue_protocol import Catalogue
from indexer.text.analysis import terms_in


class _Listed(NamedTuple):
    title: Title
    in_full: Sequence[str]
    names: Sequence[Sequence[str]]


class ListedTitles:
    """All titles of a catalogue in a list: meetings, papers and sessions, then the headings."""

    def __init__(self, catalogue: Catalogue) -> None:
        meetings, papers = list(catalogue.meetings_in_order()), list(catalogue.documents_in_order())
        self._all = [_listed(Title("meeting", each.id, each.title, each.id), each.title) for each in meetings]
        for paper in papers:
            title = Title("document", paper.id, paper.title, paper.meeting.id if paper.meeting else None)
            self._all.append(_listed(title, paper.title, symbol=paper.symbol or ""))
        for meeting in meetings:
            for session in walk_sessions(catalogue.sessions_of(meeting.id)):
                title = Title("session", session.id, session.name, meeting.id)
                self._all.append(_listed(title, session.name, session.title))
        headings = dict.fromkeys(
            Title("heading", paper.id, heading, None)
            for paper in papers
            for passage in catalogue.document_passages(paper.id)
            for heading in passage.headings
        )
        self._headings = [_listed(heading) for heading in headings]

    def find(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the title with these words, whole or on one side of a colon or dash."""
        wanted = list(terms_in(words))
        found = [each.title for each in self._all if any(list(name) == wanted for name in each.names)]
        claimed = [title for title in found if claim is None or title.meeting == claim.meeting]
        return next(iter(claimed or found), None)

    def find_part(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return the shortest title, or else heading, that has two or more words in a row."""
        wanted = list(terms_in(words))
        found = [each for each in (*self._all, *self._headings) if len(wanted) > 1 and _stands_in(wanted, each.in_full)]
        if claim is not None:
            meant = [
                each
                for each in found
                if each.title.id == claim.document or (each.title.meeting and each.title.meeting == claim.meeting)
            ]
            found = meant or found
        titles = [each for each in found if each.title.kind != "heading"] or found
        return min(titles, key=lambda each: len(" ".join(each.in_full)), default=_NOTHING).title

    def find_any(self, words: str, claim: LinkClaim | None = None) -> Title | None:
        """Return a title with the same words, or else one that has them in a row."""
        return self.find(words, claim) or self.find_part(words, claim)

    def with_words(self, words: str, n: int) -> tuple[Title, ...]:
        """Return the first titles that have all of some words."""
        wanted = set(terms_in(words))
        return tuple(each.title for each in self._all if wanted and wanted <= set(each.in_full))[:n]


def _listed(title: Title, *names: str, symbol: str = "") -> _Listed:
    parts = [part for name in names for part in (name, *re.split(r":\s+|\s[–—-]\s", name))]
    return _Listed(title, terms_in(f"{title.text} {symbol}"), [terms_in(part) for part in parts])


_NOTHING = _Listed(None, (), ())  # type: ignore[arg-type]  # of a search that finds nothing


def _stands_in(wanted: Sequence[str], words: Iterable[str]) -> bool:
    listed = list(words)
    return any(listed[start : start + len(wanted)] == wanted for start in range(len(listed) - len(wanted) + 1))
