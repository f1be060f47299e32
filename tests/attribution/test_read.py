"""What a sentence states of the source of a quotation, read from drafts as people write them."""

from __future__ import annotations

import pytest

from indexer.attribution.facts import StatedFact
from indexer.attribution.known_names import KnownNames
from indexer.attribution.read import stated_facts
from indexer.quotes.find import find_quotations

WORDS = "the words of the paper"


def facts_in(draft: str, names: KnownNames) -> tuple[StatedFact, ...]:
    """Return the facts that a draft states of the quotation of WORDS."""
    (quotation,) = [each for each in find_quotations(draft) if each.text.startswith(WORDS)]
    assert quotation.context
    return stated_facts(quotation.context, names)


@pytest.mark.parametrize(
    ("draft", "stated"),
    [
        (
            "In Session 5 participants agreed that “{}”.",
            {"session": "Session 5", "manner": "participants agreed", "voice": "participants agreed"},
        ),
        (
            "“{}”, the panel concluded in the fifth session.",
            {"session": "fifth session", "manner": "the panel concluded"},
        ),
        ("The session on police training heard: “{}”.", {"session": "session on police training"}),
        ("The May 2024 report says that “{}”.", {"date": "May 2024", "kind": "report"}),
        ("According to the concept note, “{}”.", {"kind": "concept note"}),
        (
            "“{}” (Summary, Montevideo, 10-11 December 2024).",
            {"kind": "Summary", "place": "Montevideo", "date": "10-11 December 2024"},
        ),
        (
            "“{}.” — Ms. Ruchira Kamboj, India, 31 May 2024",
            {"speaker": "Ms. Ruchira Kamboj", "date": "31 May 2024"},
        ),
        ("Ruchira Kamboj (India): “{}.”", {"speaker": "Ruchira Kamboj"}),
        ("“{}”, warned Ms. Kamboj of India on 31 May 2024.", {"date": "31 May 2024", "speaker": "Ms. Kamboj of India"}),
        ("In Montevideo, delegates heard “{}”.", {"place": "Montevideo", "manner": "delegates heard"}),
        (
            "The ministers met in Oslo in May 2023; in Montevideo, delegates heard “{}”; Norway left.",
            {"place": "Montevideo", "manner": "delegates heard"},
        ),
        ("“{}” (Summary; Montevideo).", {"kind": "Summary", "place": "Montevideo"}),
        ("On 10 December 2024, members noted that “{}”.", {"date": "10 December 2024", "manner": "members noted"}),
        ("Members agreed in spring 2024 that “{}”.", {"date": "spring 2024", "manner": "Members agreed"}),
        (
            "Jean-Pierre Lacroix warned that “{}”.",
            {"speaker": "Jean-Pierre Lacroix", "manner": "Jean-Pierre Lacroix warned"},
        ),
        ("“{}”, said Mr. Lacroix.", {"speaker": "Mr. Lacroix", "manner": "said Mr. Lacroix"}),
        ("The representative of Ghana stressed: “{}”.", {"speaker": "The representative of Ghana"}),
        ("Norway said “{}”.", {"speaker": "Norway"}),
        ("“{}”, said one of the panelists.", {"voice": "said one of the panelists"}),
        ("The meeting will discuss “{}”.", {"manner": "The meeting will"}),
    ],
)
def test_what_is_stated(names: KnownNames, draft: str, stated: dict[str, str]) -> None:
    """Meeting, place, session, kind, date, speaker and manner are read with the words of the draft that state them."""
    text = draft.format(WORDS)
    facts = facts_in(text, names)
    found: dict[str, str] = {fact.kind: fact.text for fact in facts}
    assert {kind: found.get(kind) for kind in stated} == stated
    assert set(found) - set(stated) <= {"manner", "voice"}
    for fact in facts:
        assert fact.start is None or text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize(
    "draft",
    [
        "Ahead of the May 2025 meeting, somebody wrote “{}”.",
        "Unlike Session 5, this is new: “{}”.",
        "It has long been the view, since the report of 2019, that “{}”.",
        "No delegate said in Session 5 that “{}”.",
        "In his report to Parliament, a minister hid “{}”.",
        "The women, peace and security agenda says much: “{}”.",
        "The seventy-ninth session of the General Assembly met. Here is a line: “{}”.",
        "We all remember 2024, and “{}” is on every wall.",
        "Much of this is about Geneva: “{}”.",
        "“{}” (a point that Session 3 had made).",
        "“{}” (see also the programme).",
        "Answered by some who saw “{}”, Ms. Kamboj said: “there is more to come”.",
        "“{}”",
    ],
)
def test_what_is_not_clearly_stated_is_left_out(names: KnownNames, draft: str) -> None:
    """Facts of something else than the source, and denied words, state nothing that can be judged."""
    assert [fact for fact in facts_in(draft.format(WORDS), names) if fact.kind != "manner"] == []


