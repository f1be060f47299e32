"""What the server does before a reader asks: it loads what pages are made with, and opens each new index.

So no reader waits for the stemmer, the templates and the citation styles, nor for an index that was built meanwhile.
Only the server does this: the other commands need little of it and should start at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from urllib.parse import quote

from flask import Flask

from indexer.errors import RapporteurError
from indexer.text.analysis import terms_in
from webapp.address import urls
from webapp.assets.files import encode_bundles

from .api.contract.operation import API_PATH
from .monitoring.request_notes import QUIET_KEY
from .originals.showing import ORIGINALS_KEY, ShownOriginals
from .site import site

_SEARCH_WORDS = 3
"""Words of the warming search: few, so that it costs no more than a usual one."""
_WATCH_SECONDS = 1.0
"""Seconds between two looks at the pointer of an index; looking takes some microseconds."""
_log = logging.getLogger(__name__)


def open_index(app: Flask) -> None:
    """Open the live index and keep it open. Raise RapporteurError when it cannot be opened."""
    with app.app_context(), site().builds.acquire():
        pass


def close_index(app: Flask) -> None:
    """Close the index, so that no open file and no connection is shared with the processes that are started next."""
    with app.app_context():
        site().builds.close()


def start_watching(app: Flask) -> threading.Thread:
    """Keep the live index open and warm in a thread of its own, while the process already answers."""
    thread = threading.Thread(target=_watch, args=(app,), name="watching", daemon=True)
    thread.start()
    return thread


def _watch(app: Flask) -> None:
    """Open each new index when it becomes live, and request the common pages of it."""
    warmed = ""
    while True:
        try:
            with app.app_context(), site().builds.acquire() as library:
                live = library.stats.build
                originals: ShownOriginals = app.extensions[ORIGINALS_KEY]
                originals.only_of(live)
            if live != warmed:
                warm(app)
                warmed = live
                _report_damage(app)
        except RapporteurError as error:  # there is none yet, or it is damaged: requests are answered so
            _log.debug("No index is open: %s", error)
        time.sleep(_WATCH_SECONDS)


def _report_damage(app: Flask) -> None:
    """Compare all files of the index with their checksums, most of which opening does not, and log what is wrong."""
    with app.app_context():
        if damage := site().builds.damage():
            _log.error("%s", damage)


def warm(app: Flask) -> None:
    """Request the common pages and discard the answers; errors are left to the first reader whom they concern."""
    encode_bundles()
    with app.app_context(), suppress(RapporteurError):
        visitor = app.test_client()
        for path in _common_paths():
            answer = visitor.get(path, environ_overrides={QUIET_KEY: True})
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
        yield urls.HELP
        yield f"{API_PATH}/openapi.json"
