"""The model of the page of a meeting: its papers, sessions, people and bodies, how its facts are known, its neighbours.

Numbers are counted by the catalogue or the engine, and lists come in parts, so the page of a meeting with any number of
passages is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

from indexer.model import STATUSES, Document, FactBasis, Meeting, Participation, Session, Status
from indexer.query.results import FacetName, FacetValue, Query, session_value
from indexer.references import Reference
from indexer.references.linked_data import MAX_PARTS, NamedPage, meeting_json_ld
from indexer.references.wholes import meeting_reference
from indexer.speech.joined import listed
from indexer.speech.marking import marked, marked_plural
from indexer.speech.translation import gettext
from indexer.store.catalogue_protocol import PassageScope
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.citing.wholes import PageLinks, WholeCiting, whole_citing
from webapp.shared import labels
from webapp.shared.models import MeetingListItem, PaperListItem, SearchBox, meeting_list_item, paper_list_item
from webapp.shared.paper_names import distinct_paper_names
from webapp.shared.people import RoleGroup, distinct_people, role_groups, shortened_groups
from webapp.shared.session_names import distinct_session_names, session_times
from webapp.site import absolute_url, today, while_searching

from .gaps import Gap, meeting_gap
from .meeting_list import MeetingContents
from .neighbours import Neighbour, neighbours
from .pieces import ListPart, part_of

PAPERS_PER_PAGE = 50
SESSIONS_PER_PAGE = 100
VALUES_SHOWN = 12
"""Organisations, countries, and documents mentioned, that the page names."""
_SOURCES_OF_FACTS = 6
"""Papers that the page names for how one fact is known."""
_DATED_FACTS = ("day", "place")


@dataclass(frozen=True)
class SessionEntry:
    """A session in the list of its meeting. `depth` is the number of sessions that it is a part of."""

    name: str
    label: str
    url: str
    when: tuple[str, ...]
    """Its day and its time, as far as they are known."""
    depth: int
    counts: str
    """The number of its passages by status, in words; empty where there are none."""


@dataclass(frozen=True)
class MeetingPaper:
    """A paper of a meeting, with a name that no other paper of it has."""

    name: str
    paper: PaperListItem


@dataclass(frozen=True)
class MeetingFact:
    """How a paper of the meeting says when or where it was."""

    title: str
    basis: FactBasis
    basis_title: str
    evidence: str
    paper: Link


@dataclass(frozen=True)
class CountedLink:
    """A link with a number of passages."""

    text: str
    url: str
    passages: int


@dataclass(frozen=True)
class CountedLinks:
    """Some values of a facet with their numbers, and the link to all of them."""

    title: str
    links: tuple[CountedLink, ...]
    more: int
    all_url: str


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with everything that the papers say of it."""

    line: MeetingListItem
    papers: ListPart[MeetingPaper]
    sessions: ListPart[SessionEntry]
    statuses: tuple[tuple[Status, str], ...]
    """How many papers say what was planned, what was reported, or neither for certain."""
    gap: Gap | None
    """What kind of paper is missing; None where there are both."""
    facts: tuple[MeetingFact, ...]
    people: tuple[RoleGroup, ...]
    more_people: int
    people_url: str
    values: tuple[CountedLinks, ...]
    previous: Neighbour | None
    following: Neighbour | None
    citing: WholeCiting
    passages_url: str
    box: SearchBox


def whole_meeting(meeting: Meeting, contents: MeetingContents) -> tuple[Reference, PageLinks]:
    """Return the reference to a meeting, accessed today, and its papers and sessions."""
    papers = contents.papers.get(meeting.id, ())
    reference = meeting_reference(meeting, papers, absolute_url(urls.meeting_path(meeting.id)), today())
    return reference, PageLinks(partial(_parts, meeting.id, [paper.id for paper in papers]))


def _parts(meeting: str, papers: Sequence[str], library: Library) -> Iterable[str]:
    paths = chain(
        map(urls.document_path, papers),
        (urls.session_path(meeting, session.id) for session in library.sessions(meeting)),
    )
    return map(absolute_url, paths)


