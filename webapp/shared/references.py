"""Makes the reference to a passage as the site gives it: with today's date and the permanent link.

How a reference is written belongs to `indexer.references`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from indexer.errors import UnknownId
from indexer.model import Passage
from indexer.references import Reference, Restriction, find_restrictions
from indexer.store.library import Library
from webapp.address import urls
from webapp.site import absolute_url, site, today


@dataclass(frozen=True)
class ReferenceMaker:
    """Makes references without asking the request, so that a file can be written while it is sent."""

    library: Library
    base: str
    """The scheme, the host and the base path of the site."""
    accessed: date
    _noted: dict[str, tuple[Restriction, ...]] = field(repr=False)
    """The restrictions on citing each document, as far as it was looked up."""

    def reference_to(self, passage: Passage, passages: Sequence[Passage] = ()) -> Reference:
        """Return the reference to a passage. `passages` are those of its document, when at hand."""
        return self._reference(passage, self.restrictions_of(passage.document.id, passages))

    def restrictions_of(self, document: str, passages: Sequence[Passage] = ()) -> tuple[Restriction, ...]:
        """Return the restrictions that a document states on citing it. `passages` are its own, when at hand."""
        if document not in self._noted:
            self._noted[document] = find_restrictions(passages or self.library.document_passages(document))
        return self._noted[document]

    def reference_then(self, passage: Passage) -> Reference:
        """Return the reference to a passage as it stood in a past build, whose document may be gone.

        It has the restrictions that the document states today, and those that the passage stated then.
        """
        try:
            today_noted = self.reference_to(passage).restrictions
        except UnknownId:
            today_noted = ()
        kinds = {restriction.kind for restriction in today_noted}
        then = tuple(restriction for restriction in find_restrictions([passage]) if restriction.kind not in kinds)
        return self._reference(passage, (*today_noted, *then))

    def _reference(self, passage: Passage, restrictions: tuple[Restriction, ...]) -> Reference:
        url = self.base + urls.passage_path(passage.id)
        return Reference(passage, url, self.accessed, urls.text_version(passage.text), restrictions)


def reference_maker(library: Library) -> ReferenceMaker:
    """Return what makes the references of one answer, all accessed today."""
    return ReferenceMaker(library, absolute_url(""), today(), site().cached(library, _nothing_noted))


def reference_to(library: Library, passage: Passage, passages: Sequence[Passage] = ()) -> Reference:
    """Return the reference to a passage, accessed today. `passages` are those of its document, when at hand."""
    return reference_maker(library).reference_to(passage, passages)


def restrictions_of(library: Library, document: str) -> tuple[Restriction, ...]:
    """Return the restrictions that a paper states on citing it."""
    return reference_maker(library).restrictions_of(document)


def _nothing_noted(_library: Library) -> dict[str, tuple[Restriction, ...]]:
    """Return the empty cache of citation restrictions of a build, by document id."""
    return {}
