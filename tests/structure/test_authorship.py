"""Who wrote and who published a paper, as its title page, its front matter or its head states it."""

from __future__ import annotations

from time import process_time

import pytest

from indexer.model import Block, FactEvidence, Reading
from indexer.readers import read_source
from indexer.structure.draft import DraftFacts, Piece
from indexer.structure.front_matter.authorship import find_authorship
from indexer.structure.parse import parse_paper

from .papers import make_source, read_markdown, read_paper

TEXT = "The harbour office reports that the ice in the northern fairway was two metres thick in March of this year."


def facts_of(*lines: str, title: str = "Ice in the northern fairway") -> DraftFacts:
    """Return the facts of a paper with these lines under its title."""
    return read_paper("\n\n".join((title, *lines, TEXT, TEXT))).facts


def facts_of_page(head: str, body: str = "") -> DraftFacts:
    """Return the facts of a web page with these elements in its head."""
    page = (
        f"<html><head><title>Ice report</title>{head}</head><body><h1>Ice report</h1>{body}<p>{TEXT}</p></body></html>"
    )
    source = make_source("ice.html", page)
    return parse_paper(source, read_source(source, page.encode())).facts


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Author: Anna Berg", "Anna Berg"),
        ("Authors: Anna Berg, Bo Low and Cy Dee", "Anna Berg; Bo Low; Cy Dee"),
        ("Author: Anna Berg (Harbour Office)", "Anna Berg"),
        ("Author: Dr. Anna Berg, PhD, Ministry of Ports", "Anna Berg"),
        ("Author: Berg, Anna", "Berg, Anna"),
        ("Author: Berg, Anna, PhD", "Berg, Anna"),
        ("Authors: Berg, Anna; Low, Bo", "Berg, Anna; Low, Bo"),
        ("Authors: Berg, A., Low, B., & Dee, C. K.", "Berg, A.; Low, B.; Dee, C. K."),
        ("Author: Berg, A. and Low, B.", "Berg, A.; Low, B."),
        ("Authors: Berg, Anna, and Bo Low", "Berg, Anna; Bo Low"),
        ("Authors: Márquez, Ana; van Berg, Bo", "Márquez, Ana; van Berg, Bo"),
        ("Authors: Anna Berg, Harbour Office; Bo Low, Ministry of Ports", "Anna Berg; Bo Low"),
        ("Prepared by: Anna Berg; Bo Low; and Cy Dee", "Anna Berg; Bo Low; Cy Dee"),
        ("Prepared by Anna Berg for the World Bank", "Anna Berg"),
        ("Prepared by Dr. Anna Berg for the World Bank", "Anna Berg"),
        ("Prepared by Anna Berg, Bo Low and Cy Dee of the Harbour Office", "Anna Berg; Bo Low; Cy Dee"),
        ("Préparé par Anne Roche pour le Ministère des ports", "Anne Roche"),
        ("Author: World Bank, Washington, D.C.", "World Bank, Washington, D.C."),
        ("Prepared by the Ministry of Ports (Norway)", "Ministry of Ports (Norway)"),
        ("Prepared by the Ministry of Ports (see the annex)", "Ministry of Ports"),
        ("Author: World Health Organization (WHO)", "World Health Organization (WHO)"),
        ("Author: Office for Ports, Lights and Buoys", "Office for Ports, Lights and Buoys"),
        ("Authors: Anna Berg (Norway) Bo Low (Chile)", "Anna Berg; Bo Low"),
        ("by Anna Berg, Bo Low, and Cy Dee", "Anna Berg; Bo Low; Cy Dee"),
        ("Prepared by the Secretariat", "Secretariat"),
        ("Prepared by: Anna Berg and Bo Low", "Anna Berg; Bo Low"),
        ("Working paper submitted by Norway and Sweden", "Norway; Sweden"),
        ("Submitted by the delegation of Norway", "Delegation of Norway"),
        ("Document prepared by the secretariat", "Secretariat"),
        ("Auteurs : Anne Roche et Paul Rochat", "Anne Roche; Paul Rochat"),
        ("Établi par le Secrétariat", "Secrétariat"),
        ("Autor: Ministerio de Puertos", "Ministerio de Puertos"),
        ("Preparado por la Secretaría", "Secretaría"),
        ("Автор: Анна Берг", "Анна Берг"),
        ("Подготовлено секретариатом", "Секретариат"),
        ("作者：王小明", "王小明"),
        ("المؤلف: أحمد علي", "أحمد علي"),
        ("Report of the Secretary-General", "Secretary-General"),
        ("Report of the Secretary-General on the state of the ice", "Secretary-General"),
        ("Report of the Special Rapporteur on the right to ice", "Special Rapporteur on the right to ice"),
        ("Rapport du Secrétaire général", "Secrétaire général"),
        ("Informe del Secretario General", "Secretario General"),
        ("Доклад Генерального секретаря", "Генеральный секретарь"),
        ("Note by the Secretariat", "Secretariat"),
    ],
)
def test_a_line_of_the_title_page_states_the_author(line: str, author: str) -> None:
    """A label, or an office whose report it is, names the author, and the line is what shows it."""
    facts = facts_of(line, "3 May 2031")
    assert facts.author == author
    assert FactEvidence("author", "stated", line) in facts.evidence


