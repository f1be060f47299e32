"""The collection as a whole: where to start, what it covers, which build and program answer, and what can be typed."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from indexer.explore.coverage import coverage_json, coverage_of
from indexer.suggest.entry import SuggestionKind
from indexer.suggest.reader import MAX_TYPED_LENGTH
from indexer.version import program_version
from webapp.address import urls
from webapp.api.contract.operation import API_PATH, DOCS_PATH, Call, Links, ListAnswer, NoParameters, Resource
from webapp.browse.coverage import coverage_citation
from webapp.search.suggest import suggestion_view
from webapp.site import site

collecting = Resource(
    "The collection",
    "What the collection covers, what is missing, and which build of the index is live.",
)

Typed = Annotated[str, Meta(max_length=MAX_TYPED_LENGTH)]
SuggestionLimit = Annotated[int, Meta(ge=1, le=20)]


class SuggestionParameters(Struct, frozen=True, kw_only=True):
    """What is being typed."""

    q: Typed = ""
    """What was typed so far."""
    limit: SuggestionLimit = 8
    """How many suggestions to answer with."""


class StartAnswer(Struct, frozen=True, kw_only=True):
    """Where to start."""

    name: str
    """The name of the site."""
    build: str
    """The build of the index that answers."""
    links: Links
    """Addresses of the resources that need no parameter, of the documentation (`docs`) and of the description in
    OpenAPI (`openapi`)."""


class BuildFactsItem(Struct, frozen=True, kw_only=True):
    """A build of the index."""

    build: str
    """Its name."""
    built: str
    """When it was made, UTC, ISO 8601."""
    format: int
    """The format of the index."""
    fingerprint: str | None
    """Hash of the papers and settings that it was made from; null where it is not known."""
    corpus: str | None
    """The id of the corpus in its registry; null where it is not known."""


class VersionAnswer(Struct, frozen=True, kw_only=True):
    """What answers."""

    program: str
    """The name of the program."""
    version: str
    """Its version."""
    commit: str | None
    """The commit that it was made from; null where it is not known."""
    build: BuildFactsItem
    """The build of the index."""
    documents: int
    """How many documents it has."""
    meetings: int
    """How many meetings."""
    sessions: int
    """How many sessions."""
    passages: int
    """How many passages."""
    links: Links
    """Addresses: `self`, `coverage`."""


class ValueCountItem(Struct, frozen=True):
    """A value with its numbers of documents and passages."""

    value: str
    """The value, as filters take it."""
    label: str
    """What people read."""
    documents: int
    """How many documents have it."""
    passages: int
    """How many passages have it."""


class FileLeftOut(Struct, frozen=True):
    """A file that is not in the index."""

    source: str
    """The name of the file."""
    reason: str
    """Why it was left out."""


class DoubtItem(Struct, frozen=True):
    """A fact of a document that was guessed, taken from another paper, or not found."""

    document: str
    """The id of the document."""
    source: str
    """The name of its file."""
    fact: str
    """Which fact it is."""
    basis: str
    """How the fact is known."""
    value: str | None
    """What the index says; null where the fact is not known."""
    evidence: str
    """What it was read from."""


class GapsItem(Struct, frozen=True):
    """What is missing, as far as the papers show it."""

    years_without_a_meeting: list[int]
    """Years between the first and the last meeting in which there is none."""
    meetings_without_a_date: list[str]
    """Ids of meetings."""
    meetings_without_a_place: list[str]
    """Ids of meetings."""
    meetings_only_planned: list[str]
    """Ids of meetings that no paper reports on."""
    meetings_without_a_programme: list[str]
    """Ids of meetings of which only reports are there."""
    documents_of_no_meeting: list[str]
    """Ids of documents."""
    documents_of_no_known_status: list[str]
    """Ids of documents."""
    documents_of_no_known_kind: list[str]
    """Ids of documents."""
    documents_of_no_known_language: list[str]
    """Ids of documents."""
    documents_recognised_from_pictures: list[str]
    """Ids of documents, of which some words may be wrong."""
    files_left_out: list[FileLeftOut]
    """Files that could not be read."""


class CoverageAnswer(Struct, frozen=True, kw_only=True):
    """What the papers cover, and their gaps."""

    cite: str
    """A sentence to cite the collection with."""
    snapshot: BuildFactsItem
    """The build that was counted."""
    meetings: int
    """How many meetings there are."""
    sessions: int
    """How many sessions."""
    documents: int
    """How many documents."""
    passages: int
    """How many passages."""
    first_day: str | None
    """The first known day of a meeting, ISO 8601."""
    last_day: str | None
    """The last known day of a meeting, ISO 8601."""
    by_year: list[ValueCountItem]
    """By year of the meeting."""
    by_kind: list[ValueCountItem]
    """By kind of paper."""
    by_status: list[ValueCountItem]
    """By planned and reported."""
    by_language: list[ValueCountItem]
    """By language."""
    by_place: list[ValueCountItem]
    """By place of the meeting."""
    by_passage_kind: dict[str, int]
    """The passages of each kind."""
    gaps: GapsItem
    """What is missing."""
    doubtful_facts: list[DoubtItem]
    """Facts that were guessed, taken from another paper, or not found; the worst first."""
    links: Links
    """Addresses: `self`, `html`."""


class SuggestionItem(Struct, frozen=True, kw_only=True):
    """A completion of what is being typed."""

    kind: SuggestionKind
    """What it is."""
    text: str
    """The completion."""
    note: str
    """What tells it from others, in words."""
    query: str
    """The query to search for; empty where it is a page to open."""
    links: Links
    """Addresses: `html`, the page that it leads to."""


class SuggestionsAnswer(ListAnswer, frozen=True, kw_only=True):
    """Completions, the best first."""

    items: list[SuggestionItem]
    """The suggestions."""


@collecting.declare("")
def start(call: Call[NoParameters]) -> StartAnswer:
    """Return the addresses of the resources that need no parameter."""
    names = (
        "search", "groups", "facets", "documents", "meetings", "people", "organisations", "countries", "glossary",
        "concordance", "chart", "statement", "builds", "coverage", "suggestions", "version",
    )  # fmt: skip
    return StartAnswer(
        name=site().settings.site_name,
        build=call.library.stats.build,
        links={
            "self": call.absolute(API_PATH),
            "html": call.absolute("/"),
            "docs": call.absolute(DOCS_PATH),
            "openapi": call.link("openapi.json"),
            **{name: call.link(name) for name in names},
        },
    )


@collecting.declare("/coverage")
def coverage(call: Call[NoParameters]) -> CoverageAnswer:
    """Return what the papers cover, and what is missing, with a sentence to cite.

    A search that finds nothing means something only together with what was searched.
    """
    counted, html = site().cached(call.library, coverage_of), call.absolute(urls.COVERAGE)
    citation = coverage_citation(counted, html, site().settings.site_name)
    links = {"self": call.link("coverage"), "html": html}
    return msgspec.convert({**coverage_json(counted, citation, html), "links": links}, CoverageAnswer)


@collecting.declare("/suggestions")
def suggestions(call: Call[SuggestionParameters]) -> SuggestionsAnswer:
    """Return completions of what is being typed: words, people, meetings, sessions, abbreviations, documents."""
    entries = call.library.suggest(call.given.q, call.given.limit)
    return SuggestionsAnswer(
        build=call.library.stats.build,
        links=call.links(None),
        items=[
            SuggestionItem(
                kind=entry.kind,
                text=view.text,
                note=view.note,
                query=view.query,
                links={"html": call.absolute(view.path)},
            )
            for entry, view in ((entry, suggestion_view(entry)) for entry in entries)
        ],
    )


@collecting.declare("/version")
def version(call: Call[NoParameters]) -> VersionAnswer:
    """Return which program and which build of the index answer.

    A build never changes: two answers of one build to the same request are the same.
    """
    program, stats, facts = program_version(), call.library.stats, call.library.facts
    return VersionAnswer(
        program="Rapporteur",
        version=program.number,
        commit=program.commit or None,
        build=BuildFactsItem(
            build=stats.build,
            built=facts.built,
            format=facts.format,
            fingerprint=facts.fingerprint or None,
            corpus=facts.corpus or None,
        ),
        documents=stats.documents,
        meetings=stats.meetings,
        sessions=stats.sessions,
        passages=stats.passages,
        links={"self": call.link("version"), "coverage": call.link("coverage")},
    )