def test_other_quotations_state_nothing(names: KnownNames) -> None:
    """Words inside another quotation of the sentence are not the draft's own."""
    draft = f"After “we met in Session 2 in May 2019”, participants agreed in Session 5 that “{WORDS}”."
    assert [fact.text for fact in facts_in(draft, names) if fact.kind in ("session", "date")] == ["Session 5"]


def test_a_block_is_introduced_and_signed(names: KnownNames) -> None:
    """The line that leads in to a block quotation and the line that names its source both state facts."""
    draft = f"As the report of Session 2 puts it:\n\n> {WORDS} are these\n> — Jean-Pierre Lacroix, 31 May 2024"
    found = {fact.kind: fact.text for fact in facts_in(draft, names)}
    assert (found["session"], found["speaker"], found["date"]) == ("Session 2", "Jean-Pierre Lacroix", "31 May 2024")


def test_a_footnote_states_facts_but_not_the_day_of_access(names: KnownNames) -> None:
    """The only footnote of a paragraph belongs to its quotation; when somebody looked at a page is no date of it."""
    draft = f"It was said that “{WORDS}”.[1]\n\n[1] Summary, Session 3, https://example.org/x (accessed 2 June 2026)."
    found = {fact.kind: fact for fact in facts_in(draft, names)}
    assert (found["session"].text, found["kind"].text, found["session"].start) == ("Session 3", "Summary", None)
    assert "date" not in found


@pytest.mark.parametrize(
    "draft",
    [
        "India’s Ruchira Kamboj told the seminar that “{}”.",
        "India's Kamboj told the seminar that “{}”.",
        "Mr. Lacroix spoke first. He was followed by Ms. Ruchira Kamboj, who said that “{}”.",
        "The floor was then taken by Ms. Kamboj, who said: “{}”.",
    ],
)
def test_whom_a_country_sent_and_who_follows_are_speakers(names: KnownNames, draft: str) -> None:
    """`India’s Kamboj` is the person, and `who` takes up the agent of a passive."""
    (person,) = names.persons_named(("ruchira", "kamboj"))
    speakers = [fact.value for fact in facts_in(draft.format(WORDS), names) if fact.kind == "speaker"]
    assert [getattr(speaker, "persons", None) for speaker in speakers] == [{person}]


def test_what_stands_after_by_and_is_taken_up_may_be_a_place(names: KnownNames) -> None:
    """Only `who` takes up an agent; a paper by somebody is taken up by `which`."""
    facts = facts_in(f"The report written by Ms. Kamboj, which says that “{WORDS}”, is short.", names)
    assert [fact.text for fact in facts if fact.kind == "speaker"] == []


def test_a_country_behind_a_person_is_no_place(names: KnownNames) -> None:
    """A reference names whom a country sent; behind anything else, a country that is a city too is a place."""
    assert "Singapore" in names.cities
    found = {fact.kind: fact.text for fact in facts_in(f"“{WORDS}” (Ms. Kamboj, Singapore, 31 May 2024).", names)}
    assert found == {"speaker": "Ms. Kamboj", "date": "31 May 2024"}
    found = {fact.kind: fact.text for fact in facts_in(f"“{WORDS}” (Summary, Singapore, 31 May 2024).", names)}
    assert (found.get("place"), found["kind"]) == ("Singapore", "Summary")


def test_a_name_that_nobody_knows_is_no_speaker_before_a_colon(names: KnownNames) -> None:
    """Without a verb only a person of the papers, or a titled one, speaks."""
    assert facts_in(f"Key message: “{WORDS}”", names) == ()
    assert facts_in(f"Charlotte Harbour: “{WORDS}”", names) == ()


def test_a_year_of_what_is_spoken_of_is_no_day_of_the_words(names: KnownNames) -> None:
    """Behind a speaker only names stand before the day on which he spoke."""
    draft = f"“{WORDS},” said Ms. Kamboj of the trends since the crisis in 2008."
    assert [fact.text for fact in facts_in(draft, names) if fact.kind == "date"] == []
