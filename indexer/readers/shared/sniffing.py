"""Recognise a file by its first bytes, for readers that were handed another type than its name promised."""

from __future__ import annotations

from indexer.errors import SourceUnreadable

OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_KINDS = (
    (b"%pdf", "a PDF", ".pdf"),
    (b"{\\rtf", "an RTF file", ".rtf"),
    (b"\x89png", "a picture", ".png"),
    (b"\xff\xd8\xff", "a picture", ".jpg"),
    (b"gif8", "a picture", ".gif"),
    (b"pk\x03\x04", "a DOCX, ODT or ZIP file", ".docx, .odt or .zip"),
    (b"<!doctype html", "a web page", ".html"),
    (b"<html", "a web page", ".html"),
    (b"webvtt", "captions", ".vtt"),
)


def refuse_other_types(data: bytes, kind: str, *signatures: bytes) -> None:
    """Refuse bytes that are empty or plainly another type than `kind`; `signatures` are the ways `kind` may begin.

    Raise SourceUnreadable, which says what the file is and how to name it.
    """
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if not start and not data.strip(b"\x00\t\n\r "):
        raise SourceUnreadable("is empty: remove it, or replace it with the paper it should hold")
    if any(start.startswith(signature.lower()) for signature in signatures):
        return
    if data.startswith(OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceUnreadable("is an encrypted Office file: name it .docx, and set its password in corpus.toml")
        raise SourceUnreadable("is a document of an old Word (.doc): save it as DOCX")
    for signature, kind_found, suffix in _KINDS:
        if start.startswith(signature):
            raise SourceUnreadable(f"is {kind_found}, not the {kind} that its name says: name it {suffix}")