@pytest.mark.parametrize(
    "line",
    [
        "Minutes prepared by Anna Berg",
        "Scribe: Anna Berg",
        "Editor: Anna Berg",
        "Presented by Anna Berg",
        "Respectfully submitted by Anna Berg",
        "Submitted by Anna Berg",
        "Signed: Anna Berg",
        "Author: aberg42",
        "Author: Microsoft Office User",
        "Author: unknown",
        "Author: TBD",
        "Author: Anna Berg Keio University",
        "Author: Jo Doe, Acme Widgets",
        "Authors: Jo Doe, Acme Widgets; Al Roe, Beta Gears",
        "Author: Acme, Oslo",
        "Author: Anna Berg, with Bo Low",
        "Author(s): N/A",
        "Prepared by the Secretariat in cooperation with the Ministry of Ports",
        "Submitted by Norway on behalf of the Nordic Council",
        "By land and sea",
        "By order of the Harbour Master",
        "Report of the Diplomatic Conference",
        "Report of the Working Group on Ice on its third session",
        "Comments on the report of the Secretary-General",
    ],
)
def test_other_lines_name_no_author(line: str) -> None:
    """Who took notes, edited, presented or signed is no author, nor is a login, nor what may be half a name."""
    facts = facts_of(line, "3 May 2031")
    assert facts.author is None
    assert not [known for known in facts.evidence if known.fact == "author"]


def test_the_text_states_no_author() -> None:
    """A line behind the first paragraph is no line of the title page."""
    paper = "\n\n".join(
        ("Ice in the northern fairway", TEXT, TEXT, "Author: Anna Berg", "Published by Port Press", TEXT)
    )
    facts = read_paper(paper).facts
    assert (facts.author, facts.publisher) == (None, None)


def test_who_takes_the_minutes_is_no_author() -> None:
    """`Author` and `Prepared by` in minutes name who wrote them down."""
    for line in ("Author: Anna Berg", "Prepared by: Anna Berg"):
        facts = facts_of(line, "Present: Bo Low, Cy Dee", title="Minutes of the Harbour Board")
        assert (facts.kind, facts.author) == ("minutes", None)


def test_an_item_of_the_agenda_is_no_author() -> None:
    """`Report of the Secretary-General` under `Agenda item 5` is what the item is called."""
    report = "Report of the Secretary-General"
    assert facts_of("Agenda item 5", report, "3 May 2031").author is None
    assert facts_of("Agenda item 5", "The ice", report, "3 May 2031").author == "Secretary-General"


