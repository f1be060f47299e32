"""What the title page and the opening paragraphs state about the meeting."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.model import Block, Reading
from indexer.readers.text import read_text
from indexer.structure.draft import Piece
from indexer.structure.front_matter.titles.printed import event_in_title
from indexer.structure.front_matter.titles.title_page import find_body_start
from indexer.structure.parse import parse_paper

from .papers import ALL, make_source, read_markdown, read_paper

BODY = """
Introduction

The price of ice was on the mind of everybody who came, and it was the first thing that was spoken about that day.
"""


def test_the_title_page_is_read() -> None:
    """Title, kind, place and days of the made-up papers are as written on them."""
    facts_by_name = {name: read_paper(text).facts for name, text in ALL.items()}
    assert {name: (facts.title, facts.place, facts.start, facts.end) for name, facts in facts_by_name.items()} == {
        "fisheries_summary": (
            "Workshop on Coastal Fisheries Management",
            "Lisbon, Portugal",
            date(2022, 3, 3),
            date(2022, 3, 4),
        ),
        "fisheries_programme": ("Workshop on Coastal Fisheries Management", "Lisbon, Portugal", None, None),
        "clinics": (
            "Rural Clinics and the Nurses Who Keep Them Open",
            "Nairobi, Kenya",
            date(2023, 6, 8),
            date(2023, 6, 8),
        ),
        "water": ("Minutes of the Basin Water Council", "Vienna, Austria", date(2020, 2, 12), date(2020, 2, 12)),
        "levees": ("Conference on Levees and Flood Plains", "Vienna, Austria", date(2020, 9, 21), date(2020, 9, 21)),
        "dakar": ("Réunion régionale sur la santé maternelle", "Dakar, Senegal", date(2023, 5, 12), date(2023, 5, 13)),
    }


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("4-6 octubre 2021", date(2021, 10, 4), date(2021, 10, 6)),
        ("4 al 6 de octubre de 2021", date(2021, 10, 4), date(2021, 10, 6)),
        ("30 novembre - 2 décembre 2019", date(2019, 11, 30), date(2019, 12, 2)),
        ("LIMA, PERU, 4-6 OCTOBER 2021", date(2021, 10, 4), date(2021, 10, 6)),
        ("October 4-6, 2021", date(2021, 10, 4), date(2021, 10, 6)),
    ],
)
def test_the_days_stand_on_the_title_page(line: str, start: date, end: date) -> None:
    """Days are parsed in several languages and styles."""
    facts = read_paper(f"Assembly on the Price of Ice\n\nReport\n\n{line}\n{BODY}").facts
    assert (facts.start, facts.end) == (start, end)


def test_the_days_are_told_in_the_opening() -> None:
    """Where the title page has no date, the sentence that says when and where the meeting was held counts."""
    facts = read_paper(
        "Assembly on the Price of Ice\n\nReport\n\nIntroduction\n\nThe assembly was held in Lima, Peru, on 4 May 1999. "
        "A year before, on 2 June 1998, the boats had been on strike, and the next one is scheduled for 7 July 2001.\n"
    ).facts
    assert (facts.start, facts.place, facts.year) == (date(1999, 5, 4), "Lima, Peru", 1999)


def test_other_days_in_the_text_do_not_count() -> None:
    """A day on which something else happened is not the meeting's."""
    facts = read_paper(
        "Assembly on the Price of Ice\n\nReport\n\nIntroduction\n\nThe law of 2 June 1998 was on everybody's mind, "
        "and so was the forthcoming assembly, which is to be held in Lima, Peru, on 7 July 2001.\n"
    ).facts
    assert (facts.start, facts.place, facts.year) == (None, None, None)


def test_a_later_day_on_the_title_page_is_that_of_publication() -> None:
    """A note dated after its meeting was published on that date."""
    facts = read_paper(
        "Assembly on the Price of Ice\n\nMeeting note\n\n3 August 1999\n\nIntroduction\n\n"
        "The assembly was held in Lima, Peru, on 4 May 1999, and the price of ice was on everybody's mind that day.\n"
    ).facts
    assert (facts.start, facts.published) == (date(1999, 5, 4), "1999-08-03")


