"""What labels before a turn of speech are, and which words are none."""

from __future__ import annotations

import pytest

from indexer.entities.roles import looks_like_person
from indexer.entities.turn_labels import read_label


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("HON. LEADER OF THE GOVERNMENT IN PARLIAMENT", "office"),
        ("Leader of the House", "office"),
        ("HON. OPPOSITION MEMBERS", "group"),
        ("HON. JANE LEADER", "titled"),
        ("Jane DOE", "capitals"),
        ("Streams API", None),
        ("Harbour UI", None),
    ],
)
def test_an_office_a_group_and_a_heading_are_no_names(label: str, form: str | None) -> None:
    """An office after an honorific stays one; an abbreviation of a thing beside a word heads a part of the text."""
    read = read_label(label)
    assert (read.form if read else None) == form


@pytest.mark.parametrize(
    ("line", "is_person"),
    [
        ("HON. MEMBERS.- Hear, hear!", False),
        ("HON. JANE DOE.- Hear, hear", False),
        ("J.-P. Low, Harbour Board", True),
        ("Jane Doe, Harbour Board", True),
    ],
)
def test_an_interjection_is_no_person(line: str, is_person: bool) -> None:
    """A line with the sign after which a speaker is heard is speech, and no name with an affiliation."""
    assert looks_like_person(line) is is_person
