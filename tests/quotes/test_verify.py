"""What becomes of a quotation: each outcome, with the place and the difference."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from indexer.quotes import WordChange, find_quotations, verify
from indexer.quotes.report import finding_message
from tests.corpus_factory import SUMMARY, passage
from tests.quotes.conftest import SITE, TEXTS, PassageTable, QuoteCorpus, index_passages, make_word_index


@pytest.mark.parametrize(
    "quotation",
    [
        "the mission’s mandate should be adapted to the situation",
        "the mission's mandate should be adapted to the situation,",
        "the mission’s mandate should\nbe adapted to  the situation.",
        "the mission’s mandate ... the situation on the ground",
        "the mission’s mandate […] adapted to the situation",
        "Participants agreed . . . not promises.",
        "the mission’s mandate [as they saw it] should be adapted",
        "[T]he mission’s mandate should be adapted [sic] to the situation",
        "the mission’s mandate [must] be adapted to the situation",
        "the mission’s mandate should be adapt[ing] to the situation",
        "the mission’s mandate² should be adapted to the situation¹⁴",
        "In 2024, 37 Member States",
        "no country can carry its burden alone, and no country should be asked to do so",
        "the means that the task requires. The Chair thanked all delegations",
    ],
)
def test_exact(desk: QuoteCorpus, quotation: str) -> None:
    """Words as they stand are exact, whatever the kind of quotes and spaces, what is left out, put in brackets or cut
    by the end of a paragraph.
    """
    found = desk.finding(quotation)
    assert found.outcome == "exact"
    assert found.changes == ()


@pytest.mark.parametrize(
    "quotation",
    [
        "the mission’s mandate, should be adapted to the situation",
        "The Mission’s mandate should be adapted to the situation",
        "the Organisation needs predictable funding – not promises",
        "the Organization needs predictable funding, not promises",
        "recalled that peace-keeping is a partnership",
        "contributions to the defense of civilians",
        "they never replace the judgment of a trained officer",
        "all delegatoins for their contributions to the defence",
        "participants agreed that the missions mandate should",
        "the budget rose by 1.5% to $2000 million",
        "and the practise of joint planning was kept",
        "the practice of joint planning was kept at all head quarters",
        "the mission's man date should be adapted to the situation on the ground",
    ],
)
def test_exact_but_for_punctuation_or_spelling(desk: QuoteCorpus, quotation: str) -> None:
    """Signs, capitals, variants of spelling and slips of the keys change no word, but are shown."""
    found = desk.finding(quotation)
    assert found.outcome == "near_exact"
    assert any(not change.same for change in found.changes)


@pytest.mark.parametrize(
    ("quotation", "quoted", "there"),
    [
        ("the mission’s mandate should be adopted to the situation", "adopted", "adapted"),
        ("the mission’s mandate should not be adapted to the situation", "not", ""),
        ("the mandate should be adapted to the situation on the ground", "", "mission’s"),
        ("In 2024, 38 Member States offered helicopters", "38", "37"),
        ("no country could carry its burden alone", "could", "can"),
        ("The budget rose by 15% to $2,000 million", "15%", "1.5%"),
        ("The budget rose by 1.5 to $2,000 million", "1.5", "1.5%"),
        ("The budget rose by 1.5% to €2,000 million", "€2,000", "$2,000"),
        ("Host countries may agree to every flight", "may", "must"),
        ("The Council members welcomed these offers", "Council", "Council’s"),
    ],
)
def test_altered(desk: QuoteCorpus, quotation: str, quoted: str, there: str) -> None:
    """A word changed, added or left out is shown beside what the paper says, however alike the words are."""
    found = desk.finding(quotation)
    assert found.outcome == "altered"
    differing = [change for change in found.changes if not change.same]
    assert any(quoted in change.quoted and there in change.found for change in differing)
    assert "".join(change.quoted for change in found.changes).replace(" ", "") == quotation.replace(" ", "")


def test_the_place_is_told(desk: QuoteCorpus) -> None:
    """A finding has the passage and the offsets of the words in it and in the quotation."""
    found = desk.finding("needs predictable funding – not promises")
    (place,) = found.places
    assert place.passage.id == "montevideo-summary.00000"
    assert place.text == "needs predictable funding – not promises"
    assert found.quotation.text[slice(*place.quoted)] == place.text
    assert (found.similarity, found.passage_count) == (1.0, 1)


def test_words_over_two_passages_have_a_place_in_each(desk: QuoteCorpus) -> None:
    """A quotation that runs on in the next passage names both."""
    found = desk.finding("can carry its burden alone, and no country should be asked")
    assert [place.passage.ordinal for place in found.places] == [1, 2]


@pytest.mark.parametrize("between", [" ", " ... ", ". "])
def test_stitched(desk: QuoteCorpus, between: str) -> None:
    """Words from places that do not follow each other are stitched, with or without an ellipsis, and named in order."""
    first = "Participants agreed that the mission’s mandate should be adapted"
    second = "but they never replace the judgement of a trained officer"
    found = desk.finding(f"{first}{between}{second}")
    assert found.outcome == "stitched"
    assert [place.passage.document.id for place in found.places] == ["montevideo-summary", "islamabad-concept"]
    assert [found.quotation.text[slice(*place.quoted)] for place in found.places] == [first, second]


def test_stitched_in_the_wrong_order(desk: QuoteCorpus) -> None:
    """Words of one passage in another order are stitched too."""
    assert desk.finding(
        "the Organization needs predictable funding – not promises … Participants agreed that the mission’s mandate "
        "should be adapted"
    ).outcome == ("stitched")


@pytest.mark.parametrize(
    "quotation",
    [
        "the weather in the mountains was unusually mild that spring",
        "the mission was a failure from the first day to the last",
        "all delegations never agreed about the officer of the aircraft",
        "xyzzy plugh quux frobnicate",
    ],
)
def test_not_found(desk: QuoteCorpus, quotation: str) -> None:
    """Words that no paper has, or has only here and there, are not found."""
    found = desk.finding(quotation)
    assert (found.outcome, found.places) == ("not_found", ())


def test_another_meeting_than_the_link_says(desk: QuoteCorpus) -> None:
    """What stands only in one meeting, beside a link to another, is attributed wrongly, and how it reads is told."""
    found = desk.finding(
        "they never replace the judgment of a trained officer", f"{SITE}/p/montevideo-summary.00000?v=1"
    )
    assert (found.outcome, found.wording) == ("other_meeting", "near_exact")
    assert found.claim
    assert found.claim.meeting == "montevideo-2024"
    assert found.places[0].passage.meeting.id == "islamabad-2025"


@pytest.mark.parametrize(
    ("link", "meeting"),
    [
        ("p/islamabad-concept.00001", "islamabad-2025"),
        ("d/islamabad-concept", "islamabad-2025"),
        ("m/islamabad-2025/1", "islamabad-2025"),
        ("m/montevideo-2024", "montevideo-2024"),
        ("p/unknown.00000", "montevideo-2024"),
        ("elsewhere", "montevideo-2024"),
    ],
)
def test_of_several_places_the_linked_one(desk: QuoteCorpus, link: str, meeting: str) -> None:
    """Words that stand in two meetings are found in the one that the link names; a link to nowhere claims nothing."""
    found = desk.finding("The Chair thanked all delegations for their contributions", f"{SITE}/{link}")
    assert (found.outcome, found.passage_count) == ("exact", 2)
    assert found.places[0].passage.meeting.id == meeting


def test_an_altered_quotation_of_the_linked_passage(desk: QuoteCorpus) -> None:
    """Much may be altered in the very passage that the draft names before the words count as not found."""
    quotation = "Cameras and drones could warn every patrol in time"
    assert desk.finding(quotation).outcome == "not_found"
    assert desk.finding(quotation, f"{SITE}/p/islamabad-concept.00000").outcome == "altered"


def test_short_quotations_are_not_looked_up(desk: QuoteCorpus) -> None:
    """Too few words to verify are said to be that, found or not."""
    assert desk.finding("The Chair thanked").outcome == "too_short"


def test_changes_tell_both_sides(desk: QuoteCorpus) -> None:
    """Runs alternate between words that agree and words that do not."""
    assert desk.finding("no country could carry its burden alone").changes == (
        WordChange("no country", "no country", True),
        WordChange("could", "can", False),
        WordChange("carry its burden alone", "carry its burden alone", True),
    )


def test_progress_and_order(desk: QuoteCorpus) -> None:
    """Findings come in the order of the draft, repeated ones too, and each is counted."""
    draft = "\n\n".join(f"He said “{text[:60]}” once." for text in (*TEXTS, TEXTS[0]))
    told: list[tuple[int, int]] = []
    given = find_quotations(draft)
    found = verify(given, desk.index, desk.papers, progress=lambda done, total: told.append((done, total)))
    assert [one.quotation for one in found] == list(given)
    assert told == [(number, len(TEXTS) + 1) for number in range(1, len(TEXTS) + 2)]


def test_every_span_of_a_passage_is_exact(desk: QuoteCorpus) -> None:
    """Any four or more words in a row, cut at word ends, are exact in the passage they were cut from."""
    chance = random.Random(4)  # noqa: S311  # picks stretches, keeps no secret
    for one in desk.papers.passages:
        words = one.text.split()
        for _ in range(20):
            start = chance.randrange(len(words) - 4)
            quotation = " ".join(words[start : chance.randrange(start + 4, len(words)) + 1])
            found = desk.finding(quotation, f"{SITE}/p/{one.id}")
            assert (found.outcome, found.places[0].passage.id) == ("exact", one.id), quotation


def test_a_corpus_without_words_has_no_quotation(tmp_path: Path) -> None:
    """Nothing is found in nothing."""
    (found,) = verify(find_quotations("He said “four words or more”."), make_word_index(tmp_path, []), PassageTable(()))
    assert found.outcome == "not_found"


def test_passages_without_words_are_passed_over(tmp_path: Path) -> None:
    """Signs alone make a passage of no words, which is found for nothing and is in nobody's way."""
    passages = tuple(passage(SUMMARY, number, text) for number, text in enumerate(("* * *", TEXTS[1], "—", TEXTS[2])))
    found = verify(
        find_quotations(f"“{' '.join(TEXTS[1].split()[:9])}”"),
        index_passages(passages, tmp_path),
        PassageTable(passages),
    )
    assert found[0].outcome == "exact"


@pytest.mark.parametrize(
    "quotation",
    [
        "should be adapted to the situation … no country can carry its burden … thanked all delegations for their",
        "needs predictable funding – not promises … the mission’s mandate should be adapted",
    ],
)
def test_omissions_that_join_what_is_apart(desk: QuoteCorpus, quotation: str) -> None:
    """What stands between omissions is stitched where it is in no place together, or in another order."""
    found = desk.finding(quotation)
    assert found.outcome == "stitched"
    assert [place.text for place in found.places] == quotation.split(" … ")


@pytest.mark.parametrize(
    ("quotation", "told"),
    [
        ("Organization needs predictable […] promises", "leave out: “funding – not”."),
        ("the mission’s mandate [can] be adapted to the situation", "leave out: “should”."),
        ("Participants agreed … not promises", "leave out: 20 words."),
        ("the mission’s mandate should be adapted [sic] to the situation", ""),
    ],
)
def test_what_an_omission_hides_is_told(desk: QuoteCorpus, quotation: str, told: str) -> None:
    """An exact quotation from which words are left out, perhaps a `not`, is told with these words."""
    found = desk.finding(quotation)
    assert found.outcome == "exact"
    assert finding_message(found, desk.papers).endswith(told or "as they are quoted.")
