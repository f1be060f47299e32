"""What can be cited of a search: its statement, the same count in a past build, and which builds are on record.

Counts of past builds come from `indexer.frozen`, and the sentences from `webapp.search.statement`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from indexer.frozen.answer import PastCollections
from indexer.frozen.errors import CannotReproduce, NoPastBuilds, UnknownBuild
from indexer.query.results import FacetName, WordsNeeded
from webapp.address.params import SearchRequest
from webapp.api.contract.operation import Call, CursorText, Limit, Links, ListAnswer, Resource
from webapp.api.contract.problems import ApiProblem
from webapp.search.find import SearchOutcome
from webapp.search.frozen import FrozenRequest, frozen_data, frozen_statement, search_past
from webapp.search.statement import Statement, stated_search, statement_of
from webapp.site import site

from .asking import AskedSearch, GroupName, QueryParameters, asked_search, group_key

citing_searches = Resource(
    "Citing a search",
    "A statement to cite says what you searched for, in what, and what was found. Its link repeats the count later, "
    "in the same build of the index.",
)

_MAX_NAME = 60
_MAX_READING = 4_000


class StatementParameters(QueryParameters, frozen=True, kw_only=True):
    """A search, and the past build to make it in."""

    within: GroupName = ""
    """Only one group, as `document:ID` or `session:MEETING/SESSION`."""
    asof: Annotated[str, Meta(max_length=_MAX_NAME)] = ""
    """The name of a past build, as `/builds` has it; the live one where none is given."""
    reading: Annotated[str, Meta(max_length=_MAX_READING)] = ""
    """How the query was understood then, as the `url` of a statement has it; without it, it is read as today."""


class BuildsParameters(Struct, frozen=True, kw_only=True):
    """A part of the builds."""

    limit: Limit = 50
    cursor: CursorText = ""


class FoundNumbers(Struct, frozen=True):
    """How much a search found."""

    passages: int
    """Passages."""
    with_all_words: int
    """Those with all words of the query."""
    papers: int
    """Documents that they are in."""
    meetings: int
    """Meetings that they are of."""


class SearchedNumbers(Struct, frozen=True):
    """How much there was to search."""

    papers: int
    """Documents."""
    meetings: int
    """Meetings."""
    passages: int
    """Passages."""
    unread: int
    """Files that could not be read."""
    first_year: int | None
    """The first year of a meeting."""
    last_year: int | None
    """The last year of a meeting."""


class PassagesNow(Struct, frozen=True):
    """How a search of a past build differs from the same search today."""

    passages: int
    """How many passages it finds today."""
    added: list[str]
    """Ids of passages that it finds today only."""
    gone: list[str]
    """Ids of passages that are no longer in the papers."""
    reworded: list[str]
    """Ids of passages whose wording has changed."""


class PassagesThen(Struct, frozen=True):
    """What a search of a past build found."""

    passages: list[str]
    """The ids of the passages, those with all words first."""
    now: PassagesNow
    """How that differs from today."""
    redacted: int
    """How many passages were redacted since, and are not counted."""


class StatementAnswer(Struct, frozen=True, kw_only=True):
    """What can be cited of a search."""

    statement: str
    """All of it as one paragraph, to be pasted into a footnote."""
    query: str
    """The query as it was typed."""
    understood: str
    """The query in plain words, as it was understood."""
    syntax: str
    """The query in the query language."""
    counted_too: list[str]
    """What counts besides the words as they were typed."""
    words: WordsNeeded
    """Whether passages with most of the words count too."""
    filters: dict[FacetName, list[str]]
    """The filters."""
    excluded: dict[FacetName, list[str]]
    """The values that are excluded."""
    ignored: list[str]
    """The filters that were left out, each with the reason."""
    found: FoundNumbers
    """What was found."""
    searched: SearchedNumbers
    """What was searched."""
    build: str
    """The build that was searched."""
    built: str
    """When it was made, UTC, ISO 8601."""
    analysis: str
    """The version of the analysis of words."""
    corpus: str | None
    """The id of the corpus; null where it is not known."""
    reproducible: bool
    """Whether the address makes this count again later."""
    notes: list[str]
    """What a reader of the count has to know."""
    url: str
    """The address to cite."""
    then: PassagesThen | None = None
    """With `asof`: the passages that it found then, and how that differs from today."""


class PastBuildItem(Struct, frozen=True):
    """A build on record."""

    name: str
    """Its name, which `asof` takes."""
    built: str
    """When it was made, UTC, ISO 8601."""
    papers: int
    """How many documents it had."""
    meetings: int
    """How many meetings."""
    passages: int
    """How many passages."""
    links: Links
    """Addresses: `statement`, of everything in it."""


class BuildsAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the builds on record."""

    total: int
    """How many there are; none where the index keeps no record."""
    items: list[PastBuildItem]
    """The builds."""


