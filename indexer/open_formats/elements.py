"""Build XML elements from plain text: the little that both formats need, and nothing of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET  # nosec B405  # types and writing; defusedxml parses

from indexer.evidence.dossier import clean_lines

XML = "http://www.w3.org/XML/1998/namespace"
_NAME = re.compile(r"[^\W\d][\w.-]*")

Content = str | ET.Element | None


def element(tag: str, /, *content: Content, **attributes: str | None) -> ET.Element:
    """Build an element; what is None or empty is left out.

    An underscore behind the name of an attribute is for a word of Python's, and `xml_id` stands for `xml:id`.
    """
    values = {_attribute(key): " ".join(clean_lines(value)) for key, value in attributes.items() if value}
    node = ET.Element(tag, values)
    extend(node, content)
    return node


def extend(node: ET.Element, content: Iterable[Content]) -> None:
    """Add text and elements to an element, in order."""
    for part in content:
        if isinstance(part, ET.Element):
            node.append(part)
        elif part and len(node):
            node[-1].tail = (node[-1].tail or "") + one_line(part)
        elif part:
            node.text = (node.text or "") + one_line(part)


def one_line(text: str) -> str:
    """Return a text on one line, with a space at an end that had one, without characters that XML cannot hold."""
    inner = " ".join(clean_lines(text))
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"


def lines(text: str, line_break: str) -> list[Content]:
    """Return the lines of a text with an empty element of a name between them."""
    content: list[Content] = []
    for line in clean_lines(text):
        content += [ET.Element(line_break), line] if content else [line]
    return content


def xml_name(text: str) -> str:
    """Return a text that has no white space as a name of XML, which begins with a letter or an underscore."""
    return text if _NAME.fullmatch(text) else "_" + re.sub(r"[^\w.-]", "-", text)


def document(root: ET.Element, namespace: str) -> bytes:
    """Return a document in UTF-8 whose elements are all of one namespace."""
    root.set("xmlns", namespace)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _attribute(key: str) -> str:
    prefix, _, name = key.partition("_")
    if prefix == "xml" and name:
        return f"{{{XML}}}{name}"
    return key.rstrip("_")
