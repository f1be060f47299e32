"""Makes the reference to a passage as the site gives it: with today's date and the permanent link.

How a reference is written belongs to `indexer.references`.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.model import Passage
from indexer.references import Reference, Restriction, find_restrictions
from indexer.store.library import Library
from webapp.address import urls
from webapp.site import absolute_url, site, today


def reference_to(library: Library, passage: Passage, passages: Sequence[Passage] = ()) -> Reference:
    """Return the reference to a passage, accessed today. `passages` are those of its document, when at hand."""
    restrictions = restrictions_of(library, passage.document.id, passages)
    url = absolute_url(urls.passage_path(passage.id))
    return Reference(passage, url, today(), urls.text_version(passage.text), restrictions)


def restrictions_of(library: Library, document: str, passages: Sequence[Passage] = ()) -> tuple[Restriction, ...]:
    """Return the restrictions that a paper states on citing it. `passages` are its own, when at hand."""
    noted = site().cached(library, _nothing_noted)
    if document not in noted:
        noted[document] = find_restrictions(passages or library.document_passages(document))
    return noted[document]


def _nothing_noted(_library: Library) -> dict[str, tuple[Restriction, ...]]:
    """Return the empty cache of citation restrictions of a build, by document id."""
    return {}
