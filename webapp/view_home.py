"""The model of the home page, and what the corpus covers: every meeting with its papers.

It is made from what a library lists; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.library import Library
from indexer.model import Document
from indexer.stats import Stats

from . import links
from .examples import Example
from .params import SearchRequest
from .view import Link, MeetingLine, meeting_line, paper_line


@dataclass(frozen=True)
class HomePage:
    """The box, the searches to start from, and what the corpus covers."""

    stats: Stats
    years: str
    meetings: tuple[MeetingLine, ...]
    examples: tuple[Link, ...]


def home_page(library: Library, lines: tuple[MeetingLine, ...], examples: Iterable[Example]) -> HomePage:
    """The home page of a library."""
    stats = library.stats
    first, last = stats.first_year, stats.last_year
    return HomePage(
        stats=stats,
        years="" if not first else str(first) if first == last else f"{first}–{last}",
        meetings=lines,
        examples=tuple(
            Link(example.words, links.search_path(SearchRequest(f'"{example.words}"'))) for example in examples
        ),
    )


def meeting_lines(library: Library, counts: Mapping[str, int]) -> tuple[MeetingLine, ...]:
    """Every meeting, newest first; `counts` gives the passages of each."""
    papers = papers_by_meeting(library)
    return tuple(
        meeting_line(
            meeting,
            len(library.sessions(meeting.id)),
            map(paper_line, papers.get(meeting.id, ())),
            counts.get(meeting.id, 0),
        )
        for meeting in library.meetings()
    )


def papers_by_meeting(library: Library) -> dict[str, list[Document]]:
    """The documents of each meeting, by its id."""
    papers: dict[str, list[Document]] = {}
    for document in library.documents():
        papers.setdefault(document.meeting.id, []).append(document)
    return papers
