"""What is said of an act whose words are quoted, held against what the source says of it."""

from __future__ import annotations

import pytest

from indexer.attribution.context import parts_of
from indexer.attribution.distance.acts import stated_acts
from indexer.attribution.distance.stance import judge_stance
from indexer.attribution.facts import SourceWords
from indexer.quotes.draft_files import draft_from_text
from tests.corpus_factory import SUMMARY, passage

_ACT = "close the harbour to small boats at night"


@pytest.mark.parametrize(
    ("draft", "source", "expected"),
    [
        ("Ms. Low said that it is right “to {}”.", "It is wrong |to {}|.", ("contradicted", "wrong")),
        ("Ms. Low said that it is right to “{}”.", "It is wrong |to {}|.", ("contradicted", "wrong")),
        ("It was fair “to {}”, she held.", "It is not at all fair |to {}|.", ("not_judged", "")),
        ("It was fair “to {}”, she held.", "It is not really fair to |{}|.", ("contradicted", "not really fair")),
        (
            "It is necessary “to {}”.",
            "It was unnecessary for the port |to {}|.",
            ("contradicted", "unnecessary for the port"),
        ),
        ("It is not possible “to {}”.", "It is possible |to {}|.", ("contradicted", "possible")),
        ("It is not possible “to {}”.", "It is impossible |to {}|.", ("supported", "impossible")),
        ("It was a mistake “to {}”.", "It is wrong |to {}|.", ("supported", "wrong")),
        ("It is essential “to {}”.", "It is impossible |to {}|.", ("not_judged", "impossible")),
        ("It is right “to {}”.", "They voted |to {}|.", ("not_judged", "")),
        ("It is right that they “{}”.", "It is wrong that they |{}|.", None),
        ("Ms. Low denied that it could be right “to {}”.", "It is wrong |to {}|.", None),
        ("Ms. Low asked whether it was right “to {}”.", "It is wrong |to {}|.", None),
        ("They agreed “to {}”.", "It is wrong |to {}|.", None),
    ],
)
def test_words_of_one_scale_decide(draft: str, source: str, expected: tuple[str, str] | None) -> None:
    """Only the other end of the same scale, or its denial, contradicts what a draft says of an act."""
    (quotation,) = draft_from_text(draft.format(_ACT)).quotations
    assert quotation.context
    facts = [fact for part in parts_of(quotation.context) for fact in stated_acts(part)]
    before, words, behind = source.format(_ACT).split("|")
    whole = passage(SUMMARY, 0, before + words + behind)
    judged = [judge_stance(fact, SourceWords(whole, len(before), len(before) + len(words))) for fact in facts]
    assert [(each.verdict, each.source) for each in judged] == ([] if expected is None else [expected])