def test_a_month_on_the_title_page_is_that_of_publication() -> None:
    """A month without a day is the date of publication."""
    assert read_paper(f"Assembly on the Price of Ice\n\nReport\n\nAugust 1999\n{BODY}").facts.published == "1999-08"


def test_a_paper_without_a_title_goes_by_its_file() -> None:
    """The file name serves as title, with underscores read as spaces."""
    assert read_paper(
        "the price of ice had doubled in a year, and nobody was surprised by that.", "on_ice.txt"
    ).facts.title == ("on ice")


@pytest.mark.parametrize(
    "title", ["ASSEMBLY ON THE PRICE OF ICE", "# Assembly on the Price of Ice", "**Assembly on the Price of Ice**"]
)
def test_however_the_title_is_set_it_reads_the_same(title: str) -> None:
    """Capitals, hashes and stars are typesetting, not part of the title."""
    assert (
        read_paper(f"{title}\n\nReport\n\nLima, Peru, 4 May 1999\n{BODY}").facts.title == "Assembly on the Price of Ice"
    )


def test_a_bare_agenda_keeps_its_title_page() -> None:
    """A paper of nothing but short lines still states title, place and day on its first ones."""
    facts = read_paper(
        "Assembly on the Price of Ice\n\nAgenda\n\nLima, Peru, 4 May 1999\n\n1. Opening\n\n2. Ice\n\n3. Closing\n"
    ).facts
    assert (facts.title, facts.place, facts.start) == ("Assembly on the Price of Ice", "Lima, Peru", date(1999, 5, 4))


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("ICE COUNCIL OF THE NORTH\n\nCOMMUNIQUÉ\n\n12th meeting", "Ice Council of the North, 12th meeting"),
        ("Ice Council\n\n12TH MEETING", "Ice Council, 12th Meeting"),
        ("Ice Council\n\nWatch the meeting\n\n12th meeting", "Ice Council, 12th meeting"),
        (
            "ICE COUNCIL\n\nOral evidence: The price of ice\n\nView the full transcript",
            "Oral evidence: The price of ice",
        ),
    ],
)
def test_what_is_no_title_is_not_taken_for_one(lines: str, title: str) -> None:
    """A number is named with the body that meets; a control of a web page is no title."""
    assert read_paper(f"{lines}\n\nLima, Peru, 4 May 1999\n{BODY}").facts.title == title


def test_a_year_may_stand_alone() -> None:
    """A number alone near the title is the year of the meeting, unless it counts pages."""
    assert read_paper(f"Assembly on the Price of Ice\n\nReport\n\n1962\n{BODY}").facts.year == 1962
    draft = read_paper(f"Assembly on the Price of Ice\n\nReport\n\n1962\n{BODY}\n1963\n{BODY}")
    assert draft.facts.year is None
    assert [piece.reasons for piece in draft.pieces if piece.text in {"1962", "1963"}] == [("page_number",)] * 2
    assert read_paper(f"Assembly on the Price of Ice\n\n1962\n\nLima, Peru, 4 May 1999\n{BODY}").facts.year == 1999


