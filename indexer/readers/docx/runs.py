"""The words of a Word paragraph: runs, links, changes, notes and boxes. What the paragraph is, `docx_body` says.

Changes are read as accepted: what was inserted is text, what was deleted or moved away is set aside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from indexer.readers.shared.inline import ENDNOTE, FOOTNOTE, InlineText

from .links import DocxFields, DocxLinks
from .styles import DocxStyles, child_value, toggle

DELETED_TEXT = "deleted text"
HIDDEN_TEXT = "hidden text"
_INSIDE = frozenset(
    "w:ins w:moveTo w:hyperlink w:smartTag w:sdt w:sdtContent w:fldSimple w:customXml w:dir w:bdo w:rubyBase"
    " w:ruby mc:Choice mc:Fallback m:oMath m:oMathPara".split()
)
_GONE = {"w:del": DELETED_TEXT, "w:moveFrom": DELETED_TEXT, "w:rt": "pronunciation beside the word"}
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
    "w:softHyphen": "",
}
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→"}


class DocxNote(NamedTuple):
    """The words of a note or a comment, and the links in it."""

    text: str = ""
    links: tuple[str, ...] = ()


@dataclass
class DocxNotes:
    """What stands in other parts of the file and is referred to by number."""

    footnotes: dict[str, DocxNote] = field(default_factory=dict)
    endnotes: dict[str, DocxNote] = field(default_factory=dict)
    comments: dict[str, DocxNote] = field(default_factory=dict)


@dataclass
class DocxParagraph:
    """A paragraph as it is read: its words, the boxes anchored in it, and the page breaks that fall into it."""

    words: InlineText = field(default_factory=InlineText)
    boxes: list[Element] = field(default_factory=list)
    page_breaks_before: int = 0
    page_breaks: int = 0
    is_bold: bool = True
    """Whether every run is bold."""


class RunReader:
    """Reads paragraphs of one document."""

    def __init__(self, styles: DocxStyles, asides: DocxNotes, links: DocxLinks) -> None:
        self._styles = styles
        self._asides = asides
        self._links = links
        self._fields = DocxFields()
        self._used: set[tuple[str, str]] = set()

    def read_paragraph(self, paragraph: Element, line: DocxParagraph) -> None:
        """Add the words of a paragraph to a line."""
        self._walk(paragraph, line, "", self._styles.style_id(paragraph))

    def unreferenced_notes(self) -> list[tuple[str, str]]:
        """Words and reason for every note and comment that no paragraph refers to."""
        parts = (
            ("w:footnoteReference", self._asides.footnotes, "footnote without a mark in the text"),
            ("w:endnoteReference", self._asides.endnotes, "endnote without a mark in the text"),
            ("w:commentReference", self._asides.comments, "comment"),
        )
        return [
            (note.text, reason)
            for tag, notes, reason in parts
            for key, note in notes.items()
            if (tag, key) not in self._used
        ]

    def _walk(self, element: Element, line: DocxParagraph, gone: str, style: str | None) -> None:
        for child in element:
            if child.tag == "w:r":
                self._run(child, line, gone, style)
            elif child.tag == "mc:AlternateContent":
                self._walk(_alternative(child), line, gone, style)
            elif child.tag == "m:t":
                _put(line, child.text or "", gone)
            elif child.tag in _GONE:
                self._walk(child, line, gone or _GONE[child.tag], style)
            elif child.tag in _INSIDE or child.tag.startswith("m:"):
                link = line.words.start_link("" if gone else self._links.target_of(child))
                self._walk(child, line, gone, style)
                line.words.end_link(link)

    def _run(self, run: Element, line: DocxParagraph, gone: str, style: str | None) -> None:
        properties = run.find("w:rPr")
        if not gone and self._switched(properties, "w:vanish", style):
            gone = HIDDEN_TEXT
        filled = any((child.text or "").strip() for child in run.findall("w:t"))
        if filled and not gone and not self._switched(properties, "w:b", style):
            line.is_bold = False
        for child in run:
            self._piece(child, line, gone, style)

    def _switched(self, properties: Element | None, name: str, style: str | None) -> bool:
        own = toggle(properties, name)
        if own is None:
            own = self._styles.run_toggle(child_value(properties, "w:rStyle"), name)
        if own is None:
            own = self._styles.run_toggle(style, name)
        return bool(own)

    def _piece(self, child: Element, line: DocxParagraph, gone: str, style: str | None) -> None:
        tag = child.tag
        if tag == "w:t":
            _put(line, child.text or "", gone)
        elif tag == "w:delText":
            line.words.set_aside(child.text or "", gone or DELETED_TEXT)
        elif tag in _SIGNS:
            _put(line, _SIGNS[tag], gone)
        elif tag in {"w:fldChar", "w:instrText"}:
            self._fields.feed(child, line.words)
        elif tag == "w:sym":
            _put(line, _symbol(child), gone)
        elif tag in {"w:footnoteReference", "w:endnoteReference", "w:commentReference"}:
            self._refer(child, line, gone)
        elif tag == "w:lastRenderedPageBreak":
            line.page_breaks += 1
            line.page_breaks_before += line.words.is_empty
        elif tag == "w:ruby":
            self._walk(child, line, gone, style)
        elif tag == "mc:AlternateContent":
            for inner in _alternative(child):
                self._piece(inner, line, gone, style)
        elif tag in {"w:drawing", "w:pict", "w:object"}:
            line.boxes.extend(_boxes(child))

    def _refer(self, mark: Element, line: DocxParagraph, gone: str) -> None:
        key = mark.get("w:id", "")
        if (mark.tag, key) in self._used:
            return
        self._used.add((mark.tag, key))
        if mark.tag == "w:commentReference":
            line.words.set_aside(self._asides.comments.get(key, DocxNote()).text, "comment")
            return
        is_footnote = mark.tag == "w:footnoteReference"
        note = (self._asides.footnotes if is_footnote else self._asides.endnotes).get(key, DocxNote())
        if gone:
            line.words.set_aside(note.text, gone)
        else:
            line.words.add_note(note.text, FOOTNOTE if is_footnote else ENDNOTE, note.links)


def _put(line: DocxParagraph, text: str, gone: str) -> None:
    if gone:
        line.words.set_aside(text, gone)
    else:
        line.words.add(text)


def _alternative(element: Element) -> Element:
    """The first of several ways to say the same thing that is one at all."""
    ways = [child for child in element if child.tag in {"mc:Choice", "mc:Fallback"} and len(child)]
    return ways[0] if ways else element


def _symbol(element: Element) -> str:
    """A sign of a symbol font; those of the private area mean something in that font only."""
    try:
        sign = chr(int(element.get("w:char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return _BULLETS.get(sign, "") if "\ue000" <= sign <= "\uf8ff" else sign


def _boxes(element: Element) -> list[Element]:
    """The outermost text boxes of a drawing, each once although Word writes it in two ways."""
    found: list[Element] = []
    for child in element:
        if child.tag == "w:txbxContent":
            found.append(child)
        else:
            found.extend(_boxes(_alternative(child) if child.tag == "mc:AlternateContent" else child))
    return found