def test_a_note_that_transmits_is_by_another() -> None:
    """A note by the secretariat can hand on what another wrote."""
    sent = (
        "The Secretariat has the honour to transmit to the Board the report that the harbour master wrote on the ice."
    )
    paper = "\n\n".join(("Ice in the northern fairway", "Note by the Secretariat", "3 May 2031", sent, TEXT))
    assert read_paper(paper).facts.author is None
    assert read_paper(paper.replace("transmit to", "give")).facts.author == "Secretariat"


def test_a_letter_is_from_whom_it_says() -> None:
    """The title of a letter says from whom it is."""
    title = (
        "Letter dated 3 May 2031 from the Permanent Representative of Norway addressed to the President of the Board"
    )
    assert facts_of(title=title).author == "Permanent Representative of Norway"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Published by Port Press", "Port Press"),
        ("Published by World Bank, Washington, D.C.", "World Bank, Washington, D.C."),
        ("Publisher: Harbour Council", "Harbour Council"),
        ("Issued by the Ministry of Ports", "Ministry of Ports"),
        ("Publié par le Ministère des ports", "Ministère des ports"),
        ("Издатель: Министерство портов", "Министерство портов"),
        ("Issued by: Anna Berg", None),
        ("Published by order of the harbour master", None),
        ("Published by jdoe", None),
        ("Published: 3 May 2031", None),
    ],
)
def test_a_line_of_the_title_page_states_the_publisher(line: str, publisher: str | None) -> None:
    """A label names the publisher; a person who issues a paper is none."""
    assert facts_of(line).publisher == publisher


def test_lines_that_a_format_joins_are_told_apart() -> None:
    """Markdown joins lines without an empty one between; each label still has its own."""
    facts = read_markdown(
        f"# Ice report\n\n**Author:** Anna Berg\n**Publisher:** Port Press\n**Status:** final\n\n{TEXT}\n"
    ).facts
    assert (facts.author, facts.publisher) == ("Anna Berg", "Port Press")


@pytest.mark.parametrize(
    ("front", "author"),
    [
        ("---\nauthor: Anna Berg\n---", "Anna Berg"),
        ('---\nauthors: ["Anna Berg", "Bo Low"]\n---', "Anna Berg; Bo Low"),
        ("---\nauthors:\n  - Anna Berg\n  - Bo Low\n---", "Anna Berg; Bo Low"),
        ("---\nauthor:\n  - name: Anna Berg\n    email: a@b.org\n  - name: Bo Low\n---", "Anna Berg; Bo Low"),
        ("---\nauthor:\n  name: Anna Berg\n  url: https://b.org\n---", "Anna Berg"),
        ('+++\nauthor = "Anna Berg"\n+++', "Anna Berg"),
        ('+++\nauthors = ["Anna Berg", "Harbour Office"]\n+++', "Anna Berg; Harbour Office"),
        ("---\nauthor: aberg42\n---", None),
        ("---\nauthors: [aberg42, Bo Low]\n---", None),
        ("---\ntitle: Ice\n---", None),
    ],
)
def test_front_matter_states_the_author(front: str, author: str | None) -> None:
    """Front matter in YAML or TOML names one author or several; a login name makes the list none."""
    assert read_markdown(f"{front}\n\n# Ice report\n\n{TEXT}\n").facts.author == author


def test_front_matter_states_the_publisher() -> None:
    """The key `publisher` of front matter."""
    assert read_markdown(f"---\npublisher: Port Press\n---\n\n# Ice report\n\n{TEXT}\n").facts.publisher == "Port Press"