def test_a_speech_tells_of_other_meetings() -> None:
    """In a speech, only the title page states where and when; the meetings it speaks of were others."""
    speech = "The assembly was held in Lima, Peru, on 4 May 1999. It spoke of ice.\n\n" * 2
    facts = read_paper(f"Statement by the keeper of the ice\n\n2001\n\n{speech}").facts
    assert (facts.kind, facts.place, facts.start, facts.year) == ("statement", None, None, 2001)


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("Statement by Chad in the general debate of the assembly", "General debate of the assembly"),
        ("Statement by Mr. X, Minister in the Kingdom of Tonga, at the World Ice Forum", "World Ice Forum"),
        ("Opening remarks by Ms. Berg at the Conference on Ice at Sea", "Conference on Ice at Sea"),
        ("Discours de la ministre devant la Conférence sur la glace", "Conférence sur la glace"),
        ("Remarks of Ms. Berg to the Ice Council", "Remarks of Ms. Berg to the Ice Council"),
        ("Address by the President", "Address by the President"),
        ("Report of the Council to the Assembly on Ice", "Report of the Council to the Assembly on Ice"),
    ],
)
def test_a_statement_names_the_meeting_it_was_made_at(title: str, event: str) -> None:
    """A statement belongs to the meeting named after `at` in its title."""
    assert event_in_title(title) == event


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "MINUTES\n\nof the 12th meeting of the Ice Board held in Lima on 4 May 1999",
            "Minutes of the 12th meeting of the Ice Board",
        ),
        ("Ice Council\n\nGeorgia, United States of America, 4 May 1999", "Ice Council"),
        (
            "CITY OF ICEHAM\n\nICE COMMISSION\n\nNOTICE OF PUBLIC MEETING\n\n4 May 1999 at 7:00 PM",
            "Ice Commission, Notice of Public Meeting",
        ),
        ("Hello!\n\nThe price of ice in the ports", "The price of ice in the ports"),
        ("Volume 512, No. 43\n\nThe price of ice in the ports", "The price of ice in the ports"),
        ("Tuesday, 4 May 1999 at 7:00 PM\n\nThe price of ice in the ports", "The price of ice in the ports"),
        ("Report of the talks of 4 May 1999 on ice and salt", "Report of the talks of 4 May 1999 on ice and salt"),
        ("Ice Council meeting of Tuesday, 4 May 1999, Town Hall", "Ice Council meeting"),
        ("IS THE ICE OF THE PORTS TOO DEAR FOR ALL OF US?", "Is the Ice of the Ports Too Dear for All of Us?"),
        (
            "Ice Mission of Chad\n\nStatement by Ms. Anna Berg, Minister of Ice\n\nat the Conference on Ice",
            "Statement by Ms. Anna Berg, Minister of Ice at the Conference on Ice",
        ),
    ],
)  # fmt: skip
def test_the_title_is_whole_and_is_a_title(lines: str, title: str) -> None:
    """A title is joined from its lines and not cut at a day inside it; greetings, numbers and places are none."""
    assert read_paper(f"{lines}\n{BODY}").facts.title == title


def test_a_row_of_a_table_is_no_title() -> None:
    """The first person of an attendance table does not name the paper."""
    table = "| Name | Body |\n|---|---|\n| Ann Lee | Ice Council |\n| Bob Ray | Salt Board |\n"
    draft = read_markdown(f"**Attendees:**\n\n{table}\n## Ice\n\nIce is dear.\n", "ice.md")
    assert draft.facts.title == "ice"


def test_the_file_name_picks_the_resolution() -> None:
    """On a page with the end of another resolution, the title is the one that the file is named after."""
    first, second = (
        f"{number}. {subject} in the ports\n\nThe Ice Assembly,\n\nNoting the price of ice now,\n\n1. Notes it;\n\n"
        for number, subject in (("4/11", "Salt"), ("4/12", "Ice"))
    )
    assert read_paper(first + second, "I_RES_4_12.txt").facts.title == "4/12. Ice in the ports"
    assert read_paper(first + second, "ice.txt").facts.title == "4/11. Salt in the ports"


