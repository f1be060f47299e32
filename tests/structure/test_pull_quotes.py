"""Pull quotes."""

from __future__ import annotations

import pytest

from .papers import read_paper

HEAD = "Assembly on Coastal Harbours\n\nReport\n\nLima, Peru, 4 May 1999\n\nSession 1: Ice\n\n"
ONE = "The harbour master told the whole of the meeting that ice was short in every month of the"
TWO = "year, and that nobody who had a boat in the harbour was surprised by it."


def passages_of(text: str) -> list[tuple[str, str, list[str]]]:
    """Return kind, words and people of each passage."""
    return [
        (passage.kind, passage.text, [person.name for person in passage.people])
        for passage in read_paper(HEAD + text).passages
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Ann Lee, Harbour Board",
        "Dr. Ann Lee",
        pytest.param(
            "— Ann Lee, Harbour Board",
        ),
    ],
)
def test_a_quotation_has_its_speaker(name: str) -> None:
    """The line with a name right after a quotation is its speaker."""
    assert passages_of(f"{ONE} {TWO}\n\n“Nobody can fish without any ice.”\n\n{name}\n\n{ONE} {TWO}\n")[1] == (
        "quote",
        "“Nobody can fish without any ice.”",
        ["Ann Lee"],
    )


def test_a_quotation_is_lifted_out_of_the_sentence_that_it_cuts() -> None:
    """The halves around a pull quote are one paragraph again, and the quotation follows it."""
    assert passages_of(f"{ONE}\n\n“Nobody can fish without any ice.”\n\nAnn Lee, Harbour Board\n\n{TWO}\n") == [
        ("paragraph", f"{ONE} {TWO}", []),
        ("quote", "“Nobody can fish without any ice.”", ["Ann Lee"]),
    ]


def test_two_quotations_are_lifted_out() -> None:
    """Several pull quotes in one sentence follow it in order."""
    kinds = [
        kind
        for kind, _, _ in passages_of(
            f"{ONE}\n\n“Nobody can fish without ice.”\n\n“And nobody without salt.”\n\n{TWO}\n"
        )
    ]
    assert kinds == ["paragraph", "quote", "quote"]


def test_short_lines_of_a_column_are_one_quotation() -> None:
    """Three or more short lines that form one sentence are a quotation set in a narrow column."""
    assert passages_of(f"{ONE}\n\nNobody who has a boat\n\ncan fish without\n\nany ice at all.\n\n{TWO}\n") == [
        ("paragraph", f"{ONE} {TWO}", []),
        ("quote", "Nobody who has a boat can fish without any ice at all.", []),
    ]


def test_a_sentence_with_quotations_in_it_is_a_paragraph() -> None:
    """A paragraph that begins and ends with a quotation is not one quotation."""
    text = "“Ice is short,” said the harbour master, and the boats answered him at once that “ice is dear.”"
    assert passages_of(f"{text}\n\n{ONE} {TWO}\n")[0][0] == "paragraph"
