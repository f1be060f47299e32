"""Who is said to be for or against quoted words, held against the verb that the source has before them."""

from __future__ import annotations

import pytest

from indexer.attribution.context import parts_of
from indexer.attribution.distance.stance import judge_stance, stated_stances
from indexer.attribution.facts import SourceWords
from indexer.attribution.known_names import KnownNames
from indexer.model import Participation
from indexer.quotes.draft_files import draft_from_text
from tests.corpus_factory import SUMMARY, document, passage


def verdict(
    draft: str, source: str, names: KnownNames, people: tuple[Participation, ...] = ()
) -> tuple[str, str] | None:
    """Return verdict and source of the stance of a draft over the words between bars; None where it states none."""
    (quotation,) = draft_from_text(draft).quotations
    assert quotation.context
    facts = [fact for part in parts_of(quotation.context) for fact in stated_stances(part, names)]
    if not facts:
        return None
    before, words, behind = source.split("|")
    whole = passage(SUMMARY, 0, before + words + behind, people=people)
    judged = judge_stance(facts[0], SourceWords(whole, len(before), len(before) + len(words)))
    return judged.verdict, judged.source


@pytest.mark.parametrize(
    ("draft", "source", "expected"),
    [
        (
            "Ruchira Kamboj supported “{}”.",
            "I am opposed to |a merger of the groups|.",
            ("contradicted", "am opposed to"),
        ),
        (
            "Ruchira Kamboj welcomed the idea of “{}”.",
            "RK: disagree with |a merger of the groups|.",
            ("contradicted", "disagree with"),
        ),
        (
            "Ruchira Kamboj agreed “with {}”.",
            "I disagree |with a merger of the groups|.",
            ("contradicted", "disagree with"),
        ),
        ("Ruchira Kamboj rejected “{}”.", "I strongly support |a merger of the groups|.", ("contradicted", "support")),
        ("Ruchira Kamboj backed “{}”.", "I do not support |a merger of the groups|.", ("contradicted", "not support")),
        ("Ruchira Kamboj opposed “{}”.", "I am against |a merger of the groups|.", ("supported", "am against")),
        ("Ruchira Kamboj opposed “{}”.", "I am not opposed to |a merger of the groups|.", ("not_judged", "opposed to")),
        ("Ruchira Kamboj opposed “{}”.", "They all support |a merger of the groups|.", ("not_judged", "support")),
        ("Ruchira Kamboj opposed “{}”.", "I spoke about |a merger of the groups|.", ("not_judged", "")),
        ("Ms. Berg opposed “{}”.", "I support |a merger of the groups|.", ("not_judged", "support")),
        ("Ruchira Kamboj did not support “{}”.", "I support |a merger of the groups|.", None),
        ("Ruchira Kamboj agreed that “{}”.", "I support |a merger of the groups|.", None),
    ],
)
def test_the_verb_of_the_speaker_decides(
    names: KnownNames, draft: str, source: str, expected: tuple[str, str] | None
) -> None:
    """The stance is wrong only where the same person has the contrary verb right before the words."""
    (person,) = names.persons_named(("ruchira", "kamboj"))
    speaker = Participation(name="Ruchira Kamboj", role="speaker", person=person)
    assert verdict(draft.format("a merger of the groups"), source, names, (speaker,)) == expected


@pytest.mark.parametrize(
    ("draft", "source", "expected"),
    [
        ("Norway supported “{}”.", "Norway opposed the idea of |a merger of the groups|.", "contradicted"),
        ("Ruchira Kamboj supported “{}”.", "Ruchira Kamboj opposed |a merger of the groups|.", "contradicted"),
        ("Norway supported “{}”.", "Sweden opposed |a merger of the groups|.", "not_judged"),
        ("Norway supported “{}”.", "Norway and Sweden opposed |a merger of the groups|.", "not_judged"),
        ("Norway supported “{}”.", "While Norway spoke, all opposed |a merger of the groups|.", "not_judged"),
        ("The Committee rejected “{}”.", "The Committee welcomed |a merger of the groups|.", "contradicted"),
        ("The Committee also welcomed “{}”.", "The Committee welcomed |a merger of the groups|.", "supported"),
        ("The Budget Committee rejected “{}”.", "The Committee welcomed |a merger of the groups|.", "not_judged"),
        ("The Committee rejected “{}”.", "Norway told the Committee it liked |a merger of the groups|.", "not_judged"),
        ("Delegates supported “{}”.", "Delegates opposed |a merger of the groups|.", "not_judged"),
    ],
)
def test_a_report_decides_for_the_subject_of_its_verb(
    names: KnownNames, draft: str, source: str, expected: str
) -> None:
    """In a report, the subject of the verb must be the one of the draft, and nobody else."""
    found = verdict(draft.format("a merger of the groups"), source, names)
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("The resolution deplores “{}”.", ("contradicted", "welcomes")),
        ("The Council rejected “{}”.", ("contradicted", "welcomes")),
        ("The resolution welcomes “{}”.", ("supported", "welcomes")),
        ("Norway deplored “{}”.", ("not_judged", "welcomes")),
    ],
)
def test_the_verbs_of_a_resolution_are_those_of_its_body(
    names: KnownNames, draft: str, expected: tuple[str, str]
) -> None:
    """A verb without a subject is said of the resolution and of the body that adopts it, and of nobody else."""
    (quotation,) = draft_from_text(draft.format("a merger of the groups")).quotations
    assert quotation.context
    (fact,) = (fact for part in parts_of(quotation.context) for fact in stated_stances(part, names))
    text = "Also welcomes a merger of the groups."
    whole = passage(document("merger", None, "resolution"), 0, text)
    judged = judge_stance(fact, SourceWords(whole, 14, len(text) - 1))
    assert (judged.verdict, judged.source) == expected
