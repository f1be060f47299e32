"""Participles by which a draft gives words to somebody: `with the minister adding that “...”`."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_SHARMA = "We need to revisit our mental maps and our group thinking"


def found(draft: str, library: Library, names: KnownNames) -> Finding:
    """Return what is found of the last quotation of a draft."""
    quotations = draft_from_text(draft.format(_OF_SHARMA)).quotations
    *_, finding = verify(quotations, library.word_index, library, titles=library.titles, names=names)
    return finding


def speakers(finding: Finding) -> list[str]:
    """Return the words of a draft that say who spoke."""
    return [fact.stated.text for fact in finding.facts if fact.stated.kind == "speaker"]


@pytest.mark.parametrize(
    "draft",
    [
        "The day ended late, Prime Minister Adeyemi-Whitlock insisting that “{}”.",
        "The day ended late, with Education Minister Lacroix adding: “{}”.",
        "“{}”, Ambassador Greminger assuring the room, which did little to calm it.",
        "Thomas Greminger pressed the point, adding that “{}”.",
        "Jean-Pierre Lacroix said that time was short, adding that “{}”.",
        "“Time is short”, said Jean-Pierre Lacroix, adding that “{}”.",
        "Thomas Greminger, of the GCSP, observing that “{}”, the meeting rose.",
        "Insisting that “{}”, Jean-Pierre Lacroix sat down.",
        "The room heard Jean-Pierre Lacroix warning that “{}”.",
        "Jean-Pierre Lacroix was unimpressed, noting that “{}”.",
        "Jean-Pierre Lacroix is on record as warning that “{}”.",
        "Ruchira Kamboj was emphatic, with Lotte Vermeij, for one, warning that “{}”.",
    ],
)
def test_another_speaker_by_a_participle_is_wrong(seed_library: Library, names: KnownNames, draft: str) -> None:
    """The one right before a participle speaks, or the subject of the sentence that it goes on with."""
    assert found(draft, seed_library, names).outcome == "wrong_speaker"


@pytest.mark.parametrize(
    "draft",
    [
        "The day ended late, with Major General BK Sharma adding that “{}”.",
        "BK Sharma pressed the point, saying: “{}”.",
        "“{}”, BK Sharma telling the symposium.",
    ],
)
def test_the_right_speaker_by_a_participle_agrees(seed_library: Library, names: KnownNames, draft: str) -> None:
    """The speaker is read and found right."""
    finding = found(draft, seed_library, names)
    assert finding.outcome == "exact"
    assert [fact.verdict for fact in finding.facts if fact.stated.kind == "speaker"] == ["supported"]


@pytest.mark.parametrize(
    "draft",
    [
        "Jean-Pierre Lacroix thanked BK Sharma, saying that “{}”.",
        "Lacroix said that Greminger had argued otherwise, adding that “{}”.",
        "The office of Jean-Pierre Lacroix adding that “{}”, the press left.",
        "Jean-Pierre Lacroix and BK Sharma insisting that “{}”, the press left.",
        "Jean-Pierre Lacroix spoke without saying that “{}”.",
        "Imagine Jean-Pierre Lacroix saying that “{}”.",
        "Jean-Pierre Lacroix sat nodding as his colleague, saying “{}”, closed the day.",
        "Jean-Pierre Lacroix said little as his colleague, saying “{}”, closed the day.",
        "“{}”, somebody said, Jean-Pierre Lacroix adding that time was short.",
        "Jean-Pierre Lacroix was followed by others, adding that “{}”.",
        "Jean-Pierre Lacroix heard the room, adding that “{}”.",
        "In “{}” lies a lesson, Jean-Pierre Lacroix adding that time is short.",
        "It is worth noting that “{}”.",
    ],
)
def test_a_participle_of_nobody_in_particular_says_nothing(
    seed_library: Library, names: KnownNames, draft: str
) -> None:
    """Where it is not clear who speaks, or whether he does, no speaker is read."""
    finding = found(draft, seed_library, names)
    assert finding.outcome == "exact"
    assert speakers(finding) == []


def test_papers_and_groups_speak_by_participles_too(seed_library: Library, names: KnownNames) -> None:
    """`with the programme noting that` states the kind of paper, and `with several participants` a group."""
    by_paper = found("The day ended late, with the concept note adding that “{}”.", seed_library, names)
    assert by_paper.outcome == "wrong_place"
    by_group = found("The day ended late, with several participants adding that “{}”.", seed_library, names)
    assert [fact.stated.kind for fact in by_group.facts] == ["voice"]
