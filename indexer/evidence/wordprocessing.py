"""Build the elements of a DOCX text: paragraphs, runs, hyperlinks, footnotes (ECMA-376, part 1, chapter 17)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET  # nosec B405  # types and writing; defusedxml parses

from .dossier import clean_lines

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"})
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
"""The two footnotes that every document has, by id: the lines above the footnotes."""

ET.register_namespace("w", WORD_NAMESPACE)
ET.register_namespace("r", RELATIONSHIPS_NAMESPACE)


def word_element(name: str, *children: ET.Element, **values: str) -> ET.Element:
    """Build an element of the main namespace; its attributes are of the same namespace."""
    node = ET.Element(
        f"{{{WORD_NAMESPACE}}}{name}", {f"{{{WORD_NAMESPACE}}}{key}": value for key, value in values.items()}
    )
    node.extend(children)
    return node


def text_run(text: str, *, italic: bool = False, style: str = "", language: str = "") -> ET.Element:
    """Build a run of one line of text, without the characters that XML cannot hold."""
    properties = [word_element("rStyle", val=style)] if style else []
    properties += [word_element("i")] if italic else []
    properties += [word_element("rtl")] if _is_right_to_left(language) else []
    properties += (
        [word_element("lang", **{"bidi" if _is_right_to_left(language) else "val": language})] if language else []
    )
    text_node = word_element("t")
    text_node.set(_XML_SPACE, "preserve")
    inner = " ".join(clean_lines(text))
    text_node.text = f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"
    return word_element("r", *([word_element("rPr", *properties)] if properties else []), text_node)


def hyperlink(relation: str, text: str) -> ET.Element:
    """Build a hyperlink; `relation` is the id of the relationship that holds its address."""
    link = word_element("hyperlink", text_run(text, style="Hyperlink"))
    link.set(f"{{{RELATIONSHIPS_NAMESPACE}}}id", relation)
    return link


def footnote_reference(number: int) -> ET.Element:
    """Build the superscript number that refers to a footnote."""
    return word_element(
        "r",
        word_element("rPr", word_element("rStyle", val="FootnoteReference")),
        word_element("footnoteReference", id=str(number)),
    )


def paragraph(style: str, *content: ET.Element, language: str = "") -> ET.Element:
    """Build a paragraph in a style, from right to left when its language is written that way."""
    properties = [word_element("pStyle", val=style)]
    properties += [word_element("bidi")] if _is_right_to_left(language) else []
    return word_element("p", word_element("pPr", *properties), *content)


def footnote(number: int, content: Iterable[ET.Element]) -> ET.Element:
    """Build a footnote; numbers count from 1."""
    mark = word_element(
        "r", word_element("rPr", word_element("rStyle", val="FootnoteReference")), word_element("footnoteRef")
    )
    return word_element("footnote", paragraph("FootnoteText", mark, text_run(" "), *content), id=str(number))


def footnotes_part(notes: Iterable[ET.Element]) -> bytes:
    """Return the part of all footnotes, with the two separators in front."""
    rules = [
        word_element("footnote", word_element("p", word_element("r", word_element(name))), type=name, id=key)
        for key, name in _SEPARATORS
    ]
    return _serialise(word_element("footnotes", *rules, *notes))


def document_part(body: Iterable[ET.Element]) -> bytes:
    """Return the main part, on A4 paper with margins of 2.5 cm."""
    edge = "1418"  # 2.5 cm in twentieths of a point
    page = word_element(
        "sectPr",
        word_element("pgSz", w="11906", h="16838"),
        word_element("pgMar", top=edge, right=edge, bottom=edge, left=edge, header="709", footer="709", gutter="0"),
    )
    return _serialise(word_element("document", word_element("body", *body, page)))


def _serialise(root: ET.Element) -> bytes:
    """Return XML in UTF-8, encoded at once: the library would encode each tag and text by itself."""
    return b"<?xml version='1.0' encoding='UTF-8'?>\n" + ET.tostring(root, encoding="unicode").encode()


def _is_right_to_left(language: str) -> bool:
    return language.partition("-")[0].casefold() in _RIGHT_TO_LEFT
