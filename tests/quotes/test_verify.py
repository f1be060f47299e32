"""Each outcome of checking a quotation, with the place and the difference."""

from __future__ import annotations

import random
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from indexer.quotes.find import find_quotations
from indexer.quotes.finding import Occurrences
from indexer.quotes.report import all_sound, finding_message, phrase_search_path
from indexer.quotes.verify import verify
from indexer.quotes.wording import WordChange
from tests.corpus_factory import SUMMARY, passage
from tests.quotes.conftest import SITE, TEXTS, PassageTable, QuoteCorpus, make_word_index


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
        "the mission’s mandate [ought to] be adapted to the situation",
        "the mission’s mandate should be adapt[ing] to the situation",
        "the mission’s mandate² should be adapted to the situation¹⁴",
        "In 2024, 37 Member States",
        "no country can carry its burden alone, and no country should be asked to do so",
        "the means that the task requires. The Chair thanked all delegations",
    ],
)
def test_exact(quote_corpus: QuoteCorpus, quotation: str) -> None:
    """Words as they are in the papers are exact, whatever the kind of quotes and spaces.

    Words left out, put in brackets or cut at the end of a paragraph make no difference.
    """
    finding = quote_corpus.finding(quotation)
    assert finding.outcome == "exact"
    assert finding.changes == ()


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
def test_exact_but_for_punctuation_or_spelling(quote_corpus: QuoteCorpus, quotation: str) -> None:
    """Punctuation, capitals, spelling variants and typing errors change no word, but are shown."""
    finding = quote_corpus.finding(quotation)
    assert finding.outcome == "near_exact"
    assert any(not change.same for change in finding.changes)


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
def test_altered(quote_corpus: QuoteCorpus, quotation: str, quoted: str, there: str) -> None:
    """A word changed, added or left out is shown beside the paper's words, however similar they are."""
    finding = quote_corpus.finding(quotation)
    assert finding.outcome == "altered"
    differing = [change for change in finding.changes if not change.same]
    assert any(quoted in change.quoted and there in change.found for change in differing)
    assert "".join(change.quoted for change in finding.changes).replace(" ", "") == quotation.replace(" ", "")


def test_the_place_is_reported(quote_corpus: QuoteCorpus) -> None:
    """A finding has the passage, and the offsets of the words in it and in the quotation."""
    finding = quote_corpus.finding("needs predictable funding – not promises")
    (place,) = finding.places
    assert place.passage.id == "montevideo-summary.00000"
    assert place.text == "needs predictable funding – not promises"
    assert finding.quotation.text[slice(*place.quoted)] == place.text
    assert (finding.similarity, finding.passage_count) == (1.0, 1)


def test_words_over_two_passages_have_a_place_in_each(quote_corpus: QuoteCorpus) -> None:
    """A quotation that continues in the next passage names both."""
    finding = quote_corpus.finding("can carry its burden alone, and no country should be asked")
    assert [place.passage.ordinal for place in finding.places] == [1, 2]


@pytest.mark.parametrize("between", [" ", " ... ", ". "])
def test_stitched(quote_corpus: QuoteCorpus, between: str) -> None:
    """Words from places that do not follow each other are stitched, with or without an ellipsis, and named in order."""
    first = "Participants agreed that the mission’s mandate should be adapted"
    second = "but they never replace the judgement of a trained officer"
    finding = quote_corpus.finding(f"{first}{between}{second}")
    assert finding.outcome == "stitched"
    assert [place.passage.document.id for place in finding.places] == ["montevideo-summary", "islamabad-concept"]
    assert [finding.quotation.text[slice(*place.quoted)] for place in finding.places] == [first, second]


