"""Titles of papers that do not say of which body they are, and lines that state only a day."""

from __future__ import annotations

import pytest

from indexer.structure.front_matter.titles.printed import _is_only_when

from .papers import read_paper

SAID = "The chair opened the meeting and thanked everybody for coming to the hall at such an hour of the day."


@pytest.mark.parametrize(
    "record",
    ["Minutes of the meeting held in Oslo on 3 March 2031", "Minutes of the meeting", "Minutes of 3 March 2031"],
)
def test_a_record_is_named_with_its_body(record: str) -> None:
    """Records of two committees with the same line below their names do not share a title."""
    titles = [
        read_paper(f"{body}\n\n{record}\n\n{SAID}\n").facts.title for body in ("Planning Committee", "Port Council")
    ]
    assert titles[0] != titles[1]
    assert titles[0].startswith("Planning Committee")


@pytest.mark.parametrize("line", ["Date: 2031-05-04", "Published 5 May 2031", "Fecha: 4 de mayo de 2031", "4 May 2031"])
def test_a_line_that_states_a_day_is_no_title(line: str) -> None:
    """A label before a day does not make it a title."""
    assert _is_only_when(line)


@pytest.mark.parametrize("line", ["Update of 5 May 2031", "Date palms, 4 May 2031", "Published works"])
def test_other_words_beside_a_day_can_be_a_title(line: str) -> None:
    """Words that are no label of a day stay a possible title."""
    assert not _is_only_when(line)


def test_two_signs_open_a_turn_and_no_quotation() -> None:
    """`>> NAME:` in plain text names who speaks, and the sign is no part of the words."""
    paper = read_paper(
        "Transcript of the hearing\n\nOslo, Norway, 4 May 2031\n\n"
        ">> ANNA BROWN: Good morning, this is the hearing on anchors of the port authority.\n\n"
        ">> LUIS HARA: Thank you, I brought the list of the anchors that were lost last year.\n\n"
        ">> ANNA BROWN: Then let us begin with the first of them, please.\n"
    )
    assert [[person.name for person in passage.people] for passage in paper.passages] == [
        ["Anna Brown"],
        ["Luis Hara"],
        ["Anna Brown"],
    ]


def test_a_sentence_of_the_record_is_no_title() -> None:
    """That a sitting goes on, begins or ends names no paper, in several languages."""
    body = "HON. A. BERG.- I thank the chair for that, and I shall be short about the harbour and its ropes.\n"
    for line in ("PARLIAMENT IS RESUMED", "Sitting was adjourned", "La séance est reprise", "Se reanuda la sesión"):
        facts = read_paper(f"{line}\n\n{body}", "hansard-part-2.txt").facts
        assert facts.title == "hansard-part-2", line


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            (
                "Seventy-ninth session",
                "Agenda item 158",
                "Financing of the Harbour Force of the Council",
                "Budget for the Harbour Force for the period from 1 July 2031 to 30 June 2032",
                "Report of the Secretary-General",
            ),
            "Budget for the Harbour Force for the period from 1 July 2031 to 30 June 2032",
        ),
        (
            (
                "HARBOUR COMMITTEE",
                "Conference for the adoption",
                "of a Nordic Agreement concerning",
                "the Carriage of Dangerous",
                "Goods by Harbour *",
                "REPORT OF THE CONFERENCE",
            ),
            "Conference for the adoption of a Nordic Agreement concerning the Carriage of Dangerous Goods by Harbour",
        ),
        (
            ("79/243. Convention on Harbours;", "Strengthening the Cooperation of Ports", "The General Assembly,"),
            "79/243. Convention on Harbours; Strengthening the Cooperation of Ports",
        ),
        (("79/243. Convention on Harbours;", "The General Assembly,"), "79/243. Convention on Harbours"),
        (("The General Assembly,", "3274 (XXIX). Ropes of the north"), "3274 (XXIX). Ropes of the north"),
        (("Letter dated 5 May 2031", "Oslo"), "Letter dated 5 May 2031"),
    ],
)
def test_a_title_is_whole_and_the_papers_own(lines: tuple[str, ...], title: str) -> None:
    """It is no item of an agenda, goes on over its lines, ends in no semicolon, and keeps the day that names it."""
    clauses = "\n\n".join(f"Recalling its earlier resolution {number} on harbours and ports," for number in range(3))
    text = "\n\n".join((*lines, clauses, "1. Requests all of the ports to report on what they have done this year."))
    assert read_paper(text, "A_RES_79_243_3274(XXIX).txt").facts.title == title
