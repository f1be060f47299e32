"""The benchmark of facts counts right, wrong and missing ones apart."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.reading.facts import FIGURES, table
from benchmarks.reading.judged import count_collection, is_same_person

MINUTES = """\
# Minutes of the Harbour Board

Date: 14 February 2031

## Attendees

- Dora Ellis (DE, Bell Mill)
- Mark Oram (MO, Tide Office)

## Crane

DE: The crane was mended last week, and the bill has come to more than was said.

MO: The office will pay what the board has agreed to pay, and nothing else.

## Ropes

DE: The ropes are as old as the crane and have never been looked at by anybody.
"""


def counts_of(folder: Path, **gold: object) -> dict[str, float]:
    """Return the counts of a collection of one paper with this judgement."""
    (folder / "papers").mkdir(parents=True)
    (folder / "papers" / "minutes.md").write_text(MINUTES, encoding="utf-8")
    (folder / "gold.jsonl").write_text(json.dumps({"file": "minutes.md", **gold}) + "\n", encoding="utf-8")
    return dict(count_collection(folder))


def test_what_is_read_as_judged_is_right(tmp_path: Path) -> None:
    """A judgement that agrees with the paper counts everything as right."""
    speech = [
        {"starts": "thecranewasmended", "speaker": "Dora Ellis", "affiliation": "Bell Mill", "label": "DE"},
        {"starts": "theofficewillpay", "speaker": "Mark Oram", "affiliation": None, "label": "MO"},
    ]
    counts = counts_of(tmp_path, day="2031-02-14", kind=["minutes"], speech=speech, sessions=["Crane", "Ropes"])
    assert (counts["persons_right"], counts["persons_wrong"], counts["turns"]) == (2, 0, 2)
    assert counts["affiliations_right"] == 1
    assert (counts["day_right"], counts["kind_right"]) == (1, 1)
    assert (counts["sessions_right"], counts["sessions_found"]) == (2, 2)


def test_what_is_read_otherwise_is_wrong(tmp_path: Path) -> None:
    """Another speaker, day and kind are wrong, and a turn of nobody has somebody invented."""
    speech = [
        {"starts": "thecranewasmended", "speaker": "Ulla Saar", "label": "US"},
        {"starts": "theofficewillpay", "speaker": None, "label": None},
    ]
    counts = counts_of(tmp_path, day="2031-02-15", kind="report", title="Something else", speech=speech)
    assert (counts["persons_wrong"], counts["persons_invented"]) == (1, 1)
    assert (counts["day_wrong"], counts["kind_wrong"], counts["title_wrong"]) == (1, 1, 1)


def test_text_in_no_passage_is_lost(tmp_path: Path) -> None:
    """Letters of the body that stand in no passage are counted."""
    counts = counts_of(tmp_path, body=["MO: The office will pay what the board has agreed to pay", "Never said " * 5])
    assert counts["letters_lost"] == 25  # whole pieces only


def test_the_table_has_a_row_for_each_collection_and_their_mean(tmp_path: Path) -> None:
    """What is not judged is an empty cell."""
    rows = {"one": count_collection_of(tmp_path / "a"), "two": count_collection_of(tmp_path / "b")}
    lines = table(rows).splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["one", "two", "all together", "mean of collections"]
    assert all(line.count("|") == len(FIGURES) + 2 for line in lines)
    assert "| 1.00 |" in lines[2]


def count_collection_of(folder: Path) -> Counter[str]:
    """Return the counts of a collection whose only judgement is a day."""
    folder.mkdir()
    counts_of(folder / "c", day="2031-02-14")
    return count_collection(folder / "c")


def test_names_are_compared_as_people_write_them() -> None:
    """Initials, titles and left-out names are the same person, another surname is not."""
    assert is_same_person("Dora M. Ellis", "D. Ellis")
    assert is_same_person("DE", "Dora Ellis")
    assert is_same_person("Dr Dora Ellis", "Dora Ellis")
    assert not is_same_person("Dora Ellis", "Dora Oram")
    assert not is_same_person("Dora Ellis", "Mark Ellis")
