"""Answers with the files about a passage: references to download and the W3C annotation.

How a reference is written belongs to `indexer.references`, and what a page shows of it to `citing`.
"""

from __future__ import annotations

import json
from dataclasses import replace

from flask import make_response
from werkzeug.wrappers import Response

from indexer.links.endings import ANNOTATION_SUFFIX, PASSAGE_SUFFIXES, find_with_suffix
from indexer.model import Passage
from indexer.references import EXPORTS, Reference
from indexer.references.metadata import AnnotationTarget, web_annotation
from indexer.store.library import Library
from webapp.address import urls
from webapp.shared.passage import anchor_of
from webapp.site import absolute_url

from .page import document_part
from .words import SelectedSpan, WordsView, reference_to_words

ANNOTATION_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_BY_SUFFIX = {export.suffix: export for export in EXPORTS.values()}
_WORDS_GONE = "The words in the link are not in this passage: “{}”"


def passage_at(library: Library, wanted: str) -> tuple[Passage, str]:
    """Return the passage that an address asks for, and the suffix of the file about it, or an empty suffix.

    Raise UnknownId where there is none.
    """
    passage_id, suffix = find_with_suffix(library.passage, wanted, PASSAGE_SUFFIXES)
    return library.passage(passage_id), suffix


def passage_file(reference: Reference, suffix: str, words: WordsView | None = None) -> Response:
    """Return a file about a passage, or about words of it: a reference to download, or the W3C annotation."""
    selected = words.selected if words else None
    if suffix in _BY_SUFFIX:
        export = _BY_SUFFIX[suffix]
        cited_reference = (
            replace(reference, remark=_WORDS_GONE.format(words.cited))
            if words and not selected
            else reference_to_words(reference, selected)
        )
        response = make_response(export.write([cited_reference]))
        charset = "" if export.media_type.endswith("json") else "; charset=utf-8"
        response.content_type = export.media_type + charset
        response.headers.set("Content-Disposition", "attachment", filename=reference.passage.id + suffix)
    else:
        whole = (SelectedSpan(reference.passage, 0, len(reference.passage.text)),)
        annotation_json = web_annotation(
            reference_to_words(reference, selected),
            [_target(span) for span in (selected.spans if selected else whole)],
        )
        response = make_response(json.dumps(annotation_json, ensure_ascii=False, indent=1) + "\n")
        response.content_type = ANNOTATION_TYPE
    response.headers["Link"] = f'<{reference.url}>; rel="describes"'
    return response


def _target(span: SelectedSpan) -> AnnotationTarget:
    """Return words as the target of an annotation in the page of their document."""
    passage = span.passage
    page = absolute_url(urls.document_path(passage.document.id, document_part(passage)))
    return AnnotationTarget(passage, page, anchor_of(passage), span.start, span.end)


def link_header(reference: Reference) -> str:
    """Return the Link header of a passage's page: how to cite it, and what describes it (FAIR Signposting)."""
    types = {suffix: f'type="{export.media_type}"' for suffix, export in _BY_SUFFIX.items()}
    types[ANNOTATION_SUFFIX] = 'type="application/ld+json"; profile="http://www.w3.org/ns/anno.jsonld"'
    described = (f'<{reference.url}{suffix}>; rel="describedby"; {media_type}' for suffix, media_type in types.items())
    paper = absolute_url(urls.document_path(reference.passage.document.id))
    own = (f'<{reference.url}>; rel="cite-as"', f'<{reference.url}>; rel="canonical"')
    return ", ".join((*own, f'<{paper}>; rel="collection"; type="text/html"', *described))