@pytest.mark.parametrize(
    ("head", "author", "basis"),
    [
        ('<meta name="citation_author" content="Berg, Anna"><meta name="citation_author" content="Low, Bo">',
         "Berg, Anna; Low, Bo", "stated"),
        ('<meta name="citation_authors" content="Berg, Anna; Low, B.">', "Berg, Anna; Low, B.", "stated"),
        ('<meta name="DC.creator" content="Harbour Office"><meta name="author" content="Cy Dee">',
         "Harbour Office", "stated"),
        ('<meta name="author" content="Anna Berg">', "Anna Berg", "guessed"),
        ('<meta name="author" content="KONICA MINOLTA bizhub PRO 1100">', None, None),
        ('<meta name="author" content="Anna Berg"><meta name="generator" content="Microsoft Word 15">', None, None),
    ],
)  # fmt: skip
def test_the_head_of_a_web_page_states_the_author(head: str, author: str | None, basis: str | None) -> None:
    """Tags for references state it; the author of the page alone is a guess, and none where a program made the page."""
    facts = facts_of_page(head)
    assert facts.author == author
    assert [known.basis for known in facts.evidence if known.fact == "author"] == ([basis] if basis else [])


def test_the_head_of_a_web_page_states_the_publisher() -> None:
    """Dublin Core has the publisher."""
    assert facts_of_page('<meta name="DC.publisher" content="Port Press">').publisher == "Port Press"


def test_what_is_printed_outweighs_the_head() -> None:
    """The line that a reader sees is the author; where it is unclear, the head does not fill in."""
    head = '<meta name="citation_author" content="Cy Dee">'
    assert facts_of_page(head, "<p>Author: Anna Berg</p>").author == "Anna Berg"
    assert facts_of_page(head, "<p>Authors: Anna Berg, the others</p>").author is None


@pytest.mark.parametrize("filler", [" ", "(", "a.", "Author: ", "Anna Berg (", "*_ "])
def test_a_line_of_any_length_is_read_at_once(filler: str) -> None:
    """Nobody prints a line of two hundred thousand characters; it names no author, and takes no time."""
    long = "Author: Anna" + filler * (200_000 // len(filler)) + "Berg"
    began = process_time()
    for authors, blocks in (((long,), ()), ((), (Block("paragraph", long, long), Block("paragraph", TEXT, TEXT)))):
        title = Block("heading", "Ice report", "Ice report", 1)
        reading = Reading((title, *blocks), authors=authors, publisher=long)
        find_authorship(reading, [Piece(block) for block in reading.blocks], len(reading.blocks), "other")
    assert process_time() - began < 2


@pytest.mark.parametrize(
    "line",
    [
        "Author(s): N/A",
        "Author: Anna Berg",
        "By Anna Berg",
        "Prepared by Anna Berg",
        "Translated by Anna Berg",
        "Edited by Anna Berg and Bo Low",
        "Translator: Anna Berg",
        "Traduit de l’anglais par Anne Roche",
        "Traducido por Ana Vant",
        "Übersetzt von Anna Berg",
        "Перевод: Анна Берг",
        "翻译：王小明",
        "N/A",
    ],
)
def test_who_made_a_paper_is_not_its_title(line: str) -> None:
    """A line that says who wrote or translated a paper is no title, whether it stands above the title or alone."""
    title = "Ice in the northern fairway"
    assert facts_of(title, "3 May 2031", title=line).title == title
    assert facts_of("3 May 2031", title=line).title != line
    assert read_markdown(f"# {line}\n\n## {title}\n\n{TEXT}\n").facts.title != line


def test_a_title_can_say_by_whom_the_paper_is() -> None:
    """What a paper is can stand with the name of its author; words that only open as such a line are a title."""
    for title in ("Report by the Harbour Master", "By land and sea", "Translation of harbour signs", "Edited volumes"):
        assert facts_of("3 May 2031", title=title).title == title


@pytest.mark.parametrize("line", ["Published by World Bank, Washington, D.C.", "Author: Harbour Office, Oslo, Norway"])
def test_where_a_publisher_is_nobody_need_have_met(line: str) -> None:
    """The town in the name of a maker is not the place of the meeting; a line of its own is."""
    assert facts_of(line, "3 May 2031").place is None
    assert facts_of(line, "Geneva, Switzerland", "3 May 2031").place == "Geneva, Switzerland"


def test_the_title_stays_as_it_is() -> None:
    """Reading the author changes neither title nor passages."""
    with_author = facts_of("Author: Anna Berg")
    assert with_author.title == facts_of().title
    blocks = (Block("heading", "Ice report", "Ice report", 1), Block("paragraph", TEXT, TEXT))
    plain, told = (parse_paper(make_source(), Reading(blocks, authors=authors)) for authors in ((), ("Anna Berg",)))
    assert (told.facts.author, told.passages, told.facts.title) == ("Anna Berg", plain.passages, plain.facts.title)


CLAUSES = ("Recalling its resolution 1/2 on ropes and anchors,", "1. Decides to buy new anchors for the harbour.")


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (("Resolution adopted by the Harbour Assembly on 5 May 2031", "3/1. Anchors", "The Harbour Assembly,"), True),
        (("RESOLUTION ADOPTED BY THE HARBOUR ASSEMBLY", "3/1. Anchors", "The Harbour Assembly,"), True),
        (("Resolution 12 (2031)", "Adopted by the Harbour Assembly at its 69th meeting, on 5 May 2031"), True),
        (("3/1. Anchors", "The Harbour Assembly,"), True),
        (("Resolution adopted by the Harbour Assembly", "3/1. Anchors", "The Rope Council,"), False),
        (("Norway: draft resolution", "3/1. Anchors", "The Harbour Assembly,"), False),
    ],
)
def test_a_resolution_is_of_the_body_that_adopted_it(lines: tuple[str, ...], author: bool) -> None:
    """The line of its adoption names the body, or the one over its clauses; a draft or two that differ name none."""
    facts = read_paper("\n\n".join((*lines, *CLAUSES, *CLAUSES))).facts
    assert facts.kind == "resolution"
    assert facts.author == ("Harbour Assembly" if author else None)


