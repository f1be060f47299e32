"""What papers know only by a guess supports nothing, and a sentence with two dates accuses nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indexer.attribution.facts import JudgedFact, SourceWords
from indexer.attribution.judge import FactJudge
from indexer.attribution.known_names import KnownNames
from indexer.attribution.read import stated_facts
from indexer.model import Document, FactBasis, FactEvidence, FactName, Meeting, Passage, Person, Session
from indexer.quotes.fact_text import contradiction_sentence
from indexer.quotes.find import find_quotations
from indexer.quotes.finding import outcome_of
from tests.corpus_factory import MONTEVIDEO, SUMMARY, passage

WORDS = "the words of the paper"
HELD = replace(MONTEVIDEO, start=date(2024, 12, 24), end=date(2024, 12, 24), place="Montevideo, Uruguay")


class OnePaper:
    """The names of one paper and its meeting."""

    def __init__(self, paper: Document) -> None:
        self.paper = paper

    def meetings(self) -> tuple[Meeting, ...]:
        """Return its meetings."""
        return self.paper.meetings

    def documents(self) -> tuple[Document, ...]:
        """Return the paper."""
        return (self.paper,)

    def persons(self) -> tuple[Person, ...]:
        """Return nobody."""
        return ()

    def sessions(self, meeting: str) -> tuple[Session, ...]:  # noqa: ARG002
        """Return none."""
        return ()

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:  # noqa: ARG002
        """Return none."""
        return ()


def judged(draft: str, paper: Document, meeting: Meeting = HELD) -> dict[str, JudgedFact]:
    """Return what is judged of a draft about a passage of a paper, by the words of the draft."""
    names = KnownNames(OnePaper(paper))
    (quotation,) = find_quotations(draft.format(WORDS))
    assert quotation.context
    source = replace(passage(paper, 0, WORDS), meeting=meeting)
    facts = FactJudge(names).judge(stated_facts(quotation.context, names), [SourceWords(source, 0, len(source.text))])
    return {fact.stated.text: fact for fact in facts}


@pytest.mark.parametrize(
    ("basis", "verdict"), [("stated", "supported"), ("path", "supported"), ("guessed", "not_judged")]
)
@pytest.mark.parametrize(
    ("fact", "draft", "stated"),
    [
        ("day", "In December 2024, delegates heard that “{}”.", "December 2024"),
        ("place", "In Montevideo, delegates heard that “{}”.", "Montevideo"),
        ("kind", "The summary says that “{}”.", "summary"),
    ],
)
def test_a_guess_supports_nothing(fact: FactName, draft: str, stated: str, basis: FactBasis, verdict: str) -> None:
    """A day, a place or a kind that agrees with a guess of the paper's is not judged."""
    meeting = replace(HELD, title="A conference")
    paper = replace(SUMMARY, title="Notes", meetings=(meeting,), evidence=(FactEvidence(fact, basis, ""),))
    found = judged(draft, paper, meeting)[stated]
    assert (found.verdict, bool(found.source)) == (verdict, True)


@pytest.mark.parametrize(
    ("draft", "stated", "verdict"),
    [
        ("In 2025, the Assembly recalled its words of 24 December 2024: “{}”.", "2025", "not_judged"),
        ("In 2025, the delegates recalled: “{}”.", "2025", "contradicted"),
        ("In 2025, the Assembly recalled its words of 24 December 2023: “{}”.", "2025", "contradicted"),
    ],
)
def test_one_of_two_dates_fits(draft: str, stated: str, verdict: str) -> None:
    """Where one date of the sentence is the source's, another one may be that of the sentence itself."""
    paper = replace(SUMMARY, meetings=(HELD,))
    assert judged(draft, paper)[stated].verdict == verdict


@pytest.mark.parametrize(
    ("draft", "stated", "verdict"),
    [
        ("Resolution 2748 (2024) says “{}”.", "Resolution 2748 (2024)", "contradicted"),
        ("Resolution 79/243 says “{}”.", "Resolution 79/243", "supported"),
        ("In resolution 79/244 the Assembly decided that “{}”.", "resolution 79/244", "contradicted"),
        ("In its resolution 79/243, the Assembly decided that “{}”.", "resolution 79/243", "supported"),
        ("The Assembly, in its resolution 79/244, decided that “{}”.", "resolution 79/244", "contradicted"),
        ("The Assembly decided that “{}” (A/RES/79/244).", "A/RES/79/244", "contradicted"),
        ("The Assembly decided that “{}” (A/RES/79/243, para. 4).", "A/RES/79/243", "supported"),
    ],
)
def test_the_number_of_a_resolution(draft: str, stated: str, verdict: str) -> None:
    """A number is held against the paper's own; a year in brackets belongs to it and is no date."""
    paper = replace(SUMMARY, kind="resolution", title="79/243. Cybercrime", meetings=(HELD,))
    found = judged(draft, paper)
    assert found[stated].verdict == verdict
    assert "2024" not in found


RESOLUTION = replace(SUMMARY, kind="resolution", title="Resolution 1882 (2009)", meetings=(HELD,))


