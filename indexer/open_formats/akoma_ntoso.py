"""Write a paper as Akoma Ntoso 3.0 (OASIS LegalDocML): a debate for a transcript, else a document.

Each passage has its id as `eId` and its permanent link as `GUID`; a speech is a `<speech>`, whose `by` leads to the
speaker. The schema asks for an author, a country and a date of every work: where none is known, the author is the
concept “Not known”, the country the code for none, and the date that of the index, under a name that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET  # nosec B405  # types and writing; defusedxml parses

from indexer.meetings.labels import STATUS_LABELS
from indexer.model import KIND_LABELS, DocumentKind, Passage
from indexer.references.dates import range_text

from .elements import Content, document, element, extend, lines, xml_name
from .languages import three_letters
from .paper import OpenPaper, PaperPart, PaperSection, Speech, passage_runs, row_cells, unsaid_lead_in

AKOMA_NTOSO_TYPE = "application/akn+xml"
_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_DEBATES: frozenset[DocumentKind] = frozenset({"transcript", "minutes"})
_SITE, _UNKNOWN = "#site", "#unknown"
_NO_COUNTRY = "zz"


def write_akoma_ntoso(paper: OpenPaper) -> bytes:
    """Return a paper as one Akoma Ntoso document."""
    kind = paper.document.kind
    meta, preface = _meta(paper), _preface(paper)
    if kind in _DEBATES:
        root = element("debate", meta, preface, _AkomaNtosoBody(paper, True).body("debateBody"), name=kind)
    else:
        root = element("doc", meta, preface, _AkomaNtosoBody(paper, bool(paper.speakers)).body("mainBody"), name=kind)
    return document(element("akomaNtoso", root), _NAMESPACE)


def _meta(paper: OpenPaper) -> ET.Element:
    status = STATUS_LABELS[paper.document.status]
    keyword = element("keyword", value=paper.document.status, showAs=status, dictionary="#status")
    return element(
        "meta",
        element("identification", *_levels(paper), source=_SITE),
        element("classification", keyword, source=_SITE),
        element("references", *_references(paper), source=_SITE),
    )


def _levels(paper: OpenPaper) -> Iterator[ET.Element]:
    """Yield the paper as a work, as this text of it, and as this file."""
    stated, url = paper.document, paper.links.document
    indexed = element("FRBRdate", date=paper.built, name="indexed")
    published = _full_date(stated.published)
    dates = element("FRBRdate", date=published, name="published") if published else indexed
    authors = [element("FRBRauthor", href=f"#author-{number}") for number, _ in enumerate(paper.authors, 1)]
    authors = authors or [element("FRBRauthor", href=_UNKNOWN)]
    place = (element("FRBRthis", value=url), element("FRBRuri", value=url))
    yield element(
        "FRBRWork",
        *place,
        element("FRBRalias", name="title", value=stated.title) if stated.title else None,
        dates,
        *authors,
        element("FRBRcountry", value=_NO_COUNTRY),
        element("FRBRsubtype", value=stated.kind),
        element("FRBRnumber", value=stated.symbol) if stated.symbol else None,
    )
    language = element("FRBRlanguage", language=three_letters(stated.language))
    yield element("FRBRExpression", *_copied(place), _copy(indexed), *_copied(authors), language)
    site = element("FRBRauthor", href=_SITE)
    yield element("FRBRManifestation", *_copied(place), _copy(indexed), site)


def _references(paper: OpenPaper) -> Iterator[ET.Element]:
    """Yield what the marks in the file lead to."""
    links = paper.links
    yield element("TLCOrganization", eId="site", href=links.site, showAs=paper.site)
    for number, name in enumerate(paper.authors, 1):
        yield element("TLCConcept", eId=f"author-{number}", href=f"{links.document}#author-{number}", showAs=name)
    if not paper.authors:
        yield element("TLCConcept", eId="unknown", href=f"{links.document}#unknown", showAs="Not known")
    yield element("TLCConcept", eId="status", href=f"{links.document}#status", showAs="Planned or reported")
    for meeting in paper.meetings:
        yield element("TLCEvent", eId=_meeting_id(meeting.id), href=links.meeting(meeting.id), showAs=meeting.title)
    for key, speaker in paper.speakers.items():
        href = links.person(speaker.person) if speaker.person else f"{links.document}#{key}"
        yield element("TLCPerson", eId=key, href=href, showAs=speaker.name)


def _preface(paper: OpenPaper) -> ET.Element:
    """Return the title, the kind, the meetings with place and days, and what somebody who cites it has to know."""
    stated = paper.document
    published = _full_date(stated.published)
    node = element("preface")
    if stated.title:
        extend(node, [element("p", element("docTitle", stated.title))])
    extend(node, [element("p", element("docType", KIND_LABELS[stated.kind]))])
    for number, meeting in enumerate(paper.meetings, 1):
        name = element("event", meeting.title, eId=f"meeting-{number}", refersTo=f"#{_meeting_id(meeting.id)}")
        first, last = meeting.start or meeting.end, meeting.end or meeting.start
        days = range_text(first, last) if first and last else str(meeting.year or "")
        rest = [text for text in (meeting.place or "", days) if text]
        extend(node, [element("p", name, "".join(f", {text}" for text in rest))])
    if stated.publisher:
        extend(node, [element("p", stated.publisher, class_="publisher")])
    if published:
        extend(node, [element("p", element("docDate", stated.published, date=published))])
    elif stated.published:
        extend(node, [element("p", stated.published, class_="published")])
    extend(node, [element("p", text, class_="warning") for text in paper.warnings])
    return node


class _AkomaNtosoBody:
    """Writes the text of one paper in order; it numbers its sections and speeches, and knows what was said before."""

    def __init__(self, paper: OpenPaper, has_speeches: bool) -> None:
        self._paper = paper
        self._has_speeches = has_speeches
        self._numbers: dict[str, int] = {}
        self._said: list[str] = []

    def body(self, name: str) -> ET.Element:
        """Return the text of the paper under an element of a name."""
        node = element(name)
        for run in self._runs(self._paper.parts):
            node.append(self._section(run) if isinstance(run, PaperSection) else self._unheaded(run))
        return node if len(node) else element(name, self._holder(element("p"), name="text"))

    def _runs(self, parts: Sequence[PaperPart]) -> Iterator[PaperSection | list[Speech | Passage]]:
        """Yield sections, and lists of what stands between them."""
        between: list[Speech | Passage] = []
        for part in parts:
            if not isinstance(part, PaperSection):
                between.append(part)
                continue
            if between:
                yield between
            between = []
            yield part
        if between:
            yield between

    def _section(self, section: PaperSection) -> ET.Element:
        session = section.session
        heading = element("heading", *lines(section.heading, "br"))
        runs = list(self._runs(section.parts))
        content: list[ET.Element] = []
        for run in runs:
            if isinstance(run, PaperSection):
                content.append(self._section(run))
            elif self._has_speeches:
                content += self._blocks(run)
            elif len(runs) == 1:
                content.append(element("content", *self._blocks(run)))
            elif run is runs[0]:
                content.append(element("intro", *self._blocks(run)))
            else:
                content.append(self._unheaded(run))
        link = self._paper.links.session(session.meeting, session.id) if session else None
        return self._holder(heading, *content, name="session" if session else "section", GUID=link)

    def _unheaded(self, run: Sequence[Speech | Passage]) -> ET.Element:
        return self._holder(*self._blocks(run), name="text")

    def _holder(self, *content: Content, name: str, **attributes: str | None) -> ET.Element:
        """Return a part of the text: of a debate where there are speeches, else of a hierarchy."""
        tag = "debateSection" if self._has_speeches else "hcontainer"
        is_bare = not self._has_speeches and name == "text"
        inside = (element("content", *content),) if is_bare else content
        return element(tag, *inside, name=name, eId=self._number("section"), **attributes)

    def _number(self, name: str) -> str:
        self._numbers[name] = self._numbers.get(name, 0) + 1
        return f"{name}-{self._numbers[name]}"

    def _blocks(self, parts: Sequence[Speech | Passage]) -> Iterator[ET.Element]:
        """Yield speeches, and the passages between them."""
        between: list[Passage] = []
        for part in parts:
            if isinstance(part, Speech):
                yield from self._passages(between)
                between = []
                yield self._speech(part)
            else:
                between.append(part)
        yield from self._passages(between)

    def _speech(self, speech: Speech) -> ET.Element:
        by = f"#{self._paper.speaker_id(speech.speaker)}"
        name = element("from", speech.speaker.name)
        return element("speech", name, *self._passages(speech.passages), by=by, eId=self._number("speech"))

    def _passages(self, passages: Sequence[Passage]) -> Iterator[ET.Element]:
        for form, run in passage_runs(passages):
            if form == "list":
                yield self._list(run)
            elif form == "table":
                yield self._table(run)
            else:
                yield element("p", *self._words(run[0]), **self._named(run[0]))
            self._said += [passage.text for passage in run if passage.text.endswith(":")]

    def _list(self, items: Sequence[Passage]) -> ET.Element:
        lead = unsaid_lead_in(items, self._said)
        self._said += [lead] if lead else []
        node = element("blockList", element("listIntroduction", lead) if lead else None, eId=self._number("list"))
        for item in items:
            number = element("num", item.label) if item.label else None
            node.append(element("item", number, element("p", *self._words(item)), **self._named(item)))
        return node

    def _table(self, rows: Sequence[Passage]) -> ET.Element:
        heads = [element("th", element("p", head)) for head, _ in row_cells(rows[0])]
        node = element("table", element("tr", *heads), eId=self._number("table"))
        for row in rows:
            cells = [element("td", element("p", words)) for _, words in row_cells(row)]
            extend(cells[-1][0], self._notes(row))
            node.append(element("tr", *cells, **self._named(row)))
        return node

    def _named(self, passage: Passage) -> dict[str, str]:
        return {"eId": passage.id, "GUID": self._paper.links.passage(passage)}

    def _words(self, passage: Passage) -> list[Content]:
        return [*lines(passage.text, "br"), *self._notes(passage)]

    def _notes(self, passage: Passage) -> list[Content]:
        return [element("authorialNote", element("p", note), placement="bottom") for note in passage.notes]


def _meeting_id(meeting: str) -> str:
    return f"event-{xml_name(meeting)}"


def _full_date(published: str | None) -> str | None:
    """Return a day in ISO 8601, or None where the paper states only a month or a year."""
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def _copy(node: ET.Element) -> ET.Element:
    return ET.Element(node.tag, node.attrib)


def _copied(nodes: Sequence[ET.Element]) -> list[ET.Element]:
    return [_copy(node) for node in nodes]
