"""Read the runs of a Word paragraph: words, links, changes, notes and boxes.

`body` decides what kind of block the paragraph is. Changes are read as accepted: inserted words are text, deleted or
moved-away words are set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.model import DropReason
from indexer.readers.shared.inline import InlineText
from indexer.readers.shared.superscripts import superscript
from indexer.readers.shared.symbols import PRIVATE_USE, is_symbol_font, symbol, without_private_use

from .links import DocxFields, DocxLinks
from .styles import DocxStyles, child_value, toggle

_TRANSPARENT_TAGS = frozenset(
    "w:ins w:moveTo w:hyperlink w:smartTag w:sdt w:sdtContent w:fldSimple w:customXml w:dir w:bdo w:rubyBase"
    " w:ruby mc:Choice mc:Fallback m:oMath m:oMathPara".split()
)
_DROPPED_TAGS: dict[str, DropReason] = {"w:del": "deleted", "w:moveFrom": "deleted", "w:rt": "ruby_text"}
_TAG_TEXT = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
    "w:softHyphen": "",
}


class DocxNote(NamedTuple):
    """The words of a note or a comment, and its links."""

    text: str = ""
    links: tuple[str, ...] = ()


@dataclass
class DocxNotes:
    """The footnotes, endnotes and comments of a document by id."""

    footnotes: dict[str, DocxNote] = field(default_factory=dict)
    endnotes: dict[str, DocxNote] = field(default_factory=dict)
    comments: dict[str, DocxNote] = field(default_factory=dict)


@dataclass
class DocxParagraph:
    """A paragraph while it is read: its words, the boxes anchored in it, and the page breaks in it."""

    words: InlineText = field(default_factory=InlineText)
    boxes: list[Element] = field(default_factory=list)
    page_breaks_before: int = 0
    page_breaks: int = 0
    is_bold: bool = True
    """Whether every run is bold."""


class _RunType(NamedTuple):
    """How the characters of a run are set."""

    drop_reason: DropReason | None
    is_raised: bool = False
    font: str | None = None


class RunReader:
    """Reader of the paragraphs of one document."""

    def __init__(self, styles: DocxStyles, notes: DocxNotes, links: DocxLinks) -> None:
        self._styles = styles
        self._notes = notes
        self._links = links
        self._fields = DocxFields()
        self._used: set[tuple[str, str]] = set()

    def read_paragraph(self, paragraph: Element, line: DocxParagraph) -> None:
        """Add the words of a paragraph to `line`."""
        self._read_children(paragraph, line, None, self._styles.style_id(paragraph))

    def unreferenced_notes(self) -> list[tuple[str, DropReason]]:
        """Return the words and the drop reason of each note and comment that no paragraph refers to."""
        parts: tuple[tuple[str, Mapping[str, DocxNote], DropReason], ...] = (
            ("w:footnoteReference", self._notes.footnotes, "footnote_without_mark"),
            ("w:endnoteReference", self._notes.endnotes, "endnote_without_mark"),
            ("w:commentReference", self._notes.comments, "comment"),
        )
        return [
            (note.text, reason)
            for tag, notes, reason in parts
            for key, note in notes.items()
            if (tag, key) not in self._used
        ]

    def _read_children(
        self, element: Element, line: DocxParagraph, drop_reason: DropReason | None, style: str | None
    ) -> None:
        for child in element:
            if child.tag == "w:r":
                self._read_run(child, line, drop_reason, style)
            elif child.tag == "mc:AlternateContent":
                self._read_children(_alternative(child), line, drop_reason, style)
            elif child.tag == "m:t":
                _add_text(line, child.text or "", drop_reason)
            elif child.tag in _DROPPED_TAGS:
                self._read_children(child, line, drop_reason or _DROPPED_TAGS[child.tag], style)
            elif child.tag in _TRANSPARENT_TAGS or child.tag.startswith("m:"):
                link = line.words.start_link("" if drop_reason else self._links.target_of(child))
                self._read_children(child, line, drop_reason, style)
                line.words.end_link(link)

    def _read_run(self, run: Element, line: DocxParagraph, drop_reason: DropReason | None, style: str | None) -> None:
        properties = run.find("w:rPr")
        if not drop_reason:
            drop_reason = self._reason_to_drop(properties, style)
        filled = any((child.text or "").strip() for child in run.findall("w:t"))
        if filled and not drop_reason and not self._is_on(properties, "w:b", style):
            line.is_bold = False
        fonts = properties.find("w:rFonts") if properties is not None else None
        font = (fonts.get("w:ascii") or fonts.get("w:hAnsi")) if fonts is not None else None
        run_type = _RunType(drop_reason, self._is_raised(properties), font)
        for child in run:
            self._read_run_child(child, line, run_type, style)

    def _reason_to_drop(self, properties: Element | None, style: str | None) -> DropReason | None:
        """Return why the words of a run are no text: they are hidden, or struck out."""
        if self._is_on(properties, "w:vanish", style):
            return "hidden"
        if self._is_on(properties, "w:strike", style) or self._is_on(properties, "w:dstrike", style):
            return "struck"
        return None

    def _is_raised(self, properties: Element | None) -> bool:
        alignment = child_value(properties, "w:vertAlign")
        if not alignment:
            alignment = self._styles.run_value(child_value(properties, "w:rStyle"), "w:vertAlign")
        return alignment == "superscript"

    def _is_on(self, properties: Element | None, name: str, style: str | None) -> bool:
        is_on = toggle(properties, name)
        if is_on is None:
            is_on = self._styles.run_toggle(child_value(properties, "w:rStyle"), name)
        if is_on is None:
            is_on = self._styles.run_toggle(style, name)
        return bool(is_on)

    def _read_run_child(self, child: Element, line: DocxParagraph, run_type: _RunType, style: str | None) -> None:
        tag = child.tag
        drop_reason = run_type.drop_reason
        if tag == "w:t":
            _add_text(line, child.text or "", drop_reason, run_type)
        elif tag == "w:delText":
            line.words.set_aside(child.text or "", drop_reason or "deleted")
        elif tag in _TAG_TEXT:
            _add_text(line, _TAG_TEXT[tag], drop_reason)
        elif tag in {"w:fldChar", "w:instrText"}:
            self._fields.feed(child, line.words)
        elif tag == "w:sym":
            _add_text(line, _symbol(child), drop_reason)
        elif tag in {"w:footnoteReference", "w:endnoteReference", "w:commentReference"}:
            self._read_reference(child, line, drop_reason)
        elif tag == "w:lastRenderedPageBreak":
            line.page_breaks += 1
            line.page_breaks_before += line.words.is_empty
        elif tag == "w:ruby":
            self._read_children(child, line, drop_reason, style)
        elif tag == "mc:AlternateContent":
            for grandchild in _alternative(child):
                self._read_run_child(grandchild, line, run_type, style)
        elif tag in {"w:drawing", "w:pict", "w:object"}:
            line.boxes.extend(_boxes(child))

    def _read_reference(self, mark: Element, line: DocxParagraph, drop_reason: DropReason | None) -> None:
        key = mark.get("w:id", "")
        if (mark.tag, key) in self._used:
            return
        self._used.add((mark.tag, key))
        if mark.tag == "w:commentReference":
            line.words.set_aside(self._notes.comments.get(key, DocxNote()).text, "comment")
            return
        is_footnote = mark.tag == "w:footnoteReference"
        note = (self._notes.footnotes if is_footnote else self._notes.endnotes).get(key, DocxNote())
        if drop_reason:
            line.words.set_aside(note.text, drop_reason)
        else:
            line.words.add_note(note.text, "footnote" if is_footnote else "endnote", note.links)


def _add_text(line: DocxParagraph, text: str, drop_reason: DropReason | None, run_type: _RunType | None = None) -> None:
    if drop_reason:
        line.words.set_aside(text, drop_reason)
        return
    shown = without_private_use(text, run_type.font if run_type else None)
    line.words.add(text, superscript(shown) if run_type and run_type.is_raised else shown)


def _alternative(element: Element) -> Element:
    """Return the first alternative that has content."""
    alternatives = [child for child in element if child.tag in {"mc:Choice", "mc:Fallback"} and len(child)]
    return alternatives[0] if alternatives else element


def _symbol(element: Element) -> str:
    """Return the character of a symbol run."""
    try:
        code = int(element.get("w:char", ""), 16)
        font = element.get("w:font")
        return symbol(code, font) or ("" if code in PRIVATE_USE or is_symbol_font(font) else chr(code))
    except (ValueError, OverflowError):
        return ""


def _boxes(element: Element) -> list[Element]:
    """Return the outermost text boxes of a drawing, each once although Word writes it in two ways."""
    boxes: list[Element] = []
    for child in element:
        if child.tag == "w:txbxContent":
            boxes.append(child)
        else:
            boxes.extend(_boxes(_alternative(child) if child.tag == "mc:AlternateContent" else child))
    return boxes
