"""Opens the index when the server starts, and asks for what is loaded only when somebody first asks for it.

So nobody is the one who waits for the stemmer, the templates and the style of references. Only the server does it: the
other commands need little of that, and should start at once.
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

_WORDS = 3
"""Words of a search: few, so that it costs no more than any."""
_log = logging.getLogger(__name__)


def open_index(app: Flask) -> None:
    """Open the live index and keep it open; raise RapporteurError when that cannot be done."""
    with app.app_context(), site().builds.acquire():
        pass


def start_warming(app: Flask) -> threading.Thread:
    """Show the common pages to nobody, beside the server, which answers meanwhile."""
    thread = threading.Thread(target=warm, args=(app,), name="warming", daemon=True)
    thread.start()
    return thread


def warm(app: Flask) -> None:
    """Show the common pages to nobody; what goes wrong is told to the first reader whom it concerns."""
    with app.app_context(), suppress(RapporteurError):
        visitor = app.test_client()
        for path in _paths():
            answer = visitor.get(path)
            answer.get_data()
            _log.debug("%s is ready: %s", path, answer.status)


def _paths() -> Iterator[str]:
    """The pages, those first that readers wait for most."""
    with site().builds.acquire() as library:
        papers = library.documents()
        found = islice(library.document_passages(papers[0].id), 1) if papers else ()
        yield "/suggest?q=a"
        for passage in found:
            yield f"/search?q={quote(' '.join(terms_in(passage.text)[:_WORDS]))}"
            yield urls.passage_path(passage.id)
        yield "/"
