"""Read OpenDocument texts (ODT): find the parts of the file and bring them together.

What the body holds is read in `body`. The parts are read as XML: odfdo parses with a parser that expands entities, and
does not keep notes, deleted and hidden text apart from the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.errors import SourceUnreadable
from indexer.model import Block, DropReason, Reading
from indexer.readers.limits import Limits
from indexer.readers.shared.inline import dropped_blocks
from indexer.readers.shared.properties import DocumentProperties
from indexer.readers.shared.zip_xml import ZipPackage

from .body import OdtBody, plain_text
from .lists import list_styles
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


def read_odt(data: bytes, limits: Limits) -> Reading:
    """Read the blocks of an ODT, with its changes accepted.

    Raise SourceUnreadable when it cannot be read.
    """
    package = ZipPackage(data, limits, "ODT")
    manifest = package.xml_part("META-INF/manifest.xml", _PREFIXES)
    if manifest is not None and next(manifest.iter("manifest:encryption-data"), None) is not None:
        raise SourceUnreadable("is encrypted: open it with its password and save it without one")
    content = package.xml_part("content.xml", _PREFIXES)
    body = next(content.iter("office:text"), None) if content is not None else None
    if content is None or body is None:
        raise SourceUnreadable("has no text document inside: open it in its own program and save it as ODT")
    styles = package.xml_part("styles.xml", _PREFIXES)
    properties = DocumentProperties.read(package.xml_part("meta.xml", _PREFIXES))
    has_pages = next(body.iter("text:soft-page-break"), None) is not None
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
