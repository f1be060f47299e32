"""Titles that a paper does not print in so many words: of a page's head, of a larger work, of a file; and chat logs."""

from __future__ import annotations

import pytest

from indexer.model import FactEvidence
from indexer.readers import read_source
from indexer.structure.draft import Draft, DraftFacts
from indexer.structure.front_matter.titles.pages import titles_without_site
from indexer.structure.outline.chat_lines import chat_positions
from indexer.structure.parse import parse_paper

from .papers import make_source, marked_pieces, read_markdown, read_paper

SAID = "The board met in the harbour hall and spoke about the dredging of the outer basin at length."


DAY = "<p>Monday 5 May 2031</p>"


def read_html(head: str, body: str) -> Draft:
    """Return the draft of a web page with a title in its head."""
    text = f"<html><head><title>{head}</title></head><body>{body}</body></html>"
    source = make_source("page.html", text)
    return parse_paper(source, read_source(source, text.encode()))


def title_of(draft: Draft) -> tuple[str, str]:
    """Return the title of a paper and the basis on which it is known."""
    return draft.facts.title, next(fact.basis for fact in draft.facts.evidence if fact.fact == "title")


@pytest.mark.parametrize(
    ("head", "body", "title", "basis"),
    [
        ("Notes of May | Harbour Authority", f"<h1>Notes of May</h1><p>{SAID}</p>", "Notes of May", "stated"),
        ("Agenda 3 May 2031 | Harbour Authority", "<h1>Agenda</h1><ul><li>Ice</li></ul>", "Agenda 3 May 2031", "path"),
        (
            "Harbour Authority | Minutes of May",
            f"<h1>Harbour Authority</h1><h2>Minutes of May</h2><p>{SAID}</p>",
            "Minutes of May",
            "path",
        ),
        ("Notes of May", f"<h2>Ice</h2><p>{SAID}</p><h2>Salt</h2><p>{SAID}</p>", "Notes of May", "path"),
        ("Harbour Authority", f"<h2>Ice in May</h2><p>{SAID}</p><h2>Salt</h2><p>{SAID}</p>", "page", "path"),
        ("Ice - Salt", f"<p>{SAID}</p>", "Ice - Salt", "path"),
        ("", f"<h1>Board notes</h1><p>{SAID}</p>", "Board notes", "stated"),
    ],
)
def test_the_name_of_a_site_is_no_part_of_a_title(head: str, body: str, title: str, basis: str) -> None:
    """Of the title in a page's head, what its first headings repeat is the paper's; without them it stays whole."""
    assert title_of(read_html(head, body)) == (title, basis)


def facts(title: str, basis: str = "path") -> DraftFacts:
    """Return the facts of a paper with nothing but its title."""
    return DraftFacts(title, "other", evidence=(FactEvidence("title", "path" if basis == "path" else "stated", title),))


def test_what_the_papers_of_a_folder_share_is_the_site() -> None:
    """A part that several titles of one folder end or begin with is dropped, if the rest still names each of them."""
    papers = {
        "a/1": facts("Ice in May | Harbour Authority"),
        "a/2": facts("Salt in May | Harbour Authority"),
        "a/3": facts("Boats in May | Harbour Authority", "stated"),
        "b/1": facts("Nets in May | Harbour Authority"),
        "c/1": facts("Minutes | Harbour Authority"),
        "c/2": facts("Agenda | Harbour Authority"),
        "d/1": facts("Harbour Authority - Ice in May"),
        "d/2": facts("Harbour Authority - Salt in May"),
    }
    assert titles_without_site(papers) == {
        "a/1": "Ice in May",
        "a/2": "Salt in May",
        "d/1": "Ice in May",
        "d/2": "Salt in May",
    }


COVER = (
    "## Eightieth session\n\n## Budget of the port for 2031\n\n# Budget of the port for 2031\n\n# Part VI\n\n# Help at"
    " sea\n\n# Section {number}\n\n# {name}\n\n## Programme 21\n\n## Aid\n\n## Overview\n\n" + SAID + "\n"
)


def test_parts_of_a_work_do_not_share_its_title() -> None:
    """The title that all parts of a work print is told with the part that the cover names."""
    titles = [title_of(read_markdown(COVER.format(number=number, name=name))) for number, name in
              (("29C", "Pilots"), ("31", "Lights and buoys"))]  # fmt: skip
    assert titles == [
        ("Budget of the port for 2031, Section 29C: Pilots", "stated"),
        ("Budget of the port for 2031, Section 31: Lights and buoys", "stated"),
    ]


