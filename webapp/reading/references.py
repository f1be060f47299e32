"""The reference to a passage as the site gives it: today's date, the permanent link, and the files to download.

How a reference is written is `indexer.references`' business, and what a page shows of it is `view_citing`'s.
"""

from __future__ import annotations

import json
from dataclasses import replace

from flask import make_response, request
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.model import Passage
from indexer.references import EXPORTS, Reference
from indexer.references.metadata import AnnotationTarget, web_annotation
from indexer.selections.selector import MAX_PART_LENGTH, PARAMETER_NAMES
from indexer.store.library import Library
from webapp.address import params, urls
from webapp.address.arguments import clean_line
from webapp.address.params import SearchRequest
from webapp.shared.passage import anchor_of
from webapp.site import absolute_url

from .citing import CiteRequest, style_named
from .page import document_part
from .words import SelectedSpan, WordsView, reference_to_words

ANNOTATION_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_BY_SUFFIX = {one.suffix: one for one in EXPORTS.values()}
_GONE = "The words that the link names do not stand in this passage: “{}”"
SUFFIXES = (*_BY_SUFFIX, urls.ANNOTATION_SUFFIX)
"""What the address of a file about a passage ends in."""


def file_suffix(wanted: str) -> str:
    """Give the suffix of a file about a passage that an address ends in, or nothing."""
    return next((one for one in SUFFIXES if wanted.endswith(one)), "")


def passage_at(library: Library, wanted: str) -> tuple[Passage, str]:
    """Give the passage that an address asks for, and the suffix of the file about it, or no suffix.

    An id may hold full stops, so the whole is an id if there is such a one, and a suffix counts only behind an id;
    anything else raises UnknownId.
    """
    try:
        return library.passage(wanted), ""
    except UnknownId:
        suffix = file_suffix(wanted)
        if not suffix:
            raise
        return library.passage(wanted.removesuffix(suffix)), suffix


def cite_request(trail: SearchRequest) -> CiteRequest:
    """The style that the address asks for, and what else of a passage's page stands in it."""
    names = (urls.VERSION_ARGUMENT, urls.MERGED_FROM_ARGUMENT, *PARAMETER_NAMES)
    given = [(name, clean_line(request.args[name])) for name in names if name in request.args]
    kept = [(name, value) for name, value in given if len(value) <= MAX_PART_LENGTH]
    return CiteRequest(style_named(request.args.get("style")), (*kept, *params.request_pairs(trail)))


def passage_file(reference: Reference, suffix: str, words: WordsView | None = None) -> Response:
    """Give a file about a passage, or about words of it: a reference to download, or the annotation."""
    now = words.now if words else None
    if suffix in _BY_SUFFIX:
        export = _BY_SUFFIX[suffix]
        said = (
            replace(reference, remark=_GONE.format(words.cited))
            if words and not now
            else reference_to_words(reference, now)
        )
        response = make_response(export.write([said]))
        charset = "" if export.media_type.endswith("json") else "; charset=utf-8"
        response.content_type = export.media_type + charset
        response.headers.set("Content-Disposition", "attachment", filename=reference.passage.id + suffix)
    else:
        whole = (SelectedSpan(reference.passage, 0, len(reference.passage.text)),)
        found = web_annotation(
            reference_to_words(reference, now), [_target(one) for one in (now.stretches if now else whole)]
        )
        response = make_response(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        response.content_type = ANNOTATION_TYPE
    response.headers["Link"] = f'<{reference.url}>; rel="describes"'
    return response


def _target(words: SelectedSpan) -> AnnotationTarget:
    """Words as an annotation finds them in the page of their document."""
    passage = words.passage
    page = absolute_url(urls.document_path(passage.document.id, document_part(passage)))
    return AnnotationTarget(passage, page, anchor_of(passage), words.start, words.end)


def link_header(reference: Reference) -> str:
    """Give the Link header of a passage's page: how to cite it, and what describes it (FAIR Signposting)."""
    types = {suffix: f'type="{export.media_type}"' for suffix, export in _BY_SUFFIX.items()}
    types[urls.ANNOTATION_SUFFIX] = 'type="application/ld+json"; profile="http://www.w3.org/ns/anno.jsonld"'
    described = (f'<{reference.url}{suffix}>; rel="describedby"; {kind}' for suffix, kind in types.items())
    return ", ".join((f'<{reference.url}>; rel="cite-as"', f'<{reference.url}>; rel="canonical"', *described))
