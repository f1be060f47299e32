"""The topics of the help pages: their order, names and templates, and the examples on their first page.

Everything about the query language comes from `indexer.query.grammar`; the texts are in the templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from indexer.query.grammar import OPERATORS, Operator
from indexer.query.results import Query
from indexer.speech.marking import marked
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link

EditionShare = Literal["all", "some", "none"]
"""How much of a help page holds for a static edition, which has no server."""


class HelpTopic(NamedTuple):
    """One help page, which fits on a screen."""

    name: str
    """The last part of its address, and its template."""
    title: str
    """A message, as is the summary."""
    summary: str
    """What it tells, in a few words for the table of contents."""
    anchors: tuple[str, ...] = ()
    """Anchors of `/help` that led to this topic when all topics were one page."""
    in_editions: EditionShare = "some"
    edition_summary: str = ""
    """What it tells in a static edition, which is in English, where that is less."""


TOPICS: tuple[HelpTopic, ...] = (
    HelpTopic(
        "words",
        marked("Words and phrases"),
        marked("Exact phrases, endings, similar spellings"),
        in_editions="all",
        edition_summary="Words in any form, exact phrases",
    ),
    HelpTopic(
        "operators",
        marked("Operators"),
        marked("AND, OR, NOT, NEAR and brackets"),
        in_editions="all",
        edition_summary="AND, OR, NOT and brackets",
    ),
    HelpTopic(
        "fields",
        marked("Search by field"),
        marked("Meeting, year, person, country and more"),
        ("fields",),
        in_editions="none",
    ),
    HelpTopic(
        "related",
        marked("Related matches"),
        marked("Other forms, spellings, abbreviations"),
        ("widening",),
        in_editions="none",
    ),
    HelpTopic(
        "suggestions",
        marked("Suggestions"),
        marked("What the search box offers while you type"),
        ("suggestions",),
        in_editions="none",
    ),
    HelpTopic(
        "results",
        marked("Results and filters"),
        marked("Filter, exclude, sort and group"),
        ("narrowing",),
        in_editions="none",
    ),
    HelpTopic(
        "views",
        marked("Concordance, chart, word trends"),
        marked("Four more views of your results"),
        ("looks",),
        in_editions="none",
    ),
    HelpTopic("papers", marked("Planned and reported"), marked("What a paper’s label means"), ("status", "recognised")),
    HelpTopic("links", marked("Links and citations"), marked("Permanent links, references, exact words"), ("linking",)),
    HelpTopic(
        "basket",
        marked("Basket and export"),
        marked("Collect, share and download passages"),
        ("basket",),
        in_editions="none",
    ),
    HelpTopic(
        "checking",
        marked("Check quotations"),
        marked("Check a draft against the papers"),
        ("checking",),
        in_editions="none",
    ),
    HelpTopic(
        "people",
        marked("People and abbreviations"),
        marked("Who took part, and what short names mean"),
        ("lists",),
        in_editions="all",
    ),
    HelpTopic("coverage", marked("About this collection"), marked("What is here and what is missing"), ("coverage",)),
    HelpTopic("keyboard", marked("Keyboard shortcuts"), marked("Keys for search, results and links"), ("keys",)),
    HelpTopic("api", marked("API"), marked("Search from a program"), ("programs",), in_editions="none"),
)


@dataclass(frozen=True)
class HelpExample:
    """A thing that readers want, with a query that does it."""

    task: str
    query: Link


@dataclass(frozen=True)
class HelpPage:
    """The page of a topic, with its neighbours."""

    topic: HelpTopic
    previous: HelpTopic | None
    following: HelpTopic | None


class FoundExamples:
    """The examples of the query language that find something in the collection: only these are links."""

    def __init__(self, library: Library | None, rows: Sequence[Operator] = OPERATORS) -> None:
        """Search for each example once; a build is asked only once for all of its pages. Without one none is found."""
        self._rows = rows
        nodes = {row.example: library.rewrite(row.example).node for row in rows} if library else {}
        self._found = frozenset(
            example for example, node in nodes.items() if library and library.count(Query(node)).total
        )

    @classmethod
    def of_edition(cls, library: Library) -> FoundExamples:
        """Return those that the search of a static edition knows."""
        return cls(library, rows_of_edition(OPERATORS))

    def link(self, row: Operator) -> Link:
        """Return the search for the example of an operator; without an address where it finds nothing."""
        found = row.example in self._found
        return Link(row.example, urls.search_path(SearchRequest(row.example)) if found else "")

    def everyday(self) -> tuple[HelpExample, ...]:
        """Return the examples that everybody needs."""
        return tuple(HelpExample(row.task, self.link(row)) for row in self._rows if row.task)


def rows_of_edition(rows: Sequence[Operator]) -> tuple[Operator, ...]:
    """Return the operators that the search of a static edition knows, with what they find there."""
    return tuple(row._replace(meaning=row.in_editions) for row in rows if row.in_editions)


def help_page(name: str) -> HelpPage | None:
    """Return the page of a topic; None where there is no such topic."""
    names = [topic.name for topic in TOPICS]
    if name not in names:
        return None
    position = names.index(name)
    return HelpPage(
        TOPICS[position],
        TOPICS[position - 1] if position else None,
        TOPICS[position + 1] if position + 1 < len(TOPICS) else None,
    )
