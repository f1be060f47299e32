"""Write a paper as TEI P5 (Text Encoding Initiative, Guidelines for Electronic Text Encoding and Interchange).

Each passage has its id as `xml:id` and its permanent link in `corresp`; a speech is a `<sp>`, whose `who` leads to the
list of speakers. What is not known is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET  # nosec B405  # types and writing; defusedxml parses

from indexer.meetings.labels import STATUS_LABELS
from indexer.model import KIND_LABELS, Meeting, Participation, Passage

from .elements import Content, document, element, extend, lines, xml_name
from .paper import OpenPaper, PaperSection, Speech, passage_runs, row_cells, unsaid_lead_in

TEI_TYPE = "application/tei+xml"
_NAMESPACE = "http://www.tei-c.org/ns/1.0"


def write_tei(paper: OpenPaper) -> bytes:
    """Return a paper as one TEI document."""
    body = _TeiBody(paper).body()
    language = paper.document.language
    text = element("text", body, xml_lang=language, type=paper.document.kind)
    return document(element("TEI", _header(paper), text), _NAMESPACE)


def _header(paper: OpenPaper) -> ET.Element:
    return element("teiHeader", _file_description(paper), _encoding(), _profile(paper))


def _file_description(paper: OpenPaper) -> ET.Element:
    """Return who wrote and published the paper as far as it is stated, and where this file comes from."""
    stated = paper.document
    title = element("title", stated.title or KIND_LABELS[stated.kind])
    authors = [element("author", name) for name in paper.authors]
    publication = element(
        "publicationStmt",
        element("distributor", paper.site),
        element("idno", paper.links.document, type="URI"),
        element("date", paper.built, when=paper.built, type="index"),
        element("availability", *(element("p", text) for text in paper.warnings)) if paper.warnings else None,
    )
    source = element(
        "bibl",
        element("title", stated.title or KIND_LABELS[stated.kind]),
        *(element("author", name) for name in paper.authors),
        element("publisher", stated.publisher) if stated.publisher else None,
        element("date", stated.published, when=stated.published[:10]) if stated.published else None,
        element("idno", stated.symbol, type="symbol") if stated.symbol else None,
        element("ptr", target=stated.url) if stated.url else None,
        element("idno", stated.source, type="file"),
    )
    return element("fileDesc", element("titleStmt", title, *authors), publication, element("sourceDesc", source))


def _encoding() -> ET.Element:
    said = (
        "Each passage has its id as xml:id and its permanent link in corresp. A speech has a speaker only where the "
        "paper names one."
    )
    return element("encodingDesc", element("projectDesc", element("p", said)))


def _profile(paper: OpenPaper) -> ET.Element:
    language = paper.document.language
    terms = (
        element("term", paper.document.kind, type="kind"),
        element("term", STATUS_LABELS[paper.document.status].casefold(), type="status"),
    )
    return element(
        "profileDesc",
        element("langUsage", element("language", language, ident=language)) if language else None,
        element("particDesc", element("listPerson", *_persons(paper))) if paper.speakers else None,
        element("settingDesc", *(_setting(paper, meeting) for meeting in paper.meetings)) if paper.meetings else None,
        element("textClass", element("keywords", *terms)),
    )


def _persons(paper: OpenPaper) -> Iterator[ET.Element]:
    for key, speaker in paper.speakers.items():
        link = paper.links.person(speaker.person) if speaker.person else None
        affiliation = element("affiliation", speaker.affiliation) if speaker.affiliation else None
        yield element("person", element("persName", speaker.name), affiliation, xml_id=xml_name(key), corresp=link)


def _setting(paper: OpenPaper, meeting: Meeting) -> ET.Element:
    name = element("name", meeting.title, type="meeting", ref=paper.links.meeting(meeting.id))
    place = element("placeName", meeting.place) if meeting.place else None
    return element("setting", name, place, _days(meeting))


def _days(meeting: Meeting) -> ET.Element | None:
    """Return the days of a meeting, or its year, or nothing."""
    first, last = meeting.start or meeting.end, meeting.end or meeting.start
    if first is None or last is None:
        return element("date", str(meeting.year), when=f"{meeting.year:04}") if meeting.year else None
    if first == last:
        return element("date", _iso(first), when=_iso(first))
    return element("date", f"{_iso(first)}/{_iso(last)}", from_=_iso(first), to=_iso(last))


def _iso(day: date) -> str:
    return day.isoformat()


class _TeiBody:
    """Writes the text of one paper in order; it knows the page and what was said before."""

    def __init__(self, paper: OpenPaper) -> None:
        self._paper = paper
        self._page: str | int | None = None
        self._said: list[str] = []

    def body(self) -> ET.Element:
        """Return the text of the paper; text outside of any section is a division without a heading."""
        parts, loose = self._paper.parts, []
        body = element("body")
        for part in parts:
            if not isinstance(part, PaperSection):
                loose.append(part)
                continue
            extend(body, self._loose(loose))
            loose = []
            body.append(self._section(part))
        extend(body, self._loose(loose))
        return body if len(body) else element("body", element("p"))

    def _loose(self, parts: Sequence[Speech | Passage]) -> list[ET.Element]:
        content = list(self._blocks(parts))
        return [element("div", *content)] if content else []

    def _section(self, section: PaperSection) -> ET.Element:
        session = section.session
        node = element(
            "div",
            element("head", *lines(section.heading, "lb")),
            type="session" if session else "section",
            corresp=self._paper.links.session(session.meeting, session.id) if session else None,
        )
        loose: list[Speech | Passage] = []
        divided = False
        for part in section.parts:
            if isinstance(part, PaperSection):
                extend(node, self._loose(loose) if divided else self._blocks(loose))
                loose, divided = [], True
                node.append(self._section(part))
            else:
                loose.append(part)
        extend(node, self._loose(loose) if divided else self._blocks(loose))
        return node

    def _blocks(self, parts: Sequence[Speech | Passage]) -> Iterator[ET.Element]:
        """Yield speeches, and the passages between them."""
        between: list[Passage] = []
        for part in parts:
            if isinstance(part, Speech):
                yield from self._passages(between)
                between = []
                yield self._speech(part.speaker, part.passages)
            else:
                between.append(part)
        yield from self._passages(between)

    def _speech(self, speaker: Participation, passages: Sequence[Passage]) -> ET.Element:
        who = f"#{xml_name(self._paper.speaker_id(speaker))}"
        return element("sp", element("speaker", speaker.name), *self._passages(passages), who=who)

    def _passages(self, passages: Sequence[Passage]) -> Iterator[ET.Element]:
        for form, run in passage_runs(passages):
            yield from self._page_break(run[0])
            if form == "list":
                yield self._list(run)
            elif form == "table":
                yield self._table(run)
            elif form == "quote":
                yield element("quote", element("p", *self._words(run[0])), **self._named(run[0]))
            else:
                yield element("p", *self._words(run[0]), **self._named(run[0]))
            self._said += [passage.text for passage in run if passage.text.endswith(":")]

    def _page_break(self, passage: Passage) -> Iterator[ET.Element]:
        page = passage.page_label or passage.page
        if page is not None and page != self._page:
            self._page = page
            yield element("pb", n=str(page))

    def _list(self, items: Sequence[Passage]) -> ET.Element:
        lead = unsaid_lead_in(items, self._said)
        self._said += [lead] if lead else []
        node = element("list", element("head", lead) if lead else None)
        for item in items:
            extend(node, self._page_break(item) if item is not items[0] else ())
            extend(node, [element("item", *self._words(item), n=item.label, **self._named(item))])
        return node

    def _table(self, rows: Sequence[Passage]) -> ET.Element:
        heads = [element("cell", head) for head, _ in row_cells(rows[0])]
        node = element("table", element("row", *heads, role="label"))
        for row in rows:
            cells = [element("cell", words) for _, words in row_cells(row)]
            extend(cells[-1], self._notes(row))
            node.append(element("row", *cells, role="data", **self._named(row)))
        return node

    def _named(self, passage: Passage) -> dict[str, str]:
        return {"xml_id": xml_name(passage.id), "corresp": self._paper.links.passage(passage)}

    def _words(self, passage: Passage) -> list[Content]:
        return [*lines(passage.text, "lb"), *self._notes(passage)]

    def _notes(self, passage: Passage) -> list[Content]:
        return [element("note", note, place="bottom") for note in passage.notes]
