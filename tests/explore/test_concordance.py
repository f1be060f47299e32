"""Lines of a concordance: how they are cut, and in which order they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.snippets import highlight
from indexer.explore.concordance import CONTEXT_LENGTH, ConcordanceLine, ConcordanceOrder, concordance_lines, sort_lines
from indexer.query.parser import parse
from tests.corpus_factory import SUMMARY, passage


def lines(typed: str, *texts: str) -> list[ConcordanceLine]:
    """Return the lines of a query over passages with these texts."""
    node = parse(typed).node
    passages = [passage(SUMMARY, ordinal, text) for ordinal, text in enumerate(texts)]
    return list(concordance_lines(passages, lambda text, language: highlight(text, node, language)))


def test_each_match_is_a_line_and_adjacent_matches_are_one() -> None:
    """Every match has a line with the text on both sides; matches with only a space between them share one."""
    shown_lines = lines("women OR peace", "Women, peace. Peace women speak.")
    assert [(line.before, line.match, line.after) for line in shown_lines] == [
        ("", "Women", ", peace. Peace women speak."),
        ("Women,", "peace", ". Peace women speak."),
        ("Women, peace.", "Peace women", "speak."),
    ]


def test_context_is_cut_between_words() -> None:
    """Long context is cut to whole words, and the line says that the passage has more."""
    [line] = lines("budget", f"{'peace ' * 40}budget {'mission ' * 40}")
    assert (line.cut_before, line.cut_after) == (True, True)
    assert len(line.before) <= CONTEXT_LENGTH
    assert len(line.after) <= CONTEXT_LENGTH
    assert set(line.before.split()) == {"peace"}
    assert set(line.after.split()) == {"mission"}


def test_line_breaks_become_spaces() -> None:
    """A list of people is one line of text."""
    [line] = lines("chair", "Ivana Jenča,\nchair\nMinistry")
    assert (line.before, line.match, line.after) == ("Ivana Jenča,", "chair", "Ministry")
    assert line.spaced == (True, True)


@pytest.mark.parametrize(
    ("order", "before"),
    [("document", ["a c", "b a", "a a"]), ("before", ["a a", "b a", "a c"]), ("after", ["b a", "a a", "a c"])],
)
def test_lines_are_sorted_by_the_words_next_to_the_match(order: ConcordanceOrder, before: list[str]) -> None:
    """Lines sort by the nearest words on one side, nearest first, and otherwise stay in the order they came in."""
    shown_lines = lines("budget", "a c budget z", "b a budget x", "a a budget y")
    assert [line.before for line in sort_lines(shown_lines, order)] == before


@given(st.text("ab c,.\n", max_size=300))
def test_a_line_is_a_part_of_its_passage(text: str) -> None:
    """Before, match and after, with the spaces that were left out, occur in the passage in this order."""
    for line in lines("a", text):
        flat = text.replace("\n", " ")
        middle = " ".join(filter(None, (line.before, line.match, line.after)))
        assert "".join(middle.split()) in "".join(flat.split())
