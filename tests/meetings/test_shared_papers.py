"""Tests of papers of no meeting, and of papers that hold several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from indexer.meetings.merge import MeetingGroup, group_drafts
from indexer.structure.draft import Draft, DraftPassage, DraftSession, PartFacts, Section
from tests.structure import papers

FEBRUARY, MARCH = date(2031, 2, 14), date(2031, 3, 14)
YEAR_OF_MINUTES = "Minutes of the Harbour Board\n\nThe board met in the hall.\n"
AGENDA = "Agenda of the Harbour Board\n\nOslo, 14 March 2031\n\nThe board will meet at nine in the hall.\n"


def minutes() -> Draft:
    """Minutes of two days in one file, each with an item 1."""
    read = papers.read_paper(YEAR_OF_MINUTES, "minutes.txt")
    parts = (PartFacts("## 2031-02-14", FEBRUARY, FEBRUARY), PartFacts("## 2031-03-14", MARCH, MARCH))
    facts = replace(read.facts, parts=parts, meeting_title="Harbour Board")
    sessions = (
        DraftSession("1", "Dredging of the basin", 1, part=0),
        DraftSession("1-2", "Lights of the mole", 1, part=1),
        DraftSession("1-2-cost", "Cost of the lights", parent="1-2", part=1),
    )
    return replace(read, facts=facts, sessions=sessions)


def passage(part: int | None, session: str | None = None) -> DraftPassage:
    """A passage of a part and a session of the minutes."""
    return DraftPassage("Words.", "paragraph", Section((), session), part=part)


def grouped(*drafts: Draft) -> list[MeetingGroup]:
    """Group papers, given in the order of their names."""
    return group_drafts(drafts)


def test_a_paper_that_holds_two_meetings_is_of_both() -> None:
    """Each part is a meeting with its own day, and both are in one group, which has no only meeting."""
    (group,) = grouped(minutes())
    assert [meeting.start for meeting in group.meetings] == [FEBRUARY, MARCH]
    assert group.meeting is None
    assert len({meeting.id for meeting in group.meetings}) == 2
    assert group.papers[0].meetings == group.meetings


def test_a_passage_is_of_the_meeting_of_its_part() -> None:
    """What stands before the first part is of none of several meetings."""
    (paper,) = grouped(minutes())[0].papers
    assert [paper.meeting_of(part) for part in (0, 1, None)] == [*paper.meetings, None]


def test_sessions_belong_to_the_meeting_of_their_part() -> None:
    """Item 1 of each day is session 1 of its own meeting, without the number that tells the two apart in the file."""
    (group,) = grouped(minutes())
    assert [(session.meeting, session.id, session.title, session.parent) for session in group.sessions] == [
        (group.meetings[0].id, "1", "Dredging of the basin", None),
        (group.meetings[1].id, "1", "Lights of the mole", None),
        (group.meetings[1].id, "1-cost", "Cost of the lights", "1"),
    ]
    (paper,) = group.papers
    assert paper.session_of["1-2-cost"].meeting == group.meetings[1].id


def test_a_session_left_open_by_the_part_before_is_not_taken_over() -> None:
    """A passage of March under a heading of February is in no session."""
    (paper,) = grouped(minutes())[0].papers
    session = paper.session_at(passage(0, "1"))
    assert session
    assert session.title == "Dredging of the basin"
    assert paper.session_at(passage(1, "1")) is None
    assert paper.session_at(passage(None)) is None


def test_a_paper_of_one_part_joins_that_meeting() -> None:
    """An agenda of the second day is a paper of the meeting of that day, in the group of the minutes."""
    agenda = papers.read_paper(AGENDA, "agenda.txt")
    agenda = replace(agenda, facts=replace(agenda.facts, meeting_title="Harbour Board", start=MARCH, end=MARCH))
    (group,) = grouped(agenda, minutes())
    of_name = {paper.draft.source.name: paper for paper in group.papers}
    assert of_name["agenda.txt"].meetings == (group.meetings[1],)
    assert of_name["minutes.txt"].meetings == group.meetings


def test_a_paper_of_no_meeting_has_a_group_of_its_own_after_the_meetings() -> None:
    """It has no meeting and no sessions, and no other paper is put with it."""
    memo = papers.read_paper("A memo on ice\n\nThe ice of the lake was thin all winter long.\n", "a.txt")
    memo = replace(memo, facts=replace(memo.facts, has_meeting=False), sessions=(DraftSession("1", "Ice"),))
    groups = grouped(memo, minutes())
    assert [group.meetings for group in groups][-1] == ()
    (paper,) = groups[-1].papers
    assert (paper.meetings, paper.meeting_of(None), paper.session_at(passage(None, "1"))) == ((), None, None)


def test_a_planned_part_is_planned_until_a_report_lists_it() -> None:
    """Who stands in the programme alone is planned; who stands in a report too took part."""
    groups = grouped(
        papers.read_paper(papers.FISHERIES_PROGRAMME, "a.txt"), papers.read_paper(papers.FISHERIES_SUMMARY, "b.txt")
    )
    people = {person.name: person.status for session in groups[0].sessions for person in session.people}
    assert people == {
        "Inês Lopes": "planned",
        "Ana Sousa": "reported",
        "João Pereira": "reported",
        "Marie Dupont": "reported",
    }
