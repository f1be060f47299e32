"""Fuzz tests: random valid and broken queries through the whole search, checked against a brute-force reading.

The number of queries is small by default; `FUZZ=10000 pytest tests/webapp/test_fuzz.py` tries that many.
`FUZZ_RECORD=slowest.json` writes how many answers were given and which took longest; no test fails for its time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.model import Passage
from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.parser import MAX_DEPTH, MAX_QUERY_LENGTH, canonical, parse
from indexer.query.results import FIELD_FACETS, Query
from indexer.query.tree import Field
from indexer.store.library import Library
from tests.engine import brute
from tests.hits import all_ids
from tests.query.nodes import any_leaf, parsed_trees

from .slowest import SlowestAnswers

QUERIES = int(os.environ.get("FUZZ", "300"))
PAGES = QUERIES // 3
UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
FUZZED = settings(max_examples=QUERIES, deadline=None, suppress_health_check=UNHURRIED)

WORDS = (
    "peacekeeping training women police the of and mandate protection civilians mission resolution 2719 POC WPS TCC "
    "S/RES/2719 A4P+ Lacroix capacity-building technology lessons learned rule law trust Kawasaki behaviour "
    "U.N. peace-keeping didnt 12,500 ½ 75% 10^6 C++ 21st May Art."
).split()
FIELDS = [
    Field(name, value)
    for name in FIELD_FACETS
    for value in ("3", "2024", "montevideo", "lacroix", "reported", "concept note", "English", "S/RES/2719", "x y")
    if name != "year" or value == "2024"
]
SIGNS = [
    *("(", ")", '"', "\u201c", "«", " ", " OR ", " AND ", " NOT ", " -", " NEAR/3 ", "*", "?", "~", "~2", ":", ".."),
    *(" 12 500 ", " per cent ", "http://a.b/c?id=7", "session:-1", '"a AND (b'),
    *("year:", "date:2019..", "person:", "session:3", "nofield:x", "\u00ad", "\ud7ff", "é", "维", "'s", "/", "+", "_"),
]
HEAPS = [*SIGNS, "a* ", "a~ ", "the NEAR/100 ", "(a OR ", '"the of" ']

SOUND = parsed_trees(any_leaf(WORDS, FIELDS)).map(canonical).filter(lambda text: len(text) <= MAX_QUERY_LENGTH)
BROKEN = st.lists(st.sampled_from([*WORDS, *SIGNS, " ", " "]), max_size=25).map("".join)
HURT = st.tuples(SOUND, st.integers(0, 200), st.integers(0, 3), st.sampled_from(["", *SIGNS])).map(
    lambda parts: parts[0][: parts[1]] + parts[3] + parts[0][parts[1] + parts[2] :]
)
HEAPED = st.tuples(st.sampled_from(HEAPS), st.integers(1, 900)).map(lambda parts: parts[0] * parts[1])
TYPED = st.one_of(SOUND, SOUND, BROKEN, BROKEN, HURT, HURT, HEAPED, st.text(max_size=80))

Reads = Callable[[str, tuple[RewriteKind, ...]], None]


@pytest.fixture(scope="session")
def passages(library: Library) -> dict[str, Passage]:
    """Every passage by its id."""
    return {passage.id: passage for passage in library.passages()}


@pytest.fixture(scope="session")
def parents(library: Library) -> brute.Parents:
    """The parent of each session."""
    sessions = (session for meeting in library.meetings() for session in library.sessions(meeting.id))
    return {(session.meeting, session.id): session.parent for session in sessions}


@pytest.fixture(scope="module")
def slowest() -> Iterator[SlowestAnswers]:
    """The recorder of this module's slowest answers, written to a file on request."""
    recorder = SlowestAnswers()
    yield recorder
    if path := os.environ.get("FUZZ_RECORD"):
        recorder.write(Path(path))


@FUZZED
@given(TYPED, st.sampled_from([(), (), REWRITE_KINDS, ("stems",)]))
def test_every_hit_is_what_the_query_asks_for(
    library: Library,
    passages: dict[str, Passage],
    parents: brute.Parents,
    slowest: SlowestAnswers,
    typed: str,
    exact: tuple[RewriteKind, ...],
) -> None:
    """Any query is answered with exactly the passages that match its tree, unless a wildcard was cut."""
    with slowest.timed("library", typed):
        understood = library.rewrite(typed, exact)
        answer = library.search(Query(understood.node, size=3))
    found_ids = set(all_ids(library, Query(understood.node)))
    assert len(found_ids) == answer.total
    candidates = (
        passages.values()
        if not any(expansion.cut for expansion in answer.expansions)
        else [passages[key] for key in found_ids]
    )
    wrong = [
        passage.id
        for passage in candidates
        if brute.matches_tree(passage, understood.node, parents) != (passage.id in found_ids)
    ]
    assert wrong == []
    for hit in answer.hits:
        assert "".join(span.text for span in hit.snippet) in hit.passage.text


@settings(FUZZED, max_examples=PAGES)
@given(TYPED)
def test_every_query_has_a_page(client: FlaskClient, slowest: SlowestAnswers, typed: str) -> None:
    """Any query is answered with a page and as JSON, and every suggested query is free of problems."""
    address = f"q={quote(typed.encode('utf-8', 'replace'))}"
    with slowest.timed("page", typed):
        page = client.get(f"/search?{address}")
    assert page.status_code == 200
    with slowest.timed("API", typed):
        answer = client.get(f"/api/search?{address}")
    assert answer.status_code == 200
    understood = answer.get_json()["understood"]
    if understood["query"] and len(understood["query"]) <= MAX_QUERY_LENGTH:
        assert parse(understood["query"]).problems == ()
    for problem in understood["problems"]:
        if problem["suggestion"]:
            assert parse(problem["suggestion"]).problems == ()


@pytest.mark.parametrize(
    "typed",
    [
        " ".join("the NEAR/100 of" for _ in range(60)),
        " NEAR/100 ".join(["the", "of", "and"] * 20),
        " ".join(f"{letter}*" for letter in "abcdefghij"),
        " OR ".join(f"*{letter}*" for letter in "abcdefghij"),
        "(the OR of OR and) NEAR/100 (to OR in OR a) NEAR/100 (*e* OR *a* OR *o*)",
        '"' + " ".join(["the"] * 400) + '"~100',
        "(" * MAX_DEPTH + "a OR b" + ") -c" * MAX_DEPTH,
        " ".join(f"person:{word}" for word in WORDS * 5),
    ],
    ids=range(8),
)
def test_heavy_queries_are_answered(client: FlaskClient, slowest: SlowestAnswers, typed: str) -> None:
    """The heaviest queries that the grammar admits get a page."""
    with slowest.timed("page", typed):
        page = client.get(f"/search?q={quote(typed)}")
    assert page.status_code == 200
