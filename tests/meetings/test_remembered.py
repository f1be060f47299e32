"""What grouping has read from titles and paths is kept, and grouping finds the same with it."""

from __future__ import annotations

from indexer.meetings.merge import group_meetings
from indexer.meetings.remembered import Remembered, remembering
from indexer.structure.draft import DraftFacts
from tests.meetings.test_apart import of_file


def test_results_are_kept_and_used() -> None:
    """A function is not called again for a text whose result was stored, and what is not asked for is forgotten."""
    called: list[str] = []

    def count(text: str) -> int:
        called.append(text)
        return len(text)

    function = Remembered(int, count)
    with remembering(b"") as memory:
        assert [function(text) for text in ("ice", "salt", "ice")] == [3, 4, 3]
    with remembering(memory.stored) as second:
        assert function("ice") == 3
    assert called == ["ice", "salt"]
    assert b"salt" in memory.stored
    assert b"salt" not in second.stored


def test_grouping_finds_the_same() -> None:
    """Groups of papers do not depend on what is remembered."""
    papers: dict[str, DraftFacts] = {}
    for number in range(4):
        papers |= of_file(f"harbour-{number}/minutes-2031-05-0{number + 1}.vtt", "12th meeting of the Harbour Board")
    plain = group_meetings(papers)
    with remembering(b"") as memory:
        assert group_meetings(papers) == plain
    with remembering(memory.stored):
        assert group_meetings(papers) == plain
