"""Days that a paper or its path leaves open, or that look like something else."""

from __future__ import annotations

from datetime import date

from .papers import read_markdown, read_paper


def test_a_day_alone_on_a_line_is_no_item_of_a_list() -> None:
    """`5. Mai 2031` is a day and not the fifth item of a list; numbered months are items."""
    text = "Round table on ropes\n\nGhent, Belgium\n\n{}\n\nThe guild said that the owner owed them forty euros.\n"
    for line, days in (
        ("5. Mai 2031", (date(2031, 5, 5), date(2031, 5, 5))),
        ("5. bis 7. Mai 2031", (date(2031, 5, 5), date(2031, 5, 7))),
        ("1. May 2031\n2. June 2031", (None, None)),
    ):
        for read in (read_paper, read_markdown):
            facts = read(text.format(line)).facts
            assert (facts.start, facts.end) == days, line


def test_a_numbered_meeting_is_no_item_of_a_list() -> None:
    """`12. Sitzung` over its day is the title of a paper in German, whatever the number looks like."""
    text = (
        "12. Sitzung des Hafenrates\n\n5. Mai 2031\n\nDer Hafenrat stellt fest, dass die Seile nicht geprüft wurden.\n"
    )
    for read in (read_paper, read_markdown):
        facts = read(text).facts
        assert (facts.title, facts.start) == ("12. Sitzung des Hafenrates", date(2031, 5, 5))
    items = "# Ropes\n\n1. Sitzung vom Mai\n2. Sitzung vom Juni\n3. Sitzung vom Juli\n"
    assert [passage.label for passage in read_markdown(items).passages] == ["1", "2", "3"]


def test_what_the_path_says_otherwise_is_told() -> None:
    """Another day in the name of a record makes its day a guess; figures that mean two days leave it open, and told."""
    for name, text, basis, words in (
        ("2031/ML-11-25.md", "# Ice Group meeting, November 11, 2031\n\nPresent: Ann Lee\n", "guessed", "in the path"),
        ("2031/ML-11-25.md", "# Ice Group meeting, November 11\n\nPresent: Ann Lee\n", "guessed", "in the path"),
        ("notes/02-10-2031.md", "# Ice Group\n\nPresent: Ann Lee\n", "unknown", "in the path: 02-10-2031.md"),
        ("ice.md", "# Ice Group\n\nDate: 02/10/2031\n\nPresent: Ann Lee\n", "unknown", "Date: 02/10/2031"),
        (
            "2031/11-11.md",
            "# Ice Group meeting, November 11, 2031\n\nPresent: Ann Lee\n",
            "stated",
            "November 11, 2031",
        ),
    ):
        known = next(known for known in read_markdown(text, name).facts.evidence if known.fact == "day")
        assert (known.basis, words in known.evidence) == (basis, True), name
