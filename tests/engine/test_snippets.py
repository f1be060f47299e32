"""Highlights and the choice of sentences."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.snippets import MAX_WORD_LENGTH, SENTENCE_LENGTH, SNIPPET_LENGTH, highlight, snippet
from indexer.model import Passage, TextSpan
from indexer.query.parser import parse
from tests.corpus_factory import SUMMARY, passage
from tests.query.test_parser import NODES


def marked(text: str, typed: str) -> list[str]:
    """Return the highlighted runs of a text for a query as typed."""
    return [span.text for span in highlight(text, parse(typed).node) if span.match]


def of(text: str) -> Passage:
    """Make a passage of a text."""
    return passage(SUMMARY, 0, text)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Peacekeepers keep peace.", "peacekeeping", ["Peacekeepers"]),
        ("The women's role, the WOMEN.", "woman OR women", ["women", "WOMEN"]),
        ("Rapid deployment; deployment, rapid", '"rapid deployment"', ["Rapid deployment"]),
        ("deployed rapidly, rapid deployments", '"rapid deployment"', []),
        ("People-centered and people, centred", "people-centered", ["People-centered"]),
        ("See S/RES/2719 and RES 2719", "S/RES/2719", ["S/RES/2719"]),
        ("training and trust", "training -trust", ["training"]),
        ("training and trust", "NOT (training OR trust)", []),
        ("a b c", '"a b" "b c"', ["a b c"]),
        ("Ivana Jenča", "jenca", ["Jenča"]),
        ("peace\u00adkeeping", "peacekeeping", ["peace\u00adkeeping"]),
        ("维和行动", "维和", ["维和"]),
        ("anything", "", []),
    ],
)
def test_highlights(text: str, typed: str, expected: list[str]) -> None:
    """Words are highlighted by stem and phrases by exact form, as the index matches them; negated ones never are."""
    assert marked(text, typed) == expected


@given(st.one_of(st.text(), st.sampled_from(["a peace, a women peace b-c", "the of the of", "维维"])), NODES)
def test_highlighted_text_is_the_text(text: str, node: object) -> None:
    """The runs of a highlighted text together are the text; none is empty, and neighbours differ."""
    spans = highlight(text, node)  # type: ignore[arg-type]  # hypothesis gives nodes
    assert "".join(span.text for span in spans) == text
    assert all(span.text for span in spans)
    assert all(left.match != right.match for left, right in pairwise(spans))


def test_short_passages_are_shown_whole() -> None:
    """A passage that fits is shown whole, with its matches highlighted."""
    shown = snippet(of("Troops need trust. Missions need mandates."), parse("mandate").node)
    assert shown.spans == (
        TextSpan("Troops need trust. Missions need ", match=False),
        TextSpan("mandates", match=True),
        TextSpan(".", match=False),
    )
    assert not shown.cut_before
    assert not shown.cut_after


FILLER = "Delegates discussed many other matters at some length in the plenary."


def text_of(spans: tuple[TextSpan, ...]) -> str:
    """Join the text of spans."""
    return "".join(span.text for span in spans)


def test_the_sentences_that_say_most_are_chosen() -> None:
    """A long passage shows the whole sentences with the most different matches, the first of equals."""
    text = " ".join(
        [
            "Training matters.",
            *[FILLER] * 10,
            "Training builds trust.",
            *[FILLER] * 10,
            "Trust follows training.",
        ]
    )
    shown = snippet(of(text), parse("training trust").node)
    joined = text_of(shown.spans)
    assert "Training builds trust." in joined
    assert joined.endswith(".")
    assert joined[0].isupper()
    assert len(joined) <= SNIPPET_LENGTH
    assert shown.cut_before
    assert shown.cut_after


@pytest.mark.parametrize("typed", ["", "elsewhere", "-training"])
def test_without_a_match_the_opening_is_shown(typed: str) -> None:
    """Without a match in the text the first sentences are shown."""
    text = " ".join([f"Sentence {number} is here." for number in range(60)])
    shown = snippet(of(text), parse(typed).node)
    assert text_of(shown.spans).startswith("Sentence 0 is here.")
    assert text_of(shown.spans).endswith(".")
    assert not shown.cut_before
    assert shown.cut_after
    assert not any(span.match for span in shown.spans)


def test_a_long_sentence_is_shown_whole() -> None:
    """One sentence that is longer than a snippet is still shown whole, up to its own limit."""
    sentence = "x " * 300 + "training."
    shown = snippet(of(f"{FILLER} {sentence} {FILLER}"), parse("training").node)
    assert text_of(shown.spans) == sentence


def test_an_over_long_sentence_is_cut_between_words() -> None:
    """A sentence over the limit is cut at word boundaries around the match."""
    text = "alpha " * 300 + "training " + "omega " * 300
    shown = snippet(replace(of(text), sentences=((0, len(text)),)), parse("training").node)
    joined = text_of(shown.spans)
    assert " training " in joined
    assert set(joined.split()) == {"alpha", "training", "omega"}
    assert len(joined) <= SNIPPET_LENGTH
    assert shown.cut_before
    assert shown.cut_after


def test_a_line_without_spaces_is_cut_too() -> None:
    """A megabyte without a space or a sentence gives a snippet of ordinary length."""
    text = "x" * 500_000 + "-training-" + "y" * 500_000
    shown = snippet(replace(of(text), sentences=()), parse("training").node)
    assert len(text_of(shown.spans)) <= SNIPPET_LENGTH + MAX_WORD_LENGTH
    assert "training" in [span.text for span in shown.spans if span.match]


@given(
    st.lists(st.sampled_from(["peace ", "a women peace. ", FILLER, "b c, ", "z" * 90 + " "]), max_size=60),
    NODES,
)
def test_a_snippet_is_one_stretch_of_the_text(pieces: list[str], node: object) -> None:
    """A snippet is a contiguous part of the text, its flags say correctly what is left out, and it is not too long."""
    whole = of("".join(pieces))
    shown = snippet(whole, node)  # type: ignore[arg-type]  # hypothesis gives nodes
    joined = text_of(shown.spans)
    assert joined in whole.text
    assert len(joined) <= SENTENCE_LENGTH
    if not (shown.cut_before or shown.cut_after):
        assert joined.strip() == whole.text.strip()
