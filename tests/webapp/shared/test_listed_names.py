"""Names of papers and sessions that are listed together tell each from the others; letters alone are no name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus_factory import ISLAMABAD, MONTEVIDEO, PROGRAMME, SUMMARY, session
from webapp.shared.labels import is_name
from webapp.shared.paper_names import distinct_paper_names
from webapp.shared.session_names import distinct_session_names, key_of

TITLES = st.sampled_from(["Minutes", "Minutes of May", "Opening", ""])


def test_a_paper_is_called_by_its_kind_where_that_is_enough() -> None:
    """One programme and one summary need no titles; two summaries do, and two of one title their days or files."""
    assert distinct_paper_names([PROGRAMME, SUMMARY]) == {PROGRAMME.id: "Programme", SUMMARY.id: "Summary"}
    other = replace(SUMMARY, id="other", title="Second summary")
    assert distinct_paper_names([SUMMARY, other])["other"] == "Second summary"
    dated = replace(SUMMARY, id="dated", published="2024-12-12")
    assert distinct_paper_names([SUMMARY, dated])["dated"] == "Summary of the conference, 12 December 2024"
    again = replace(SUMMARY, id="again", source="b.txt")
    assert distinct_paper_names([SUMMARY, again])["again"] == "Summary of the conference (b.txt)"


@given(st.lists(TITLES, min_size=1, max_size=8))
def test_no_two_papers_have_one_name(titles: list[str]) -> None:
    """Whatever the titles, each paper has a name of its own."""
    papers = [replace(SUMMARY, id=f"p{number}", title=title) for number, title in enumerate(titles)]
    names = distinct_paper_names(papers)
    assert len(set(names.values())) == len(papers)


def test_sessions_of_one_name_are_told_apart_by_day_or_meeting() -> None:
    """A name that several sessions have gets the day or the meeting; others stay as they are."""
    first = session("a", MONTEVIDEO, "Discussion", day=date(2024, 12, 10))
    second = session("b", MONTEVIDEO, "Discussion", day=date(2024, 12, 11))
    third = session("c", MONTEVIDEO, "Opening")
    elsewhere = session("c", ISLAMABAD, "Opening")
    names = distinct_session_names([first, second])
    assert names[key_of(second)] == "Discussion, 11 December 2024"
    meetings = {meeting.id: meeting for meeting in (MONTEVIDEO, ISLAMABAD)}
    assert distinct_session_names([third, elsewhere], meetings)[key_of(elsewhere)] == "Opening, Islamabad 2025"


@given(st.lists(TITLES, min_size=1, max_size=8))
def test_no_two_sessions_have_one_name(titles: list[str]) -> None:
    """Whatever the titles, each session has a name of its own."""
    sessions = [session(f"s{number}", MONTEVIDEO, title or "x") for number, title in enumerate(titles)]
    assert len(set(distinct_session_names(sessions).values())) == len(sessions)


@pytest.mark.parametrize("text", ["Anna Berg", "SMITH", "Li", "习近平", "محمد", "J. Berg", "Ng"])
def test_names_are_names(text: str) -> None:
    """Whole names, surnames in capitals, short names, and names of other scripts are names."""
    assert is_name(text)


@pytest.mark.parametrize("text", ["MT", "A.B.", "X", "?", "JHD", "12", "Q", "a"])
def test_letters_are_no_names(text: str) -> None:
    """Initials and signs stand for a name and are none."""
    assert not is_name(text)
