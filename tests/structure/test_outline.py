"""Sessions and headings of a paper."""

from __future__ import annotations

import pytest

from .papers import ALL, read_markdown, read_paper

SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."


def sessions(text: str) -> list[tuple[str, int | None, str, str | None]]:
    """Return key, number, title and parent of each session."""
    return [(session.key, session.number, session.title, session.parent) for session in read_paper(text).sessions]


def paper(*headings: str, kind: str = "Report") -> str:
    """Return a paper with a paragraph under each of these headings."""
    body = "\n\n".join(f"{heading}\n\n{SAID}" for heading in ("Introduction", *headings))
    return f"Assembly on Coastal Harbours\n\n{kind}\n\nLima, Peru, 4 May 1999\n\n{body}\n"


@pytest.mark.parametrize(
    "label", ["Session", "Round table", "Roundtable", "Panel", "Agenda item", "Working group", "Theme", "Workshop"]
)
def test_labelled_sessions_are_read(label: str) -> None:
    """Whatever a paper calls its sessions, they are found with number and title."""
    assert sessions(paper(f"{label} 1: Ice", f"{label} 2: Salt")) == [("1", 1, "Ice", None), ("2", 2, "Salt", None)]


def test_numbers_alone_make_sessions() -> None:
    """Sections that are numbered in order are sessions."""
    assert sessions(paper("1. Ice from Norway", "2. Salt from Spain")) == [
        ("1", 1, "Ice from Norway", None),
        ("2", 2, "Salt from Spain", None),
    ]


def test_titles_alone_make_sessions() -> None:
    """Where nothing is numbered, titled sections are the sessions of a report."""
    assert [title for _, _, title, _ in sessions(paper("Ice From Norway", "Salt From Spain"))] == [
        "Ice From Norway",
        "Salt From Spain",
    ]


def test_what_divides_every_record_is_no_session() -> None:
    """Contents, a motion and the head of a printed page open none, and the session above goes on below such a head."""
    heads = (
        "C O N T E N T S",
        "Ice From Norway",
        "12 th March, 2031 Debate On Ice 83 (Interjections)",
        "That Clause 2 Stands Part of the Bill",
    )
    read = read_markdown(
        "# Records of the Harbour\n\nMinutes\n\n" + "\n\n".join(f"### {head}\n\n{SAID}" for head in heads)
    )
    assert [session.title for session in read.sessions] == ["Ice From Norway"]
    sections = [passage.section.session for passage in read.passages if passage.text == SAID]
    assert sections[1] == sections[2] == read.sessions[0].key


def test_a_paper_that_is_taken_up_is_no_session() -> None:
    """A heading with a symbol right below another heading stands inside it; one after text does not."""
    text = paper("Ice From Norway\n\nReport of the Master (A/75/10)", "Report on Salt (A/75/11)")
    assert [title for _, _, title, _ in sessions(text)] == ["Ice From Norway", "Report on Salt (A/75/11)"]
    under = next(
        passage.section.headings
        for passage in read_paper(text).passages
        if passage.section.session == sessions(text)[0][0]
    )
    assert under == ("Ice From Norway", "Report of the Master (A/75/10)")


def test_times_make_sessions_of_a_programme() -> None:
    """The items of a programme without labels are its sessions, each with its time."""
    head = "Assembly on Coastal Harbours\n\nProgramme\n\nLima, Peru, 4 May 1999"
    text = f"{head}\n\n9:00 Opening\n\n{SAID}\n\n10:30 – 12:00 Ice\n\n{SAID}\n"
    assert [(session.title, session.time) for session in read_paper(text).sessions] == [
        ("Opening", "9:00"),
        ("Ice", "10:30 – 12:00"),
    ]


def test_the_title_may_stand_on_the_next_line() -> None:
    """A line with only the label takes its title from the heading below it."""
    assert sessions(paper("SESSION 1\n\nICE AND SALT", "SESSION 2\n\nNETS")) == [
        ("1", 1, "Ice and Salt", None),
        ("2", 2, "Nets", None),
    ]


def test_a_session_may_have_parts() -> None:
    """Another kind of label inside a session opens a part of it."""
    parsed = sessions(
        paper("Session 1: Ice", "Panel 1: Norway", "Panel 2: Canada", "Session 2: Salt", "Panel 1: Spain")
    )
    assert [(number, title, parent) for _, number, title, parent in parsed] == [
        (1, "Ice", None),
        (1, "Norway", "1"),
        (2, "Canada", "1"),
        (2, "Salt", None),
        (1, "Spain", "2"),
    ]
    assert len({key for key, *_ in parsed}) == 5


def test_a_closing_section_is_in_no_session() -> None:
    """Conclusions and annexes stand beside the sessions."""
    last = read_paper(paper("Session 1: Ice", "Conclusion")).passages[-1]
    assert (last.section.session, last.section.headings) == (None, ("Conclusion",))


def test_front_matter_is_in_no_session() -> None:
    """Passages before the first session belong to none."""
    assert read_paper(paper("Session 1: Ice")).passages[0].section.session is None


def test_headings_inside_a_session_are_kept() -> None:
    """A sub-heading stands in the heading path, under its session."""
    text = paper("Session 1: Ice\n\n" + SAID + "\n\nThe price of it", "Session 2: Salt")
    assert [passage.section.headings for passage in read_paper(text).passages][1:3] == [
        ("Session 1: Ice",),
        ("Session 1: Ice", "The price of it"),
    ]


def test_levels_of_markdown_nest() -> None:
    """A deeper heading stands under a higher one, and closes when the higher one changes."""
    text = f"# Assembly on Ice\n\n## Introduction\n\n{SAID}\n\n### Prices\n\n{SAID}\n\n## Outlook\n\n{SAID}\n"
    assert [passage.section.headings[-2:] for passage in read_paper(text).passages] == [
        ("Introduction",),
        ("Introduction", "Prices"),
        ("Outlook",),
    ]


def test_days_of_a_programme_are_given_to_its_sessions() -> None:
    """A date between sessions is the day of the sessions after it."""
    days = {session.title: session.day for session in read_paper(ALL["fisheries_programme"]).sessions}
    assert days == {"Stock Assessment": (3, 3), "Bycatch": (3, 3), "Harbour Visit": (4, 3)}


def test_two_sessions_of_one_number_have_two_keys() -> None:
    """A number that recurs after another kind of session gets a key of its own."""
    keys = [key for key, *_ in sessions(paper("Session 1: Ice", "Session 1: Salt"))]
    assert len(set(keys)) == 2
