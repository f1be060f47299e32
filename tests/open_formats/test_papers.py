"""Papers as TEI and as Akoma Ntoso: every passage once with its id and its link, and nothing that is not known.

Both were held against the published schemas (TEI P5 as RELAX NG, Akoma Ntoso 3.0 as XSD), whose licences do not let
them stand here; these tests hold the order and the nesting that the schemas ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import ColumnHead, Document, Meeting, Participation, Passage, Session
from indexer.open_formats import OpenPaper, PaperLinks, write_akoma_ntoso, write_tei
from indexer.open_formats.elements import xml_name
from indexer.open_formats.languages import three_letters

SITE = "https://papers.example.org"
T, A = "{http://www.tei-c.org/ns/1.0}", "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
XML_ID, XML_LANG = (f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("id", "lang"))
MEETING = Meeting("ports-2024", "Ports Forum", "Oslo", date(2024, 5, 2), date(2024, 5, 3))
PAPER = Document("ports-2024-transcript", "Ports Forum", "transcript", "reported", "ports.txt", (MEETING,), "en")
BARE = Document("note", "", "other", "unknown", "note.txt", ())
FIRST = Session("1", MEETING.id, "Lights", 1, "Session 1")
ANNA = Participation("Anna Berg", "speaker", "Harbour Council", person="anna-berg")
OLE = Participation("Ole", "speaker")
LINKS = PaperLinks(
    document=f"{SITE}/d/x",
    passage=lambda passage: f"{SITE}/p/{passage.id}?v=a1b2c3",
    meeting=lambda meeting: f"{SITE}/m/{meeting}",
    session=lambda meeting, session: f"{SITE}/m/{meeting}/{session}",
    person=lambda person: f"{SITE}/people/{person}",
    site=f"{SITE}/",
)


def passage(number: int, text: str, document: Document = PAPER, **facts: object) -> Passage:
    """Make a passage of a paper."""
    base = Passage(f"{document.id}.0000{number}", text, "paragraph", number, document, document.meeting)
    return replace(base, **facts)  # type: ignore[arg-type]  # the caller names fields of Passage


def in_first(number: int, text: str, **facts: object) -> Passage:
    """Make a passage of the first session."""
    return passage(number, text, PAPER, headings=("SESSION 1", "Lights"), session=FIRST, **facts)


DEBATE = (
    passage(0, "The forum met in Oslo.", page=1),
    in_first(1, "Good morning.", people=(ANNA,)),
    in_first(2, "The lights are new.", people=(ANNA,), page=2, page_label="ii"),
    in_first(3, "Are they?", people=(OLE,)),
    in_first(4, "Several voices: yes.", people=(OLE, ANNA)),
    in_first(5, "They agreed on:", people=()),
    in_first(6, "red lights", kind="list_item", label="1", lead_in="They agreed on:", notes=("In the night.",)),
    in_first(7, "green lights", kind="list_item", label="2", lead_in="They agreed on:"),
    passage(8, "Anna Berg\nOle", kind="heading_note", headings=("Present",), people=(ANNA, OLE)),
    passage(
        9,
        "Red; port",
        kind="table_row",
        headings=("Present",),
        heads=(ColumnHead("Light", 0, 3), ColumnHead("Side", 5, 9)),
    ),
)


def paper(passages: Sequence[Passage] = DEBATE, document: Document = PAPER, **facts: object) -> OpenPaper:
    """Make a paper to be written."""
    base = OpenPaper(document, passages, LINKS, (), False, "Papers of ports", "2026-01-31")
    return replace(base, **facts)  # type: ignore[arg-type]  # the caller names fields of OpenPaper


def tei(written: OpenPaper) -> ET.Element:
    """Write a paper as TEI and read it."""
    return ET.fromstring(write_tei(written))  # noqa: S314  # our own file


def akoma_ntoso(written: OpenPaper) -> ET.Element:
    """Write a paper as Akoma Ntoso and read it; return the debate or the document."""
    [root] = ET.fromstring(write_akoma_ntoso(written))  # noqa: S314  # our own file
    return root


def words(node: ET.Element) -> str:
    """Return the words of an element, without what separates them."""
    return "".join("".join(node.itertext()).split())


def test_tei_has_each_passage_once_with_id_and_link() -> None:
    """The id of a passage is an `xml:id`, its permanent link is beside it, and they are in order."""
    root = tei(paper())
    named = [node for node in root.find(f"{T}text").iter() if node.get(XML_ID)]  # type: ignore[union-attr]
    assert [node.get(XML_ID) for node in named] == [passage.id for passage in DEBATE]
    assert [node.get("corresp") for node in named] == [LINKS.passage(passage) for passage in DEBATE]
    assert root.find(f"{T}text").get(XML_LANG) == "en"  # type: ignore[union-attr]


def test_akoma_ntoso_has_each_passage_once_with_id_and_link() -> None:
    """The id of a passage is an `eId`, its permanent link a `GUID`, and they are in order."""
    root = akoma_ntoso(paper())
    ids = {passage.id: passage for passage in DEBATE}
    named = [node for node in root.iter() if node.get("eId") in ids]
    assert [node.get("eId") for node in named] == list(ids)
    assert [node.get("GUID") for node in named] == [LINKS.passage(passage) for passage in DEBATE]
    every = [node.get("eId") for node in root.iter() if node.get("eId")]
    assert len(every) == len(set(every))


def test_speeches_have_their_speaker_only_where_one_is_known() -> None:
    """Neighbouring passages of one speaker are one speech; with two names, or a list of people, there is none."""
    root = tei(paper())
    speeches = root.findall(f".//{T}sp")
    assert [(node.get("who"), node.findtext(f"{T}speaker"), len(node.findall(f"{T}p"))) for node in speeches] == [
        ("#person-anna-berg", "Anna Berg", 2),
        ("#speaker-1", "Ole", 1),
    ]
    persons = {node.get(XML_ID): node for node in root.findall(f".//{T}person")}
    assert list(persons) == ["person-anna-berg", "speaker-1"]
    assert persons["person-anna-berg"].findtext(f"{T}affiliation") == "Harbour Council"
    assert persons["speaker-1"].get("corresp") is None
    debate = akoma_ntoso(paper())
    assert [(node.get("by"), node.findtext(f"{A}from")) for node in debate.iter(f"{A}speech")] == [
        ("#person-anna-berg", "Anna Berg"),
        ("#speaker-1", "Ole"),
    ]
    assert {node.get("eId") for node in debate.iter(f"{A}TLCPerson")} == {"person-anna-berg", "speaker-1"}


def test_a_discussion_without_attribution_names_no_speaker() -> None:
    """Where nobody may be named no speech is marked, and the file says why."""
    warned = paper(names_nobody=True, warnings=("Discussion held without attribution.",))
    root, debate = tei(warned), akoma_ntoso(warned)
    assert root.findall(f".//{T}sp") + root.findall(f".//{T}person") == []
    assert root.findtext(f".//{T}availability/{T}p") == "Discussion held without attribution."
    assert [*debate.iter(f"{A}speech"), *debate.iter(f"{A}TLCPerson")] == []
    assert "Discussion held without attribution." in [node.text for node in debate.iter(f"{A}p")]


def test_sections_are_nested_by_their_headings() -> None:
    """A heading is the head of a division; that of a session leads to it, and no part of it says so again."""
    body = tei(paper()).find(f"{T}text/{T}body")
    assert body is not None
    tops = [(node.findtext(f"{T}head"), node.get("type"), node.get("corresp")) for node in body]
    assert tops == [
        (None, None, None),
        ("SESSION 1", "session", f"{SITE}/m/ports-2024/1"),
        ("Present", "section", None),
    ]
    [inner] = body[1].findall(f"{T}div")
    assert (inner.findtext(f"{T}head"), inner.get("type"), inner.get("corresp")) == ("Lights", "section", None)
    debate = akoma_ntoso(paper()).find(f"{A}debateBody")
    assert debate is not None
    assert [(node.get("name"), node.findtext(f"{A}heading")) for node in debate] == [
        ("text", None),
        ("session", "SESSION 1"),
        ("section", "Present"),
    ]


def test_lists_tables_notes_and_pages() -> None:
    """Items have their numbers and notes, rows the heads of their columns, and a new page is marked."""
    root = tei(paper())
    assert [(item.get("n"), item.text, item.findtext(f"{T}note")) for item in root.iter(f"{T}item")] == [
        ("1", "red lights", "In the night."),
        ("2", "green lights", None),
    ]
    assert root.find(f".//{T}list/{T}head") is None  # the paragraph above ends with the words
    assert [[cell.text for cell in row] for row in root.iter(f"{T}row")] == [["Light", "Side"], ["Red", "port"]]
    assert [node.get("n") for node in root.iter(f"{T}pb")] == ["1", "ii"]
    assert len(root.findall(f".//{T}p/{T}lb")) == 1
    debate = akoma_ntoso(paper())
    assert [item.findtext(f"{A}num") for item in debate.iter(f"{A}item")] == ["1", "2"]
    assert debate.findtext(f".//{A}authorialNote/{A}p") == "In the night."
    alone = tei(paper([in_first(6, "red", kind="list_item", lead_in="They agreed on:")]))
    assert alone.findtext(f".//{T}list/{T}head") == "They agreed on:"


def test_what_is_known_of_a_paper_stands_in_its_head() -> None:
    """Title, authors, publisher, date, symbol, place and days stand where the formats have them."""
    stated = replace(
        PAPER, author="Harbour Council; Anna Berg", publisher="Port Press", published="2024-06-01", symbol="H/7"
    )
    root = tei(paper(document=stated))
    assert [node.text for node in root.findall(f".//{T}titleStmt/{T}author")] == ["Harbour Council", "Anna Berg"]
    bibl = root.find(f".//{T}bibl")
    assert bibl is not None
    assert bibl.findtext(f"{T}publisher") == "Port Press"
    assert [node.get("when") for node in bibl.findall(f"{T}date")] == ["2024-06-01"]
    setting = root.find(f".//{T}setting")
    assert setting is not None
    assert (setting.findtext(f"{T}name"), setting.findtext(f"{T}placeName")) == ("Ports Forum", "Oslo")
    days = setting.find(f"{T}date")
    assert days is not None
    assert (days.get("from"), days.get("to")) == ("2024-05-02", "2024-05-03")
    assert [(node.get("type"), node.text) for node in root.iter(f"{T}term")] == [
        ("kind", "transcript"),
        ("status", "reported"),
    ]
    work = akoma_ntoso(paper(document=stated)).find(f".//{A}FRBRWork")
    assert work is not None
    assert [(node.get("name"), node.get("date")) for node in work.iter(f"{A}FRBRdate")] == [("published", "2024-06-01")]
    assert [node.get("href") for node in work.iter(f"{A}FRBRauthor")] == ["#author-1", "#author-2"]
    assert [node.get("value") for node in work.iter(f"{A}FRBRnumber")] == ["H/7"]


def test_what_is_not_known_is_absent() -> None:
    """A paper of no meeting, without date, author and language, has none; what a schema asks for says so."""
    bare = paper([passage(0, "Words.", BARE)], BARE)
    root = tei(bare)
    for name in ("author", "publisher", "settingDesc", "particDesc", "langUsage", "availability"):
        assert list(root.iter(f"{T}{name}")) == []
    assert [node.get("type") for node in root.iter(f"{T}date")] == ["index"]
    assert root.find(f"{T}text").get(XML_LANG) is None  # type: ignore[union-attr]
    doc = akoma_ntoso(bare)
    dates = {(node.get("name"), node.get("date")) for node in doc.iter(f"{A}FRBRdate")}
    assert dates == {("indexed", "2026-01-31")}
    [unknown] = [node for node in doc.iter(f"{A}TLCConcept") if node.get("eId") == "unknown"]
    assert unknown.get("showAs") == "Not known"
    assert [node.get("language") for node in doc.iter(f"{A}FRBRlanguage")] == ["und"]
    assert [*doc.iter(f"{A}docDate"), *doc.iter(f"{A}event")] == []


@pytest.mark.parametrize("published", ["2024", "2024-06"])
def test_a_month_or_a_year_is_not_made_a_day(published: str) -> None:
    """A date that the paper states to the month stays one."""
    stated = replace(PAPER, published=published)
    assert [node.get("when") for node in tei(paper(document=stated)).findall(f".//{T}bibl/{T}date")] == [published]
    debate = akoma_ntoso(paper(document=stated))
    assert {node.get("name") for node in debate.iter(f"{A}FRBRdate")} == {"indexed"}
    assert published in [node.text for node in debate.iter(f"{A}p")]


def test_only_transcripts_and_minutes_are_debates() -> None:
    """Another paper is a document of sections; text before its sub-sections introduces them."""
    report = replace(PAPER, kind="report", id="report")
    under = [
        passage(0, "First.", report, headings=("Findings",)),
        passage(1, "Second.", report, headings=("Findings", "Lights")),
        passage(2, "Third.", report, headings=("Findings",)),
    ]
    doc = akoma_ntoso(paper(under, report))
    assert (doc.tag, doc.get("name")) == (f"{A}doc", "report")
    [section] = doc.findall(f"{A}mainBody/{A}hcontainer")
    assert [node.tag.removeprefix(A) for node in section] == ["heading", "intro", "hcontainer", "hcontainer"]
    assert akoma_ntoso(paper()).tag == f"{A}debate"
    spoken = [passage(0, "I thank you.", report, people=(ANNA,))]
    assert [node.get("by") for node in akoma_ntoso(paper(spoken, report)).iter(f"{A}speech")] == ["#person-anna-berg"]


TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("<>&\"' \n\x00\x0b\ufffe")), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from([ANNA, OLE, None])), max_size=8))
def test_any_text_is_whole_and_well_formed(texts: list[tuple[str, list[str], Participation | None]]) -> None:
    """Whatever papers say, both files can be read, and have all of their words that XML can hold."""
    passages = [
        passage(number, text, headings=tuple(headings), people=(speaker,) if speaker else ())
        for number, (text, headings, speaker) in enumerate(texts)
    ]
    unfit = dict.fromkeys([*range(32), *range(127, 160), 0xFFFE, 0xFFFF])
    body = tei(paper(passages)).find(f"{T}text/{T}body")
    debate = akoma_ntoso(paper(passages)).find(f"{A}debateBody")
    assert body is not None
    assert debate is not None
    for text, _, _ in texts:
        wanted = "".join(text.translate(unfit).split())
        assert wanted in words(body)
        assert wanted in words(debate)


def test_ids_and_languages_have_the_forms_that_are_asked_for() -> None:
    """An id that begins with a digit gets an underscore; languages have three letters."""
    assert [xml_name(text) for text in ("ports.a1b2c", "2024-ports.a1b2c", "é.1", "a/b")] == [
        "ports.a1b2c",
        "_2024-ports.a1b2c",
        "é.1",
        "_a-b",
    ]
    assert [three_letters(tag) for tag in ("en", "fr-CA", "zh-Hant", "tpi", "xx", None)] == [
        "eng",
        "fra",
        "zho",
        "tpi",
        "und",
        "und",
    ]
