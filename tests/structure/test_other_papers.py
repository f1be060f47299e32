"""Papers of assemblies, councils, hearings and workshops: one test for each rule learned from one of them."""

from __future__ import annotations

import pytest

from indexer.model import Block
from indexer.structure.draft import Piece
from indexer.structure.outline.hours import parse_hours_line
from indexer.structure.outline.schedule import expand_programme_tables

from .papers import heading_lines, marked_pieces, passage_texts, read_paper

SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."
FRONT = "Assembly on Coastal Harbours\n\nReport\n\nLima, Peru, 4 May 1999\n\n"


def dropped(text: str) -> dict[str, str]:
    """Return the reason of each dropped line of a text."""
    return {piece.text: piece.reason_text for piece in marked_pieces(text) if piece.role == "dropped"}


@pytest.mark.parametrize("part", ["Annex", "Room", "Table", "Part", "Chapter", "Anexo"])
def test_numbers_of_parts_are_no_page_numbers(part: str) -> None:
    """`Annex 1` and `Annex 2` head parts of a paper and are no running heads."""
    assert f"{part} 1" not in dropped(f"{FRONT}{part} 1\n\n{SAID}\n\n{part} 2\n\n{SAID}\n")


def test_a_symbol_beside_page_numbers_is_a_running_head() -> None:
    """The symbol of the paper at the top of a page is no heading and does not stand in a sentence."""
    text = (
        f"NOR/RC72/18\n\n{FRONT}{SAID}\n\nThe board counted the boats, a number that\n\n"
        f"NOR/RC72/18\n\nPage 2\n\nhad not changed since the war.\n\n2. {SAID}\n"
    )
    assert passage_texts(text)[1][1] == "The board counted the boats, a number that had not changed since the war."
    assert dropped(text)["NOR/RC72/18"] == "running head"


def test_a_title_beside_page_numbers_is_a_running_head_when_it_returns() -> None:
    """A line beside two page numbers is a running head; a line beside one may be a heading."""
    head = "COASTAL HARBOURS COMMITTEE"
    once = f"{FRONT}{SAID}\n\nPage 2\n\n{head}\n\n{SAID}\n"
    assert head not in dropped(once)
    assert dropped(f"{once}\nPage 3\n\n{head}\n\n{SAID}\n")[head] == "running head"


def test_a_foot_set_apart_from_its_page_number_is_dropped() -> None:
    """Day, house and page far apart on one line are a page foot, even if it stands once."""
    foot = "Thursday, 2 March 2023            Senate            Page 3"
    assert "running head with page number" in dropped(f"{FRONT}{SAID}\n\n{foot}\n").values()


def test_a_half_may_begin_with_a_capital_after_a_page_end() -> None:
    """An unfinished paragraph continues on the next page even with a capital; on the same page it does not."""
    first, second = "In the second year the whole catch of herring was sold to", "Iceland, where the price had doubled."
    joined = f"{first} {second}"
    assert joined in [words for _, words in passage_texts(f"{FRONT}{SAID}\n\n{first}\n\nPage 2 of 9\n\n{second}\n")]
    numbered = passage_texts(f"{FRONT}1. {SAID}\n\n2. {first} the ports of the\n\nPage 2 of 9\n\n{second}\n")
    assert numbered[-1][1] == f"{first} the ports of the {second}"


def test_a_number_on_a_line_of_its_own_is_that_of_the_paragraph() -> None:
    """A number on the line above a paragraph is the paragraph's number."""
    draft = read_paper(f"{FRONT}1.\n{SAID}\n\n2.\n{SAID}\n")
    assert [passage.label for passage in draft.passages] == ["1", "2"]


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [("2.1 ", "2.2 ", ["2.1", "2.2"]), ("1.- ", "2.- ", ["1", "2"]), ("2.5 ", "Then ", [None, None])],
)
def test_typed_numbers_are_labels_where_they_count(first: str, second: str, labels: list[str | None]) -> None:
    """`2.1` before a paragraph is its number if another continues the count; alone it is another number."""
    draft = read_paper(f"{FRONT}Introduction\n\n{first}{SAID}\n\n{second}{SAID}\n")
    assert [passage.label for passage in draft.passages] == labels


