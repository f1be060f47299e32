"""Doubtful facts of papers, and the tables that settle them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import FACT_BASES, FACT_NAMES, Document, FactEvidence, Meeting, Participation, Passage
from indexer.review.candidates import PaperClues, UnnamedLabel, clues_of
from indexer.review.doubts import doubts_of
from indexer.review.stanzas import stanza_of

MEETING = Meeting("oslo-2031", "Harbour Board", "Oslo, Norway", date(2031, 2, 14), date(2031, 2, 15), 2031)


def document(*evidence: FactEvidence, source: str = "a.txt", title: str = "Minutes of the Board") -> Document:
    """Return a paper whose facts are known in these ways."""
    return Document(source, title, "other", "unknown", source, (MEETING,), evidence=evidence)


def test_the_worst_stands_first() -> None:
    """A guess stands before a gap, and a day before a kind."""
    papers = [
        document(FactEvidence("kind", "unknown"), FactEvidence("day", "unknown"), source="a.txt"),
        document(FactEvidence("kind", "guessed"), FactEvidence("day", "guessed"), source="b.txt"),
    ]
    assert [(doubt.basis, doubt.fact) for doubt in doubts_of(papers)] == [
        ("guessed", "day"),
        ("guessed", "kind"),
        ("unknown", "day"),
        ("unknown", "kind"),
    ]


def test_what_is_stated_is_no_doubt() -> None:
    """What the paper or its owner states, and a place that no paper gives, are not listed."""
    evidence = [FactEvidence(fact, basis) for fact in FACT_NAMES for basis in ("stated", "settings")]
    assert doubts_of([document(*evidence, FactEvidence("place", "unknown"))]) == []


def test_a_guessed_author_can_be_confirmed() -> None:
    """An author that only the head of a web page names is a doubt, and its table states it."""
    paper = replace(document(FactEvidence("author", "guessed", "Berg, Anna")), author="Anna Berg")
    assert [(doubt.fact, doubt.value) for doubt in doubts_of([paper])] == [("author", "Anna Berg")]
    stanza = stanza_of(paper, doubts_of([paper]))
    assert tomllib.loads(stanza)["document"] == [{"file": "a.txt", "author": "Anna Berg"}]


def test_a_paper_of_no_meeting_needs_no_day() -> None:
    """Once its owner says so, its missing day is no doubt any more."""
    known = (FactEvidence("day", "unknown"), FactEvidence("meeting", "settings"))
    paper = replace(document(*known), meetings=())
    assert doubts_of([paper]) == []
    assert [doubt.fact for doubt in doubts_of([replace(paper, evidence=known[:1])])] == ["day"]


def test_a_guess_is_offered_as_it_is_and_a_gap_behind_a_sign() -> None:
    """The table states guesses, and leaves what is not known to the reader."""
    paper = document(FactEvidence("day", "guessed", "14 February"), FactEvidence("kind", "unknown"))
    stanza = stanza_of(paper, doubts_of([paper]))
    assert tomllib.loads(stanza)["document"] == [
        {"file": "a.txt", "start": date(2031, 2, 14), "end": date(2031, 2, 15)}
    ]
    assert "# guessed: 14 February" in stanza
    assert '# kind = "..."' in stanza


@given(
    st.text(min_size=1),
    st.text(min_size=1),
    st.lists(st.builds(FactEvidence, st.sampled_from(FACT_NAMES), st.sampled_from(FACT_BASES), st.text())),
)
def test_every_table_can_be_pasted(source: str, title: str, evidence: list[FactEvidence]) -> None:
    """Whatever file names, titles and evidence hold, the table is TOML and names the file and no other."""
    facts = {entry.fact: entry for entry in evidence}
    paper = document(*facts.values(), source=source, title=title)
    tables = tomllib.loads(stanza_of(paper, doubts_of([paper])))["document"]
    assert fnmatchcase(source, tables[0]["file"])
    assert not fnmatchcase(f"{source}a", tables[0]["file"])


def with_first_choice(stanza: str, key: str) -> str:
    """Return a table with the first offer for a key put in force, as its owner would."""
    return stanza.replace(f"# {key} = ", f"{key} = ", 1)


def test_both_readings_of_a_day_are_offered() -> None:
    """Figures that can be read in two ways, in the text or in the file name, are two days to choose from."""
    undated = replace(MEETING, start=None, end=None)
    for source, words in (("a.txt", "Data: 12/11/2031, 13:00"), ("notes 12-11-2031.md", "")):
        paper = replace(document(FactEvidence("day", "unknown", words), source=source), meetings=(undated,))
        stanza = stanza_of(paper, doubts_of([paper]))
        assert "start" not in tomllib.loads(stanza)["document"][0]
        assert "# start = 2031-12-11" in stanza
        chosen = tomllib.loads(with_first_choice(stanza, "start"))["document"][0]
        assert chosen["start"] == date(2031, 11, 12)


def test_the_day_of_the_path_is_offered_beside_another() -> None:
    """Where text and file name contradict each other, the owner has both days."""
    paper = document(FactEvidence("day", "guessed", "14 February 2031"), source="2031/minutes-02-25.md")
    stanza = stanza_of(paper, doubts_of([paper]))
    assert "start = 2031-02-14  # guessed" in stanza
    assert "# start = 2031-02-25  # or, in the path" in stanza


def test_lines_that_could_be_the_title_are_offered() -> None:
    """A paper named after its file has its first headings as offers, but no paragraph."""
    paper = document(FactEvidence("title", "path", "a.txt"), title="a")
    lines = ("Quay lights", "a", "word " * 30)
    stanza = stanza_of(paper, doubts_of([paper]), PaperClues(lines))
    assert '# title = "Quay lights"' in stanza
    assert stanza.count("title = ") == 2


def test_each_label_has_a_table_to_fill_in() -> None:
    """Labels without a full name are offered one by one, with the names that they may stand for."""
    paper = document(FactEvidence("speakers", "guessed", "labels without a full name: Ann, BL"))
    stanza = stanza_of(
        paper, doubts_of([paper]), PaperClues(labels=(UnnamedLabel("Ann", ("Ann Lee", "Jo Ann")), UnnamedLabel("BL")))
    )
    assert '# name = "Ann Lee"  # or "Jo Ann"' in stanza
    assert [line for line in stanza.splitlines() if "label =" in line] == ['# label = "Ann"', '# label = "BL"']
    assert tomllib.loads(stanza)["document"] == [{"file": "a.txt"}]


def test_planned_or_held_is_the_owners_choice() -> None:
    """Neither is stated where neither is known."""
    paper = document(FactEvidence("status", "unknown"), FactEvidence("meeting", "unknown"))
    stanza = stanza_of(replace(paper, meetings=()), doubts_of([replace(paper, meetings=())]))
    assert tomllib.loads(stanza)["document"] == [{"file": "a.txt"}]
    assert {'# status = "planned"', '# status = "reported"'} <= set(stanza.splitlines())
    assert "# meeting = false" in stanza


def test_a_paper_of_several_meetings_has_a_table_for_each() -> None:
    """A day stated for the paper as a whole would make it one of a single meeting."""
    second = replace(MEETING, start=date(2031, 2, 21), end=date(2031, 2, 21))
    paper = replace(document(FactEvidence("day", "guessed", "14 February; 21 February")), meetings=(MEETING, second))
    stanza = stanza_of(paper, doubts_of([paper]))
    assert stanza.count("# [[document.meetings]]") == 2
    assert "# start = 2031-02-21" in stanza
    uncommented = stanza.replace("# [[", "[[").replace("# heading", "heading").replace("# start", "start")
    assert [entry["start"].day for entry in tomllib.loads(uncommented)["document"][0]["meetings"]] == [14, 21]


def test_a_label_may_stand_for_names_in_the_paper() -> None:
    """The first name, the surname or the initials of somebody in the paper are offered as that person."""
    names = ("Ann Lee", "ann", "AL", "Lee", "BR", "Bo Ruud")
    people = tuple(Participation(name, "speaker") for name in names)
    passage = Passage("a.1", "Ropes.", "paragraph", 0, document(), MEETING, people=people)
    offered = {unnamed.label: unnamed.names for unnamed in clues_of([passage]).labels}
    assert offered == {"ann": ("Ann Lee",), "AL": ("Ann Lee",), "Lee": ("Ann Lee",), "BR": ("Bo Ruud",)}
