"""Offices that one person holds at a time: naming one names who spoke."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.attribution.facts import SourceWords, StatedFact, StatedSpeaker
from indexer.attribution.judge import FactJudge
from indexer.attribution.known_names import KnownNames
from indexer.model import Participation
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.verify import verify
from indexer.store.library import Library
from tests.corpus_factory import passage

_UNDER_RULE = (
    "police remain subordinate in peacekeeping culture, with limited influence in headquarters and in the field"
)
_OF_SUMMARY = "early warnings and scenario-based exercises are critical"


def found(draft: str, library: Library, names: KnownNames) -> Finding:
    """Return what is found of the one quotation of a draft."""
    quotations = draft_from_text(draft).quotations
    (finding,) = verify(quotations, library.word_index, library, titles=library.titles, names=names)
    return finding


@pytest.mark.parametrize(
    "draft",
    [
        "In December 2019 the Secretary-General said that “{}”.",
        "According to the Deputy Secretary-General, “{}”.",
        "“{}”, said the Force Commander.",
        "The UN Police Adviser noted that “{}”.",
        "The Special Representative for Haiti noted that “{}”.",
        "The President of the General Assembly noted that “{}”.",
        "The French ambassador noted that “{}”.",
    ],
)
def test_an_office_names_a_speaker_where_the_paper_names_none(
    seed_library: Library, names: KnownNames, draft: str
) -> None:
    """A paper whose discussion is not for attribution gives no words to an office."""
    assert found(draft.format(_UNDER_RULE), seed_library, names).outcome == "not_for_attribution"


@pytest.mark.parametrize(
    "draft",
    [
        "An ambassador said that “{}”.",
        "The ambassador said that “{}”.",
        "One minister noted that “{}”.",
        "A former force commander noted that “{}”.",
        "Force commanders said that “{}”.",
        "The chair noted that “{}”.",
        "Participants told the Secretary-General that “{}”.",
        "The report of the Secretary-General was discussed, and participants noted that “{}”.",
        "The Office of the Secretary-General was told that “{}”.",
        "The meeting on the Secretary-General’s reform noted that “{}”.",
        "As the Secretary-General has often said, and as participants stressed, “{}”.",
        "In the presence of the Secretary-General participants said that “{}”.",
    ],
)
def test_an_office_that_is_not_said_to_speak_names_nobody(seed_library: Library, names: KnownNames, draft: str) -> None:
    """One of many, a role at the meeting, and an office of which something else is said are no names."""
    assert found(draft.format(_UNDER_RULE), seed_library, names).outcome == "exact"


def test_an_office_is_not_judged_where_speakers_may_be_named(seed_library: Library, names: KnownNames) -> None:
    """Who held an office is not known: the report says that it was not judged."""
    finding = found(f"The Secretary-General said that “{_OF_SUMMARY}”.", seed_library, names)
    facts = [(fact.stated.text, fact.verdict) for fact in finding.facts if fact.stated.kind == "speaker"]
    assert (finding.outcome, facts) == ("exact", [("The Secretary-General", "not_judged")])


@pytest.mark.parametrize(
    ("affiliation", "verdict"),
    [
        ("Secretary-General of the United Nations", "supported"),
        ("UN Secretary-General", "supported"),
        ("Deputy Secretary-General", "not_judged"),
        ("Special Representative of the Secretary-General for Haiti", "not_judged"),
        (None, "not_judged"),
    ],
)
def test_an_office_is_that_of_the_speaker(
    seed_library: Library, names: KnownNames, affiliation: str | None, verdict: str
) -> None:
    """A paper agrees only where it gives the words to somebody with that office, not with one named after it."""
    speaker = Participation("Anna Berg", "speaker", affiliation=affiliation)
    paper = next(document for document in seed_library.documents() if document.kind == "summary")
    source = replace(passage(paper, 0, "the words of the paper"), people=(speaker,))
    stated = StatedSpeaker(office="the Secretary-General")
    fact = StatedFact("speaker", "the Secretary-General", stated)
    (judged,) = FactJudge(names).judge([fact], [SourceWords(source, 0, len(source.text))])
    assert judged.verdict == verdict
