"""Makes packed drafts of any content: DOCX, ODT and PDF with as little around it as readers need."""

from __future__ import annotations

import io
import zipfile

_TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = b"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
_DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_DOCUMENT_END = b"<w:p><w:r><w:t>End.</w:t></w:r></w:p></w:body></w:document>"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENT = (
    f'<office:document-content xmlns:office="{_SPACE}:office:1.0" xmlns:text="{_SPACE}:text:1.0" '
    f'xmlns:table="{_SPACE}:table:1.0"><office:body><office:text>'
).encode()
_CONTENT_END = b"<text:p>End.</text:p></office:text></office:body></office:document-content>"


def docx(body: bytes) -> bytes:
    """Return a DOCX with these paragraphs and tables, and one more paragraph."""
    document = _DOCUMENT + body + _DOCUMENT_END
    return _packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document})


def odt(body: bytes) -> bytes:
    """Return an ODT with these paragraphs and tables, and one more paragraph."""
    kind = b"application/vnd.oasis.opendocument.text"
    return _packed({"mimetype": kind, "content.xml": _CONTENT + body + _CONTENT_END})


def pdf(pages: int) -> bytes:
    """Return a PDF of empty pages."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids)]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"] * pages
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return (
        bytes(made) + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    )


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()
