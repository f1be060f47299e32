"""Tests of what becomes of ids when papers are put into meetings anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.links.memory import ReconciledRegistry, RegistryInMemory, reconcile_in_memory, registry_lines
from indexer.model import Person
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage, NewSession
from indexer.registry.persons import person_rows
from indexer.registry.rows import DocumentRow, MeetingRow, PersonRow, SessionRow

from .papers import STAMPS, paragraph

FIRST, SECOND, THIRD = (
    NewDocument(f"{name}.txt", name, name.capitalize(), "minutes") for name in ("ice", "salt", "tin")
)
FEBRUARY, MARCH, APRIL = (date(2031, month, 14) for month in (2, 3, 4))


def reconciled(
    old: RegistryInMemory | None,
    meetings: Sequence[NewMeeting],
    without_meeting: Sequence[NewDocument] = (),
    stamp: str = STAMPS[0],
) -> ReconciledRegistry:
    """Reconcile documents that keep their bytes and their one passage, whatever their meetings are."""
    return reconcile_in_memory(
        old, meetings, lambda document: [NewPassage(paragraph(sum(map(ord, document.source))))], stamp, without_meeting
    )


def meeting_of(registry: RegistryInMemory, meeting: str) -> MeetingRow:
    """Return the row of a meeting."""
    return next(row for row in registry.meetings if row.id == meeting)


def session_of(registry: RegistryInMemory, meeting: str, session: str) -> SessionRow:
    """Return the row of a session."""
    return next(row for row in registry.sessions if (row.meeting, row.id) == (meeting, session))


def test_a_meeting_that_split_leads_to_where_most_of_its_papers_went() -> None:
    """Two papers of three are of one new meeting, which has the address of the old one; the third one has its own."""
    before = reconciled(None, [NewMeeting("oslo-2031", "Harbour Board", [FIRST, SECOND, THIRD])])
    after = reconciled(
        before.registry,
        [NewMeeting("board-2031", "Harbour Board", [FIRST, SECOND]), NewMeeting("pilots-2031", "Pilots", [THIRD])],
        stamp=STAMPS[1],
    )
    assert after.meetings == ("oslo-2031", "pilots-2031")
    assert after.documents == before.documents


def test_a_meeting_that_is_no_more_leads_to_its_paper() -> None:
    """A paper that turned out to be of no meeting is where the page of its meeting leads; it keeps its own address."""
    before = reconciled(None, [NewMeeting("memo-2031", "A memo on ice", [FIRST])])
    after = reconciled(before.registry, [], [FIRST], STAMPS[1])
    row = meeting_of(after.registry, "memo-2031")
    assert (row.living, row.into, row.paper) == (False, (), after.documents["ice.txt"])
    assert after.documents == before.documents
    assert after.passages == before.passages


def test_a_paper_that_turned_out_to_hold_several_meetings_takes_over_the_address_of_its_meeting() -> None:
    """None of the new meetings has the old id, which stood for all of them, and the old page leads to the paper."""
    before = reconciled(None, [NewMeeting("minutes-2031", "Minutes 2031", [FIRST])])
    months = [
        NewMeeting("board-2031", "Board", [FIRST], start=FEBRUARY),
        NewMeeting("board-2031-b", "Board", [FIRST], start=MARCH),
    ]
    after = reconciled(before.registry, months, stamp=STAMPS[1])
    assert after.meetings == ("board-2031", "board-2031-b")
    assert meeting_of(after.registry, "minutes-2031").paper == after.documents["ice.txt"]


def test_the_meetings_of_one_paper_keep_their_ids_by_day() -> None:
    """A day that is added before the others, or is read first, takes nobody's id, although all titles are one."""
    title = "Board"
    before = reconciled(
        None,
        [
            NewMeeting("board-2031", title, [FIRST], start=MARCH),
            NewMeeting("board-2031-b", title, [FIRST], start=APRIL),
        ],
    )
    after = reconciled(
        before.registry,
        [
            NewMeeting("board-2031", title, [FIRST], start=FEBRUARY),
            NewMeeting("board-2031-b", title, [FIRST], start=MARCH),
            NewMeeting("board-2031-c", title, [FIRST], start=APRIL),
        ],
        stamp=STAMPS[1],
    )
    assert after.meetings[1:] == ("board-2031", "board-2031-b")
    assert after.meetings[0] not in before.meetings


def test_an_id_is_not_given_to_the_same_title_on_another_day() -> None:
    """When the paper of March is replaced by that of April, a link to March shows no meeting of April."""
    before = reconciled(None, [NewMeeting("board-2031", "Board", [FIRST], start=MARCH)])
    after = reconciled(before.registry, [NewMeeting("board-2031", "Board", [THIRD], start=APRIL)], stamp=STAMPS[1])
    assert after.meetings != ("board-2031",)
    assert not meeting_of(after.registry, "board-2031").living


