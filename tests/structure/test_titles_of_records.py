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
