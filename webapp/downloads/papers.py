"""Whole papers as files: the formats on offer, and what the site adds to a paper, its addresses and its warnings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexer.evidence.dossier import citation_warnings
from indexer.open_formats import (
    AKOMA_NTOSO_SUFFIX,
    AKOMA_NTOSO_TYPE,
    TEI_SUFFIX,
    TEI_TYPE,
    OpenPaper,
    PaperLinks,
    write_akoma_ntoso,
    write_tei,
)
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.references import reference_maker
from webapp.site import absolute_url, site


@dataclass(frozen=True)
class PaperFormat:
    """A format of whole papers."""

    label: str
    media_type: str
    write: Callable[[OpenPaper], bytes]


PAPER_FILES: dict[str, PaperFormat] = {
    AKOMA_NTOSO_SUFFIX: PaperFormat("Akoma Ntoso (XML)", AKOMA_NTOSO_TYPE, write_akoma_ntoso),
    TEI_SUFFIX: PaperFormat("TEI (XML)", TEI_TYPE, write_tei),
}


def paper_files(document_path: str) -> tuple[Link, ...]:
    """Return the links to a paper as a file, given its own path."""
    return tuple(Link(form.label, urls.paper_file_path(document_path, suffix)) for suffix, form in PAPER_FILES.items())


def open_paper(library: Library, document_id: str) -> OpenPaper:
    """Return a paper with what its file says of itself. Raise UnknownId when there is none."""
    document = library.document(document_id)
    passages = library.document_passages(document_id)
    reference = reference_maker(library).reference_to(passages[0], passages) if passages else None
    restrictions = reference.restrictions if reference else ()
    return OpenPaper(
        document=document,
        passages=passages,
        links=PaperLinks(
            document=absolute_url(urls.document_path(document_id)),
            passage=lambda passage: absolute_url(urls.permalink_path(passage)),
            meeting=lambda meeting: absolute_url(urls.meeting_path(meeting)),
            session=lambda meeting, session: absolute_url(urls.session_path(meeting, session)),
            person=lambda person: absolute_url(urls.person_path(person)),
            site=absolute_url("/"),
        ),
        warnings=citation_warnings(reference) if reference else (),
        names_nobody=any(restriction.kind == "non_attribution" for restriction in restrictions),
        site=site().settings.site_name,
        built=library.stats.built[:10],
    )