def test_a_session_leads_to_the_meeting_that_it_is_in_now() -> None:
    """A session of the same title in the only meeting that has one takes over the address; others lead nowhere."""
    sessions = [NewSession("1", "Dredging of the basin", 1), NewSession("2", "Salt", 2), NewSession("3", "Tin", 3)]
    before = reconciled(None, [NewMeeting("oslo-2031", "Board", [FIRST, SECOND], sessions)])
    after = reconciled(
        before.registry,
        [
            NewMeeting("oslo-2031", "Board", [FIRST], [NewSession("3", "Tin", 3)]),
            NewMeeting("salt-2031", "Pilots", [SECOND], [NewSession("a", "Dredging of the basin", 1)]),
        ],
        stamp=STAMPS[1],
    )
    assert session_of(after.registry, "oslo-2031", "1").into == "salt-2031/a"
    assert session_of(after.registry, "oslo-2031", "2").into is None
    assert session_of(after.registry, "oslo-2031", "3").living


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD]), unique=True), st.integers(0, 2))
def test_papers_of_none_and_of_several_meetings_leave_an_unchanged_registry(
    without_meeting: list[NewDocument], several: int
) -> None:
    """Reconciling such a corpus with its own registry changes no byte, and no id."""
    held = [document for document in (FIRST, SECOND, THIRD) if document not in without_meeting]
    days = [FEBRUARY, MARCH, APRIL][: several + 1]
    meetings = [NewMeeting(f"board-{day.month}", "Board", held, start=day) for day in days] if held else []
    before = reconciled(None, meetings, without_meeting)
    after = reconciled(before.registry, meetings, without_meeting, STAMPS[1])
    assert (after.meetings, after.documents) == (before.meetings, before.documents)
    assert b"".join(registry_lines(after.registry)) == b"".join(registry_lines(before.registry))


def test_a_paper_of_no_meeting_or_of_several_is_named_after_its_title() -> None:
    """Its id has the title and the kind, said once, or the name of the file where the title has no letters for it."""
    untitled = NewDocument("2031/hafenrat.txt", "x", "会议", "minutes")
    ids = reconciled(None, [], [FIRST, untitled, NewDocument("b.txt", "y", "Ice minutes", "minutes")]).documents
    assert ids == {"ice.txt": "ice-minutes", "2031/hafenrat.txt": "hafenrat-minutes", "b.txt": ids["b.txt"]}
    assert ids["b.txt"].startswith("ice-minutes-")


def rows(*names: str) -> tuple[PersonRow, ...]:
    """Return the rows of persons, by the ids that their names give."""
    return person_rows((), [person(name) for name in names], STAMPS[0])


def person(name: str, *variants: str) -> Person:
    """Return a person."""
    return Person(name.casefold().replace(" ", "-"), name, variants)


def outcomes(old: tuple[PersonRow, ...], *persons: Person) -> Mapping[str, tuple[str, ...] | None]:
    """Return where each person leads who is named no more, None for one who leads nowhere."""
    return {row.id: row.into or None for row in person_rows(old, persons, STAMPS[1]) if not row.living}


def test_a_person_leads_to_a_fuller_name() -> None:
    """Initials that are written out, and another spelling, lead to the person of the fuller name."""
    assert outcomes(rows("A Berg"), person("Anna Berg")) == {"a-berg": ("anna-berg",)}
    assert outcomes(rows("Ana Berg"), person("Anna Berg", "Ana Berg")) == {"ana-berg": ("anna-berg",)}


def test_a_person_who_can_be_two_leads_nowhere() -> None:
    """Where two names fit, or only the surname, the address says that nobody is named so any more."""
    assert outcomes(rows("A Berg"), person("Anna Berg"), person("Arne Berg")) == {"a-berg": None}
    assert outcomes(rows("Berg"), person("Anna Berg")) == {"berg": None}
    assert outcomes(rows("Anna Berg")) == {"anna-berg": None}


def test_a_person_who_is_back_has_the_old_page() -> None:
    """Somebody who is named again is living again, and unchanged persons keep their rows."""
    old = rows("Anna Berg", "Arne Falk")
    away = person_rows(old, [person("Arne Falk")], STAMPS[1])
    assert [row.living for row in away] == [False, True]
    back = person_rows(away, [person("Anna Berg"), person("Arne Falk")], STAMPS[2])
    assert [row.living for row in back] == [True, True]
    assert back[1] == old[1]


def test_a_document_row_names_all_meetings() -> None:
    """The registry's line has one id, a list of several, or null."""
    one = NewMeeting("a-2031", "A", [FIRST, SECOND])
    registry = reconciled(None, [one, NewMeeting("b-2031", "B", [SECOND])], [THIRD]).registry
    by_source: dict[str, DocumentRow] = {row.source: row for row in registry.documents}
    assert [by_source[name].meetings for name in ("ice.txt", "salt.txt", "tin.txt")] == [
        ("a-2031",),
        ("a-2031", "b-2031"),
        (),
    ]
    lines = b"".join(registry_lines(registry))
    assert b'"meeting":"a-2031"' in lines
    assert b'"meeting":["a-2031","b-2031"]' in lines
    assert b'"meeting":null' in lines