@pytest.mark.parametrize(
    ("draft", "stated", "verdict"),
    [
        ("In resolution 1860 the Council spoke of “{}”.", "resolution 1860", "contradicted"),
        ("In resolution 1882 the Council spoke of “{}”.", "resolution 1882", "supported"),
        ("Security Council resolution 1860 speaks of “{}”.", "resolution 1860", "contradicted"),
        ("In S/RES/1860 the Council spoke of “{}”.", "S/RES/1860", "contradicted"),
        ("In paragraph 4 of A/RES/73/154 it is said that “{}”.", "A/RES/73/154", "contradicted"),
        ("In operative paragraph 16 of resolution 1882 the Council says “{}”.", "resolution 1882", "supported"),
        ("In resolution 2009 the Council spoke of “{}”.", "resolution 2009", "not_judged"),
    ],
)
def test_the_number_of_a_resolution_without_its_year(draft: str, stated: str, verdict: str) -> None:
    """The number alone names a resolution of the Council; a year may be that of the paper."""
    assert judged(draft, RESOLUTION)[stated].verdict == verdict


@pytest.mark.parametrize("day", ["24 December 2024", "25 December 2024"])
@pytest.mark.parametrize(
    "draft",
    [
        "In resolution 1882 (2009) of {day} the Council spoke of “{words}”.",
        "In its resolution 1882 (2009), adopted by consensus on {day}, the Council noted “{words}”.",
        "The words “{words}” are in resolution 1882 (2009) of {day}.",
        "The resolution of {day} says: “{words}”.",
    ],
)
def test_the_day_of_a_resolution(draft: str, day: str) -> None:
    """A day beside the number is that of its adoption."""
    found = judged(draft.format(day=day, words="{}"), RESOLUTION)[day]
    assert found.verdict == ("supported" if day.startswith("24") else "contradicted")
    if found.verdict == "contradicted":
        assert contradiction_sentence(found).endswith("but the source is dated 24 December 2024.")


@pytest.mark.parametrize(
    "draft",
    [
        "Recalling resolution 1325 (2000) of 31 October 2000, resolution 1882 (2009) says: “{}”.",
        "Since resolution 1325 of 31 October 2000 many have asked for “{}”, as resolution 1882 (2009) does.",
        "Unlike resolution 1325 of 31 October 2000, the resolution of 24 December 2024 has “{}”.",
        "After resolution 1860 of 8 January 2009, delegates called for “{}”.",
        "The report of 3 May 2001 recalls resolution 1882 (2009) of 24 December 2024, where the members noted “{}”.",
        "On 3 May 2001 the members met and, in resolution 1882 (2009), noted “{}”.",
    ],
)
def test_the_number_and_day_of_another_resolution(draft: str) -> None:
    """They say nothing of the words."""
    facts = judged(draft, RESOLUTION).values()
    assert not any(fact.stated.kind in ("number", "date") and fact.verdict == "contradicted" for fact in facts)


@pytest.mark.parametrize(
    "draft",
    [
        "Recalling resolution 79/240, the Assembly decided that “{}”.",
        "To speed up the implementation of resolution 79/240, delegates agreed that “{}”.",
        "Since resolution 2748 (2024) the text has been: “{}”.",
    ],
)
def test_the_number_of_another_resolution(draft: str) -> None:
    """A resolution that the words are not said to be from states nothing."""
    paper = replace(SUMMARY, kind="resolution", title="79/243. Cybercrime", meetings=(HELD,))
    assert not any(fact.stated.kind == "number" for fact in judged(draft, paper).values())


def test_papers_without_a_number_decide_nothing() -> None:
    """A report that repeats the words of a resolution does not contradict its number."""
    found = judged("Resolution 2748 (2024) says “{}”.", replace(SUMMARY, meetings=(HELD,)))
    assert found["Resolution 2748 (2024)"].verdict == "not_judged"


@pytest.mark.parametrize(
    ("draft", "stated"),
    [
        ("Mr Kalinin did not say “{}”.", "Mr Kalinin did not say"),
        ("Mr Low never said that “{}”.", "Mr Low never said"),
        ("The Assembly has never stated that “{}”.", "The Assembly has never stated"),
    ],
)
def test_a_denial_of_words_that_a_paper_has(draft: str, stated: str) -> None:
    """Who denies words that the papers have is told so, and nothing else of the sentence is judged."""
    found = judged(draft, replace(SUMMARY, meetings=(HELD,)))
    assert {text: (fact.verdict, fact.contradiction) for text, fact in found.items()} == {
        stated: ("contradicted", "denied")
    }
    assert contradiction_sentence(found[stated]) == f"Your draft says “{stated}”, but the papers have these words."
    assert outcome_of("exact", False, tuple(found.values()), ()) == "denied"


@pytest.mark.parametrize("draft", ["Nobody who was there forgot “{}”.", "Mr Low did not only say “{}”."])
def test_what_is_no_denial(draft: str) -> None:
    """A negation elsewhere in the sentence denies no words."""
    assert not any(fact.stated.kind == "denial" for fact in judged(draft, replace(SUMMARY, meetings=(HELD,))).values())
