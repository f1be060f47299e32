"""Downloads of many references: the requested format and style, and the file name.

Which passages a file holds is decided by its caller, the basket or a list of results.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import current_app, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.evidence import Dossier, Evidence
from indexer.references import STYLE_NAMES, StyleName
from indexer.text.slugs import slugify
from webapp.shared.formats import DEFAULT_STYLE, FileFormat
from webapp.site import today

_MAX_NAME = 60
"""Characters of a title that its file name keeps."""


def requested_style(chosen: FileFormat) -> StyleName | None:
    """Return the requested style, or the default one; None for a format that takes none."""
    if not chosen.styled:
        return None
    name = request.args.get("style", "")
    return next((style for style in STYLE_NAMES if style == name), DEFAULT_STYLE)


def requested_format(formats: Mapping[str, FileFormat], suffix: str) -> FileFormat:
    """Return the format with a suffix. Raise NotFound when there is none."""
    chosen = formats.get(f".{suffix}")
    if chosen is None:
        raise NotFound
    return chosen


def evidence_response(chosen: FileFormat, suffix: str, title: str, pieces: Iterable[Evidence]) -> Response:
    """Return the evidence as a download named after its title."""
    response = current_app.response_class(chosen.write(Dossier(title, pieces, today())))
    response.content_type = chosen.media_type
    name = slugify(title, _MAX_NAME) or "rapporteur"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{suffix}")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
