"""Routes of the downloads: each decides what is asked for, and answers with a file that is written while it is sent."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from indexer.evidence import Dossier
from indexer.frozen.errors import CannotReproduce
from webapp.address import params
from webapp.search.frozen import FrozenRequest
from webapp.search.statement import statement_of
from webapp.search.statement_answers import cannot_repeat, frozen_request
from webapp.shared.evidence_files import evidence_response, requested_format, requested_style
from webapp.shared.formats import RESULT_FILES, FileFormat
from webapp.site import (
    absolute_url,
    answering_from,
    current_library,
    held_library,
    hold_download,
    refuse_cut_file,
    site,
    today,
)

from .papers import PAPER_FILES, open_paper
from .results import ResultList, live_results, past_results

download_pages = Blueprint("downloads", __name__)


@download_pages.get("/search.<suffix>")
def results(suffix: str) -> Response:
    """Return the results of one page as a file, or with `extent=all` every result of the search.

    Raise DownloadsBusy while too many such files are being sent.
    """
    chosen = requested_format(RESULT_FILES, suffix)
    whole, past = request.args.get("extent") == "all", frozen_request()
    with ExitStack() as hold:
        if whole:
            hold_download(hold)
        library = held_library(hold)
        with answering_from(library):
            try:
                listed = (
                    past_results(library, past, whole=whole, stated=chosen.stated)
                    if past
                    else live_results(library, _parsed(), whole=whole, stated=chosen.stated)
                )
            except CannotReproduce as error:
                return cannot_repeat(error, past)
            refuse_cut_file()
            return evidence_response(chosen, suffix, _dossier(chosen, listed, past), hold.pop_all() if whole else None)


@download_pages.get("/d/<document_id><any('.akn.xml', '.tei.xml'):suffix>")
def paper(document_id: str, suffix: str) -> Response:
    """Return a whole paper in an open XML format. Raise UnknownId when there is none."""
    form = PAPER_FILES[suffix]
    with current_library() as library:
        opened = open_paper(library, document_id)
        response = make_response(form.write(opened))
        response.content_type = f"{form.media_type}; charset=utf-8"
        response.headers.set("Content-Disposition", "attachment", filename=document_id + suffix)
        response.headers["Link"] = f'<{opened.links.document}>; rel="canonical"'
        return response


def _parsed() -> params.ParsedRequest:
    return params.parse_request(request.args.items(multi=True))


def _dossier(chosen: FileFormat, listed: ResultList, past: FrozenRequest | None) -> Dossier:
    """Return the results as a titled list, with what search they are of and what its file leaves out."""
    q = (past or _parsed()).request.q
    statement = statement_of(listed.stated, absolute_url, site().settings.site_name) if listed.stated else None
    is_cut = chosen.most is not None and listed.total > chosen.most
    return Dossier(
        title=f"Search: {q}" if q else "Search results",
        items=islice(listed.evidence(requested_style(chosen)), chosen.most),
        day=today(),
        statement=statement.sentence if statement else "",
        facts=statement.lines if statement else (),
        left_out=f"Only the first {chosen.most:,} of {listed.total:,} results: one file of this kind holds no more. "
        "A CSV table has all of them."
        if is_cut
        else "",
    )