def test_a_resolution_in_a_volume_is_of_the_body_over_its_own_clauses() -> None:
    """The page can begin with a resolution of another body."""
    other = ("The Rope Council,", *CLAUSES, TEXT, "9th meeting", "2 April 2031")
    text = "\n\n".join((*other, "41/34. Anchors", "The Harbour Assembly,", *CLAUSES))
    source = make_source("H_RES_41_34.md", text)
    assert parse_paper(source, read_source(source, text.encode())).facts.author == "Harbour Assembly"


SPOKEN = tuple(f"MR SPEAKER: {TEXT}\n\nHON. A. BERG: {TEXT}" for _ in range(4))


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (
            ("PARLIAMENT OF THE REPUBLIC OF ICEHAM", "PARLIAMENTARY DEBATES", "5 May 2031"),
            "Parliament of the Republic of Iceham",
        ),
        (("Iceham House of Representatives", "Hansard, 5 May 2031"), "Iceham House of Representatives"),
        (("LEGISLATIVE COUNCIL — 5 May 2031", "OFFICIAL RECORD OF PROCEEDINGS"), "Legislative Council"),
        (("House of Commons", "Harbour Committee", "Oral evidence: Ropes"), None),
        (("House of Commons", "House of Lords", "Official report, 5 May 2031"), None),
        (("DRAFT HANSARD", "5 May 2031"), None),
        (("Harbour Board", "Transcript, 5 May 2031"), None),
    ],
)
def test_the_record_of_a_parliament_is_of_the_house_at_its_head(lines: tuple[str, ...], author: str | None) -> None:
    """One house is named there, and no committee; other bodies are not the authors of their records."""
    assert read_paper("\n\n".join((*lines, *SPOKEN))).facts.author == author


def test_a_statement_by_a_president_is_of_the_president() -> None:
    """The title page names the office; where the statement was made is no part of it."""
    opening = "At the 12th meeting of the Council, held on 5 May 2031, the President made the following statement:"
    text = "\n\n".join(("Statement by the President of the Harbour Council", opening, f"“{TEXT}"))
    assert read_paper(text).facts.author == "President of the Harbour Council"
