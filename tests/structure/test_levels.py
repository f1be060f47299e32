"""Items of papers whose format marks headings with levels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.limits import LIMITS
from indexer.readers.markdown.reader import read_markdown
from indexer.structure.outline.levels import is_day_heading, is_generic
from indexer.structure.parse import parse_paper

from .papers import make_source

SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."


def session_titles(*lines: str) -> list[str]:
    """Return the titles of the sessions of minutes in Markdown with a paragraph under each line."""
    text = "# Minutes of the Harbour Board\n\n" + "\n\n".join(f"{line}\n\n{SAID}" for line in lines)
    draft = parse_paper(make_source("minutes.md", text), read_markdown(text.encode(), LIMITS), kind="minutes")
    return [session.title for session in draft.sessions]


def test_the_highest_level_with_several_headings_holds_the_items() -> None:
    """Headings below the level of the items are their parts and no sessions."""
    assert session_titles("## Ice", "### Offers", "#### Decision", "## Salt", "### Nets") == ["Ice", "Salt"]


def test_days_are_no_items() -> None:
    """Headings that name a day hold the items below them."""
    lines = ("## Tuesday, 4 May", "### Ice", "### Salt", "## Wednesday Morning", "### Nets", "## Day 3", "### Ropes")
    assert session_titles(*lines) == ["Ice", "Salt", "Nets", "Ropes"]


def test_sections_that_every_paper_has_are_no_items() -> None:
    """Attendance, agenda and administrivia are no items, whatever time they take."""
    assert session_titles("## Attendees", "## Administrivia (5 min)", "## Ice", "## Agenda", "## Salt") == [
        "Ice",
        "Salt",
    ]


@pytest.mark.parametrize(
    "line", ["Ann: Yes", "AL: Do we agree?", "What about the ice?", "(Applause)", "Seconded by Bo Lind", "The Old Ice"]
)
def test_a_line_is_no_heading_where_the_format_marks_headings(line: str) -> None:
    """Where headings are marked, a short line stays in the text, so that it can be found."""
    assert session_titles("## Ice", line, "## Salt", "## Nets") == ["Ice", "Salt", "Nets"]


def test_labelled_sessions_are_the_items_where_most_headings_are_labelled() -> None:
    """A programme of numbered sessions has no sessions besides these."""
    assert session_titles("## Session 1: Ice", "## Session 2: Salt", "## Documents of interest") == ["Ice", "Salt"]


@pytest.mark.parametrize(
    "text",
    ["Tuesday", "Day 2", "Day 2 – 4 May 2021", "4 May 2021", "Wednesday Morning", "Monday, June 2, 2025", "Jueves"],
)
def test_a_day_heading_names_a_day_and_nothing_else(text: str) -> None:
    """Days, their numbers and parts of days are day headings."""
    assert is_day_heading(text)


@given(
    st.sampled_from(["Ice", "Sunday trading", "Mondays at the harbour", "Day labour", "Two days in May", "Morningside"])
)
def test_a_heading_with_other_words_is_no_day(text: str) -> None:
    """Words beside the day make it a title."""
    assert not is_day_heading(text)


def test_a_duration_does_not_make_a_section_an_item() -> None:
    """Minutes after the name of a section are left out before it is looked up."""
    assert is_generic("Administrivia - 5 min total")
    assert not is_generic("Ice (5 min)")
