"""Start-up work of the server: it opens the index and loads what is otherwise loaded on first use.

So no reader waits for the stemmer, the templates and the citation styles. Only the server does this: the other commands
need little of it and should start at once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from urllib.parse import quote

from flask import Flask

from indexer.errors import RapporteurError
from indexer.text.analysis import terms_in
from webapp.address import urls

from .site import site

_SEARCH_WORDS = 3
"""Words of the warming search: few, so that it costs no more than a usual one."""
_log = logging.getLogger(__name__)


def open_index(app: Flask) -> None:
    """Open the live index and keep it open. Raise RapporteurError when it cannot be opened."""
    with app.app_context(), site().builds.acquire():
        pass


def start_warming(app: Flask) -> threading.Thread:
    """Request the common pages in a thread of its own, while the server already answers."""
    thread = threading.Thread(target=warm, args=(app,), name="warming", daemon=True)
    thread.start()
    return thread


def warm(app: Flask) -> None:
    """Request the common pages and discard the answers; errors are left to the first reader whom they concern."""
    with app.app_context(), suppress(RapporteurError):
        visitor = app.test_client()
        for path in _common_paths():
            answer = visitor.get(path)
            answer.get_data()
            _log.debug("%s is ready: %s", path, answer.status)


def _common_paths() -> Iterator[str]:
    """Yield the pages, those most requested first."""
    with site().builds.acquire() as library:
        papers = library.documents()
        passages = islice(library.document_passages(papers[0].id), 1) if papers else ()
        yield "/suggest?q=a"
        for passage in passages:
            yield f"/search?q={quote(' '.join(terms_in(passage.text)[:_SEARCH_WORDS]))}"
            yield urls.passage_path(passage.id)
        yield "/"