def test_a_hyphen_within_a_number_stays() -> None:
    """A number word keeps its hyphen when joined: `sixty-` / `three` is sixty-three."""
    text = f"{FRONT}Of the boats that were counted in the port only sixty-\nthree had a licence to fish at night.\n"
    assert "sixty-three" in passage_texts(text)[0][1]


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Wednesday, 6 July, 9:00 – 12:30", ((6, 7), "9:00 – 12:30")),
        ("10:30 – 12:00", (None, "10:30 – 12:00")),
        ("9:30 Opening", None),
        ("6 July", None),
    ],
)
def test_hours_of_a_session(line: str, hours: object) -> None:
    """A line of day and hours states when a session is held; a line with more words does not."""
    assert parse_hours_line(line) == hours


def test_hours_under_a_heading_are_the_sessions() -> None:
    """Day and hours below a session's heading belong to the session and are no passage."""
    text = f"{FRONT}Session 1: Ice\n\nWednesday, 6 July, 9:00 – 12:30\n\n{SAID}\n\nSession 2: Salt\n\n{SAID}\n"
    draft = read_paper(text)
    assert [(session.day, session.time) for session in draft.sessions] == [((6, 7), "9:00 – 12:30"), (None, None)]
    assert len(draft.passages) == 2


def test_a_title_below_a_letterhead_is_the_title() -> None:
    """A body or a state at the top of the page is no title; the subject of the report is."""
    below = f"Lima, Peru, 4 May 1999\n\nIntroduction\n\n{SAID}\n"
    hearing = f"COMMONWEALTH OF LIMA\n\nSENATE\n\nBank closures on the coast\n\n{below}"
    assert read_paper(hearing).facts.title == "Bank closures on the coast"
    minutes = f"REGIONAL COMMITTEE FOR FISH\n\n4 May 1999\n\nREPORT OF THE NINTH ROUND ON FISH\n\n{below}"
    assert read_paper(minutes).facts.title == "Report of the Ninth Round on Fish"


def test_a_subject_line_is_the_title_without_its_word() -> None:
    """A subject line is the title without the word `Subject:`, and names the kind."""
    facts = read_paper(
        f"NOTE\n\nSubject: Summary of discussions on fish of 1 June 2023\n\nIntroduction\n\n{SAID}\n"
    ).facts
    assert (facts.kind, facts.title) == ("summary", "Summary of discussions on fish")


def test_roman_numbers_and_symbols_keep_their_capitals() -> None:
    """A title in capitals gets proper case, except for numerals and symbols; brackets stay as they are."""
    draft = read_paper(f"{FRONT}Introduction\n\n{SAID}\n\nPART II: THE STATE OF ICE IN NOR/RC72/4\n\n{SAID}\n")
    assert draft.passages[-1].section.headings[-1] == "Part II: The State of Ice in NOR/RC72/4"


def test_dots_that_lead_the_eye_are_no_words() -> None:
    """Dot leaders are not shown, and a line of contents is dropped."""
    assert "President: Mr. Ray (Kenya)" in [
        words for _, words in passage_texts(f"{FRONT}President: Mr. Ray . . . . . . (Kenya)\n\n{SAID}\n")
    ]
    pieces = read_paper(f"{FRONT}Ice ............ 12\n\nIntroduction\n\n{SAID}\n").pieces
    assert ("table_of_contents",) in [piece.reasons for piece in pieces]


def test_a_line_of_the_absent_is_no_heading() -> None:
    """A line of absences is no heading, nor is a closing line with name and office."""
    signed = "Respectfully Submitted, Amy Dunn, City Recorder"
    text = f"{FRONT}Introduction\n\nAbsent: Councilor Ann Bell (excused)\n\n{SAID}\n\n{signed}\n"
    assert heading_lines(text)[-1] == "Introduction"


def test_participants_with_their_offices_below_are_people() -> None:
    """A list of participants with several lines each is one passage, each person with office and country."""
    listed = "Prof. Amine Benzid\nMinister of Ice\nHead of delegation\n\nDr Jamel Fodil\nDirector of Ice\n"
    people = read_paper(f"{FRONT}Introduction\n\n{SAID}\n\nALGERIA\n\n{listed}").passages[-1].people
    assert [(person.name, person.affiliation) for person in people] == [
        ("Amine Benzid", "Minister of Ice, Head of delegation, Algeria"),
        ("Jamel Fodil", "Director of Ice, Algeria"),
    ]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Q12 Carla Lukes: Who should pay?", "Carla Lukes"),
        ("Mr. Dalton. The committee will come to order.", "Dalton"),
        ("CHAIR (Senator Stirling): I open the hearing.", "Stirling"),
    ],
)
def test_turns_of_hearings(line: str, speaker: str) -> None:
    """Numbered questions, names with a full stop, and the chair's own name open turns."""
    turns = "\n\n".join([line, *(f"MS. LOW (Norway): {SAID}" for _ in range(4))])
    assert (
        read_paper(f"Hearing on Fish\n\nOfficial Hansard\n\nLima, Peru, 4 May 1999\n\n{turns}\n")
        .passages[0]
        .people[0]
        .name
        == speaker
    )


