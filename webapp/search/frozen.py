"""The page of a search in a past build: what it found then, and how that differs from today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from indexer.errors import UnknownId
from indexer.frozen.answer import (
    PastAnswer,
    PastCollections,
    passages_then,
    past_answer,
)
from indexer.frozen.errors import DamagedReading, NothingAsked
from indexer.frozen.search import FrozenSearch, complete
from indexer.frozen.standing import PastCollection
from indexer.frozen.understanding import AS_TYPED, as_typed, decode_tree, is_of_words, plain, read_today, reading_of
from indexer.frozen.values import ValuesThen, has_typed_values, stood_then
from indexer.model import Passage, Status, TextSpan
from indexer.query.in_words import in_words
from indexer.query.parser import parse
from indexer.query.printer import canonical_query
from indexer.query.results import FACETS, FIELD_FACETS, NO_MEETING, FacetName
from indexer.query.tree import FieldName, Node, without_expansions
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.store.hits import hit_of
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.params import SearchRequest, resolve_filters, unknown_notice
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.models import SearchBox, search_box
from webapp.shared.origin import place_title
from webapp.shared.written import TextLanguage, text_language

from .exports import ExportControl, export_control
from .grouping import group_of
from .places import HitPlaces, number_text
from .results import Pager, pager_of
from .statement import StatedSearch, also_counted, filter_lines

FROZEN_PAGE_SIZE = 25
MAX_DIFFERENT = 50
"""Passages that are listed of each kind of difference; the rest are counted."""
Fate = Literal["same", "reworded", "unmatched", "gone"]
FATE_TEXT: dict[Fate, str] = {
    "same": "",
    "reworded": marked("The wording has changed since."),
    "unmatched": marked("Still in the collection, but no longer found by this search."),
    "gone": marked("No longer in the collection."),
}


@dataclass(frozen=True)
class FrozenHit:
    """A passage as it stood in the build."""

    title: str
    number: str
    """Its place in its paper then: `passage 12 of 48`."""
    url: str
    """Its permanent link with the version of its wording then."""
    spans: tuple[TextSpan, ...]
    cut_before: bool
    cut_after: bool
    kind: str
    paper: str
    meeting: str
    """The short name of its meeting; empty for none."""
    dates: str
    status: Status
    status_title: str
    """Whether its paper was planned or reported, as that build had it."""
    fate: str
    """What became of it, in words; empty where nothing did."""
    written: TextLanguage
    place: int


@dataclass(frozen=True)
class FrozenPage:
    """Everything that the page shows."""

    request: SearchRequest
    box: SearchBox
    day: str
    time: str
    """Of the build, in UTC."""
    build: str
    then: int
    removed: int
    """Passages of the build that nobody can count any more."""
    with_all_words: int
    now: int
    now_url: str
    difference: str
    """How the two counts differ, in words."""
    hits: tuple[FrozenHit, ...]
    added: tuple[Link, ...]
    added_more: int
    pager: Pager | None
    first: int
    last: int
    exports: ExportControl | None
    """The form that downloads what was found then; None where nothing was."""


@dataclass(frozen=True)
class FrozenRequest:
    """A request for a search in a past build."""

    request: SearchRequest
    build: str
    reading: str = ""
    ignored: tuple[str, ...] = ()
    """The filters that were left out, each with the reason."""

    @property
    def arguments(self) -> Mapping[str, str]:
        """What the address has beside the search."""
        reading = {urls.READING_ARGUMENT: self.reading} if self.reading else {}
        return {urls.AS_OF_ARGUMENT: self.build, **reading}


class UnderstoodQuery(NamedTuple):
    """How the query of a past search is understood."""

    node: Node | None
    reading: str
    """How an address says that."""
    by_today: bool = False
    """Whether the address does not say it, so that the query is read as the search of today reads it."""


@dataclass(frozen=True)
class FrozenOutcome:
    """A search of a past build with what it found."""

    asked: FrozenRequest
    understood: UnderstoodQuery
    past: PastCollection
    answer: PastAnswer
    unknown: tuple[str, ...] = ()
    """A sentence for each filter with values that no paper has or had."""

    @property
    def node(self) -> Node | None:
        """The tree that was searched."""
        return self.understood.node

    @property
    def arguments(self) -> Mapping[str, str]:
        """What makes the same count again, whatever the collection of that day."""
        return replace(self.asked, reading=self.understood.reading).arguments


def search_past(library: Library, collections: PastCollections, asked: FrozenRequest) -> FrozenOutcome:
    """Search a past build. Raise CannotReproduce where the count cannot be made again."""
    past = collections.collection(library, asked.build)
    understood = _understood(library, past, asked)
    unknown: tuple[str, ...] = ()
    if not past.unreadable:  # else nobody knows which values there were
        resolved = resolve_filters(asked.request, ValuesThen(library, past))
        asked, unknown = replace(asked, request=resolved.request), tuple(_unknown_then(library, past, resolved.request))
    request = asked.request
    search = FrozenSearch(understood.node, request.filters, request.excluded, group_of(request))
    return FrozenOutcome(asked, understood, past, past_answer(library, past, search), unknown)


def _unknown_then(library: Library, past: PastCollection, request: SearchRequest) -> Iterator[str]:
    """Yield a sentence for each filter with values that the build did not have, as a search of that day said it."""
    for facet in FACETS:
        typed = (*request.selected_values(facet), *request.excluded_values(facet))
        if unknown := [value for value in typed if not stood_then(library, past, facet, value)]:
            yield unknown_notice(facet, unknown).text


def _understood(library: Library, past: PastCollection, asked: FrozenRequest) -> UnderstoodQuery:
    """Return how the query is understood. Raise DamagedReading, NothingAsked or UnknownValue."""
    request, reading = asked.request, asked.reading
    if not request.q and not reading:
        return UnderstoodQuery(None, "")
    if not reading:
        rewritten = read_today(library, request.q, request.exact)
        node = plain(rewritten.node_for(request.words))
        return UnderstoodQuery(node, reading_of(rewritten, request.exact, request.words), by_today=True)
    stated = as_typed(request.q, request.exact, request.words) if reading == AS_TYPED else decode_tree(reading)
    if stated is None:
        raise NothingAsked
    if not (is_of_words(stated, request.q) and has_typed_values(stated, request.q, library, past)):
        raise DamagedReading
    return UnderstoodQuery(stated, reading)


def frozen_statement(library: Library, outcome: FrozenOutcome) -> StatedSearch:
    """Return what a search of a past build says of itself."""
    request, answer = outcome.asked.request, outcome.answer

    def label(facet: FacetName, value: str) -> str:
        """Return the label that a value had."""
        return _label_then(library, outcome.past, facet, value)

    parsed = parse(request.q)
    words = _words(outcome.node, label)
    return StatedSearch(
        request=request,
        words=words,
        syntax=canonical_query(parsed.node, parsed.required) if parsed.node else "",
        also=tuple(also_counted(outcome.node)),
        filters=tuple(filter_lines(request, group_of(request), label)),
        found=answer.counts,
        searched=answer.searched,
        build=answer.build.name,
        built=answer.build.built,
        analysis=answer.build.analysis,
        corpus=library.facts.corpus,
        frozen=outcome.arguments,
        caveats=tuple(_caveats(outcome)),
        ignored=outcome.asked.ignored,
        removed=answer.redacted,
    )


def frozen_page(library: Library, outcome: FrozenOutcome, names: Mapping[str, str]) -> FrozenPage:
    """Return the page of a search of a past build; `names` are those of meetings beside their dates, by id."""
    asked, answer = outcome.asked, outcome.answer
    pages = max(1, -(-len(answer.ids) // FROZEN_PAGE_SIZE))
    page = min(asked.request.page, pages)
    begin = (page - 1) * FROZEN_PAGE_SIZE
    shown = passages_then(library, outcome.past, answer.ids[begin : begin + FROZEN_PAGE_SIZE])
    added = library.passages_by_id(answer.added[:MAX_DIFFERENT])
    places = HitPlaces(library, {}, names, {})
    return FrozenPage(
        request=asked.request,
        box=search_box(asked.request),
        day=labels.day_of_timestamp(answer.build.built),
        time=answer.build.built[11:16],
        build=answer.build.name,
        then=answer.counts.passages,
        removed=answer.redacted,
        with_all_words=answer.counts.with_all_words,
        now=answer.passages_now,
        now_url=urls.search_path(asked.request.with_page(1)),
        difference=_difference(answer),
        hits=tuple(_hit(places, outcome, passage, place) for place, passage in enumerate(shown, start=begin + 1)),
        added=tuple(Link(_named(passage), urls.permalink_path(passage)) for passage in added),
        added_more=len(answer.added) - len(added),
        pager=pager_of(lambda number: urls.frozen_path(asked.request.with_page(number), asked.arguments), page, pages),
        first=begin + 1 if shown else 0,
        last=begin + len(shown),
        exports=_exports(asked, answer, page, len(shown)),
    )


def _exports(asked: FrozenRequest, answer: PastAnswer, page: int, shown: int) -> ExportControl | None:
    if not shown:
        return None
    some = answer.counts.passages - answer.counts.with_all_words
    return export_control(asked.request.with_page(page), shown, len(answer.ids), some, asked.arguments)


def frozen_data(outcome: FrozenOutcome) -> Mapping[str, object]:
    """Return what became of a past search, for programs."""
    answer = outcome.answer
    return {
        "passages": list(answer.ids),
        "now": {
            "passages": answer.passages_now,
            "added": list(answer.added),
            "gone": list(answer.gone),
            "reworded": list(answer.reworded),
        },
        "redacted": answer.redacted,
    }


def _caveats(outcome: FrozenOutcome) -> Iterator[str]:
    answer = outcome.answer
    yield from outcome.unknown
    if outcome.understood.by_today:
        yield gettext(
            "The link did not say how the query was read then (reading=), so it is read with the names, abbreviations "
            "and spellings of today."
        )
    if answer.analysis_then:
        yield gettext(
            "Another version of Rapporteur compared words then (%(version)s), so this count may differ "
            "from the one shown then.",
            version=answer.analysis_then,
        )
    if answer.redacted:
        yield plural(
            "The owner has removed %(num)s passage of that build since, so its count can no longer be made in full.",
            "The owner has removed %(num)s passages of that build since, so its count can no longer be made in full.",
            answer.redacted,
        )


def _difference(answer: PastAnswer) -> str:
    """Return `3 new, 1 no longer found, 2 reworded`; empty where nothing differs."""
    added, gone, reworded = len(answer.added), len(answer.gone), len(answer.reworded)
    texts = (
        plural("%(num)s new", "%(num)s new", added) if added else "",
        plural("%(num)s no longer found", "%(num)s no longer found", gone) if gone else "",
        plural("%(num)s reworded since", "%(num)s reworded since", reworded) if reworded else "",
    )
    return ", ".join(filter(None, texts))


def _hit(places: HitPlaces, outcome: FrozenOutcome, passage: Passage, place: int) -> FrozenHit:
    hit = hit_of(passage, 0.0, outcome.node)
    meeting, past = passage.meeting, outcome.past
    return FrozenHit(
        title=places.title(passage),
        number=number_text(past.place(passage.id)[0], len(past.then.paper(passage.document.id).passages)),
        url=urls.permalink_path(passage),
        spans=hit.snippet,
        cut_before=hit.cut_before,
        cut_after=hit.cut_after,
        kind=labels.kind_title(passage.document),
        paper=passage.document.title,
        meeting=places.meeting(passage) or (labels.short_meeting_name(meeting) if meeting else ""),
        dates=labels.meeting_dates(meeting),
        status=passage.document.status,
        status_title=labels.status_title(passage.document),
        fate=_fate_text(fate_of(places.library, outcome.answer, passage.id)),
        written=text_language(passage.document.language),
        place=place,
    )


def _fate_text(fate: Fate) -> str:
    text = FATE_TEXT[fate]
    return gettext(text) if text else ""


def fate_of(library: Library, answer: PastAnswer, passage_id: str) -> Fate:
    """Return what became of a passage that was found in a past build."""
    if passage_id in answer.reworded:
        return "reworded"
    if passage_id not in answer.gone:
        return "same"
    try:
        library.passage(passage_id)
    except UnknownId:
        return "gone"
    return "unmatched"


def _named(passage: Passage) -> str:
    meeting = passage.meeting
    return f"{place_title(passage)}{f', {labels.short_meeting_name(meeting)}' if meeting else ''}"


def _words(node: Node | None, label: object) -> str:
    if node is None:
        return gettext("all passages")

    def field_label(field: FieldName, value: str) -> str:
        """Return the label of a value of a field."""
        return label(FIELD_FACETS[field], value) if field in FIELD_FACETS else value  # type: ignore[operator]

    typed = without_expansions(node)
    whole = complete(typed)
    try:
        return in_words(whole, field_label).sentence("all" if whole == typed else "some")
    except TypeError:
        raise DamagedReading from None


def _label_then(library: Library, past: PastCollection, facet: FacetName, value: str) -> str:
    """Return the label of a value as it was, or as it is now where nothing else is known."""
    if facet == "meeting" and value != NO_MEETING and (meeting := past.meeting(value)):
        return meeting.title
    if facet == "session":
        meeting_id, _, session = value.partition("/")
        line = past.then.sessions.get((meeting_id, session))
        return f"{line.label}: {line.title}" if line and line.label else line.title if line else value
    return library.facet_labels(facet).get(value, value)
