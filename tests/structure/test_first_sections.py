"""Sections that stand first, headings without text, labels with two numbers, stated titles, titles of acronyms."""

from __future__ import annotations

import pytest

from .papers import read_markdown, read_paper
from .test_title_sources import title_of

SAID = "The board met in the harbour hall and spoke about the dredging of the outer basin at length."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"## Open issues\n\n- Ice is dear\n\n## Salt\n\n{SAID}\n", ("2031-05-04", "path")),
        (f"4 May 2031\n\n# Price of ice\n\n{SAID}\n\n# Salt\n\n{SAID}\n", ("2031-05-04", "path")),
        (
            f"### Call Agenda\n\nAnybody can add to it.\n\n### Breakout A\n\n- Ice\n\n### Breakout B\n\n{SAID}\n",
            ("Call Agenda, 2031-05-04", "path"),
        ),
        (f"# Price of ice\n\n{SAID}\n\n# Salt\n\n{SAID}\n", ("Price of ice", "stated")),
        (f"## Ice board of Oslo\n\n4 May 2031\n\n## Salt\n\n{SAID}\n", ("Ice board of Oslo", "stated")),
        (f"---\ntitle: Seminar on ice\n---\nLast time\n\n{SAID}\n", ("Seminar on ice", "stated")),
        (f"---\ntitle: ice\n---\n# Seminar on ice\n\n{SAID}\n", ("Seminar on ice", "stated")),
        (f"The list: https://ice.example/list\n\n{SAID}\n", ("2031-05-04", "path")),
        (f"# Notes of the ice group - ICE12, Oslo\n\n## 4 May 2031\n\n11:00-12:00 Morning, Hall\n\n{SAID}\n",
         ("Notes of the ice group - ICE12, Oslo", "stated")),
        (f"# MLS IETF 114\n\n{SAID}\n", ("MLS IETF 114", "stated")),
    ],
)  # fmt: skip
def test_the_first_section_is_no_title(text: str, title: tuple[str, str]) -> None:
    """A heading with others beside it and text under it is a section; what the author states above wins."""
    assert title_of(read_markdown(text, "2031-05-04.md")) == title


def test_a_line_that_is_not_the_title_after_all_stays() -> None:
    """Where the stated title wins, the first line is text, and a section keeps its heading."""
    draft = read_markdown(f"---\ntitle: Seminar on ice\n---\nLast time\n\n{SAID}\n")
    assert [passage.text for passage in draft.passages] == ["Last time", SAID]
    draft = read_markdown(f"## Open issues\n\n- Ice is dear\n\n## Salt\n\n{SAID}\n")
    assert [passage.section.headings for passage in draft.passages] == [("Open issues",), ("Salt",)]


def test_a_heading_without_text_holds_none_of_its_level() -> None:
    """`Wednesday` with nothing under it does not contain `Friday`, where the format gives the levels."""
    text = f"# Minutes of the board\n\n## Chair: Ann Berg\n\n## Note Well\n\n## Price of ice\n\n{SAID}\n\n"
    text += f"## Wednesday\n\n## Friday\n\n### TOP 7.1 Salt\n\n{SAID}\n"
    draft = read_markdown(text)
    assert [passage.section.headings for passage in draft.passages] == [
        (),
        ("Price of ice",),
        ("Friday", "TOP 7.1: Salt"),
    ]
    assert [(session.number, session.label) for session in draft.sessions] == [(None, None), (None, "TOP 7.1")]


def test_contents_without_page_numbers_end_where_their_first_line_recurs() -> None:
    """Under `CONTENTS` stand heads and names of speakers, up to the line that opens the text."""
    rows = ["Tuesday, May 12, 1998", "ROUTINE PROCEEDINGS", "Mr. Peter Adams", "PRICE OF ICE", "Motion deferred."]
    text = "\n\n".join(["RECORD OF DEBATES", "CONTENTS", *rows, "RECORD OF DEBATES", rows[0], rows[1], SAID])
    draft = read_paper(text)
    assert [passage.text for passage in draft.passages if passage.text in rows[1:]] == []
    assert SAID in [passage.text for passage in draft.passages]


def test_a_kind_with_the_bare_word_meeting_is_told_by_its_day() -> None:
    """`Ata de Reunião` alone would be the title of every paper of a series."""
    assert title_of(read_markdown(f"# Ata de Reunião\n\n4 de maio de 2031\n\n{SAID}\n"))[0] == (
        "Ata de Reunião, 4 de maio de 2031"
    )
    assert title_of(read_markdown(f"# Meeting minutes\n\n## Ice\n\n{SAID}\n", "2031-05-04.md")) == (
        "Meeting minutes, 2031-05-04",
        "path",
    )
