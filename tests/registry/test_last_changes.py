"""When papers and meetings last changed, as the record of builds says."""

from __future__ import annotations

from indexer.registry.past_builds.last_changes import LastChanges, last_changes
from indexer.registry.past_builds.lines import (
    BuildLine,
    GoneLine,
    PastMeetingLine,
    PastPaperLine,
    PastSessionLine,
    encode_past_line,
)
from indexer.registry.past_builds.reading import PastBuilds


def build_line(day: int) -> BuildLine:
    """Return a finished build of a day of March."""
    return BuildLine(f"b{day}", f"2026-03-{day:02}T12:00:00Z", "a", 1, 1, 1)


def paper_line(name: str, *meetings: str, title: str = "Title") -> PastPaperLine:
    """Return a paper of some meetings."""
    return PastPaperLine(name, title, "report", "reported", meetings=meetings)


def changes_of(*lines: BuildLine | PastMeetingLine | PastPaperLine | PastSessionLine | GoneLine) -> LastChanges:
    """Return what a record of these lines says."""
    return last_changes(PastBuilds(b"".join(encode_past_line(line) for line in lines)))


def test_what_stands_since_the_first_build_has_no_time() -> None:
    """Of what has not changed since the first build on record, nobody knows when it did."""
    changes = changes_of(PastMeetingLine("m", "Meeting"), paper_line("p", "m"), build_line(1), build_line(2))
    assert (changes.papers, changes.meetings, changes.sessions) == ({}, {}, {})


def test_the_last_change_counts_for_the_paper_and_its_meetings() -> None:
    """A changed paper changes its meetings, those it was of before too; a paper that went changes its meeting."""
    changes = changes_of(
        *(PastMeetingLine(name, name) for name in "abc"),
        *(paper_line("p", "a"), paper_line("q", "c"), PastSessionLine("b", "1", "One"), build_line(1)),
        *(paper_line("p", "b", title="New"), build_line(2)),
        *(GoneLine(("q",)), build_line(3)),
        *(PastSessionLine("b", "1", "First"), build_line(4)),
    )
    times = {name: when[8:10] for name, when in changes.meetings.items()}
    assert times == {"a": "02", "b": "04", "c": "03"}
    assert {name: when[8:10] for name, when in changes.papers.items()} == {"p": "02"}
    assert set(changes.sessions) == {("b", "1")}
    assert changes.latest[8:10] == "04"


def test_a_paper_of_no_meeting_that_went_is_a_change() -> None:
    """Anything that comes, changes or goes counts for the latest change; a build that changes nothing does not."""
    lines = (paper_line("p"), build_line(1), GoneLine(("p",)), build_line(2), build_line(3))
    assert changes_of(*lines).latest[8:10] == "02"
    assert changes_of(*lines[:2]).latest == ""
