"""Metadata of a page for machines: citation_* tags, COinS, JSON-LD and Web Annotations, as plain data.

Templates print it; HTML does not belong here. Sources of the names: Google Scholar's inclusion guidelines (Highwire
tags), OpenURL 1.0 (ANSI/NISO Z39.88) as used by COinS, schema.org, and the W3C Web Annotation Data Model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from indexer.model import Meeting, Passage

from .reference import SPOKEN_KINDS, Reference

JsonObject = dict[str, object]
MetaTags = tuple[tuple[str, str], ...]

_CONTEXT_CHARACTERS = 32  # characters on each side, to tell repeated quotes apart


def citation_meta_tags(reference: Reference) -> MetaTags:
    """Return names and contents of the page's `citation_*` meta elements.

    Reference managers take a page for a journal article that names neither a conference nor an institution. Where
    neither is known, `DC.type` says what it is.
    """
    passage = reference.passage
    issued = "/".join(f"{part:02}" for part in reference.issued_date())
    tags = (
        ("citation_title", reference.filed_title),
        *(("citation_author", name) for name in reference.authors),
        ("citation_conference_title", reference.meeting_title),
        ("citation_technical_report_institution", reference.publisher),
        ("citation_technical_report_number", passage.document.symbol),
        ("citation_publication_date", issued),
        ("citation_firstpage", reference.page),
        ("citation_language", passage.document.language),
        ("citation_public_url", reference.link),
        ("DC.type", "" if reference.meeting_title or reference.publisher else _dublin_core_type(reference)),
    )
    return tuple((name, value) for name, value in tags if value)


def _dublin_core_type(reference: Reference) -> str:
    return "presentation" if reference.passage.document.kind in SPOKEN_KINDS else "report"


def coins_title(reference: Reference) -> str:
    """Return the title attribute of a COinS span: an OpenURL context object as one query string, not yet escaped."""
    passage = reference.passage
    parameters = (
        ("rft.title", reference.filed_title),
        ("rft.btitle", reference.filed_title),
        *(("rft.au", name) for name in reference.authors),
        ("rft.pub", reference.publisher),
        ("rft.place", reference.meeting_place),
        ("rft.date", "-".join(f"{part:02}" for part in reference.issued_date())),
        ("rft.pages", reference.page),
        ("rft.series", reference.session),
        ("rft.type", reference.genre),
        ("rft.language", passage.document.language),
        ("rft_id", reference.link),
    )
    return f"{_BEFORE}&{'&'.join(f'{name}={_encoded(value)}' for name, value in parameters if value)}&{_BEHIND}"


_BEFORE = urlencode({"ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:book", "rft.genre": "report"})
_BEHIND = urlencode({"rfr_id": "info:sid/rapporteur"})
_encoded = lru_cache(maxsize=10_000)(quote_plus)
"""The hits of a page share titles, meetings and authors."""


def passage_json_ld(reference: Reference, document_url: str | None = None) -> JsonObject:
    """Return a passage as schema.org JSON-LD: a quotation that is part of the paper of an event."""
    passage = reference.passage
    document = passage.document
    quotation: JsonObject = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": reference.url,
        "url": reference.link,
        "identifier": passage.id,
        "text": passage.text,
        "position": reference.paragraph,
        "pagination": reference.page,
        "version": reference.version,
        "creativeWorkStatus": document.status if document.status != "unknown" else None,
        "isPartOf": report_json_ld(reference, document_url),
    }
    if passage.session and passage.meeting:
        quotation["about"] = {
            "@type": "Event",
            "name": passage.session.name,
            "superEvent": event_json_ld(passage.meeting),
        }
    return without_empty(quotation)


def report_json_ld(reference: Reference, url: str | None) -> JsonObject:
    """Return the paper of a reference as a schema.org Report; `url` is that of its page."""
    document, meeting = reference.passage.document, reference.passage.meeting
    return without_empty(
        {
            "@type": "Report",
            "name": reference.filed_title,
            "genre": reference.genre,
            "author": list(reference.authors) or None,
            "publisher": reference.publisher or None,
            "about": event_json_ld(meeting) if meeting else None,
            "datePublished": "-".join(f"{part:02}" for part in reference.issued_date()),
            "inLanguage": document.language,
            "url": url,
        }
    )


def event_json_ld(meeting: Meeting) -> JsonObject:
    """Return a meeting as a schema.org Event."""
    location = {"@type": "Place", "name": meeting.place} if meeting.place else None
    start = meeting.start.isoformat() if meeting.start else (f"{meeting.year:04}" if meeting.year else None)
    end = meeting.end.isoformat() if meeting.end else None
    return without_empty(
        {"@type": "Event", "name": meeting.title, "location": location, "startDate": start, "endDate": end}
    )


@dataclass(frozen=True)
class AnnotationTarget:
    """Words of one passage that an annotation is about, and the page that shows them."""

    passage: Passage
    page: str
    """URL of the page of the reading view that shows the passage."""
    anchor: str
    """The passage's element id on that page."""
    start: int = 0
    """Offsets of the words in the passage's text, in code points."""
    end: int | None = None


def web_annotation(reference: Reference, targets: Sequence[AnnotationTarget]) -> JsonObject:
    """Return a W3C annotation that cites a passage, words of it, or words of several consecutive passages.

    The fragment selector finds the passage in the paper's page. Refined by a text-quote selector it finds the words,
    also after small edits. The annotation's own address is that of the reference with `.jsonld` after its path. Raise
    ValueError when a target selects no words.
    """
    path, mark, query = reference.url.partition("#")[0].partition("?")
    selected = [_target_json(target, reference.link) for target in targets]
    kind = {"type": "TextualBody", "value": reference.genre, "format": "text/plain", "purpose": "classifying"}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{path}.jsonld{mark}{query}",
        "type": "Annotation",
        "motivation": "identifying",
        **({"body": kind} if reference.genre else {}),
        "target": selected[0] if len(selected) == 1 else selected,
    }


def _target_json(target: AnnotationTarget, scope: str) -> JsonObject:
    text, start = target.passage.text, target.start
    last = len(text) if target.end is None else target.end
    if not 0 <= start < last <= len(text):
        raise ValueError(f"no words between {start} and {last} in a passage of {len(text)} characters")
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:last],
        "prefix": text[max(0, start - _CONTEXT_CHARACTERS) : start],
        "suffix": text[last : last + _CONTEXT_CHARACTERS],
    }
    selector = {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
        "value": target.anchor,
        "refinedBy": {name: value for name, value in quote.items() if value},
    }
    return {"source": target.page, "scope": scope, "selector": selector}


def without_empty(facts: JsonObject) -> JsonObject:
    """Return the facts that are known."""
    return {name: value for name, value in facts.items() if value not in (None, "")}
