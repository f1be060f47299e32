"""OpenDocument texts (ODT): the file's parts brought together. What the body says is read in `odt_body`.

The parts are read as XML: odfdo parses with a parser that expands entities, and tells no note, deleted or hidden
text from the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading
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
    """The blocks of an ODT, changes accepted. Raises SourceUnreadable."""
    package = ZipPackage(data, limits, "ODT")
    manifest = package.xml_part("META-INF/manifest.xml", _PREFIXES)
    if manifest is not None and next(manifest.iter("manifest:encryption-data"), None) is not None:
        raise SourceUnreadable("is encrypted: open it with its password and save it without one")
    content = package.xml_part("content.xml", _PREFIXES)
    body = next(content.iter("office:text"), None) if content is not None else None
    if content is None or body is None:
        raise SourceUnreadable("has no text document inside: open it in its own program and save it as ODT")
    named = package.xml_part("styles.xml", _PREFIXES)
    said = DocumentProperties.read(package.xml_part("meta.xml", _PREFIXES))
    has_pages = next(body.iter("text:soft-page-break"), None) is not None
    reader = OdtBody(OdtStyles(named, content), list_styles((named, content)), _deletions(body), has_pages)
    blocks = [
        *_margins(named, "header"),
        *reader.read(body),
        *reader.unplaced_deletions(),
        *_margins(named, "footer"),
    ]
    return Reading(tuple(blocks), title=said.title or reader.title, language=said.language)


def _deletions(body: Element) -> dict[str, str]:
    """The words of each deletion by the name of the change."""
    return {
        region.get("text:id") or region.get("xml:id") or "": plain_text(deletion)
        for region in body.iter("text:changed-region")
        for deletion in region.findall("text:deletion")
    }


def _margins(styles: Element | None, name: str) -> Iterator[Block]:
    for page in styles.iter("style:master-page") if styles is not None else ():
        for margin in page:
            if margin.tag in {f"style:{name}", f"style:{name}-left", f"style:{name}-first"}:
                yield from dropped_blocks(plain_text(margin), f"page {name}")
