"""Tests of which papers are of one meeting, by their paths, days, numbers and titles."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.meetings.cluster import cluster_papers, find_clusters, meeting_days
from indexer.meetings.papers import PaperPart
from indexer.meetings.titles import meeting_title
from indexer.structure.dates import StatedDates
from indexer.structure.draft import DraftFacts

_MAY_4, _MAY_5, _MAY_11 = date(2031, 5, 4), date(2031, 5, 5), date(2031, 5, 11)


def paper(title: str = "Notes", day: date | None = None, **stated: object) -> DraftFacts:
    """Return the facts of a paper with one day, or with none."""
    year = day.year if day else None
    known = {"title": title, "kind": "other", "start": day, "end": day, "year": year, **stated}
    return DraftFacts(**known)  # type: ignore[arg-type]


def together(papers: dict[str, DraftFacts]) -> list[set[str]]:
    """Return the names of the papers of each meeting, those of a meeting with several papers first."""
    clusters = cluster_papers({PaperPart(name): facts for name, facts in papers.items()})
    return sorted(
        ({part.name for part in cluster} for cluster in clusters), key=lambda names: (-len(names), min(names))
    )


def test_a_folder_of_one_meeting_ties_its_papers() -> None:
    """Agenda and minutes in a folder with a number are of one meeting, whatever their titles, and share its day."""
    papers = {
        "harbours-92/agenda.md": paper("Harbours Agenda", _MAY_4, kind="agenda"),
        "harbours-92/minutes.md": paper("Minutes", kind="minutes"),
        "harbours-92/cranes.md": paper("Cranes"),
        "harbours-93/agenda.md": paper("Harbours Agenda", _MAY_11, kind="agenda"),
        "harbours-93/minutes.md": paper("Minutes", kind="minutes"),
    }
    assert together(papers) == [
        {"harbours-92/agenda.md", "harbours-92/minutes.md", "harbours-92/cranes.md"},
        {"harbours-93/agenda.md", "harbours-93/minutes.md"},
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("agendas/2031/2031-05-04.md", "notes/2031/2031-05-04.md"),
        ("board-agenda-2031-05-04.pdf", "board-minutes-2031-05-04.pdf"),
        ("2031/May/4/part1.html", "2031/May/4/part2.html"),
        ("oslo/day1.md", "oslo/day1-notes.md"),
    ],
)
def test_paths_that_differ_in_the_kind_of_paper_alone(first: str, second: str) -> None:
    """An undated paper is of the meeting whose path it shares."""
    assert together({first: paper("Agenda", _MAY_4), second: paper("Other words")}) == [{first, second}]


@pytest.mark.parametrize(
    ("first", "second", "titles"),
    [
        ("1997/May/28/part2.html", "2021/May/31/part4.html", ("Papers for Presentation",) * 2),
        ("planning/minutes.md", "finance/minutes.md", ("Minutes",) * 2),
        ("meeting-12.html", "meeting-13.html", ("Minutes of the Harbour Board",) * 2),
        ("a/notes.md", "b/notes.md", ("Seminar on Coastal Fisheries Management",) * 2),
        ("a.md", "b.md", ("Minutes of the Harbour Board",) * 2),
        ("a.md", "b.md", ("12th meeting of the Harbour Board", "13th meeting of the Harbour Board")),
    ],
)
def test_an_undated_paper_takes_no_day_from_a_namesake(first: str, second: str, titles: tuple[str, str]) -> None:
    """A like title alone ties no undated paper to a dated one: not across folders, and not of a standing body."""
    assert len(together({first: paper(titles[0]), second: paper(titles[1], _MAY_4)})) == 2


@pytest.mark.parametrize(
    ("titles", "are_one"),
    [
        (("Finance Committee", "Planning Committee"), False),
        (("Working Group on Fisheries", "Working Group on Libraries"), False),
        (("Subcommittee on Trade in Africa", "Subcommittee on Trade in Asia"), False),
        (("Leeds", "Leeds"), False),
        (("Minutes", "Minutes"), False),
        (("12th session of the Harbour Forum", "13th session of the Harbour Forum"), False),
        (("Planning Committee: agenda", "Minutes of the Planning Committee"), True),
        (("Workshop on Coastal Fisheries Management", "Coastal Fisheries"), True),
        (("Conseil municipal : ordre du jour", "Conseil municipal : procès-verbal"), True),
    ],
)
def test_place_and_day_alone_make_no_meeting(titles: tuple[str, str], are_one: bool) -> None:
    """Two committees of one town meet on one evening; only what their titles have in common beside that ties them."""
    papers = {
        name: paper(title, _MAY_4, place="Leeds, United Kingdom", kind=kind)
        for name, title, kind in zip(("a.md", "b.md"), titles, ("agenda", "minutes"), strict=True)
    }
    assert (len(together(papers)) == 1) is are_one


def test_days_in_a_folder_of_a_month_are_one_meeting() -> None:
    """Files for days that follow each other in a folder of their own are one meeting, which has all of these days."""
    papers = {f"2031-05/{day:02}.md": paper("Notes", date(2031, 5, day)) for day in (5, 6, 7)}
    assert together(papers) == [set(papers)]
    assert meeting_days(papers.values()) == (date(2031, 5, 5), date(2031, 5, 7))


@pytest.mark.parametrize(
    ("folder", "days", "title"),
    [
        ("2031-05", (5, 12, 19), "Weekly call"),
        ("2031-05", (5, 6, 7, 20), "Notes"),
        ("2031", (5, 6), "Notes"),
        ("2031-05", (5, 6), "Hansard"),
        ("standup/2031-05", (5, 6), "Notes"),
    ],
)
def test_a_series_is_many_meetings(folder: str, days: tuple[int, ...], title: str) -> None:
    """Weekly calls, days of a whole year, sittings and what takes place daily are meetings of their own."""
    papers = {f"{folder}/2031-05-{day:02}.md": paper(title, date(2031, 5, day)) for day in days}
    assert len(together(papers)) == len(days)


def test_days_of_a_gathering_need_not_follow_each_other() -> None:
    """In a folder named after a gathering, a day without a session may lie between."""
    papers = {f"2031-05-virtual/05-{day}-minutes.md": paper("Minutes", date(2031, 5, day)) for day in (13, 15)}
    assert together(papers) == [set(papers)]


def test_an_undated_summary_is_of_the_days_in_its_folder() -> None:
    """A paper whose name says only its kind is of the one meeting that the files for days beside it are of."""
    papers: dict[str, DraftFacts] = {f"2031-05/{day:02}.md": paper("Notes", date(2031, 5, day)) for day in (5, 6)}
    papers["2031-05/summary.md"] = paper("Summary")
    assert together(papers) == [set(papers)]


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("calls/2031-05-04.md", "meetings/2031-05-04.md", False),
        ("agendas/2031-05-04.md", "meetings/2031-05-04.md", True),
        ("report-12.md", "note-12.md", False),
        ("harbours-12/report.md", "harbours-12/note.md", True),
        ("2031-05-04-en.md", "2031-05-04-fr.md", True),
        ("minutes-2031-05-04.md", "minutes-2031-05-04-v2.md", True),
    ],
)
def test_what_a_shared_path_proves(first: str, second: str, are_one: bool) -> None:
    """A folder with a number, or one day in one tree, tells one meeting; a number of a file or two trees do not."""
    papers = {first: paper("Nets and ropes"), second: paper("Cranes and quays")}
    assert (len(together(papers)) == 1) is are_one


@pytest.mark.parametrize(
    ("names", "kinds", "are_one"),
    [
        (("2031_ice_02-11-agenda.md", "2031_ice_02-11-minutes.md"), ("agenda", "minutes"), True),
        (("2031_ice_02-11-agenda.md", "2031_ice_02-12-minutes.md"), ("agenda", "minutes"), False),
        (("2031_ice_02-11-agenda.md", "2031_ice_02-11-minutes.md"), ("agenda", "agenda"), False),
        (("2031_ice-agenda.md", "2031_ice-minutes.md"), ("agenda", "minutes"), False),
    ],
)
def test_an_agenda_and_a_record_whose_names_have_one_number(
    names: tuple[str, str], kinds: tuple[str, str], are_one: bool
) -> None:
    """They are of one meeting, whatever their titles say."""
    titles = ("Nets and ropes", "Cranes and quays")
    papers = {name: paper(title, _MAY_4, kind=kind) for name, title, kind in zip(names, titles, kinds, strict=True)}
    assert (len(together(papers)) == 1) is are_one


def test_a_number_ties_an_undated_paper() -> None:
    """Agenda and minutes of the 12th meeting of one body are of one meeting in different folders."""
    papers = {
        "a/x.md": paper("Agenda of the 12th meeting of the Harbour Board"),
        "b/y.md": paper("Minutes of the 12th meeting of the Harbour Board", _MAY_4),
        "b/z.md": paper("Minutes of the 13th meeting of the Harbour Board", _MAY_11),
        "b/w.md": paper("Minutes of the 12th meeting of the Water Board", _MAY_11),
    }
    assert together(papers)[0] == {"a/x.md", "b/y.md"}
    assert len(together(papers)) == 3


def test_parts_of_one_paper_are_different_meetings() -> None:
    """Two meetings of one paper stay apart on one day too, and each is tied to the agenda of its day."""
    part = {"kind": "minutes"}
    papers = {
        PaperPart("board/minutes-2031.md", 0): paper("Board", _MAY_4, **part),
        PaperPart("board/minutes-2031.md", 1): paper("Board", _MAY_11, **part),
        PaperPart("board/minutes-2031.md", 2): paper("Board", _MAY_11, **part),
        PaperPart("board/agendas-2031.md", 0): paper("Board", _MAY_4, kind="agenda"),
    }
    clusters = cluster_papers(papers)
    assert sorted(map(len, clusters)) == [1, 1, 2]
    assert [PaperPart("board/agendas-2031.md", 0), PaperPart("board/minutes-2031.md", 0)] in clusters


def test_a_paper_of_no_meeting_joins_by_its_path_alone() -> None:
    """Slides in the folder of a meeting belong to it; elsewhere they are in no cluster, whatever their title."""
    papers = {
        "harbours-92/minutes.md": paper("Harbours", _MAY_4, kind="minutes"),
        "harbours-92/slides.md": paper("My Presentation", kind="slides", has_meeting=False),
        "talks/slides.md": paper("My Presentation", kind="slides", has_meeting=False),
    }
    assert together(papers) == [{"harbours-92/minutes.md", "harbours-92/slides.md"}]


def test_stated_ids_outweigh_all_else() -> None:
    """Papers of one stated id are one meeting, and no other paper joins them."""
    papers = {
        "a-1/agenda.md": paper("Agenda", _MAY_4, meeting_id="x"),
        "b.md": paper("Weather", meeting_id="x"),
        "a-1/minutes.md": paper("Minutes", _MAY_4),
    }
    assert together(papers) == [{"a-1/agenda.md", "b.md"}, {"a-1/minutes.md"}]


def test_the_evidence_is_named() -> None:
    """What ties a paper to its meeting, and the paper that its day comes from, are told."""
    agenda, minutes = PaperPart("harbours-92/agenda.md"), PaperPart("harbours-92/minutes.md")
    (cluster,) = find_clusters({agenda: paper("Agenda", _MAY_4), minutes: paper("Minutes")})
    assert [(entry.fact, entry.basis, entry.evidence) for entry in cluster.evidence[minutes]] == [
        ("meeting", "path", "harbours-92"),
        ("day", "sibling", "harbours-92/agenda.md"),
    ]


def test_days_of_all_papers_are_those_of_the_meeting() -> None:
    """The meeting lasts from the first to the last day that a paper states; what a user states counts alone."""
    planned = paper(partial_dates=StatedDates(5, 3, 5))
    assert meeting_days([planned, paper(day=_MAY_4)]) == (date(2031, 5, 3), _MAY_5)
    stated = paper(day=_MAY_4, stated=frozenset({"start"}))
    assert meeting_days([stated, paper(day=_MAY_5)]) == (_MAY_4, _MAY_4)
    assert meeting_days([paper()]) is None


_NAMES = st.sampled_from(
    [
        "a.md",
        "b.md",
        "x-1/agenda.md",
        "x-1/minutes.md",
        "x-2/minutes.md",
        "2031-05/04.md",
        "2031-05/05.md",
        "2031-05/06.md",
    ]
)
_FACTS = st.builds(
    paper,
    st.sampled_from(
        ["Minutes", "Planning Committee", "Finance Committee", "Workshop on Nets and Ropes", "12th meeting of Nets"]
    ),
    st.sampled_from([None, _MAY_4, _MAY_5, date(2031, 5, 6), _MAY_11]),
    kind=st.sampled_from(["agenda", "minutes", "other"]),
)
_PAPERS = st.dictionaries(_NAMES, _FACTS)


@given(_PAPERS, st.randoms())
def test_the_order_of_papers_changes_nothing(papers: dict[str, DraftFacts], random: object) -> None:
    """Whatever the order in which papers are given, the same papers are of the same meetings."""
    shuffled = list(papers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert together(dict(shuffled)) == together(papers)


@given(_PAPERS)
def test_each_paper_is_of_one_meeting(papers: dict[str, DraftFacts]) -> None:
    """The clusters divide the papers: each is in exactly one."""
    assert sorted(name for names in together(papers) for name in names) == sorted(papers)


@given(_PAPERS, st.sampled_from([None, _MAY_4, _MAY_11]))
def test_an_unrelated_paper_changes_nothing(papers: dict[str, DraftFacts], day: date | None) -> None:
    """A paper on another subject in another folder neither joins nor divides the others."""
    other = {"elsewhere/weather.txt": paper("Seminar on Winter Storms in Alaska", day)}
    assert sorted(map(sorted, together({**papers, **other}))) == sorted(map(sorted, [*together(papers), {*other}]))


@given(_PAPERS)
def test_no_meeting_has_days_far_apart(papers: dict[str, DraftFacts]) -> None:
    """Papers whose days are a week apart are of two meetings, whatever ties them."""
    for names in together(papers):
        days = [day for name in names if (day := papers[name].start)]
        assert not days or (max(days) - min(days)).days < 7


@pytest.mark.parametrize(
    ("titles", "lasts_days", "name"),
    [
        (
            ["Resumption of the debate on the address of the President", "Parliament of the Isles"],
            False,
            "Parliament of the Isles",
        ),
        (["Minutes of the board", "Workshop on Nets"], False, "Workshop on Nets"),
        (["Nets", "Nets and ropes"], False, "Nets and ropes"),
        (["4 May 2031 Loom Group", "5 May 2031 Loom Group"], True, "Loom Group"),
        (["4 May 2031 Loom Group"], False, "4 May 2031 Loom Group"),
        (["4 May 2031"], True, "4 May 2031"),
        (
            ["Letter dated 4 May 2031 from the Chair of the Board"],
            True,
            "Letter dated 4 May 2031 from the Chair of the Board",
        ),
    ],
)
def test_a_meeting_is_named_after_an_event_or_a_body(titles: list[str], *, lasts_days: bool, name: str) -> None:
    """The title that names the meeting goes before that of an item, and one day is no name for several."""
    assert meeting_title(titles, lasts_days=lasts_days) == name
