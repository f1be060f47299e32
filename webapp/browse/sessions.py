"""The model of the page of a session: what was planned beside what was reported, question by question, and its people.

Each column comes in parts, so the page of a session with any number of passages is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, islice

from indexer.explore.plan_and_report import PlanReport, plan_report
from indexer.meetings.session_tree import subtree
from indexer.model import STATUSES, Meeting, Passage, Session, Status
from indexer.query.results import FacetName, session_value
from indexer.references import Reference
from indexer.references.linked_data import session_json_ld
from indexer.references.wholes import session_reference
from indexer.speech.joined import any_of
from indexer.store.library import Library
from indexer.text.analysis import terms_in
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.citing.wholes import PageLinks, WholeCiting, whole_citing
from webapp.shared import labels
from webapp.shared.models import PaperListItem, PersonListItem, RenderContext, SearchBox, paper_list_item
from webapp.shared.models import person_list_item as list_item
from webapp.shared.paper_names import distinct_paper_names
from webapp.shared.passage import SectionView, common_headings, sections
from webapp.shared.people import distinct_people
from webapp.shared.session_names import distinct_session_names, key_of, session_times
from webapp.shared.written import TextLanguage, text_language
from webapp.site import absolute_url, today

from .gaps import Gap, session_gap
from .meeting_list import MeetingContents
from .meetings import session_box, session_label
from .pieces import ListPart, part_number

PASSAGES_PER_COLUMN = 60
COMPARED = 400
"""Passages of the plan, and as many of the reports, that are compared question by question."""
PAPERS_CITED = 200
"""Papers that the reference to a session is made of."""
_WORDS_BESIDE_NAMES = 6
"""Words of a list of people, besides their names, roles and affiliations, up to which it says nothing else."""
_ITEMS_AT_A_TIME = 1_000


@dataclass(frozen=True)
class NumberedPassage:
    """A passage as a link by its number."""

    number: int
    url: str
    text: str
    written: TextLanguage
    shared: tuple[str, ...] = ()
    """The words for which it was matched."""
    is_above: bool = False
    """Whether it stands beside an earlier question, too, so that its text need not be shown again."""


@dataclass(frozen=True)
class PlannedQuestion:
    """A key question of the plan, with what was reported on it."""

    text: str
    written: TextLanguage
    url: str
    """The passage of the plan that asks it."""
    reported: tuple[NumberedPassage, ...]


@dataclass(frozen=True)
class SessionPerson:
    """A person of a session, with the passages of the reports that name the person."""

    person: PersonListItem
    reported: tuple[NumberedPassage, ...]


@dataclass(frozen=True)
class SessionRole:
    """The people who had one role in a session, planned and reported ones apart."""

    title: str
    planned: bool
    people: tuple[SessionPerson, ...]


@dataclass(frozen=True)
class SessionPaper:
    """The passages of one document that belong to a session."""

    name: str
    paper: PaperListItem
    sections: tuple[SectionView, ...]
    lists_of_people: tuple[NumberedPassage, ...]
    """Passages that only list the people who are shown above."""


@dataclass(frozen=True)
class StatusColumn:
    """The papers of a session that were planned, those that were reported, or those of which neither is known."""

    status: Status
    title: str
    papers: tuple[SessionPaper, ...]
    part: ListPart[Passage]


@dataclass(frozen=True)
class SessionPage:
    """A session of a meeting."""

    name: str
    label: str
    title: str
    when: tuple[str, ...]
    """Its day and its time, as far as they are known."""
    place: str
    meeting: Link
    dates: str
    parent: Link | None
    subsessions: tuple[Link, ...]
    roles: tuple[SessionRole, ...]
    named_in_reports: bool
    """Whether there are reports in which the people can be looked for."""
    questions: tuple[PlannedQuestion, ...]
    compared: int
    """Passages of reports that the questions were compared with, where there are more; else 0."""
    columns: tuple[StatusColumn, ...]
    gaps: Mapping[Status, Gap]
    """What is known of the columns without papers."""
    previous: Link | None
    following: Link | None
    citing: WholeCiting
    document_url: str
    """The page as a Word document."""
    passages_url: str
    box: SearchBox

    @property
    def only_status(self) -> Status | None:
        """The status of the column that has all the papers, when the others have none."""
        filled = [column.status for column in self.columns if column.papers]
        return filled[0] if len(filled) == 1 else None

    @property
    def unnamed(self) -> str:
        """The people whom no passage of the reports names, as `A, B or C`; empty where there are none."""
        people = {entry.person.name: entry for role in self.roles for entry in role.people}
        names = [name for name, entry in people.items() if not entry.reported]
        return any_of(names) if names else ""


def whole_session(library: Library, meeting: Meeting, session: Session) -> tuple[Reference, PageLinks]:
    """Return the reference to a session, accessed today, and its passages."""
    sizes = library.passages_by_document(library.scope_of_session(session))
    papers = [library.document(key) for key in islice(sizes, PAPERS_CITED)]
    url = absolute_url(urls.session_path(meeting.id, session.id))
    meeting_url = absolute_url(urls.meeting_path(meeting.id))
    reference = session_reference(meeting, session, papers, url, today())
    return reference, PageLinks(partial(_passage_addresses, session), (meeting_url,))


def _passage_addresses(session: Session, library: Library) -> Iterator[str]:
    for piece in library.pieces_in(library.scope_of_session(session), _ITEMS_AT_A_TIME):
        yield from (absolute_url(urls.passage_path(id_)) for id_ in piece)


def session_passages(library: Library, session: Session, status: Status, most: int) -> tuple[Passage, ...]:
    """Return the first passages of a session and its parts that have a status, by paper and place."""
    return library.passages_by_id(library.ids_in(library.scope_of_session(session, status), 0, most))


def session_page(
    library: Library,
    contents: MeetingContents,
    session: Session,
    context: RenderContext,
    reference: Reference,
    parts: Mapping[str, str],
) -> SessionPage:
    """Return the page of a session; `parts` says which part of a column is asked for, by status."""
    meeting = library.meeting(session.meeting)
    planned = session_passages(library, session, "planned", COMPARED)
    reported = session_passages(library, session, "reported", COMPARED)
    matched = plan_report(library, planned, reported)
    total_reported = library.count_in(library.scope_of_session(session, "reported"))
    roles = session_roles(session, matched, reported)
    family = _Family(library, session)
    path = urls.session_path(meeting.id, session.id)
    listed = {entry.person.name for role in roles for entry in role.people}
    columns = _columns(library, session, context, parts, listed)
    return SessionPage(
        name=session.name,
        label=session_label(session),
        title=session.title or session.label or session.id,
        when=session_times(session),
        place=meeting.place or "",
        meeting=Link(meeting.title, urls.meeting_path(meeting.id)),
        dates=labels.meeting_dates(meeting),
        parent=family.parent,
        subsessions=family.parts,
        roles=roles,
        named_in_reports=bool(reported),
        questions=planned_questions(matched),
        compared=COMPARED if total_reported > COMPARED else 0,
        columns=columns,
        gaps=_gaps(library, contents, meeting, columns),
        previous=family.previous,
        following=family.following,
        citing=whole_citing(reference, path, _linked_data(meeting, session, reference)),
        document_url=f"{path}.docx",
        passages_url=urls.search_path(_request(library, session)),
        box=session_box(meeting.id, session.id),
    )


def _gaps(
    library: Library, contents: MeetingContents, meeting: Meeting, columns: Sequence[StatusColumn]
) -> Mapping[Status, Gap]:
    empty = (column.status for column in columns if not column.papers)
    return {status: session_gap(library, contents, meeting, status) for status in empty}


class _Family:
    """The sessions around one: its parent, its parts, and those before and after it."""

    def __init__(self, library: Library, session: Session) -> None:
        sessions = library.sessions(session.meeting)
        siblings = [other for other in sessions if other.parent == session.parent]
        position = next((index for index, other in enumerate(siblings) if other.id == session.id), 0)
        children = [other for other in sessions if other.parent == session.id]
        self._names = distinct_session_names(sessions)
        self.parent = next((self._link(other) for other in sessions if other.id == session.parent), None)
        self.parts = tuple(map(self._link, children))
        self.previous = self._link(siblings[position - 1]) if position > 0 else None
        self.following = self._link(siblings[position + 1]) if position + 1 < len(siblings) else None

    def _link(self, session: Session) -> Link:
        return Link(self._names[key_of(session)], urls.session_path(session.meeting, session.id))


def session_roles(session: Session, matched: PlanReport, reported: Sequence[Passage]) -> tuple[SessionRole, ...]:
    """Return the people of a session by role, those only planned apart, each with the reports that name the person."""
    naming = {entry.person.person: entry.reported for entry in matched.people}
    for passage in reported:
        for person in passage.people:
            if person.person and person.person not in naming:
                naming[person.person] = tuple(
                    other for other in reported if any(each.person == person.person for each in other.people)
                )
    people = distinct_people(person for person in session.people if labels.is_name(person.name))
    grouped: dict[tuple[str, bool], list[SessionPerson]] = {}
    for person in people:
        shown = SessionPerson(list_item(person), tuple(map(numbered, naming.get(person.person, ())[:3])))
        grouped.setdefault((person.role, person.status == "planned"), []).append(shown)
    return tuple(
        SessionRole(labels.role_title(role, len(members)), planned, tuple(members))
        for (role, planned), members in grouped.items()
    )


def planned_questions(matched: PlanReport) -> tuple[PlannedQuestion, ...]:
    """Return the key questions of a plan, with what was reported on each."""
    return tuple(_planned_questions(matched))


def _planned_questions(matched: PlanReport) -> Iterator[PlannedQuestion]:
    above: set[str] = set()
    for asked in matched.questions:
        passage = asked.passage
        reported = tuple(
            replace(numbered(match.passage, match.shared), is_above=match.passage.id in above)
            for match in asked.reported
        )
        above.update(match.passage.id for match in asked.reported)
        written = text_language(passage.document.language)
        yield PlannedQuestion(asked.text, written, urls.passage_path(passage.id), reported)


def numbered(passage: Passage, shared: tuple[str, ...] = ()) -> NumberedPassage:
    """Return a passage as a link by its number."""
    written = text_language(passage.document.language)
    return NumberedPassage(passage.ordinal + 1, urls.passage_path(passage.id), passage.text, written, shared)


def _filters(library: Library, session: Session) -> dict[FacetName, tuple[str, ...]]:
    """Return the filter for a session and its parts."""
    inside = subtree(library.sessions(session.meeting), session)
    return {"session": tuple(session_value(part.meeting, part.id) for part in inside)}


def _request(library: Library, session: Session) -> SearchRequest:
    return SearchRequest(filters=_filters(library, session), sort="document")


def _columns(
    library: Library, session: Session, context: RenderContext, parts: Mapping[str, str], listed: set[str]
) -> tuple[StatusColumn, ...]:
    """Return what was planned beside what was reported, and a third column only where neither is known of a paper."""
    columns = (_column(library, session, status, context, parts, listed) for status in STATUSES)
    return tuple(column for column in columns if column.papers or column.status != "unknown")


def _column(
    library: Library,
    session: Session,
    status: Status,
    context: RenderContext,
    parts: Mapping[str, str],
    listed: set[str],
) -> StatusColumn:
    """Return one column of a session, paper by paper, without the headings that a whole paper shares."""
    scope = library.scope_of_session(session, status)
    total = library.count_in(scope)
    pages = max(1, -(-total // PASSAGES_PER_COLUMN))
    number = part_number(parts.get(status, ""), pages)
    ids = library.ids_in(scope, (number - 1) * PASSAGES_PER_COLUMN, PASSAGES_PER_COLUMN) if total else ()
    passages = library.passages_by_id(ids)
    part = _column_part(session, status, parts, passages, total, number, pages)
    names = distinct_paper_names(tuple({passage.document.id: passage.document for passage in passages}.values()))
    papers = []
    for place, (document, group) in enumerate(groupby(passages, key=lambda passage: passage.document), 1):
        members = tuple(group)
        lists = [passage for passage in members if only_lists_people(passage, listed)]
        shown = [passage for passage in members if passage not in lists]
        column_context = replace(context, prefix=f"{status}-{place}-", all_voices=True)
        paper_sections = sections(shown, column_context, said_headings=common_headings(shown), top_level=4)
        papers.append(
            SessionPaper(
                names[document.id],
                paper_list_item(document, len(members)),
                paper_sections,
                tuple(map(numbered, lists)),
            )
        )
    return StatusColumn(status, labels.STATUS_TITLES[status], tuple(papers), part)


def _column_part(
    session: Session,
    status: Status,
    parts: Mapping[str, str],
    passages: Sequence[Passage],
    total: int,
    number: int,
    pages: int,
) -> ListPart[Passage]:
    """Return a part of a column; the links to others keep the parts of the other columns."""
    path = urls.session_path(session.meeting, session.id)

    def address(other: int) -> str:
        """Return the path of another part of the column; empty where there is none."""
        if not 1 <= other <= pages:
            return ""
        kept = {name: value for name, value in parts.items() if name != status and value}
        return urls.with_arguments(path, {**kept, **({status: str(other)} if other > 1 else {})}) + f"#{status}"

    first = (number - 1) * PASSAGES_PER_COLUMN + 1
    return ListPart(passages, total, first, address(number - 1), address(number + 1))


def only_lists_people(passage: Passage, listed: Iterable[str]) -> bool:
    """Return whether a passage says no more than who takes part, of people who are all listed already."""
    names = set(listed)
    if passage.kind != "heading_note" or not passage.people:
        return False
    if not all(labels.person_name(person) in names for person in passage.people):
        return False
    said = {
        word
        for person in passage.people
        for text in (labels.person_name(person), person.affiliation or "", person.role.replace("_", " "))
        for word in terms_in(text)
    }
    left = [word for word in terms_in(passage.text) if word not in said and word.removesuffix("s") not in said]
    return len(left) <= _WORDS_BESIDE_NAMES


def _linked_data(meeting: Meeting, session: Session, reference: Reference) -> dict[str, object]:
    return session_json_ld(session, reference.url, meeting, absolute_url(urls.meeting_path(meeting.id)))
