"""Files of many references as answers: which format and style the address asks for, under which name they come.

Which passages are in a file is decided by who asks for one: a basket, or a list of results.
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

_NAME = 60
"""Characters of a title that the name of its file keeps."""


def requested_style(chosen: FileFormat) -> StyleName | None:
    """The style that the address names, or the usual one; None for a format that takes none."""
    if not chosen.styled:
        return None
    wanted = request.args.get("style", "")
    return next((style for style in STYLE_NAMES if style == wanted), DEFAULT_STYLE)


def requested_format(formats: Mapping[str, FileFormat], suffix: str) -> FileFormat:
    """The format of a suffix; NotFound when it is not among these."""
    chosen = formats.get(f".{suffix}")
    if chosen is None:
        raise NotFound
    return chosen


def evidence_response(chosen: FileFormat, suffix: str, title: str, pieces: Iterable[Evidence]) -> Response:
    """The pieces as a file to download, named after its title."""
    response = current_app.response_class(chosen.write(Dossier(title, pieces, today())))
    response.content_type = chosen.media_type
    name = slugify(title, _NAME) or "rapporteur"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{suffix}")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