def meeting_page(
    library: Library,
    meeting: Meeting,
    contents: MeetingContents,
    reference: Reference,
    at: tuple[str, str],
) -> MeetingPage:
    """Return the page of a meeting; `at` says which part of the papers and of the sessions is asked for."""
    path, sessions, papers = urls.meeting_path(meeting.id), library.sessions(meeting.id), _papers_of(meeting, contents)
    request = SearchRequest(filters={"meeting": (meeting.id,)})
    line = meeting_list_item(meeting, len(sessions), (), contents.passages.get(meeting.id, 0))
    groups, more = shortened_groups(role_groups(_people_of(sessions)))
    previous, following = neighbours(library, meeting)
    return MeetingPage(
        line=line,
        papers=part_of(papers, at[0], PAPERS_PER_PAGE, path, "papers").of(partial(_listed_papers, library, meeting)),
        sessions=part_of(sessions, at[1], SESSIONS_PER_PAGE, path, "sessions").of(
            partial(_session_entries, library, meeting)
        ),
        statuses=_statuses(papers),
        gap=meeting_gap(library, contents, meeting),
        facts=_facts(papers),
        people=groups,
        more_people=more,
        people_url=urls.facet_path("person", request),
        values=while_searching(library, lambda: _values(library, meeting, request), ()),
        previous=previous,
        following=following,
        citing=whole_citing(reference, path, _linked_data(meeting, papers, sessions)),
        passages_url=urls.search_path(replace(request, sort="document")),
        box=SearchBox(hidden_fields=(("meeting", meeting.id),)),
    )


def _papers_of(meeting: Meeting, contents: MeetingContents) -> Sequence[Document]:
    return contents.papers.get(meeting.id, ())


def _listed_papers(library: Library, meeting: Meeting, papers: Sequence[Document]) -> list[MeetingPaper]:
    """Return papers with their passages of this meeting."""
    names = distinct_paper_names(papers)
    sizes = library.passages_by_document(PassageScope(meeting=meeting.id))
    return [MeetingPaper(names[paper.id], paper_list_item(paper, sizes.get(paper.id, 0))) for paper in papers]


def _session_entries(library: Library, meeting: Meeting, shown: Sequence[Session]) -> list[SessionEntry]:
    """Return sessions with the numbers of their passages, those of their parts among them."""
    sessions = library.sessions(meeting.id)
    parents = {session.id: session.parent for session in sessions}
    names = distinct_session_names([replace(session, label=None, number=None) for session in shown])
    counts: dict[tuple[str, Status], int] = {}
    for (own, status), size in library.session_sizes(meeting.id).items():
        for session_id in ancestry(own, parents):
            counts[session_id, status] = counts.get((session_id, status), 0) + size
    return [
        SessionEntry(
            name=session.title if session.label or session.number is not None else names[meeting.id, session.id],
            label=session_label(session),
            url=urls.session_path(meeting.id, session.id),
            when=session_times(session),
            depth=len(ancestry(session.id, parents)) - 1,
            counts=_in_words({status: counts.get((session.id, status), 0) for status in STATUSES}),
        )
        for session in shown
    ]


def _in_words(counts: Mapping[Status, int]) -> str:
    """Return numbers of passages by status in words; empty where there are none."""
    shown = [plural(*_STATUS_COUNTED[status], count) for status, count in counts.items() if count]
    return listed(shown) if shown else ""


def facet_counts(
    library: Library, filters: dict[FacetName, tuple[str, ...]], facet: FacetName, top: int | None = None
) -> tuple[FacetValue, ...]:
    """Return the values of a facet that the passages of some filters have, the most frequent first."""
    found = library.search(Query(filters=filters, size=1, facets=(facet,), top_values=top)).facets
    return tuple(value for value in found[0].values if value.count) if found else ()


def ancestry(session_id: str | None, parents: dict[str, str | None]) -> tuple[str, ...]:
    """Return a session and those it is a part of, innermost first."""
    chain_of_parents: list[str] = []
    while session_id is not None and session_id not in chain_of_parents:
        chain_of_parents.append(session_id)
        session_id = parents.get(session_id)
    return tuple(chain_of_parents)


def session_label(session: Session) -> str:
    """Return what stands before a session's title: its label, else its number, or nothing."""
    return session.label or (str(session.number) if session.number is not None else "")


