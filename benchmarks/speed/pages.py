"""Time every kind of page of the site over the shipped papers: the first view and all later ones."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

from flask.testing import FlaskClient

from indexer.model import Session
from indexer.query.results import FACETS
from indexer.store.builds import open_library
from indexer.store.library import Library
from webapp.app import create_app
from webapp.basket import token
from webapp.shared.basket_item import Basket, BasketItem
from webapp.shared.formats import BASKET_FILES, RESULT_FILES

from .measured import Timed, time_work

SEARCHES = (
    "training",
    "women police",
    '"lessons learned"',
    "peacekeep* NEAR/5 training",
    "technologi~",
    "(police OR military) -women year:2019..2024",
    "POC",
    "who chaired the session on the roles of women in peace operations?",
    "zeppelin",
    "",
)
_LOOK_SECONDS = 0.02
_PAGES_OF_A_KIND = 8
"""Addresses of a kind that are asked for."""

Pages = Mapping[str, Sequence[str]]


class PageTimes(NamedTuple):
    """One kind of page and its times in seconds: first views, and all later ones."""

    kind: str
    pages: int
    first: Sequence[Timed]
    later: Sequence[Timed]

    @property
    def median(self) -> float:
        """The median time of the later views by the clock, in seconds."""
        return median(seconds for seconds, _ in self.later)


def time_pages(index_dir: Path, rounds: int) -> list[PageTimes]:
    """Request every kind of page in a process that has not shown any; the first request opens the index."""
    library = open_library(index_dir)
    kinds, draft = page_addresses(library), draft_of(library)
    library.close()
    client = create_app(index_dir, "https://papers.example.org").test_client()
    page_times = []
    for kind, paths in kinds.items():
        first = [time_work(lambda path=path: _get(client, path)) for path in paths]  # type: ignore[misc]
        later = [time_work(lambda path=path: _get(client, path)) for _ in range(rounds) for path in paths]  # type: ignore[misc]
        page_times.append(PageTimes(kind, len(paths), first, later))
    times = [time_work(lambda: _check(client, draft)) for _ in range(rounds + 1)]
    return [*page_times, PageTimes("report on a draft with 10 quotations", 1, times[:1], times[1:])]


def _check(client: FlaskClient, draft: str) -> None:
    """Hand a draft in and come back until there is the report; the desk's own processor time is not in that of here."""
    address = client.post("/verify", data={"text": draft}).headers["Location"]
    while client.get(address).status_code == 202:
        time.sleep(_LOOK_SECONDS)


def _get(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200 or not answer.get_data():
        raise SystemExit(f"{path} was answered with {answer.status}")


def page_addresses(library: Library) -> Pages:
    """Return some addresses of every kind of page, by kind."""
    all_passages = list(library.passages())
    passages = all_passages[:: max(1, len(all_passages) // _PAGES_OF_A_KIND)][:_PAGES_OF_A_KIND]
    searches = [f"q={quote(item)}" for item in SEARCHES]
    return {
        "home": ["/"],
        "results, all facets": [f"/search?{item}" for item in searches],
        "results, filtered and grouped": list(_narrowed_searches(library)),
        "all values of a facet": [f"/facet/{facet}?q=training" for facet in FACETS],
        "passage": [f"/p/{item.id}" for item in passages],
        "passage from results": [f"/p/{item.id}?q=training+women" for item in passages],
        "passages like one": [f"/p/{item.id}/like" for item in passages],
        "wordings of a passage": [f"/p/{item.id}/lineage" for item in passages],
        "reference of a passage": [f"/p/{item.id}/reference" for item in passages],
        "metadata of a passage": [
            f"/p/{item.id}{suffix}" for item in passages[:2] for suffix in (".ris", ".bib", ".json")
        ],
        "document": [f"/d/{item.id}" for item in library.documents()],
        "meeting": [f"/m/{item.id}" for item in library.meetings()],
        "session": [f"/m/{item.meeting}/{item.id}" for item in _sessions(library)],
        "meetings": ["/meetings"],
        "people": ["/people"],
        "person": [f"/people/{item.id}" for item in library.persons()[:_PAGES_OF_A_KIND]],
        "glossary": ["/glossary"],
        "coverage": ["/coverage", "/coverage.json"],
        "concordance": [f"/concordance?{item}&by=right" for item in searches[:4]],
        "chart": [f"/chart?{item}" for item in searches[:4]],
        "matrix of four queries": ["/matrix?" + "&".join(searches[:4])],
        "basket of ten": [f"/basket?b={_basket(library)}"],
        "basket as a file": [f"/basket{suffix}?b={_basket(library)}" for suffix in BASKET_FILES],
        "results as a file": [f"/search{suffix}?q=training&extent=all" for suffix in RESULT_FILES],
        "concordance and matrix as files": ["/concordance.csv?q=training", "/matrix.csv?q=training&q=women"],
        "form for a draft": ["/verify"],
        "help": ["/help"],
        "API: search": [f"/api/search?{item}" for item in searches],
        "API: passage": [f"/api/passages/{item.id}" for item in passages],
        "suggestions": [f"/suggest?q={typed}" for typed in ("t", "tra", "peace", "protection+of", "women+in")],
        "site map, health, OpenSearch": ["/sitemap.xml", "/healthz", "/opensearch.xml", "/robots.txt"],
    }


def _narrowed_searches(library: Library) -> Iterator[str]:
    meeting = library.meetings()[0].id
    yield f"/search?q=training&meeting={meeting}"
    yield f"/search?q=training&meeting!={meeting}&sort=newest"
    yield "/search?q=training&status=reported&group=document"
    yield "/search?q=women&group=session"


def _sessions(library: Library) -> list[Session]:
    sessions = (session for meeting in library.meetings() for session in library.sessions(meeting.id))
    return list(islice(sessions, _PAGES_OF_A_KIND))


def _basket(library: Library) -> str:
    return token.encode(Basket(tuple(map(BasketItem.from_passage, islice(library.passages(), 10))), "Ten passages"))


def draft_of(library: Library) -> str:
    """Return a text that quotes ten passages, every other one with a word changed."""
    long = (passage.text.split()[3:23] for passage in library.passages() if len(passage.text.split()) > 25)
    numbered = enumerate(islice(long, 10))
    rows = [" ".join(words if number % 2 else [*words[:9], "zebra", *words[10:]]) for number, words in numbered]
    return "\n\n".join(f"It was said that “{row.strip('“”')}” in the end." for row in rows)
