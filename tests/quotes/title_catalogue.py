"""A catalogue of a few titles, for tests that look them up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.model import Document, Meeting, Session
from indexer.store.catalogue_protocol import Catalogue
from indexer.store.catalogues import Catalogues, new_store
from tests.corpus_factory import passage

Headings = Sequence[tuple[str, str]]


@contextmanager
def catalogue_of(
    meetings: Iterable[Meeting], documents: Iterable[Document], sessions: Iterable[Session], headings: Headings = ()
) -> Iterator[Catalogue]:
    """Write a catalogue in the store that the environment names, and open it.

    Each document has one passage for each of its headings.
    """
    with TemporaryDirectory() as folder:
        build = Path(folder)
        with Catalogues().writer(new_store(), build) as writer:
            writer.put_meetings(meetings, sessions)
            for paper in documents:
                own = [heading for document, heading in headings if document == paper.id]
                passages = [passage(paper, at, "Words.", headings=(heading,)) for at, heading in enumerate(own)]
                writer.add_document(paper, (), passages)
            writer.finish()
        catalogue = Catalogues().open(new_store(), build)
        yield catalogue
        catalogue.close()
