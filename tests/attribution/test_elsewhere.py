"""Places and days of a draft where the papers do not say them of the meeting alone."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.report import finding_message
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_REPORT = "unhelpful hierarchies between local and international staff"
_OF_NOTE = "police remain subordinate in peacekeeping culture, with limited influence in headquarters"
_OF_SESSION_5 = "Strategic use of social media and technological advancements were identified as tools to improve"


def finding_of(draft: str, library: Library, names: KnownNames) -> Finding:
    """Check the first quotation of a draft against the shipped papers."""
    quotations = draft_from_text(draft).quotations
    return verify(quotations, library.word_index, library, titles=library.titles, names=names)[0]


@pytest.mark.parametrize(
    "draft",
    [
        "The Montevideo conference warned of “{}”.",
        "The Montevideo summary warns of “{}”.",
        "At the Montevideo conference, participants warned of “{}”.",
        "The summary of the 2024 Preparatory Conference in Montevideo warns of “{}”.",
        "“{}”, BK Sharma told the Montevideo conference.",
    ],
)
def test_the_meeting_of_another_place_is_named(seed_library: Library, names: KnownNames, draft: str) -> None:
    """Where the papers place the words nowhere, a city in the name of the meeting or its paper names the other one."""
    finding = finding_of(draft.format(_OF_REPORT), seed_library, names)
    assert finding.outcome == "wrong_place"
    sentence = "Your draft says “Montevideo”, but the words are from “Preparing and Building for the Future"
    assert sentence in finding_message(finding, seed_library)


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("In Montevideo participants warned of “{}”.", _OF_REPORT),
        ("The Geneva conference warned of “{}”.", _OF_REPORT),
        ("The Montevideo telecon warned of “{}”.", _OF_REPORT),
        ("At the Montevideo conference of 31 May 2024 participants warned of “{}”.", _OF_REPORT),
        ("At the December 2019 roundtable in Montevideo participants said that “{}”.", _OF_NOTE),
    ],
)
def test_what_the_papers_do_not_know_is_left_open(
    seed_library: Library, names: KnownNames, draft: str, words: str
) -> None:
    """The words may be from that city too: a bare place, another kind of meeting, and the right day decide nothing."""
    assert finding_of(draft.format(words), seed_library, names).outcome in ("exact", "near_exact")


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("“{}” (Session 5, Montevideo, 10 December 2024).", "wrong_place"),
        ("“{}” (Session 5, Montevideo, 11 December 2024).", "exact"),
        ("“{}” (Montevideo, 10 December 2024).", "wrong_place"),
        ("“{}” (Summary, Montevideo, 10 December 2024).", "exact"),
        ("“{}” (Montevideo, 10–11 December 2024).", "exact"),
        ("“{}”[^1]\n\n[^1]: Summary of the Montevideo conference, Session 5, 10 December 2024.", "wrong_place"),
        ("“{}”[^1]\n\n[^1]: Summary of the Montevideo conference, Session 5, 11 December 2024.", "exact"),
        ("“{}” were the words of the panel (Session 5, 10 December 2024).", "wrong_place"),
        ("The conference of 10 December 2024 heard that “{}”.", "exact"),
        ("The 10 December 2024 conference heard that “{}”.", "exact"),
        ("The session of 10 December 2024 heard that “{}”.", "wrong_place"),
        ("At the Montevideo conference on Tuesday 10 December 2024, the session said: “{}”.", "wrong_place"),
        ("At the Montevideo conference on Wednesday 11 December 2024, the session said: “{}”.", "exact"),
    ],
)
def test_a_reference_has_the_day_of_the_session(
    seed_library: Library, names: KnownNames, draft: str, outcome: str
) -> None:
    """Its day is held against that of the session, unless it is the paper's own."""
    assert finding_of(draft.format(_OF_SESSION_5), seed_library, names).outcome == outcome


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("Security Council resolution 1325 “{}”.", "wrong_place"),
        ("Security Council resolution 2719 “{}”.", "exact"),
        ("After resolution 1325, “{}”.", "exact"),
    ],
)
def test_a_number_right_before_the_words_is_that_of_the_source(
    seed_library: Library, names: KnownNames, draft: str, outcome: str
) -> None:
    """Words about a numbered resolution are held against the number right before them in the paper."""
    words = "on UN assessed funding for AU-led peace support operations was noted as a significant achievement"
    assert finding_of(draft.format(words), seed_library, names).outcome == outcome


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("The transcript of the Montevideo meeting shows that “{}”.", "wrong_place"),
        ("At the opening, according to the transcript of the meeting, experts said that “{}”.", "wrong_place"),
        ("The summary of the Montevideo meeting notes that “{}”.", "exact"),
    ],
)
def test_kinds_of_paper_in_other_forms(seed_library: Library, names: KnownNames, draft: str, outcome: str) -> None:
    """A paper shows and notes what it says, and can stand between commas."""
    words = "peacekeeping can only succeed where political progress is possible"
    assert finding_of(draft.format(words), seed_library, names).outcome == outcome


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("Regional peacekeeping is a “universal solution”, the report says.", "negation_left_out"),
        ("Regional peacekeeping is “a universal solution”, the report says.", "negation_left_out"),
        ("Regional peacekeeping is hardly a “universal solution”, the report says.", "fitting"),
        ("The report speaks of a “universal solution”.", "fitting"),
        ("Peacekeeping “can ... succeed where political progress is possible”.", "negation_left_out"),
        ("Peacekeeping “was a tool ... an end in itself”.", "negation_left_out"),
        (
            "The views of participants “necessarily represent the views or positions of the organizers”.",
            "negation_left_out",
        ),
        ("The note claims to “necessarily represent the views of all participants”.", "negation_left_out"),
        (
            "The seminar report warns that its views “necessarily represent the views or positions”.",
            "negation_left_out",
        ),
        ("The clauses “necessarily represent the views or positions of the organizers” are printed below.", "exact"),
        ("According to critics, the views “necessarily represent the views or positions of the organizers”.", "exact"),
    ],
)
def test_what_a_draft_asserts_over_a_denial(seed_library: Library, names: KnownNames, draft: str, outcome: str) -> None:
    """What the paper says not to be is no right quotation of what it is."""
    assert finding_of(draft, seed_library, names).outcome == outcome
