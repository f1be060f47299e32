"""Days that a paper or its path leaves open, or that look like something else."""

from __future__ import annotations

from datetime import date

import pytest

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


@pytest.mark.parametrize(
    ("head", "days", "published"),
    [
        ("Letter dated 24 December 2031 from the Chair to the Board of Harbours", None, "2031-12-24"),
        ("Lettre datée du 24 décembre 2031, adressée au Conseil par la Présidente", None, "2031-12-24"),
        ("Work of the Board of Harbours\n\nReport of the Chair", None, None),
    ],
)
def test_what_an_author_tells_of_other_meetings_is_no_day(head: str, days: None, published: str | None) -> None:
    """A letter has the day in its heading; a day that a report tells of further down is that of something else."""
    told = (
        "I have the honour to report on the work that was done for the members of our ports.\n\n"
        "The mandate includes the marking of all quays and piers along the coast.\n\n"
        "My deputy convened the sixth session of the commission, held in Oslo on 26 and 27 June 2031, on ice.\n\n"
        "On 9 December 2031, I met with the head of the guild, and we spoke of nets and ropes.\n"
    )
    facts = read_paper(f"{head}\n\n{told}").facts
    assert (facts.start, facts.published) == (days, published)


def test_the_day_of_a_resolution_stands_above_its_annex() -> None:
    """The meeting that adopted it is named below its text; another one in the lines above is of another resolution."""
    above = "Requests the guild to report.\n\n80th plenary meeting\n\n1 December 2031\n\n"
    text = (
        "51/60. Declaration on harbours\n\nThe General Assembly,\n\nRecalling its resolution on ports of the north,\n\n"
        "Convinced that harbours are of use to all who fish,\n\n1. Approves the declaration annexed to this text.\n\n"
        "82nd plenary meeting\n\n12 December 2031\n\nANNEX\n\n"
    )
    articles = "".join(f"Article {number}\n\nThe ports of all members are open to boats.\n\n" for number in range(1, 8))
    assert read_paper(text + articles).facts.start == date(2031, 12, 12)
    assert read_paper(above + text + articles).facts.start == date(2031, 12, 12)
