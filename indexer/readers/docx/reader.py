"""Read Word documents (DOCX): find the parts of the file and bring them together.

The other modules of this folder read each part. The parts are read as XML, because python-docx has no names for
automatic numbers, changes, notes and boxes, and its parser would expand entities.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.errors import SourceUnreadable
from indexer.model import Block, DropReason, Reading
from indexer.readers.limits import Limits
from indexer.readers.shared.inline import dropped_blocks, one_line
from indexer.readers.shared.locks import is_locked_office_file, unlock_office_file
from indexer.readers.shared.properties import DocumentProperties
from indexer.readers.shared.zip_xml import ZipPackage
from indexer.text.urls import is_page_link

from .body import DocxBody
from .links import DocxLinks, hyperlink_targets
from .numbering import DocxNumbering
from .runs import DocxNote, DocxNotes, RunReader
from .styles import DocxStyles

_OFFICE = ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    **{f"{office}math": "m" for office in _OFFICE},
    **{f"{office}relationships": "r" for office in _OFFICE},
    **{
        f"{office}{name}": "ep"
        for office, name in zip(_OFFICE, ("extended-properties", "extendedProperties"), strict=True)
    },
}


def read_docx(data: bytes, limits: Limits, password: str | None = None) -> Reading:
    """Read the blocks of a DOCX, with its changes accepted.

    Raise SourceUnreadable when it cannot be read, or is locked and the password does not open it.
    """
    if is_locked_office_file(data):
        data = unlock_office_file(data, password)
    return _read_package(ZipPackage(data, limits, "DOCX"))


def _read_package(package: ZipPackage) -> Reading:
    """Read the parts of the package."""
    targets = _targets(package, "_rels/.rels", "")
    main = next(iter(targets.get("officeDocument", ())), "word/document.xml")
    document = package.xml_part(main, _PREFIXES)
    body = document.find("w:body") if document is not None else None
    if document is None or body is None:
        raise SourceUnreadable("has no Word document inside: open it in its own program and save it as DOCX")
    folder, _, name = main.rpartition("/")
    parts = _targets(package, f"{folder}/_rels/{name}.rels", folder)

    def part(kind: str) -> Element | None:
        return next((package.xml_part(target, _PREFIXES) for target in parts.get(kind, ())), None)

    def notes(kind: str) -> dict[str, DocxNote]:
        links = DocxLinks(hyperlink_targets(_relations(package, next(iter(parts.get(kind, ())), ""))))
        return _notes(part(kind), f"w:{kind[:-1]}", links)

    styles = DocxStyles(part("styles"))
    run_reader = RunReader(
        styles,
        DocxNotes(notes("footnotes"), notes("endnotes"), notes("comments")),
        DocxLinks(hyperlink_targets(_relations(package, main))),
    )
    has_pages = _has_pages(body, _extended_properties(package, targets))
    body_reader = DocxBody(styles, DocxNumbering(part("numbering"), styles), run_reader, has_pages)
    blocks = [
        *_margins(package, parts.get("header", ()), "page_header"),
        *body_reader.read(body),
        *(block for text, reason in run_reader.unreferenced_notes() for block in dropped_blocks(text, reason)),
        *_margins(package, parts.get("footer", ()), "page_footer"),
    ]
    properties = _properties(package, targets)
    return Reading(
        tuple(blocks),
        title=properties.title or body_reader.title,
        page_title=properties.title,
        language=properties.language,
        links=_all_links(package),
    )


def _properties(package: ZipPackage, targets: dict[str, list[str]]) -> DocumentProperties:
    return DocumentProperties.read(package.xml_part(next(iter(targets.get("core-properties", ())), ""), _PREFIXES))


def _extended_properties(package: ZipPackage, targets: dict[str, list[str]]) -> Element | None:
    names = targets.get("extended-properties") or targets.get("extendedProperties") or [""]
    return package.xml_part(names[0], _PREFIXES)


def _has_pages(body: Element, properties: Element | None) -> bool:
    """Return whether a file stores where all of its pages end, and prints their numbers from the first to the last.

    An application stores the breaks that it calculated when it last saved the file. Many files lack some of them: then
    there are fewer than the pages that the file says it has, and no page can be told from them.
    """
    breaks = sum(1 for _ in body.iter("w:lastRenderedPageBreak"))
    stated = properties.findtext("ep:Pages", "") if properties is not None else ""
    numberings = [element for section in body.iter("w:sectPr") for element in section.iter("w:pgNumType")]
    starts = [start for element in numberings if (start := element.get("w:start"))]
    is_plain = all(element.get("w:fmt", "decimal") == "decimal" for element in numberings)
    is_from_one = not starts or (starts == ["1"] and sum(1 for _ in body.iter("w:sectPr")) == 1)
    return breaks > 0 and stated.strip() == str(breaks + 1) and is_plain and is_from_one


def _all_links(package: ZipPackage) -> tuple[str, ...]:
    """Return the web links of all parts, each once."""
    parts = (name for name in sorted(package.names) if name.endswith(".rels"))
    return tuple(dict.fromkeys(url for name in parts for url in _page_links(package, name)))


def _page_links(package: ZipPackage, rels: str) -> list[str]:
    """Return the web links among the relations of a part."""
    return [url for url in hyperlink_targets(package.xml_part(rels, _PREFIXES)).values() if is_page_link(url)]


def _relations(package: ZipPackage, name: str) -> Element | None:
    """Return the relations of a part."""
    folder, _, file = name.rpartition("/")
    return package.xml_part(f"{folder}/_rels/{file}.rels", _PREFIXES)


def _targets(package: ZipPackage, rels: str, folder: str) -> dict[str, list[str]]:
    """Return the parts that a part refers to, sorted, by the last segment of their relation's type."""
    targets: dict[str, list[str]] = {}
    root = package.xml_part(rels, _PREFIXES)
    for relation in root if root is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            continue
        path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
        targets.setdefault(relation.get("Type", "").rsplit("/", 1)[-1], []).append(path)
    return {kind: sorted(set(paths)) for kind, paths in targets.items()}


def _notes(root: Element | None, tag: str, links: DocxLinks) -> dict[str, DocxNote]:
    """Return the notes or comments by id, without the separators that Word stores among them."""
    notes: dict[str, DocxNote] = {}
    for note in root.iter(tag) if root is not None else ():
        if note.get("w:type", "normal") == "normal":
            notes[note.get("w:id", "")] = DocxNote(_plain(note), links.targets_within(note))
    return notes


def _plain(element: Element) -> str:
    """Return all words of a part, a line for each paragraph."""
    lines = []
    for paragraph in element.iter("w:p"):
        pieces = (piece.text or "" if piece.tag == "w:t" else " " for piece in paragraph.iter() if piece.tag in _WORDS)
        lines.append("".join(pieces).strip())
    return "\n".join(line for line in lines if line)


_WORDS = frozenset({"w:t", "w:tab", "w:br", "w:cr"})


def _margins(package: ZipPackage, names: list[str] | tuple[str, ...], reason: DropReason) -> list[Block]:
    """Return dropped blocks for page headers or footers."""
    blocks: list[Block] = []
    for name in names:
        root = package.xml_part(name, _PREFIXES)
        text = _plain(root) if root is not None else ""
        blocks.extend(dropped_blocks(text, reason) if one_line(text) else [])
    return blocks
