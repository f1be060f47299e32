"""The reference to a passage as the site gives it: as of today, with the permanent link."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.model import Passage
from indexer.references import Reference, Restriction, find_restrictions
from indexer.store.library import Library
from webapp.address import urls
from webapp.site import absolute_url, site, today


def reference_to(library: Library, passage: Passage, passages: Sequence[Passage] = ()) -> Reference:
    """Refer to a passage as of today; `passages` are those of its document, where they are at hand."""
    noted = site().cached(library, _nothing_noted)
    document = passage.document.id
    if document not in noted:
        noted[document] = find_restrictions(passages or library.document_passages(document))
    url = absolute_url(urls.passage_path(passage.id))
    return Reference(passage, url, today(), urls.text_version(passage.text), noted[document])


def _nothing_noted(_library: Library) -> dict[str, tuple[Restriction, ...]]:
    """What the documents of a build say of their citation, by id, before any was asked for."""
    return {}