def test_a_title_from_a_form_is_not_used() -> None:
    """What a program writes into the properties of a file is no title; other titles there are weak evidence."""
    blocks = tuple(read_text("the price of ice had doubled in a year, and nobody was surprised by that."))
    for page_title, title, basis in (
        ("Microsoft Word - Document1", "paper", "path"),
        ("My Awesome Presentation", "paper", "path"),
        ("Ice in the Ports", "Ice in the Ports", "path"),
    ):
        facts = parse_paper(make_source(), Reading(blocks, page_title=page_title)).facts
        assert (facts.title, next(one.basis for one in facts.evidence if one.fact == "title")) == (title, basis)


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("Summary of the Workshop on Ice", "Workshop on Ice"),
        ("Minutes of the 12th meeting of the Ice Board", "12th meeting of the Ice Board"),
        ("Summary of the Colloquium on Ice", "Colloquium on Ice"),
        ("Agenda for the May 4th call of the Ice Group", "May 4th call of the Ice Group"),
        ("Minutes of the Ice Council", "Minutes of the Ice Council"),
        ("History of the Conference on Ice", "History of the Conference on Ice"),
    ],
)
def test_a_paper_names_the_meeting_it_is_about(title: str, event: str) -> None:
    """The kind of a paper before its meeting is no part of the meeting's name."""
    assert event_in_title(title) == event


def test_a_paper_with_no_title_but_its_kind_is_told_by_its_day() -> None:
    """`Meeting Notes` alone would be the title of every paper of a series."""
    assert read_paper(f"Meeting notes\n\n4 May 1999\n{BODY}").facts.title == "Meeting notes, 4 May 1999"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ice/2031-05-04/transcript.txt", "ice 2031-05-04 transcript"),
        ("ice/part1.txt", "ice part1"),
        ("ice/price_of_ice.txt", "price of ice"),
        ("transcript.txt", "transcript"),
    ],
)
def test_a_file_name_that_papers_share_is_told_with_its_folder(name: str, title: str) -> None:
    """Where the file name says only what every paper of a series is, the folders stand before it."""
    text = "the price of ice had doubled in a year, and nobody was surprised by that."
    assert read_paper(text, name).facts.title == title


def test_the_title_is_not_cut_before_of_the() -> None:
    """What is left of a title before its day does not end with a preposition."""
    paper = read_paper(
        "Procès-verbal de la réunion des 30 et 31 janvier 2012\n\nParis\n\nLa réunion a examiné les filets."
    )
    assert paper.facts.title == "Procès-verbal de la réunion"


def test_what_a_voice_says_is_no_title() -> None:
    """Captions begin with speech: a short question there is not the title."""
    words = ("Good morning", "Can you hear me?", "Yes, we can hear you very well indeed, thank you.")
    pieces = [Piece(Block("paragraph", text, text, speaker="Tom")) for text in words]
    assert find_body_start(pieces) == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Harbour committee, minutes of 4 April 2022\n\n## Item 1\n\nWe met.\n", "Harbour committee, minutes"),
        ("# Crane group\n\nKai: yes\n\nLou: no\n", "Crane group"),
        ("# Hello!\n\n- one\n- two\n", "paper"),
    ],
)  # fmt: skip
def test_the_only_heading_of_the_first_level_is_the_title(text: str, title: str) -> None:
    """A paper of short lines too has the title that its format marks."""
    assert read_markdown(text).facts.title == title


def test_a_kind_that_goes_on_in_a_sentence_is_a_title() -> None:
    """`MINUTES`, and below it `of the 12th meeting ...` as long as a sentence, are one title."""
    lines = "Agenda item 91\n\nMINUTES\n\nof the 12th meeting of the Harbour Board held in Oslo on 3 March 2015"
    assert read_paper(f"{lines}\n{BODY}").facts.title == "Minutes of the 12th meeting of the Harbour Board"


def test_a_title_that_stops_at_a_small_word_goes_on_in_the_next_line() -> None:
    """A line of a title that ends in `of the` is not all of it; one that ends in a whole word is."""
    broken = "Council of Harbours\n\nAnnual report on ice and the reports of the\n\nHarbour Master and the Pilots\n"
    assert read_markdown(f"{broken}\n{BODY}").facts.title == (
        "Annual report on ice and the reports of the Harbour Master and the Pilots"
    )
    whole = "Council of Harbours\n\nAnnual report on ice and the pilots of Oslo\n\nStatement by the President\n"
    assert read_markdown(f"{whole}\n{BODY}").facts.title == "Annual report on ice and the pilots of Oslo"
