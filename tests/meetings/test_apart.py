"""Tests of what keeps the papers of different meetings apart, and of meetings that only a file name would name."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.meetings.cluster import find_clusters, meeting_days
from indexer.meetings.merge import group_meetings
from indexer.meetings.papers import PaperPart
from indexer.model import FactEvidence
from indexer.structure.draft import DraftFacts
from tests.meetings.test_cluster import paper, together
from tests.structure.papers import read_paper

_OSLO = "Oslo, Norway"


def of_days(title: str, first: int, last: int, **stated: object) -> DraftFacts:
    """Return the facts of a paper with some days of May."""
    return paper(title, date(2031, 5, first), end=date(2031, 5, last), place=_OSLO, **stated)


@pytest.mark.parametrize(
    ("title", "other_title"),
    [
        ("Seminar 5 on Laid Lines", "Seminar 6 on Laid Lines"),
        ("Fifth Seminar on Laid Lines", "Sixth Seminar on Laid Lines"),
        ("Seminar V on Laid Lines", "Seminar VI on Laid Lines"),
        ("Seminar I: Laid Lines", "Seminar II: Laid Lines"),
        ("Line teleconference", "Notes of the line interim"),
        ("第5回セミナー 釣り糸", "第6回セミナー 釣り糸"),
        ("Round table on ropes", "Round table on cables"),
        ("Round-table: the mending of ropes", "Round-table: the mending of cables"),
        ("Table ronde sur les cordes", "Table ronde sur les câbles"),
        ("Mesa redonda sobre cuerdas", "Mesa redonda sobre cables"),
        ("Круглый стол по канатам", "Круглый стол по кабелям"),
        ("ロープに関する円卓会議", "ケーブルに関する円卓会議"),
        ("Forum on the mending of old nets", "Forum on the mending of old sails"),
    ],
)
@pytest.mark.parametrize("kinds", [("agenda", "minutes"), ("agenda", "agenda"), ("other", "other")])
def test_another_word_or_number_is_another_meeting(title: str, other_title: str, kinds: tuple[str, str]) -> None:
    """Two titles of one place and day that each have a number or a word of their own are of two meetings."""
    papers = {"a.md": of_days(title, 5, 7, kind=kinds[0]), "b.md": of_days(other_title, 5, 7, kind=kinds[1])}
    assert len(together(papers)) == 2


@pytest.mark.parametrize(
    ("title", "other_title"),
    [
        ("Seminar 5 on Laid Lines", "Seminar on Laid Lines"),
        ("Seminar 5 on Laid Lines", "Fifth Seminar on Laid Lines"),
        ("Round table on ropes", "Ropes"),
        ("Seminar on Laid Lines, day 1", "Seminar on Laid Lines, day 2"),
        ("Seminar on Laid Lines, first day", "Seminar on Laid Lines, second day"),
        ("Seminar on Laid Lines, 1st draft", "Seminar on Laid Lines, 2nd draft"),
        ("Круглый стол по канатам", "Круглый стол по канатам"),
    ],
)
def test_a_word_that_one_title_lacks_is_no_other_meeting(title: str, other_title: str) -> None:
    """Agenda and minutes of one place and day are of one meeting where one title only says less."""
    papers = {"a.md": of_days(title, 5, 7, kind="agenda"), "b.md": of_days(other_title, 5, 7, kind="minutes")}
    assert len(together(papers)) == 1


def test_like_titles_make_no_chain_of_days() -> None:
    """Days that lie in those of the meeting join it, and days that reach beyond them do not."""
    title = "Seminar on Laid Lines"
    papers = {
        "a.md": of_days(title, 5, 7, kind="agenda"),
        "b.md": of_days(title, 6, 8, kind="minutes"),
        "c.md": of_days(title, 8, 9, kind="other"),
    }
    assert len(together(papers)) == 3
    inner = {"a.md": of_days(title, 5, 7, kind="agenda"), "b.md": of_days(title, 6, 6, kind="minutes")}
    assert together(inner) == [set(inner)]


def test_days_from_another_paper_are_told() -> None:
    """A paper whose meeting lasts longer than it says has its days from the paper that says so."""
    agenda, minutes = PaperPart("a.md"), PaperPart("b.md")
    papers = {
        agenda: of_days("Seminar on Laid Lines", 5, 7, kind="agenda"),
        minutes: of_days("Seminar on Laid Lines", 6, 6, kind="minutes"),
    }
    (cluster,) = find_clusters(papers)
    days = {part: [entry for entry in cluster.evidence[part] if entry.fact == "day"] for part in papers}
    assert days == {agenda: [], minutes: [FactEvidence("day", "sibling", "a.md")]}
    assert meeting_days(papers.values()) == (date(2031, 5, 5), date(2031, 5, 7))


def of_file(name: str, title: str, day: date | None = None, **stated: object) -> dict[str, DraftFacts]:
    """Return a paper by its name whose title is that of its file."""
    return {name: paper(title, day, evidence=(FactEvidence("title", "path", name),), **stated)}


def test_a_file_names_no_meeting() -> None:
    """Captions without a day or a printed title have no meeting."""
    (group,) = group_meetings(of_file("harbour-talk.vtt", "harbour-talk", kind="transcript"))
    assert group.meetings == ()
    assert group.papers == ("harbour-talk.vtt",)


def test_a_day_makes_a_meeting() -> None:
    """Captions with a day have a meeting of that day."""
    (group,) = group_meetings(of_file("talk-2031-05-04.vtt", "talk-2031-05-04", date(2031, 5, 4), kind="transcript"))
    assert [meeting.start for meeting in group.meetings] == [date(2031, 5, 4)]


def test_a_printed_title_goes_before_a_file_name() -> None:
    """A meeting is called as one of its papers is, whatever the longer names of other files."""
    papers = {
        **of_file("nets-92/minutes.vtt", "nets-92 conference of the harbours minutes", kind="transcript"),
        "nets-92/agenda.md": paper("Nets and Ropes", date(2031, 5, 4), kind="agenda"),
    }
    (group,) = group_meetings(papers)
    assert [meeting.title for meeting in group.meetings] == ["Nets and Ropes"]
    assert len(group.papers) == 2


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Crane-Group/2031-05-04/transcript.vtt", "Crane Group, 4 May 2031"),
        ("crane-group-2031-05-04.vtt", "crane group, 4 May 2031"),
        ("2031/05/GMT20310504-140000_Recording.transcript.vtt", "Meeting of 4 May 2031"),
        ("transcripts/2031/may/04.txt", "Meeting of 4 May 2031"),
        ("p2pnetworking_2031-05-04_003_transcript.vtt", "p2pnetworking, 4 May 2031"),
    ],
)
def test_a_path_names_a_meeting_by_its_folder_and_day(name: str, title: str) -> None:
    """Where no paper prints a name, the meeting has that of its folder or file, or of its day alone."""
    (group,) = group_meetings(of_file(name, name, date(2031, 5, 4), kind="transcript"))
    assert [meeting.title for meeting in group.meetings] == [title]


def test_the_kind_of_a_paper_and_the_number_of_a_day_name_no_meeting() -> None:
    """`Harbour Board: agenda` is of the Harbour Board, and `Ropes Congress, Day 2` of the Ropes Congress."""
    board = {
        f"{kind}.md": paper(f"Harbour Board: {kind}", date(2031, 5, 4), kind=kind) for kind in ("agenda", "minutes")
    }
    days = {
        f"ropes-31/day{number}.md": paper(f"Ropes Congress, Day {number}", date(2031, 5, 4 + number), kind="minutes")
        for number in (1, 2)
    }
    titles = [meeting.title for group in group_meetings({**board, **days}) for meeting in group.meetings]
    assert titles == ["Harbour Board", "Ropes Congress"]


def test_papers_of_one_symbol_are_of_one_meeting() -> None:
    """A record, its correction and its translation share a symbol; another meeting of that session and day does not."""

    def record(symbol: str, title: str, meeting: str) -> str:
        lines = (f"United Nations {symbol}", title, meeting, "Tuesday, 24 September 2030, 10 a.m.", "New York")
        return "\n\n".join((*lines, "The chair opened the meeting and said that the ropes of the harbour were new."))

    texts = {
        "pv12.txt": record("A/85/PV.12", "General Assembly", "12th plenary meeting"),
        "pv12corr.txt": record("A/85/PV.12/Corr.1", "General Assembly", "Corrigendum"),
        "pv12fr.txt": record("A/85/PV.12", "Assemblée générale", "12e séance plénière"),
        "pv13.txt": record("A/85/PV.13", "General Assembly", "Plenary meeting"),
        "other.txt": record("A/85/12", "General Assembly", "Report on the record A/85/PV.12"),
    }
    facts = {name: read_paper(text, name).facts for name, text in texts.items()}
    assert {name: entry.meeting_symbol for name, entry in facts.items()} == {
        "pv12.txt": "A/85/PV.12",
        "pv12corr.txt": "A/85/PV.12",
        "pv12fr.txt": "A/85/PV.12",
        "pv13.txt": "A/85/PV.13",
        "other.txt": None,
    }
    del facts["other.txt"]
    assert together(facts) == [{"pv12.txt", "pv12corr.txt", "pv12fr.txt"}, {"pv13.txt"}]


def test_a_mixed_folder_is_no_meetings_own() -> None:
    """The only agenda of a numbered folder gives its day to no other paper where a third is of another year."""
    papers = {
        "harbours-92/agenda.md": paper("Agenda of the call", date(2031, 7, 9), kind="agenda"),
        "harbours-92/thoughts.md": paper("Thoughts on tides"),
    }
    assert len(together(papers)) == 1
    papers["harbours-92/dialogue.md"] = paper("Dialogue on Fisheries", date(2033, 9, 11))
    assert "harbours-92/thoughts.md" not in [name for names in together(papers) for name in names if len(names) > 1]


def test_parts_of_a_sitting_do_not_name_it() -> None:
    """`Orders of the Day` and `Second Reading` stand in every record: the folder names the sitting, or a real title."""
    parts = {
        f"Iceham/2031/May/04/part{number}.html": paper(title, date(2031, 5, 4), kind="transcript")
        for number, title in enumerate(("Orders of the Day, 2031-05-04", "Second Reading", "Committee of the Whole"))
    }
    (group,) = group_meetings(parts)
    assert [meeting.title for meeting in group.meetings] == ["Iceham, 4 May 2031"]
    whole = {"Iceham/2031/May/04/part9.html": paper("Parliament of Iceham", date(2031, 5, 4), kind="transcript")}
    (group,) = group_meetings({**parts, **whole})
    assert [meeting.title for meeting in group.meetings] == ["Parliament of Iceham"]


def test_a_meeting_of_several_days_is_not_named_by_one_of_them() -> None:
    """Where each paper is called by its day alone, the folder and all days name the meeting."""
    papers = {
        f"harbour-group/2031-05/may-{day}.md": paper(
            f"May {day}, 2031 Meeting Notes", date(2031, 5, day), kind="minutes"
        )
        for day in (4, 5, 6)
    }
    (group,) = group_meetings(papers)
    assert [meeting.title for meeting in group.meetings] == ["harbour group, 4–6 May 2031"]
    (group,) = group_meetings(
        {"harbour-group/a.md": paper("May 4, 2031 Meeting Notes", date(2031, 5, 4), kind="minutes")}
    )
    assert [meeting.title for meeting in group.meetings] == ["May 4, 2031 Meeting Notes"]
