"""References to papers, meetings and sessions as a whole, in every style and file."""

from __future__ import annotations

import json

import rispy

from indexer.references import STYLE_NAMES, Reference, cite, csl_item, plain_text, write_bibtex, write_ris
from indexer.references.linked_data import NamedPage, document_json_ld, meeting_json_ld, session_json_ld
from indexer.references.metadata import citation_meta_tags
from indexer.references.wholes import common_status, document_reference, meeting_reference, session_reference
from tests.corpus_factory import CAPACITY, CONCEPT, ISLAMABAD, MEMO, MONTEVIDEO, PAPER, PROGRAMME, SUMMARY
from tests.references.made import SITE, TODAY

PAPERS = (PROGRAMME, SUMMARY)
WHOLE_PAPER = document_reference(SUMMARY, f"{SITE}/d/{SUMMARY.id}", TODAY)
WHOLE_MEETING = meeting_reference(MONTEVIDEO, PAPERS, f"{SITE}/m/{MONTEVIDEO.id}", TODAY)
WHOLE_SESSION = session_reference(MONTEVIDEO, CAPACITY, PAPERS, f"{SITE}/m/{MONTEVIDEO.id}/3", TODAY)
WHOLES = (WHOLE_PAPER, WHOLE_MEETING, WHOLE_SESSION, document_reference(MEMO, f"{SITE}/d/memo", TODAY))


def in_style(reference: Reference) -> dict[str, str]:
    """Return the texts of a reference by style."""
    return {style: plain_text(cite(reference, style)) for style in STYLE_NAMES}


def test_a_whole_paper_names_no_place_in_it() -> None:
    """A paper as a whole is cited with title, kind, meeting, days and link, and without a passage."""
    texts = in_style(WHOLE_PAPER)
    assert texts["apa"] == (
        "Summary of the conference [Summary]. (2024). Preparatory conference, Montevideo, Uruguay, "
        f"December 10–11, 2024. Retrieved January 31, 2026, from {SITE}/d/montevideo-summary"
    )
    assert texts["un-footnote"] == (
        "“Summary of the conference”, summary, Preparatory conference, Montevideo, Uruguay, 10–11 December 2024. "
        f"Available at {SITE}/d/montevideo-summary (accessed on 31 January 2026)."
    )


def test_no_style_writes_a_locator_or_doubled_signs() -> None:
    """Whatever is cited as a whole, no style says `passage`, `para.`, `p.`, or puts two full stops or commas."""
    for reference in WHOLES:
        for text in in_style(reference).values():
            assert not any(sign in text for sign in ("passage", "para.", " p. ", "..", ".,", ",,", "?.", "  "))


def test_a_meeting_and_a_session_are_cited_as_their_papers() -> None:
    """The kind says that papers of a meeting or a session are cited; the session names its meeting."""
    assert WHOLE_MEETING.genre == "Meeting papers"
    assert in_style(WHOLE_MEETING)["apa"].startswith("Preparatory conference [Meeting papers]. (2024). Montevideo,")
    session = in_style(WHOLE_SESSION)["apa"]
    assert session.startswith(f"{CAPACITY.name} [Session papers]. (2024). Preparatory conference, Montevideo,")


def test_a_meeting_that_was_only_planned_says_so() -> None:
    """Where all papers are plans, the reference says so; where one reports, it does not."""
    planned = meeting_reference(ISLAMABAD, (CONCEPT,), f"{SITE}/m/{ISLAMABAD.id}", TODAY)
    assert "Planned; not a record of what took place." in in_style(planned)["mla"]
    assert "Planned" not in in_style(WHOLE_MEETING)["mla"]
    assert common_status(()) == "unknown"
    assert common_status((PAPER, CONCEPT)) == "reported"


def test_files_for_reference_managers_name_the_whole() -> None:
    """RIS, BibTeX and CSL-JSON have the id of the whole and no page."""
    [entry] = rispy.loads(write_ris([WHOLE_PAPER]))
    assert (entry["id"], entry["title"]) == ("montevideo-summary", "Summary of the conference")
    assert "start_page" not in entry
    assert not any("assage" in note for note in entry.get("notes", ()))
    assert csl_item(WHOLE_PAPER)["id"] == "montevideo-summary"
    assert "page" not in csl_item(WHOLE_PAPER)
    assert "@techreport{montevideo-summary," in write_bibtex([WHOLE_PAPER])
    assert "assage" not in write_bibtex([WHOLE_PAPER])


def test_reference_managers_are_told_the_type() -> None:
    """Each page names a conference or an institution, or else its type, so that none is taken for an article."""
    for reference in WHOLES:
        names = {name for name, _ in citation_meta_tags(reference)}
        assert names & {"citation_conference_title", "citation_technical_report_institution", "DC.type"}
    assert ("DC.type", "report") in citation_meta_tags(WHOLES[-1])


def test_linked_data_has_what_is_known() -> None:
    """A paper is a Report about its meeting, a meeting an Event with a place, a session a part of it."""
    [about] = [document_json_ld(WHOLE_PAPER, [named("m")])["about"]]
    assert isinstance(about, dict)
    assert (about["@type"], about["name"]) == ("Event", "Preparatory conference")
    meeting = meeting_json_ld(MONTEVIDEO, f"{SITE}/m/x", [named("d")], [named("s")])
    assert (meeting["startDate"], meeting["endDate"]) == ("2024-12-10", "2024-12-11")
    assert meeting["subEvent"] == [{"@type": "Event", "name": "s", "url": f"{SITE}/s"}]
    session = session_json_ld(CAPACITY, f"{SITE}/m/x/3", MONTEVIDEO, f"{SITE}/m/x")
    assert "startDate" not in session
    assert json.dumps((meeting, session))


def named(name: str) -> NamedPage:
    """Return a page with an address of its name."""
    return NamedPage(name, f"{SITE}/{name}")