_STATUS_COUNTED: dict[Status, tuple[str, str]] = {
    "planned": marked_plural("%(num)s planned passage", "%(num)s planned passages"),
    "reported": marked_plural("%(num)s reported passage", "%(num)s reported passages"),
    "unknown": marked_plural(
        "%(num)s passage not known to be planned or reported", "%(num)s passages not known to be planned or reported"
    ),
}
_PAPERS_COUNTED: dict[Status, tuple[str, str]] = {
    "planned": marked_plural("%(num)s planned paper", "%(num)s planned papers"),
    "reported": marked_plural("%(num)s report", "%(num)s reports"),
    "unknown": marked_plural(
        "%(num)s paper not known to be planned or reported", "%(num)s papers not known to be planned or reported"
    ),
}


def _statuses(papers: Sequence[Document]) -> tuple[tuple[Status, str], ...]:
    return tuple(
        (status, plural(*_PAPERS_COUNTED[status], count))
        for status in STATUSES
        if (count := sum(paper.status == status for paper in papers))
    )


def _facts(papers: Sequence[Document]) -> tuple[MeetingFact, ...]:
    """Return how the papers say when and where the meeting was; of equal sources the first stands."""
    names = distinct_paper_names(papers[: 10 * _SOURCES_OF_FACTS])
    facts: list[MeetingFact] = []
    for fact in _DATED_FACTS:
        seen: set[tuple[str, str]] = set()
        for paper in papers[: 10 * _SOURCES_OF_FACTS]:
            for known in paper.evidence:
                source = (known.basis, known.evidence)
                if known.fact != fact or source in seen or len(seen) == _SOURCES_OF_FACTS:
                    continue
                seen.add(source)
                link = Link(names[paper.id], urls.document_path(paper.id))
                title, basis = labels.FACT_TITLES[known.fact], labels.BASIS_TITLES[known.basis]
                facts.append(MeetingFact(title, known.basis, basis, known.evidence, link))
    return tuple(facts)


def _people_of(sessions: Sequence[Session]) -> tuple[Participation, ...]:
    everybody = (person for session in sessions for person in session.people)
    return distinct_people(person for person in everybody if labels.is_name(person.name))


def _values(library: Library, meeting: Meeting, request: SearchRequest) -> tuple[CountedLinks, ...]:
    """Return the organisations and countries of the people, and the documents mentioned, with their numbers."""
    facets: tuple[tuple[FacetName, str], ...] = (
        ("organisation", marked("Organisations")),
        ("country", marked("Countries represented")),
        ("mention", marked("Documents mentioned")),
    )
    titles = dict(facets)
    query = Query(filters={"meeting": (meeting.id,)}, size=1, facets=tuple(titles), top_values=VALUES_SHOWN)
    found = library.search(query).facets
    return tuple(
        CountedLinks(
            gettext(titles[facet.name]),
            tuple(
                CountedLink(
                    labels.value_label(facet.name, value.value, value.label),
                    _value_path(facet.name, value.value, meeting),
                    value.count,
                )
                for value in facet.values
                if value.count
            ),
            facet.more,
            urls.facet_path(facet.name, request),
        )
        for facet in found
        if any(value.count for value in facet.values)
    )


def _value_path(facet: FacetName, value: str, meeting: Meeting) -> str:
    if facet in ("organisation", "country"):
        return urls.body_path(facet, value)
    return urls.search_path(SearchRequest(filters={"meeting": (meeting.id,), facet: (value,)}))


def _linked_data(meeting: Meeting, papers: Sequence[Document], sessions: Sequence[Session]) -> dict[str, object]:
    papers_named = [NamedPage(paper.title, absolute_url(urls.document_path(paper.id))) for paper in papers[:MAX_PARTS]]
    sessions_named = [
        NamedPage(session.name, absolute_url(urls.session_path(meeting.id, session.id)))
        for session in islice(sessions, MAX_PARTS)
    ]
    return meeting_json_ld(meeting, absolute_url(urls.meeting_path(meeting.id)), papers_named, sessions_named)


def session_box(meeting: str, session: str) -> SearchBox:
    """Return the form that searches within a session."""
    return SearchBox(hidden_fields=(("session", session_value(meeting, session)),))
