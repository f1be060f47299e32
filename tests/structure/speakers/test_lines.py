"""Lines that name who speaks below them, and statements of one person."""

from __future__ import annotations

import pytest

from tests.structure.papers import read_paper


def speakers(text: str) -> dict[str, list[tuple[str, str | None]]]:
    """Return name and affiliation of who speaks each passage, by the first words of the passage."""
    return {
        passage.text[:16]: [(person.name, person.affiliation) for person in passage.people]
        for passage in read_paper(text).passages
    }


STATEMENTS = """\
# Statements at the harbour conference

## Ms. Jane Doe (Kenya)

Mr. President, I thank you for the floor. My delegation has read the report.

We have three points to make on it, and they are short.

## H.E. Mr. John Roe, Minister of Ports, Peru

I wish to speak about the cranes, which are old.

## Dr. Wang Li (Harbour Union)

I thank the chair. We have waited long for this day.
"""


def test_a_line_with_a_person_holds_for_what_the_person_says() -> None:
    """Names with titles over speech in the first person are its speakers, and neither headings nor sessions."""
    read = speakers(STATEMENTS)
    assert read["We have three po"] == [("Jane Doe", "Kenya")]
    assert read["I wish to speak "] == [("John Roe", "Minister of Ports, Peru")]
    assert read["I thank the chai"] == [("Wang Li", "Harbour Union")]
    draft = read_paper(STATEMENTS)
    assert draft.sessions == ()
    assert not any("Doe" in heading for passage in draft.passages for heading in passage.section.headings)


def test_portraits_are_no_speech() -> None:
    """Names over texts in the third person say nothing about who speaks, whatever the texts quote."""
    text = (
        "# Speakers of the harbour conference\n\n## Ms. Jane Doe (Kenya)\n\nJane Doe is the director of the port.\n\n"
        "## Mr. John Roe (Peru)\n\nJohn Roe was a minister, and wrote “I and my harbour” in 2011.\n\n"
        "## Dr. Wang Li (Union)\n\nWang Li leads the union, which has 300 members.\n"
    )
    assert not any(speakers(text).values())


STATEMENT = """\
PERMANENT MISSION OF KENYA

{line}

New York, 3 May 2021

Mr. President,

I thank you for convening this debate on the harbours of the world and their people.

Kenya has three points to make, and we will be short because the hour is late.
"""


def test_a_statement_is_of_the_person_that_it_names() -> None:
    """The paragraphs of a paper that is one person's statement are this person's."""
    line = "Statement by H.E. Ms. Jane Doe, Permanent Representative of Kenya, at the Harbour Council"
    assert speakers(STATEMENT.format(line=line))["Kenya has three "] == [
        ("Jane Doe", "Permanent Representative of Kenya")
    ]


@pytest.mark.parametrize("line", ["Statement by the Group of Coasts", "Statement on the harbours of the world"])
def test_a_statement_of_nobody_named_has_no_speaker(line: str) -> None:
    """A statement of a group, or on a subject, names no person."""
    assert not any(speakers(STATEMENT.format(line=line)).values())


def test_names_with_the_times_of_a_recording_are_speakers() -> None:
    """`Jane Doe  0:03` alone on a line names the speaker; the same names in a programme speak no words."""
    call = (
        "Harbour call\n\nJane Doe  0:03\n\nGood morning, and thank you all for coming today.\n\n"
        "Mark Lee  0:15\n\nThanks, Jane. I have two points on the cranes.\n"
    )
    assert speakers(call)["Thanks, Jane. I "] == [("Mark Lee", None)]
    programme = (
        "Harbour day\n\nJane Doe  10:00\n\nThe cranes of the northern basin and their upkeep.\n\n"
        "Mark Lee  11:15\n\nThe lights of the southern basin and their cost.\n"
    )
    assert not any(speakers(programme).values())


def test_a_hyphen_after_a_listed_name_opens_a_turn() -> None:
    """`Jane - I think so` is a turn where the paper lists Jane; other items with a hyphen are none."""
    text = (
        "# Minutes of the harbour group\n\n## Attendees\n\n- Jane Doe (Port Co)\n- Mark Lee (Light Inc)\n\n"
        "## Discussion\n\n- Jane - I think that we should dredge before the winter.\n"
        "- Mark - Do we have the money for it this year?\n- Jane - I asked the treasurer, and we have.\n"
        "- Dredging - the northern basin was dredged in May by the town.\n"
    )
    read = speakers(text)
    assert read["Mark - Do we hav"] == [("Mark Lee", "Light Inc")]
    assert read["Dredging - the n"] == []
