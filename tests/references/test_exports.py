"""References as files, read back by parsers that others wrote."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.latexenc import latex_to_unicode
from hypothesis import given, settings

from indexer.model import DocumentKind
from indexer.references import EXPORTS, Reference, write_bibtex, write_csl_json, write_ris
from indexer.references.bibtex import latex
from tests.corpus_factory import MONTEVIDEO, SUMMARY, at_meeting
from tests.corpus_factory import passage as made_passage
from tests.references.made import REFERENCES, TITLES, make_reference, with_titles

_COMMANDS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
}


def bibtex_entries(text: str) -> list[dict[str, str]]:
    """Read BibTeX with bibtexparser."""
    parser = BibTexParser(common_strings=True)
    parsed: list[dict[str, str]] = bibtexparser.loads(text, parser).entries
    return parsed


def title_pair(reference: Reference) -> tuple[str, str]:
    """Return the titles of paper and meeting."""
    return reference.passage.document.title, reference.meeting_title


def test_csl_json_holds_every_reference() -> None:
    """The items are in order, with id, title, URL and day of access."""
    items = json.loads(write_csl_json(REFERENCES))
    assert [item["id"] for item in items] == [reference.passage.id for reference in REFERENCES]
    assert [item["title"] for item in items] == [reference.passage.document.title for reference in REFERENCES]
    assert all(item["URL"].endswith("?v=a1b2c3") for item in items)
    assert all(item["accessed"] == {"date-parts": [[2026, 1, 31]]} for item in items)


def test_ris_is_read_back_by_rispy() -> None:
    """Each reference is one entry with title, meeting, place, kind, URL and day of access."""
    entries = rispy.loads(write_ris(REFERENCES))
    assert len(entries) == len(REFERENCES)
    for entry, reference in zip(entries, REFERENCES, strict=True):
        assert entry["type_of_reference"] == "RPRT"
        assert entry["id"] == reference.passage.id
        assert (entry["title"], entry["secondary_title"]) == title_pair(reference)
        assert entry["urls"] == [reference.link]
        assert entry["access_date"] == "2026/01/31/"
        assert entry["type_of_work"] == reference.genre
        assert entry.get("place_published") == (reference.meeting_place or None)


def test_bibtex_is_read_back_by_bibtexparser() -> None:
    """Each reference is one entry with a unique key, title, no author, the meeting, URL and day of access."""
    parsed = bibtex_entries(write_bibtex(REFERENCES))
    assert len({entry["ID"] for entry in parsed}) == len(REFERENCES)
    for entry, reference in zip(parsed, REFERENCES, strict=True):
        assert entry["ENTRYTYPE"] == "techreport"
        assert "author" not in entry
        assert (entry["title"].strip("{}"), entry["note"].partition(".")[0]) == title_pair(reference)
        assert entry["url"] == reference.link
        assert entry["urldate"] == "2026-01-31"
        assert entry["type"] == reference.genre


def test_other_scripts_stay_readable() -> None:
    """Letters without a LaTeX command stay in UTF-8."""
    assert latex("المؤتمر 中文 & ž") == r"المؤتمر 中文 \& {\v{z}}"


def test_the_same_passage_twice_has_two_keys() -> None:
    """The same passage twice gets two keys, because BibTeX forbids repeated keys."""
    parsed = bibtex_entries(write_bibtex([REFERENCES[0], REFERENCES[0]]))
    assert [entry["ID"] for entry in parsed] == ["montevideo-programme.00000", "montevideo-programme.00000-2"]


@settings(max_examples=150, deadline=None)
@given(TITLES, TITLES)
def test_odd_titles_survive_ris_and_csl_json(title: str, meeting: str) -> None:
    """Any title is read back from both formats; only RIS folds white space."""
    reference = make_reference(with_titles(title, meeting))
    item = json.loads(write_csl_json([reference]))[0]
    assert (item["title"], item["event-title"]) == (title, meeting)
    entry = rispy.loads(write_ris([reference]))[0]
    assert entry["title"] == " ".join(title.split())
    assert entry["secondary_title"] == " ".join(meeting.split())


@settings(max_examples=150, deadline=None)
@given(TITLES, TITLES)
def test_odd_titles_make_sound_bibtex(title: str, meeting: str) -> None:
    """For any title the braces match, and all fields of its entry and of the next are read."""
    text = write_bibtex([make_reference(with_titles(title, meeting)), REFERENCES[0]])
    first, second = bibtex_entries(text)
    assert first["url"] == "https://papers.example.org/p/montevideo-summary.00002?v=a1b2c3"
    assert first["title"] == f"{{{latex(title)}}}"
    assert second["ID"] == "montevideo-programme.00000"


@pytest.mark.parametrize("word", ["café", "Jenča", "naïve Ångström", "Łódź", "Straße", "São Tomé", "Škoda", "Türkiye"])
def test_accents_come_back_from_latex(word: str) -> None:
    """A reader of LaTeX commands reads the original letters."""
    commands = latex(word)
    assert commands.isascii()
    read = unicodedata.normalize("NFC", latex_to_unicode(commands)).replace("{", "").replace("}", "")
    assert read == word


@settings(max_examples=100, deadline=None)
@given(TITLES)
def test_special_signs_of_latex_are_never_bare(title: str) -> None:
    """Every special character of LaTeX becomes a command, and undoing the commands gives the ASCII characters again."""
    ascii_title = re.sub(r"[^\x20-\x7e]|[<>|\"]", "", title)
    text = latex(ascii_title)
    for command, sign in _COMMANDS.items():
        text = text.replace(command, {"\\": "\0", "{": "\1", "}": "\2"}.get(sign, sign))
    assert not re.search(r"(?<!\\)[&%$#_{}]", text)
    assert re.sub(r"\\([&%$#_])", r"\1", text).translate({0: "\\", 1: "{", 2: "}"}) == ascii_title


def test_line_breaks_cannot_forge_a_field() -> None:
    """A title that contains a line of RIS or the end of a BibTeX entry stays one title."""
    reference = make_reference(with_titles("A\nER  - \nTY  - BOOK", "B},\n}\n@book{x, title={y"))
    assert len(rispy.loads(write_ris([reference]))) == 1
    assert len(bibtex_entries(write_bibtex([reference]))) == 1


def test_planned_papers_say_so_in_every_format() -> None:
    """A programme is never exported as if its plans had happened."""
    for form in EXPORTS.values():
        text = form.write([REFERENCES[0]])
        assert "Programme (planned)" in text
        assert "not a record of what took place" in text


def test_pages_and_passages() -> None:
    """A page is exported as it is printed; without one, the passage is, counted from 1."""
    paged = make_reference(
        REFERENCES[2].passage.__class__(**{**vars(REFERENCES[2].passage), "page": 7, "page_label": "iv"})
    )
    item: dict[str, Any] = json.loads(write_csl_json([paged]))[0]
    assert item["page"] == "iv"
    assert rispy.loads(write_ris([paged]))[0]["start_page"] == "iv"
    assert "Passage 2." in rispy.loads(write_ris([REFERENCES[1]]))[0]["notes"]


def test_stated_authors_are_kept_whole() -> None:
    """A body with a comma in its name is one author in each format, and so is the publisher."""
    passage = REFERENCES[3].passage
    stated = {
        "author": "Office for Ports, Lights and Buoys; Anna Berg",
        "publisher": "Harbour Council",
        "symbol": "H/7",
    }
    reference = make_reference(at_meeting(passage, passage.document.meetings[0], **stated))
    (item,) = json.loads(write_csl_json([reference]))
    assert item["author"] == [{"literal": "Office for Ports, Lights and Buoys"}, {"literal": "Anna Berg"}]
    assert (item["publisher"], item["number"]) == ("Harbour Council", "H/7")
    (entry,) = rispy.loads(write_ris([reference]))
    assert entry["authors"] == ["Office for Ports, Lights and Buoys,", "Anna Berg"]
    assert entry["publisher"] == "Harbour Council"
    (parsed,) = bibtex_entries(write_bibtex([reference]))
    assert parsed["author"] == "{Office for Ports, Lights and Buoys} and {Anna Berg}"
    assert (parsed["institution"], parsed["number"]) == ("Harbour Council", "H/7")


def test_a_family_name_that_is_known_is_one_in_each_format() -> None:
    """`Berg, Anna` has its two parts in each format; no manager has to guess them."""
    passage = REFERENCES[3].passage
    reference = make_reference(at_meeting(passage, passage.document.meetings[0], author="Berg, Anna; Cy Dee"))
    (item,) = json.loads(write_csl_json([reference]))
    assert item["author"] == [{"family": "Berg", "given": "Anna"}, {"literal": "Cy Dee"}]
    (entry,) = rispy.loads(write_ris([reference]))
    assert entry["authors"] == ["Berg, Anna", "Cy Dee"]
    (parsed,) = bibtex_entries(write_bibtex([reference]))
    assert parsed["author"] == "{Berg}, {Anna} and {Cy Dee}"


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("agenda", ("report", "RPRT", "techreport")),
        ("minutes", ("report", "RPRT", "techreport")),
        ("statement", ("speech", "GEN", "misc")),
        ("slides", ("speech", "SLIDE", "misc")),
    ],
)
def test_each_kind_of_paper_has_a_type(kind: DocumentKind, types: tuple[str, str, str]) -> None:
    """Agendas and minutes are reports; what one person said or showed is a speech or slides."""
    passage = REFERENCES[3].passage
    reference = make_reference(at_meeting(passage, passage.document.meetings[0], kind=kind))
    (item,), (entry,) = json.loads(write_csl_json([reference])), rispy.loads(write_ris([reference]))
    (parsed,) = bibtex_entries(write_bibtex([reference]))
    assert (item["type"], entry["type_of_reference"], parsed["ENTRYTYPE"]) == types
    assert item["genre"] in {parsed.get("type"), parsed.get("howpublished")}


@pytest.mark.parametrize(
    ("published", "days", "filed"),
    [
        ("2025-02-03", (date(2024, 12, 10), date(2024, 12, 11)), "2025/02/03/"),
        ("2025-02", (date(2024, 12, 10), date(2024, 12, 11)), "2025/02//"),
        ("2024-12", (date(2024, 12, 10), date(2024, 12, 11)), "2024/12/11/"),
        ("2024", (date(2024, 12, 10), date(2024, 12, 11)), "2024/12/11/"),
        (None, (date(2024, 12, 10), date(2024, 12, 11)), "2024/12/11/"),
        (None, (date(2024, 12, 10), None), "2024/12/10/"),
        (None, (None, None), "2024///"),
    ],
)
def test_a_day_that_is_known_is_in_each_format(
    published: str | None, days: tuple[date | None, date | None], filed: str
) -> None:
    """RIS has the day of the paper, or else the last of the meeting; the others have the days of the meeting apart."""
    start, end = days
    meeting = replace(MONTEVIDEO, start=start, end=end)
    reference = make_reference(at_meeting(made_passage(SUMMARY, 0, "It rained."), meeting, published=published))
    assert f"\r\nDA  - {filed}\r\n" in write_ris([reference])
    (entry,), (item,) = bibtex_entries(write_bibtex([reference])), json.loads(write_csl_json([reference]))
    assert entry.get("eventdate", "") == "/".join(day.isoformat() for day in days if day)
    assert entry.get("date") == (published if published == "2025-02-03" else None)
    known = [[day.year, day.month, day.day] for day in days if day] or [[2024]]
    assert item["event-date"] == {"date-parts": known}


def test_a_plan_is_not_dated_by_what_it_plans() -> None:
    """A programme has no day in RIS that it does not state, whenever its meeting was to be."""
    assert REFERENCES[0].planned
    assert "DA  -" not in write_ris([REFERENCES[0]])
    passage = REFERENCES[0].passage
    stated = make_reference(at_meeting(passage, MONTEVIDEO, published="2024-12"))
    assert "DA  - 2024/12//\r\n" in write_ris([stated])
