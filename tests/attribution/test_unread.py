"""What the report says of names, days and numbers in the sentence of a quotation that it cannot place."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.report import finding_json
from indexer.store.library import Library

from .test_judge import findings_of

WORDS = "“early warnings and scenario-based exercises are critical”"


@pytest.mark.parametrize(
    ("draft", "unread"),
    [
        (f"Early in the report it says that {WORDS}.", ()),
        (f"Peacekeeping was discussed, and that {WORDS} was noted.", ()),
        (f"The summary, which 12 of 40 readers had seen, says that {WORDS}.", ()),
        (f"The Harbour Gazette of 3 March 2031 had it that {WORDS}.", ("Harbour Gazette of 3 March 2031",)),
        (f"As the chair of Section 4, Mr. Low, may recall, {WORDS}.", ("Section 4", "Mr. Low")),
        (f"Anna, of the Harbour Trust, thinks that {WORDS}.", ("Anna", "Harbour Trust")),
        (f"{WORDS}, and the Harbour Trust (1999) agrees; the Tide Board does not.", ("Harbour Trust", "1999")),
        (f"Okafor said that {WORDS}.", ("Okafor",)),
        (f"Okafor’s words were {WORDS}.", ("Okafor’s",)),
        (f"Okafor, who chaired the panel, noted that {WORDS}.", ("Okafor",)),
        (f"Okafor: {WORDS}.", ("Okafor",)),
        (f"Okafor was blunt: {WORDS}.", ("Okafor",)),
        (f"It was late. He went on at length: {WORDS}.", ("He",)),
        (f"Farmers said that {WORDS}.", ()),
        (f"Later, participants said that {WORDS}.", ()),
        (f"Everybody’s view was that {WORDS}.", ()),
        (f"Conclusion: {WORDS}.", ()),
        (f"Regrettably, who said that {WORDS} is not known.", ()),
        (f"The Closing Day of the 2024 conference stated that {WORDS}.", ("Closing Day",)),
        (f"In Paper 7/12 there was “a word of the Tide Board” before {WORDS}.", ("Paper 7/12",)),
    ],
)
def test_names_that_are_part_of_no_fact_are_told(
    seed_library: Library, names: KnownNames, draft: str, unread: tuple[str, ...]
) -> None:
    """A report on words that are found lists each name, day and number of their sentence that it did not read."""
    finding = findings_of(draft, seed_library, names)[-1]
    assert finding.unread == unread
    assert finding_json(finding, seed_library)["unread"] == list(unread)


def test_names_that_were_read_are_not_told(seed_library: Library, names: KnownNames) -> None:
    """What was held against the source is listed as agreeing or not judged, and nowhere else."""
    [finding] = findings_of(f"In Session 5 in December 2024, delegates heard that {WORDS}.", seed_library, names)
    assert {fact.stated.text for fact in finding.facts} >= {"Session 5", "December 2024"}
    assert finding.unread == ()


def test_a_quotation_that_repeats_has_the_names_of_each_sentence(seed_library: Library, names: KnownNames) -> None:
    """The same words in two sentences, of which the second names somebody."""
    draft = f"It is said that {WORDS}. The Harbour Trust too holds that {WORDS}."
    assert [finding.unread for finding in findings_of(draft, seed_library, names)] == [(), ("Harbour Trust",)]


def test_a_quotation_with_a_fault_is_told_by_its_fault(seed_library: Library, names: KnownNames) -> None:
    """Where something is wrong already, the list of what was not read is left out."""
    [finding] = findings_of(f"In Session 2 the Harbour Trust heard that {WORDS}.", seed_library, names)
    assert finding.outcome == "wrong_place"
    assert finding.unread == ()
