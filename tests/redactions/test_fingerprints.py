"""Fingerprints tell a text that was taken out, edited or not, from its neighbours, and give nothing of it back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from indexer.redactions.fingerprints import SLOTS, equal_slots, exact_print, letters, new_key, sketch
from indexer.redactions.records import Redaction, Redactions, RedactionsDamaged, load_redactions
from indexer.registry.redacted.choose import NEAR

KEY = "0f" * 32
TEXT = "The keeper of the northern light told the board that the lamp had been dark for three nights in a row."
OTHERS = (
    "The board thanked the pilots for the charts that they had drawn of the sand banks at their own expense.",
    "A motion that every buoy be painted anew before the winter was carried, with two members abstaining.",
)


def near(first: str, second: str) -> int:
    """Return the equal slots of the sketches of two texts."""
    return equal_slots(sketch(KEY, letters(first)), sketch(KEY, letters(second)))


def test_signs_spaces_and_capitals_do_not_matter() -> None:
    """The exact fingerprint is of letters and digits alone, and another key gives another one."""
    written = TEXT.upper().replace(" ", "\u00a0").replace("dark", "da\u00adrk").replace(".", "!")
    assert exact_print(KEY, letters(written)) == exact_print(KEY, letters(TEXT))
    assert exact_print(KEY, letters(TEXT)) != exact_print(new_key(), letters(TEXT))
    assert exact_print(KEY, letters(TEXT)) != exact_print(KEY, letters(TEXT.replace("three", "tree")))


def test_an_edited_text_is_near_and_another_is_not() -> None:
    """A word replaced, put in or left out stays above the threshold; other texts agree in a quarter by chance."""
    for edited in (TEXT.replace("keeper", "warden"), TEXT.replace("dark", "quite dark"), TEXT.replace("northern ", "")):
        assert near(TEXT, edited) >= NEAR
    for other in OTHERS:
        assert near(TEXT, other) < NEAR
    assert near(TEXT, TEXT) == SLOTS


def test_a_short_text_has_no_sketch() -> None:
    """What everybody says is told by its exact words in its own paper only."""
    assert sketch(KEY, letters("Thank you, Mr. Chair.")) == ""
    assert equal_slots("", sketch(KEY, letters(TEXT))) == 0


def test_redactions_are_written_and_read(tmp_path: Path) -> None:
    """The file gives back what it was given; any line that is cut or wrong is refused."""
    path = tmp_path / "registry.redactions.jsonl"
    assert load_redactions(path) == Redactions()
    row = Redaction("a-report.k3f9q", "passage", "2031-05-04T10:00:00Z", "Ruling 12/2031", KEY)
    Redactions((row,)).save(path)
    assert load_redactions(path).rows == (row,)
    assert load_redactions(path).of("a-report.k3f9q") == row
    assert Redactions((row,)).with_others([row]).rows == (row,)
    whole = path.read_bytes()
    chosen = random.Random(1)  # noqa: S311
    for length in chosen.sample(range(len(whole)), 40):
        if length != whole.index(b"\n") + 1:  # without the line, nothing is redacted
            path.write_bytes(whole[:length])
            with pytest.raises(RedactionsDamaged, match="Put the file back"):
                load_redactions(path)
    for wrong in (b'{"row":"redactions","format":3}\n', whole + whole, whole.replace(b"2031-05", b"31-5")):
        path.write_bytes(wrong)
        with pytest.raises(RedactionsDamaged):
            load_redactions(path)