def test_a_work_with_all_its_parts_keeps_its_title() -> None:
    """A paper that goes on with further sections is the whole work."""
    whole = COVER.format(number="1", name="Pilots") + f"\n# Section 2\n\n# Buoys\n\n{SAID}\n"
    assert title_of(read_markdown(whole))[0] == "Budget of the port for 2031"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2031-05-04/notes.md", "Meeting Notes, 2031-05-04"),
        ("harbour-board.md", "Meeting Notes, harbour-board"),
        ("board/notes-12.md", "notes-12"),
    ],
)
def test_a_kind_without_a_day_is_told_by_its_file(name: str, title: str) -> None:
    """Where a paper prints only its kind, the day or the name of the file tells it from others."""
    assert title_of(read_markdown(f"# Meeting Notes\n\n## Ice\n\n{SAID}\n", name)) == (title, "path")


CHATS = (
    "<annb> good morning\n\n<bobc> hello\n\n<annb> ice is dear\n",
    "[14:02] <annb> good morning\n\n14:03 * bobc waves\n\n[14:04] <annb> ice is dear\n",
    "14:02:11 annb: good morning\n\n14:02:15 bobc: hello\n\n14:03:00 annb: ice is dear\n",
)


@pytest.mark.parametrize("chat", CHATS)
def test_a_chat_has_no_title_and_is_no_programme(chat: str) -> None:
    """A line of speech names no paper and heads nothing, however it is stamped; the title is that of the file."""
    draft = read_paper(chat, "harbour_chat.txt")
    assert title_of(draft) == ("harbour chat", "path")
    assert (draft.facts.kind, len(draft.passages), draft.sessions) == ("transcript", 3, ())


def test_a_programme_is_no_chat() -> None:
    """Times before the items of a programme stamp no speech, though the items have colons."""
    assert not chat_positions(marked_pieces("14:00 Opening: ice\n\n14:30 Tides: salt\n\n15:00 Boats: nets\n"))


def test_a_title_that_the_author_states_above_the_text_is_stated() -> None:
    """The `title:` of a Markdown file is no name of a file, also where a heading repeats a part of it."""
    stated = read_markdown(f'---\ntitle: "Crane call"\ndate: 2031-03-09\n---\n\n## Agenda\n\n{SAID}\n')
    assert title_of(stated) == ("Crane call", "stated")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("C O N T E N T S - Ice Hansard 2031-05-05", f"<p>C O N T E N T S</p><p>{SAID}</p>", "Ice Hansard 2031-05-05"),
        ("PRESENT - Ice Hansard 2031-05-05", f"<h3>PRESENT</h3><p>{SAID}</p>", "Ice Hansard 2031-05-05"),
        ("[CORRECTED COPY] - Ice Hansard 2031-05-05", "<h3>[CORRECTED COPY]</h3>", "Ice Hansard 2031-05-05"),
        (" - Ice Hansard 2031-05-05", f"<p>{SAID}</p>", "Ice Hansard 2031-05-05"),
        ("SITTING IS RESUMED", f"<p>SITTING IS RESUMED</p><p>{SAID}</p>", "page"),
        ("MONDAY 5TH MAY 2031", f"<p>MONDAY 5TH MAY 2031</p><p>{SAID}</p>", "page"),
        ("PRAYER", f"<p>PRAYER</p><p>{SAID}</p>", "page"),
        (
            "H-11-20310505",
            f"<p>SECOND DAY</p><p>DRAFT HANSARD</p>{DAY}<p>{SAID}</p>",
            "Draft Hansard, Monday 5 May 2031",
        ),
        ("Ropes - Ice Hansard", f"<h3>Ropes</h3><p>{SAID}</p>", "Ropes"),
        ("", f"<p>COMMITTEE OF THE WHOLE</p><p>That Clause 1 Be Read Now</p><p>{SAID}</p>", "Committee of the Whole"),
        ("", f"<h1>World Health Day</h1><p>{SAID}</p>", "World Health Day"),
    ],
)
def test_a_heading_that_divides_every_record_is_no_title(head: str, body: str, title: str) -> None:
    """What stands beside it in the head of the page is, or the kind of paper; else only the file is known."""
    assert title_of(read_html(head, body))[0] == title
