"""The elements of a DOCX text: paragraphs, runs, links, footnotes (ECMA-376, part 1, chapter 17)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from .piece import clean_lines

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"})
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
"""The two footnotes that every document has: the rules above footnotes, by id."""

ET.register_namespace("w", WORD_NAMESPACE)
ET.register_namespace("r", RELATIONSHIPS_NAMESPACE)


def word_element(name: str, *children: ET.Element, **values: str) -> ET.Element:
    """An element of the main namespace with its attributes, which are of the same namespace."""
    made = ET.Element(
        f"{{{WORD_NAMESPACE}}}{name}", {f"{{{WORD_NAMESPACE}}}{key}": value for key, value in values.items()}
    )
    made.extend(children)
    return made


def text_run(text: str, *, italic: bool = False, style: str = "", language: str = "") -> ET.Element:
    """A run of one line of text; what no XML can hold is left out."""
    properties = [word_element("rStyle", val=style)] if style else []
    properties += [word_element("i")] if italic else []
    properties += [word_element("rtl")] if _leftward(language) else []
    properties += [word_element("lang", **{"bidi" if _leftward(language) else "val": language})] if language else []
    words = word_element("t")
    words.set(_SPACE, "preserve")
    inner = " ".join(clean_lines(text))
    words.text = f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"
    return word_element("r", *([word_element("rPr", *properties)] if properties else []), words)


def hyperlink(relation: str, text: str) -> ET.Element:
    """A link that the part's relationship of this id leads somewhere."""
    made = word_element("hyperlink", text_run(text, style="Hyperlink"))
    made.set(f"{{{RELATIONSHIPS_NAMESPACE}}}id", relation)
    return made


def footnote_reference(number: int) -> ET.Element:
    """The raised number that refers to a footnote."""
    return word_element(
        "r",
        word_element("rPr", word_element("rStyle", val="FootnoteReference")),
        word_element("footnoteReference", id=str(number)),
    )


def paragraph(style: str, *content: ET.Element, language: str = "") -> ET.Element:
    """A paragraph in a style, from right to left where its language is written so."""
    properties = [word_element("pStyle", val=style)]
    properties += [word_element("bidi")] if _leftward(language) else []
    return word_element("p", word_element("pPr", *properties), *content)


def footnote(number: int, content: Iterable[ET.Element]) -> ET.Element:
    """A footnote, counted from 1."""
    mark = word_element(
        "r", word_element("rPr", word_element("rStyle", val="FootnoteReference")), word_element("footnoteRef")
    )
    return word_element("footnote", paragraph("FootnoteText", mark, text_run(" "), *content), id=str(number))


def footnotes_part(notes: Iterable[ET.Element]) -> bytes:
    """The part of all footnotes, the separators among them."""
    rules = [
        word_element("footnote", word_element("p", word_element("r", word_element(name))), type=name, id=key)
        for key, name in _SEPARATORS
    ]
    return _part(word_element("footnotes", *rules, *notes))


def document_part(body: Iterable[ET.Element]) -> bytes:
    """The main part, on A4 with ordinary margins."""
    edge = "1418"  # 2.5 cm in twentieths of a point
    page = word_element(
        "sectPr",
        word_element("pgSz", w="11906", h="16838"),
        word_element("pgMar", top=edge, right=edge, bottom=edge, left=edge, header="709", footer="709", gutter="0"),
    )
    return _part(word_element("document", word_element("body", *body, page)))


def _part(root: ET.Element) -> bytes:
    whole: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return whole


def _leftward(language: str) -> bool:
    return language.partition("-")[0].casefold() in _RIGHT_TO_LEFT
