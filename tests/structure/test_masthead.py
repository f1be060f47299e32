"""What of the first page is no passage, and for what evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .papers import read_markdown, read_paper

BODY = "The price of ice was on the mind of everybody who came, and it was the first thing that was spoken about.\n"


@pytest.mark.parametrize(
    "line",
    [
        "Cold ice is dear.",
        "- Ice for small boats",
        "- The keeper met us and said:",
        "Good morning to you all",
        "Ice: water that froze",
        "Anna Berg, Luis Hara, Ola Lund",
        "Noting the price of ice,",
    ],
)
def test_a_short_line_under_the_title_is_a_passage(line: str) -> None:
    """Sentences, list items, greetings, definitions and names are text, however short they are."""
    draft = read_paper(f"The Price of Ice in the Ports\n\n{line}\n\n{BODY}")
    assert any(line.lstrip("- ") in passage.text for passage in draft.passages)


@pytest.mark.parametrize(
    "line", ["Agenda item 91", "Items 137 and 138 of the preliminary list*", "Seventy-ninth session", "Distr.: General"]
)
def test_the_form_of_a_series_is_no_title(line: str) -> None:
    """References to an agenda, numbers of sessions and notes on distribution are neither title nor text."""
    draft = read_paper(f"{line}\n\nThe Price of Ice in the Ports\n\n4 May 1999\n\n{BODY}")
    assert draft.facts.title == "The Price of Ice in the Ports"
    assert not any(line in passage.text for passage in draft.passages)


def test_logos_and_broken_names_of_an_imprint_are_left_out() -> None:
    """Short names in capitals and the rest of a body's broken name are no text where they stand together."""
    imprint = "ICF\n\nNKVD\n\nHarbour Institute of Frozen\n\nGoods"
    draft = read_paper(f"The Price of Ice in the Ports\n\nReport\n\n4 May 1999\n\n{imprint}\n\n{BODY}")
    assert [passage.text for passage in draft.passages] == [BODY.strip()]


def test_alt_text_is_neither_title_nor_text() -> None:
    """The words that stand in for a logo are left out, and the title is found below them."""
    draft = read_markdown("![Ice Council logo](ice.png)\n\n## Agenda of the May call\n\n- Price of ice\n- Salt\n")
    assert draft.facts.title == "Agenda of the May call"
    assert not any("logo" in passage.text for passage in draft.passages)


@given(
    st.lists(
        st.sampled_from(["Ice is cold.", "We sell ice,", "- ice and salt", "Who buys ice?"]), min_size=1, max_size=6
    )
)
def test_no_sentence_is_lost(lines: list[str]) -> None:
    """Whatever sentences and items stand under a title, each is in a passage."""
    draft = read_paper("The Price of Ice in the Ports\n\n" + "\n\n".join(lines) + f"\n\n{BODY}")
    text = " ".join(passage.text for passage in draft.passages)
    assert all(line.lstrip("- ") in text for line in lines)


@pytest.mark.parametrize(
    "line",
    ["SENATE", "(Public)", "Restricted", "2031-2032", "Session 12", "LC Paper No. CB1/31", "Ref : CB1/P", "立法會"],
)  # fmt: skip
def test_access_session_and_file_number_are_of_the_letterhead(line: str) -> None:
    """Who may read a paper, the years of the session, the body and the number of the file are told, and no passages."""
    draft = read_paper(f"{line}\n\nThe Price of Ice in the Ports\n\n4 May 1999\n\n{BODY}")
    assert draft.facts.title == "The Price of Ice in the Ports"
    assert [piece.reasons for piece in draft.pieces if piece.text == line] == [("masthead",)]


@pytest.mark.parametrize("line", ["Public moorings", "Restricted waters: ice", "(Public applause)", "Ref. the ice"])
def test_other_lines_are_not_of_the_letterhead(line: str) -> None:
    """The same words in a line that says more are no evidence."""
    draft = read_paper(f"The Price of Ice in the Ports\n\n4 May 1999\n\n{line}\n\n{BODY}")
    assert any(line in passage.text for passage in draft.passages)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("SENATE\n\nFIRST SESSION\n\nReport on harbours and ice", "Report on harbours and ice"),
        (
            "Second session, Geneva, 4 May 1999\n\nStanding Committee on Ice\n\nMinutes of the twelfth meeting",
            "Standing Committee on Ice, Minutes of the twelfth meeting",
        ),
        ("ICE COUNCIL\n\nSecond session\n\nAgenda item 3\n\nReport on salt and ice", "Report on salt and ice"),
        ("Rada Portu\n\nProtokół", "Rada Portu, Protokół"),
    ],
)
def test_the_title_below_a_letterhead(lines: str, title: str) -> None:
    """The number of a session and of an item of its agenda stand above the title."""
    assert read_paper(f"{lines}\n\n4 May 1999\n\n{BODY}").facts.title == title


def test_items_of_an_agenda_with_text_are_sections() -> None:
    """`Agenda item 3` over a paragraph opens a part of the record."""
    draft = read_paper(f"Minutes of the ice board\n\nAgenda item 3\n\n{BODY}\nAgenda item 4\n\n{BODY}")
    assert [passage.section.headings for passage in draft.passages] == [("Agenda item 3",), ("Agenda item 4",)]
