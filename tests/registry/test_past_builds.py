"""The record of past builds: what changed in a paper is a short line, and the lines together say all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.registry.past_builds.changes import changes_since, completed, with_contexts
from indexer.registry.past_builds.lines import BuildLine, PassageContext, PastPaperLine, PlacedPassage, encode_past_line
from indexer.registry.past_builds.reading import PastBuilds

CONTEXTS = tuple(PassageContext("meeting", None, (heading,)) for heading in "ABC")
NAMES = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=8)


@st.composite
def papers(draw: st.DrawFn) -> PastPaperLine:
    """Make a complete line of the same paper with any of ten passages in any order, wording and context."""
    passages = [
        PlacedPassage(
            name,
            draw(st.sampled_from(("1", "2"))),
            draw(st.integers(0, 2)),
            draw(st.sampled_from(((), ("S/1",)))),
            draw(st.sampled_from(((), ("several",)))),
        )
        for name in draw(NAMES)
    ]
    return with_contexts(PastPaperLine("paper", "Title", "report", "reported"), CONTEXTS, passages)


@given(st.lists(papers(), min_size=1, max_size=5))
def test_the_lines_of_a_paper_say_all_of_it(states: list[PastPaperLine]) -> None:
    """A complete line, and lines of changes after it, are read as the last state, whatever changed in between."""
    lines, before = [states[0]], states[0]
    for after in states[1:]:
        lines.append(changes_since(before, after))
        assert completed(lines) == after
        before = after


def test_a_changed_passage_of_a_long_paper_is_a_short_line() -> None:
    """Of two hundred passages one is reworded and one is new: the line has those two."""
    long = [PlacedPassage(f"p{number}", "0123456789", number % 3) for number in range(200)]
    before = with_contexts(PastPaperLine("paper", "Title", "report", "reported"), CONTEXTS, long)
    changed = [
        *long[:50],
        PlacedPassage("p50", "9876543210", 2),
        *long[51:90],
        PlacedPassage("new", "5", 0),
        *long[90:],
    ]
    after = with_contexts(before, CONTEXTS, changed)
    line = changes_since(before, after)
    assert len(line.passages) == 2
    assert len(encode_past_line(line)) * 10 < len(encode_past_line(after))


@pytest.mark.parametrize("damage", [b"{", b'{"row":"paper","id":"x', b'{"row":"paper","id":"\xff"}\n', b"\n"])
def test_what_is_no_record_is_none(tmp_path: Path, damage: bytes) -> None:
    """A file that cannot be read counts as none; half a line at the end, which a kill leaves, is passed over."""
    path = tmp_path / "registry.builds.jsonl"
    whole = encode_past_line(BuildLine("one", "2026-01-31T12:00:00Z", "a", 0, 0, 0))
    path.write_bytes(whole + damage)
    read = PastBuilds.read(path)
    assert (read is None) == damage.endswith(b"\n")
    assert read is None or (read.length == len(whole) and [build.name for build in read.builds] == ["one"])
