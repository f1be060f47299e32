"""A full stop within the quotation marks ends the sentence: who is named behind it said something else."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.attribution.read import stated_facts
from indexer.quotes.find import find_quotations

WORDS = "the words of the paper are long"


@pytest.mark.parametrize(
    ("draft", "speakers"),
    [
        ("Ms Low was blunt: “{}.” Anna Berg agreed.", {"Ms Low"}),
        ("The chair of the panel put it so: “{}.” Mr. Berg said nothing.", {"The chair of the panel"}),
        ("Ms Low asked: “{}?” Mr. Berg answered that it was not.", {"Ms Low"}),
        ("“{}?” Mr. Berg asked.", {"Mr. Berg"}),
        ("“{}!” Mr. Berg said.", {"Mr. Berg"}),
        ("“{},” Mr. Berg said.", {"Mr. Berg"}),
        ("“{}.” Mr. Berg had left by then.", set()),
        ("Ms Low said: “{}.” (Anna Berg noted that too.)", {"Ms Low"}),
        ("Ms Low said: “{}.”\n• Anna Berg noted that too.", {"Ms Low"}),
        ("“{}.” said Mr. Berg.", {"Mr. Berg"}),
    ],
)
def test_who_is_named_behind_a_full_stop_did_not_say_it(names: KnownNames, draft: str, speakers: set[str]) -> None:
    """The next sentence is about other words; a question or a call can still be given to somebody behind it."""
    (quotation,) = find_quotations(draft.format(WORDS))
    assert quotation.context
    stated = {fact.text for fact in stated_facts(quotation.context, names) if fact.kind == "speaker"}
    assert {" ".join(text.split()) for text in stated} == speakers


@pytest.mark.parametrize(
    "draft",
    [
        "In answer to Ms Low's question, “{}?”, Mr. Berg said that it was not.",
        "Responding to Anna Low’s offer, “{},” Mr. Berg asked for more.",
        "To Ms Low's “{}?” Mr. Berg replied that it was not.",
        "After the delegates' long complaint (“{}”), Mr. Berg said nothing more.",
    ],
)
def test_who_answers_a_quotation_did_not_say_it(names: KnownNames, draft: str) -> None:
    """The words are those of the person whose question or offer is named before them."""
    (quotation,) = find_quotations(draft.format(WORDS))
    assert quotation.context
    stated = [fact.text for fact in stated_facts(quotation.context, names) if fact.kind == "speaker"]
    assert not any("Berg" in text for text in stated)