class NotReproducible(ApiProblem):
    """A search cannot be stated, or its count cannot be made again."""

    code = "not_reproducible"


class UnknownPastBuild(ApiProblem):
    """A build is not on record."""

    code = "unknown_id"


@citing_searches.declare("/statement", "unknown_id", "not_reproducible")
def statement(call: Call[StatementParameters]) -> StatementAnswer:
    """Return the statement on a search, to be cited; most of all where nothing was found.

    With `asof` the search is made in a past build, for words, phrases, NEAR and filters, and the answer says what has
    changed since. Raise NotReproducible or UnknownPastBuild.
    """
    asked = asked_search(call.library, call.pairs, group_key(call.given.within))
    request = asked.request.with_group(call.given.within)
    try:
        if call.given.asof:
            return _past(call, FrozenRequest(request, call.given.asof, call.given.reading, asked.ignored))
        return _answer(_live(call, asked, request))
    except CannotReproduce as error:
        remedy = "See /api/v1/builds for the builds on record." if isinstance(error, UnknownBuild) else ""
        problem = UnknownPastBuild if isinstance(error, UnknownBuild) else NotReproducible
        raise problem(str(error), remedy=remedy) from error


@citing_searches.declare("/builds", "invalid_cursor", "outdated_cursor")
def builds(call: Call[BuildsParameters]) -> BuildsAnswer:
    """Return the builds on record, in which a search can be made again, the newest first."""
    try:
        listed = site().cached(call.library, PastCollections).builds[::-1]
    except NoPastBuilds:
        listed = ()
    shown = listed[call.offset : call.offset + call.given.limit]
    return BuildsAnswer(
        build=call.library.stats.build,
        links=call.offset_links(None, len(shown), len(listed)),
        total=len(listed),
        items=[
            PastBuildItem(
                each.name,
                each.built,
                each.papers,
                each.meetings,
                each.passages,
                {"statement": call.link("statement", asof=each.name)},
            )
            for each in shown
        ],
    )


def _live(call: Call[StatementParameters], asked: AskedSearch, request: SearchRequest) -> Statement:
    """Return the statement on a search of the live build. Raise NotReproducible where there is no word in it."""
    results = asked.results(call.library, 1, ("meeting",), 0)
    stated = stated_search(
        call.library, SearchOutcome(request, asked.prepared.rewritten, results, asked.unknown, asked.ignored)
    )
    if stated is None:
        raise NotReproducible("The query has no word, so there is nothing to state.")
    return statement_of(stated, call.absolute, site().settings.site_name)


def _past(call: Call[StatementParameters], asked: FrozenRequest) -> StatementAnswer:
    past = site().cached(call.library, PastCollections)
    outcome = search_past(call.library, past, asked)
    stated = statement_of(frozen_statement(call.library, outcome), call.absolute, site().settings.site_name)
    return _answer(stated, frozen_data(outcome))


def _answer(made: Statement, then: Mapping[str, Any] | None = None) -> StatementAnswer:
    return msgspec.convert({**made.data, "statement": made.sentence, "then": then}, StatementAnswer)
