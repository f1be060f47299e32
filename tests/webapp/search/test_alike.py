"""Hits that say nearly the same are put together, and none is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.query.results import Hit
from tests.corpus_factory import SUMMARY, passage
from webapp.search.alike import put_alike_together

FORM = "The Council decided to remain seized of the matter at its meeting number"


def hit(number: int, text: str) -> Hit:
    """Return a hit with a text."""
    return Hit(passage(SUMMARY, number, text), 1.0, ())


def test_form_sentences_take_one_place() -> None:
    """Sentences that differ in a number are put together; one that differs in more stands alone."""
    hits = [hit(0, f"{FORM} 7801."), hit(1, "The Council met."), hit(2, f"{FORM} 12."), hit(3, f"{FORM} 7803.")]
    groups = put_alike_together(hits)
    assert [[each.passage.ordinal for each in group] for group in groups] == [[0, 2, 3], [1]]


@given(st.lists(st.lists(st.sampled_from(["a", "b", "9"]), max_size=6).map(" ".join), max_size=12))
def test_no_hit_is_lost_or_doubled(texts: list[str]) -> None:
    """Every hit is in exactly one group, and the groups are in the order of their first hits."""
    hits = [hit(number, text) for number, text in enumerate(texts)]
    groups = put_alike_together(hits)
    assert sorted(each.passage.ordinal for group in groups for each in group) == list(range(len(texts)))
    leading = [group[0].passage.ordinal for group in groups]
    assert leading == sorted(leading)
    assert all(group == tuple(sorted(group, key=lambda each: each.passage.ordinal)) for group in groups)