def test_a_room_is_no_heading_and_talks_are_items() -> None:
    """In a programme with rooms, the room belongs to its session; people and talks stand below the item."""
    heads = Piece.left_out(Block("table_row", "", "Time\tSession\tRoom", drop="column_heads"))
    rows = [
        Piece(Block("table_row", "x", "9:00\tSession 1: Ice\nChair: Dr. Bob Ray\nOld ice – Cy Poe\tRoom 5")),
        Piece(Block("table_row", "y", "10:00\tSession 2: Salt — Chair: Ann Lee\tRoom 6")),
    ]
    pieces = [(piece.role, piece.block.kind, piece.text) for piece in expand_programme_tables([heads, *rows])[1:]]
    assert pieces == [
        ("body", "paragraph", "9:00 Session 1: Ice"),
        ("body", "paragraph", "Chair: Dr. Bob Ray"),
        ("body", "list_item", "Old ice – Cy Poe"),
        ("metadata", "paragraph", "Room 5"),
        ("body", "paragraph", "10:00 Session 2: Salt"),
        ("body", "paragraph", "Chair: Ann Lee"),
        ("metadata", "paragraph", "Room 6"),
    ]


def test_lettered_sessions_stand_beside_each_other() -> None:
    """`Session 1A` and `Session 1B` are two sessions with their own keys."""
    draft = read_paper(f"{FRONT}Introduction\n\n{SAID}\n\nSession 1A: Ice\n\n{SAID}\n\nSession 1B: Salt\n\n{SAID}\n")
    assert [(session.key, session.label, session.title) for session in draft.sessions] == [
        ("1a", "Session 1A", "Ice"),
        ("1b", "Session 1B", "Salt"),
    ]


def test_sections_of_chinese_papers_are_sessions() -> None:
    """`一、` opens a section and `（一）` a part of it; the kind is found without spaces before it."""
    prose = "其中五栋不能承受湿土的重量，需要先行加固，并且应当在明年春天以前完成全部工程。"
    draft = read_paper(
        f"屋顶农业研讨会会议纪要\n\n2023年4月18日\n\n一、概况\n\n{prose}\n\n二、内容\n\n（一）荷载\n\n{prose}\n"
    )
    assert draft.facts.kind == "minutes"
    assert [(session.number, session.title) for session in draft.sessions] == [(1, "概况"), (2, "内容")]
    assert draft.passages[-1].section.headings[-1] == "（一）荷载"


def test_witnesses_with_their_surnames_first_are_people() -> None:
    """`BENNETT, Ms Carolyn, Chief Executive` is a person in a list, no heading and no turn."""
    turns = "\n\n".join(f"MS. LOW (Norway): {SAID}" for _ in range(5))
    draft = read_paper(f"{FRONT}WITNESSES\n\nBENNETT, Ms Carolyn, Chief Executive, Ice Board\n\n{turns}\n")
    person = draft.passages[0].people[0]
    assert (person.honorific, person.name, person.affiliation) == (
        "Ms",
        "Carolyn Bennett",
        "Chief Executive, Ice Board",
    )


def test_a_title_with_a_colon_is_no_speech() -> None:
    """A question in capitals above a hearing is its title, and a short first turn is no part of the title page."""
    turns = "Q1 Chair: Good morning.\n\nMs Low: Thank you.\n\n" + "\n\n".join(f"Ms Low: {SAID}" for _ in range(5))
    draft = read_paper(
        f"RURAL HARBOURS: WHO IS STILL WAITING?\n\nOfficial Hansard\n\nLima, Peru, 4 May 1999\n\n{turns}\n"
    )
    assert draft.facts.title == "Rural Harbours: Who Is Still Waiting?"
    assert draft.passages[0].text == "Q1 Chair: Good morning."
