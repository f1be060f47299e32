"""The topics of the help pages: their order, names and templates, and the examples on their first page.

Everything about the query language comes from `indexer.query.grammar`; the texts are in the templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from indexer.query.grammar import OPERATORS, Operator
from indexer.query.results import Query
from indexer.speech.marking import marked
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link


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


TOPICS: tuple[HelpTopic, ...] = (
    HelpTopic("words", marked("Words and phrases"), marked("Exact phrases, endings, similar spellings")),
    HelpTopic("operators", marked("Operators"), marked("AND, OR, NOT, NEAR and brackets")),
    HelpTopic("fields", marked("Search by field"), marked("Meeting, year, person, country and more"), ("fields",)),
    HelpTopic("related", marked("Related matches"), marked("Other forms, spellings, abbreviations"), ("widening",)),
    HelpTopic(
        "suggestions", marked("Suggestions"), marked("What the search box offers while you type"), ("suggestions",)
    ),
    HelpTopic("results", marked("Results and filters"), marked("Filter, exclude, sort and group"), ("narrowing",)),
    HelpTopic("views", marked("Concordance, chart, compare"), marked("Three more views of your results"), ("looks",)),
    HelpTopic("papers", marked("Planned and reported"), marked("What a paper’s label means"), ("status", "recognised")),
    HelpTopic("links", marked("Links and citations"), marked("Permanent links, references, exact words"), ("linking",)),
    HelpTopic("basket", marked("Basket and export"), marked("Collect, share and download passages"), ("basket",)),
    HelpTopic("checking", marked("Check quotations"), marked("Check a draft against the papers"), ("checking",)),
    HelpTopic(
        "people", marked("People and abbreviations"), marked("Who took part, and what short names mean"), ("lists",)
    ),
    HelpTopic("coverage", marked("About this collection"), marked("What is here and what is missing"), ("coverage",)),
    HelpTopic("keyboard", marked("Keyboard shortcuts"), marked("Keys for search, results and links"), ("keys",)),
    HelpTopic("api", marked("API"), marked("Search from a program"), ("programs",)),
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

    def __init__(self, library: Library | None) -> None:
        """Search for each example once; a build is asked only once for all of its pages. Without one none is found."""
        nodes = {row.example: library.rewrite(row.example).node for row in OPERATORS} if library else {}
        self._found = frozenset(
            example for example, node in nodes.items() if library and library.count(Query(node)).total
        )

    def link(self, row: Operator) -> Link:
        """Return the search for the example of an operator; without an address where it finds nothing."""
        found = row.example in self._found
        return Link(row.example, urls.search_path(SearchRequest(row.example)) if found else "")

    def everyday(self) -> tuple[HelpExample, ...]:
        """Return the examples that everybody needs."""
        return tuple(HelpExample(row.task, self.link(row)) for row in OPERATORS if row.task)


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
