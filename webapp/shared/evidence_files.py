"""Downloads of many references: the requested format and style, and the file name.

Which passages a file holds is decided by its caller, the basket or a list of results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack

from flask import Response, current_app, request
from werkzeug.exceptions import NotFound

from indexer.evidence import Dossier
from indexer.references import STYLE_NAMES, StyleName
from indexer.text.slugs import slugify
from webapp.shared.formats import DEFAULT_STYLE, FileFormat

_MAX_NAME = 60
"""Characters of a title that its file name keeps."""

_BLOCK = 1 << 14
"""Bytes that are sent at once."""


class UnknownFormat(NotFound):
    """A file was asked for in a format that is not offered."""

    def __init__(self, suffix: str, offered: Mapping[str, FileFormat]) -> None:
        super().__init__()
        self.suffix = f".{suffix[:20]}"
        self.offered = tuple(offered)


def requested_style(chosen: FileFormat) -> StyleName | None:
    """Return the requested style, or the default one; None for a format that takes none."""
    if not chosen.styled:
        return None
    name = request.args.get("style", "")
    return next((style for style in STYLE_NAMES if style == name), DEFAULT_STYLE)


def requested_format(formats: Mapping[str, FileFormat], suffix: str) -> FileFormat:
    """Return the format with a suffix. Raise UnknownFormat when there is none."""
    chosen = formats.get(f".{suffix}")
    if chosen is None:
        raise UnknownFormat(suffix, formats)
    return chosen


def evidence_response(chosen: FileFormat, suffix: str, dossier: Dossier, hold: ExitStack | None = None) -> Response:
    """Return the evidence as a download named after its title.

    One with a `hold` is written while it is sent and never in memory as a whole; `hold` is closed when it is sent, or
    when nobody wants it any more.
    """
    if hold is None:
        response = current_app.response_class(
            b"".join(_blocks(chosen.write(dossier)))
        )  # whole, so that it is compressed
    else:
        response = held_response(chosen.write(dossier), hold)
    response.content_type = chosen.media_type
    name = slugify(dossier.title, _MAX_NAME) or "rapporteur"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{suffix}")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def held_response(pieces: Iterable[str | bytes], hold: ExitStack) -> Response:
    """Return a file that is written while it is sent and never in memory as a whole.

    `hold` is closed when it is sent, or when nobody wants it any more.
    """
    response = current_app.response_class(_held_blocks(pieces, hold))
    response.implicit_sequence_conversion = False
    response.call_on_close(hold.close)  # where not even the first block is asked for
    return response


def _held_blocks(pieces: Iterable[str | bytes], hold: ExitStack) -> Iterator[bytes]:
    with hold:
        yield from _blocks(pieces)


def _blocks(pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    """Yield pieces joined to blocks of some size; texts are encoded in UTF-8."""
    block = bytearray()
    for piece in pieces:
        block += piece.encode() if isinstance(piece, str) else piece
        if len(block) >= _BLOCK:
            yield bytes(block)
            block.clear()
    yield bytes(block)