def test_stitched_in_the_wrong_order(quote_corpus: QuoteCorpus) -> None:
    """Words of one passage in another order are stitched too."""
    assert quote_corpus.finding(
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
def test_not_found(quote_corpus: QuoteCorpus, quotation: str) -> None:
    """Words that no paper has, or has only scattered, are not found."""
    finding = quote_corpus.finding(quotation)
    assert (finding.outcome, finding.places) == ("not_found", ())


def test_another_meeting_than_the_link_says(quote_corpus: QuoteCorpus) -> None:
    """Words of one meeting beside a link to another are attributed wrongly, and their wording is still compared."""
    finding = quote_corpus.finding(
        "they never replace the judgment of a trained officer", f"{SITE}/p/montevideo-summary.00000?v=1"
    )
    assert (finding.outcome, finding.wording) == ("other_meeting", "near_exact")
    assert finding.claim
    assert finding.claim.meeting == "montevideo-2024"
    assert finding.places[0].passage.document.meetings[0].id == "islamabad-2025"


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
def test_of_several_places_the_linked_one(quote_corpus: QuoteCorpus, link: str, meeting: str) -> None:
    """Words of two meetings are found in the one that the link names; a link that leads nowhere claims nothing."""
    finding = quote_corpus.finding("The Chair thanked all delegations for their contributions", f"{SITE}/{link}")
    assert (finding.outcome, finding.passage_count) == ("exact", 2)
    assert finding.places[0].passage.document.meetings[0].id == meeting


def test_an_altered_quotation_of_the_linked_passage(quote_corpus: QuoteCorpus) -> None:
    """In the passage that the draft names, more words may be altered before a quotation counts as not found."""
    quotation = "Cameras and drones could warn every patrol in time"
    assert quote_corpus.finding(quotation).outcome == "not_found"
    assert quote_corpus.finding(quotation, f"{SITE}/p/islamabad-concept.00000").outcome == "altered"


@pytest.mark.parametrize(
    ("phrase", "times", "papers"),
    [("The Chair thanked", 2, 2), ("country", 2, 1), ("…", 0, 0)],
)
def test_short_phrases_are_counted(quote_corpus: QuoteCorpus, phrase: str, times: int, papers: int) -> None:
    """A phrase of one to three words needs no attention: its occurrences and papers are counted."""
    finding = quote_corpus.finding(phrase)
    assert finding.outcome == "counted"
    assert finding.occurrences == Occurrences(times, papers)


@pytest.mark.parametrize("phrase", ["Chair hesitated", "bananas", "The [good] bananas", "flight … camera"])
def test_a_short_phrase_that_is_nowhere_is_not_found(quote_corpus: QuoteCorpus, phrase: str) -> None:
    """A phrase of one to three words that no paper has needs attention as longer quotations do."""
    finding = quote_corpus.finding(phrase)
    assert (finding.outcome, finding.occurrences) == ("not_found", Occurrences(0, 0))
    assert not all_sound([finding])
    assert finding_message(finding, quote_corpus.papers) == "This phrase does not appear in any paper."


def test_dots_alone_are_no_phrase(quote_corpus: QuoteCorpus) -> None:
    """A quotation without a word is not said to be missing from the papers."""
    finding = quote_corpus.finding("…")
    assert finding_message(finding, quote_corpus.papers) == "There are no words here to look up."


def test_a_short_phrase_is_counted_within_passages(quote_corpus: QuoteCorpus) -> None:
    """Words that only meet where two passages do are no phrase."""
    assert quote_corpus.finding("requires. The Chair").occurrences == Occurrences(0, 0)


@pytest.mark.parametrize(
    ("quotation", "word"),
    [
        ("We can ... have peace without those who", "can’t"),
        ("We can't have peace ... those who", "without"),
        ("mandates could ... be carried out by police", "couldn't"),
        ("the Council can […] agree on a new mandate", "cannot"),
        ("the police can ... hope for aircraft", "not"),
    ],
)
def test_a_negation_in_a_contraction_is_left_out(contractions: QuoteCorpus, quotation: str, word: str) -> None:
    """The `n’t` of a contraction and the `not` of `cannot` are negations that an omission can hide."""
    finding = contractions.finding(quotation)
    assert (finding.outcome, [change.word for change in finding.meaning]) == ("negation_left_out", [word])
    assert f"The omission leaves out “{word}”" in finding_message(finding, contractions.papers)


@pytest.mark.parametrize("quotation", ["We can't have ... those who carry it", "We can’t ... those who carry it"])
def test_a_contraction_that_is_quoted_is_not_left_out(contractions: QuoteCorpus, quotation: str) -> None:
    """Where the quotation has the contraction, only another negation counts."""
    assert [change.word for change in contractions.finding(quotation).meaning] == ["without"]


@pytest.mark.parametrize(
    ("phrase", "outcome", "word", "times"),
    [
        ("should ... keep it", "negation_left_out", "not", None),
        ("can ... have", "negation_left_out", "can’t", None),
        ("should [not] keep", "counted", None, 1),
        ("should [always] keep", "altered", "", None),
        ("is ... permitted", "counted", None, 2),
        ("should … carry", "counted", None, 2),
        ("flight … camera", "not_found", None, 0),
        ("is ... at night", "negation_left_out", "not", None),
    ],
)
def test_a_short_phrase_that_leaves_words_out(
    contractions: QuoteCorpus, phrase: str, outcome: str, word: str | None, times: int | None
) -> None:
    """It is held against the places where its parts stand together: wrong if a negation is left out in all of them."""
    finding = contractions.finding(phrase)
    found = finding.occurrences.times if finding.occurrences else None
    assert (finding.outcome, finding.meaning[0].word if finding.meaning else None, found) == (outcome, word, times)


def test_the_search_for_a_short_phrase_finds_its_parts(contractions: QuoteCorpus) -> None:
    """Dots are no words of a phrase: the search asks for the parts near each other."""
    assert parse_qs(phrase_search_path(contractions.finding("is ... permitted")).partition("?")[2])["q"] == [
        '"is" NEAR/10 "permitted"'
    ]
    assert parse_qs(phrase_search_path(contractions.finding("The Council’s")).partition("?")[2])["q"] == [
        '"The Council’s"'
    ]


@pytest.mark.parametrize(
    ("quotation", "kind", "word"),
    [
        ("the Organization needs predictable […] promises", "negation", "not"),
        ("cameras and sensors can warn a patrol in time, but they ... replace the judgement", "negation", "never"),
        ("should be asked to do so ... requires", "negation", "without"),
        ("Participants agreed ... to the situation on the ground", None, ""),
        ("no country should be asked to do so ... the task requires", "negation", "without"),
        ("no country should be asked to do so ...", "negation", "without"),
        ("should be asked … the task requires", "negation", "without"),
        ("the mission’s mandate [must] be adapted to the situation", "bracket", ""),
        ("the mission’s mandate should [not] be adapted to the situation", "bracket", ""),
        ("[may] be adapted to the situation on the ground", "bracket", ""),
        ("In 2024, [73] Member States offered helicopters", "bracket", ""),
        ("[t]he mission’s mandate should be adapted", None, ""),
    ],
)
def test_what_changes_the_meaning(quote_corpus: QuoteCorpus, quotation: str, kind: str | None, word: str) -> None:
    """An omission that hides a negation, and words in brackets that say something else, are named; others are not."""
    finding = quote_corpus.finding(quotation)
    within = [(change.kind, change.word) for change in finding.meaning if not change.at_edge]
    assert within == ([(kind, word)] if kind else [])
    if finding.wording != "altered" and finding.outcome != "not_found":
        assert finding.outcome == {"negation": "negation_left_out", "bracket": "altered", None: "exact"}[kind]


def test_changes_show_both_sides(quote_corpus: QuoteCorpus) -> None:
    """Runs alternate between words that agree and words that do not."""
    assert quote_corpus.finding("no country could carry its burden alone").changes == (
        WordChange("no country", "no country", True),
        WordChange("could", "can", False),
        WordChange("carry its burden alone", "carry its burden alone", True),
    )


def test_progress_and_order(quote_corpus: QuoteCorpus) -> None:
    """Findings come in the order of the draft, repeated quotations too, and each is counted."""
    draft = "\n\n".join(f"He said “{text[:60]}” once." for text in (*TEXTS, TEXTS[0]))
    progress: list[tuple[int, int]] = []
    quotations = find_quotations(draft)
    findings = verify(
        quotations, quote_corpus.index, quote_corpus.papers, progress=lambda done, total: progress.append((done, total))
    )
    assert [finding.quotation for finding in findings] == list(quotations)
    assert progress == [(number, len(TEXTS) + 1) for number in range(1, len(TEXTS) + 2)]


def test_every_span_of_a_passage_is_exact(quote_corpus: QuoteCorpus) -> None:
    """Any four or more consecutive words of a passage are exact in that passage."""
    chance = random.Random(4)  # noqa: S311  # picks stretches, keeps no secret
    for source_passage in quote_corpus.papers.passages:
        words = source_passage.text.split()
        for _ in range(20):
            start = chance.randrange(len(words) - 4)
            quotation = " ".join(words[start : chance.randrange(start + 4, len(words)) + 1])
            finding = quote_corpus.finding(quotation, f"{SITE}/p/{source_passage.id}")
            assert (finding.outcome, finding.places[0].passage.id) == ("exact", source_passage.id), quotation


def test_a_corpus_without_words_has_no_quotation(tmp_path: Path) -> None:
    """Nothing is found in an empty corpus."""
    (finding,) = verify(
        find_quotations("He said “four words or more”."), make_word_index(tmp_path, []), PassageTable(())
    )
    assert finding.outcome == "not_found"


def test_passages_without_words_are_passed_over(tmp_path: Path) -> None:
    """A passage of punctuation alone has no words and is never found."""
    passages = tuple(passage(SUMMARY, number, text) for number, text in enumerate(("* * *", TEXTS[1], "—", TEXTS[2])))
    findings = verify(
        find_quotations(f"“{' '.join(TEXTS[1].split()[:9])}”"),
        make_word_index(tmp_path, passages),
        PassageTable(passages),
    )
    assert findings[0].outcome == "exact"


@pytest.mark.parametrize(
    "quotation",
    [
        "should be adapted to the situation … no country can carry its burden … thanked all delegations for their",
        "needs predictable funding – not promises … the mission’s mandate should be adapted",
    ],
)
def test_omissions_that_join_what_is_apart(quote_corpus: QuoteCorpus, quotation: str) -> None:
    """Spans between omissions are stitched when no place has them all, or has them in another order."""
    finding = quote_corpus.finding(quotation)
    assert finding.outcome == "stitched"
    assert [place.text for place in finding.places] == quotation.split(" … ")


@pytest.mark.parametrize(
    ("quotation", "ending"),
    [
        ("the Organization […] predictable funding", "leaves out: “needs”."),
        ("the mission’s mandate [ought to] be adapted to the situation", "leaves out: “should”."),
        ("Participants agreed … not promises", "leaves out: 20 words."),
        ("the mission’s mandate should be adapted [sic] to the situation", ""),
    ],
)
def test_what_an_omission_hides_is_reported(quote_corpus: QuoteCorpus, quotation: str, ending: str) -> None:
    """An exact quotation is reported with the words that it leaves out."""
    finding = quote_corpus.finding(quotation)
    assert finding.outcome == "exact"
    assert finding_message(finding, quote_corpus.papers).endswith(ending or "Matches the source.")


def test_words_before_an_omission_are_those_nearest_to_it(quote_corpus: QuoteCorpus) -> None:
    """Of several places for the words before an omission, the last before the words after it is meant."""
    finding = quote_corpus.finding("the … Organization needs predictable funding")
    first, second = finding.places
    assert (finding.outcome, first.passage.text[first.end : second.start]) == ("exact", " ")
