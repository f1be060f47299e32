"""Read OpenDocument texts (ODT): find the parts of the file and bring them together.

What the body holds is read in `body`. The parts are read as XML: odfdo parses with a parser that expands entities, and
does not keep notes, deleted and hidden text apart from the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.errors import SourceUnreadable
from indexer.model import Block, DropReason, Reading
from indexer.readers.limits import Limits
from indexer.readers.shared.inline import dropped_blocks
from indexer.readers.shared.properties import DocumentProperties
from indexer.readers.shared.zip_xml import ZipPackage, parse_xml

from .body import OdtBody, plain_text
from .lists import list_styles
from .locks import WHOLE_PACKAGE, read_locks, unlock_part
from .styles import OdtStyles

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{
        f"{_SPACE}{name}:1.0": prefix
        for name, prefix in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "drawing": "draw",
            "meta": "meta",
            "svg-compatible": "svg",
            "manifest": "manifest",
        }.items()
    },
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


def read_odt(data: bytes, limits: Limits, password: str | None = None) -> Reading:
    """Read the blocks of an ODT, with its changes accepted.

    Raise SourceUnreadable when it cannot be read, or is locked and the password does not open it.
    """
    package = ZipPackage(data, limits, "ODT")
    locks = read_locks(package.xml_part("META-INF/manifest.xml", _PREFIXES))
    if WHOLE_PACKAGE in locks:
        inner = unlock_part(package.bytes_of(WHOLE_PACKAGE), locks[WHOLE_PACKAGE], password, limits.unpacked_bytes)
        return read_odt(inner, limits)

    def part(name: str) -> Element | None:
        if name not in locks or name not in package.names:
            return package.xml_part(name, _PREFIXES)
        unlocked = unlock_part(package.bytes_of(name), locks[name], password, limits.unpacked_bytes)
        return parse_xml(unlocked, _PREFIXES, limits)

    content = part("content.xml")
    body = next(content.iter("office:text"), None) if content is not None else None
    if content is None or body is None:
        raise SourceUnreadable("has no text document inside: open it in its own program and save it as ODT")
    styles = part("styles.xml")
    meta = part("meta.xml")
    properties = DocumentProperties.read(meta)
    has_pages = _has_pages(body, meta)
    body_reader = OdtBody(OdtStyles(styles, content), list_styles((styles, content)), _deletions(body), has_pages)
    blocks = [
        *_margins(styles, "header", "page_header"),
        *body_reader.read(body),
        *body_reader.unplaced_deletions(),
        *_margins(styles, "footer", "page_footer"),
    ]
    return Reading(
        tuple(blocks),
        title=properties.title or body_reader.title,
        page_title=properties.title,
        language=properties.language,
    )


def _has_pages(body: Element, meta: Element | None) -> bool:
    """Return whether a file stores where all of its pages end: it has as many breaks as it says it has pages.

    Breaks that a writer set are no soft ones; where there are such, no page can be told.
    """
    breaks = sum(1 for _ in body.iter("text:soft-page-break"))
    statistic = next(meta.iter("meta:document-statistic"), None) if meta is not None else None
    stated = statistic.get("meta:page-count", "") if statistic is not None else ""
    return breaks > 0 and stated == str(breaks + 1)


def _deletions(body: Element) -> dict[str, str]:
    """Return the deleted words by change id."""
    return {
        region.get("text:id") or region.get("xml:id") or "": plain_text(deletion)
        for region in body.iter("text:changed-region")
        for deletion in region.findall("text:deletion")
    }


def _margins(styles: Element | None, name: str, reason: DropReason) -> Iterator[Block]:
    """Yield dropped blocks for page headers or footers."""
    for page in styles.iter("style:master-page") if styles is not None else ():
        for margin in page:
            if margin.tag in {f"style:{name}", f"style:{name}-left", f"style:{name}-first"}:
                yield from dropped_blocks(plain_text(margin), reason)
