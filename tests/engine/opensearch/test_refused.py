"""What a cluster refuses: little of what is asked, as the page on clusters says, and nothing is answered wrongly."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from indexer.engine.budget import Budget, shared_budget
from indexer.engine.engines import Engines
from indexer.engine.opensearch import contrast, groups, hits
from indexer.engine.opensearch.connection.errors import QuestionTooLarge
from indexer.engine.opensearch.querying import asking, compile, knowledge  # noqa: A004  # our module
from indexer.engine.protocol import Engine
from indexer.model import Passage
from indexer.query.grammar import TEXT_OPERATORS
from indexer.query.parser import parse
from indexer.query.relaxation import relax
from indexer.query.results import Query, Sort, WordContrast
from indexer.query.tree import And, MinShouldMatch, Near, Node, Phrase, SloppyPhrase, Term, Wildcard
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.cluster.nodes import delete_indices
from tests.conftest import ROOT
from tests.engine.engines import opened, opensearch
from webapp.address.params import ParsedRequest, SearchRequest
from webapp.search.find import find

NEEDS = Path(__file__).parents[1] / "needs.toml"
MOST_REFUSED = 0.02
TEN = 10


@pytest.fixture(scope="module")
def library(seed_index: Path) -> Iterator[Library]:
    """An opened library of the shipped papers."""
    library = open_library(seed_index)
    yield library
    library.close()


@pytest.fixture(scope="module")
def passages(library: Library) -> tuple[Passage, ...]:
    """The passages of the shipped papers."""
    return tuple(library.passages())


@pytest.fixture(scope="module")
def engine(
    search_node: str, passages: tuple[Passage, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The engine of a cluster over these passages."""
    prefix = f"refused-{uuid4().hex}"
    with opened(opensearch(search_node, prefix), tmp_path_factory.mktemp("refused") / "engine", passages) as engine:
        yield engine
    delete_indices(search_node, prefix)


@pytest.fixture(scope="module")
def embedded(passages: tuple[Passage, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The embedded engine over them."""
    folder = tmp_path_factory.mktemp("embedded") / "engine"
    with Engines().writer("whoosh", folder) as writer:
        writer.add(passages)
        writer.finish()
    engine = Engines().open("whoosh", folder)
    yield engine
    engine.close()


def typed_queries(passages: tuple[Passage, ...]) -> list[str]:
    """Return what is typed: needs of readers, examples of the help page, and words that stand together in papers."""
    needs = [need["query"] for need in tomllib.loads(NEEDS.read_text(encoding="utf-8"))["need"]]
    examples = [operator.example for operator in TEXT_OPERATORS]
    words = [re.findall(r"\w+", passage.text) for passage in passages if passage.kind == "paragraph"]
    drawn = [" ".join(text[3 : 4 + number % 9]) for number, text in enumerate(words)]
    phrases = [f'"{" ".join(text[:3])}"' for text in words[::3]]
    nears = [f"{text[1]} NEAR/5 {text[3]}" for text in words[::4] if len(text) > 4]
    return list(dict.fromkeys(filter(None, (*needs, *examples, *drawn, *phrases, *nears))))


def long_queries(passages: tuple[Passage, ...]) -> dict[str, Node | None]:
    """Return queries as long, as wide and as deep as the grammar lets them be."""
    prose = " ".join(passage.text for passage in passages)
    words = list(dict.fromkeys(re.findall(r"[a-z]{4,}", prose.lower())))
    pasted = parse(" ".join(prose.split()[:300]))
    letters = "abcdefghij"
    return {
        "all of 200 words": parse(" AND ".join(words[:200])).node,
        "any of 200 words": parse(" OR ".join(words[:200])).node,
        "none of 199 words": parse("peace " + " ".join(f"-{word}" for word in words[:199])).node,
        "pasted prose of 300 words": relax(pasted.node, pasted.text, pasted.required) or pasted.node,
        "any of ten wildcards": parse(" OR ".join(f"{letter}*" for letter in letters)).node,
        "all of ten wildcards": parse(" ".join(f"{letter}*" for letter in letters)).node,
        "wildcards near each other": parse("c* NEAR/5 d*").node,
        "a chain of wildcards": parse("c* NEAR/5 d* NEAR/5 s*").node,
        "adjacent wildcards": parse("c*-d*-e*").node,
        "a chain of common words": parse("the NEAR/5 of NEAR/5 the").node,
        "ten misspelt words": parse(" OR ".join(f"{word}~2" for word in words[:10])).node,
        "a long phrase": parse(f'"{" ".join(prose.split()[:200])}"').node,
        "a loose phrase with a word twice": parse('"the mission the"~9').node,
        "brackets in brackets": parse("(peace OR (security AND " * 10 + "nations" + "))" * 10).node,
        "sixty pairs near each other": parse(
            " OR ".join(f"{left} NEAR/9 {right}" for left, right in pairwise(words[:67]))
        ).node,
    }


def queries(library: Library, passages: tuple[Passage, ...]) -> dict[str, Query]:
    """Return all of them as an engine is asked."""
    found = {
        typed: replace(find(library, ParsedRequest(SearchRequest(typed)), size=1).results.query, size=TEN)
        for typed in typed_queries(passages)
    }
    return {**found, **{name: Query(node) for name, node in long_queries(passages).items()}}


def test_nearly_everything_is_answered_and_as_by_the_embedded_engine(
    library: Library, passages: tuple[Passage, ...], engine: Engine, embedded: Engine
) -> None:
    """Of more than 200 queries at most 2 % are refused; all others find, count and rank as the embedded engine does."""
    asked = queries(library, passages)
    assert len(asked) > 200
    refused, other_order = [], []
    for name, query in asked.items():
        try:
            answer = engine.search(query)
        except QuestionTooLarge:
            refused.append(name)
            continue
        expected = embedded.search(query)
        assert replace(answer, matches=()) == replace(expected, matches=()), name
        if [id_ for id_, _ in answer.matches] != [id_ for id_, _ in expected.matches]:
            other_order.append(name)
    assert len(refused) <= MOST_REFUSED * len(asked), refused
    assert len(other_order) <= 0.05 * len(asked), other_order


@pytest.mark.parametrize("sort", ["newest", "oldest", "document"])
@pytest.mark.parametrize(
    "typed", ["training", "women peace", '"peace operations"', "train* NEAR/5 women", "Brazil OR training"]
)
def test_hits_in_other_orders_have_their_scores(engine: Engine, embedded: Engine, typed: str, sort: Sort) -> None:
    """Whatever the order, each hit of a page has the score that it has by relevance."""
    parsed = parse(typed)
    query = Query(relax(parsed.node, parsed.text, parsed.required) or parsed.node, sort=sort, size=TEN)
    expected, found = embedded.search(query).matches, engine.search(query).matches
    assert [id_ for id_, _ in found] == [id_ for id_, _ in expected] != []
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], rel=1e-6)


class TooLargeQuestion(NamedTuple):
    """A kind of query that is refused where it is about more passages than a limit, which is a constant."""

    node: Node | None
    module: object
    limit: str
    page: int = 1


CHAIN = Near((Term("the"), Term("of"), Term("the")), (9, 9))
REFUSED = {
    "a chain of NEAR": TooLargeQuestion(CHAIN, knowledge, "MOST_READ"),
    "a wide NEAR": TooLargeQuestion(Near((Wildcard("c*"), Wildcard("d*")), (9,)), knowledge, "MOST_READ"),
    "a loose phrase with a word twice": TooLargeQuestion(SloppyPhrase("the of the", 9), knowledge, "MOST_READ"),
    "a page far from both ends": TooLargeQuestion(None, asking, "MOST_STEPS", page=8),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_about_too_many_passages_is_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Over a limit a query is refused with what to do, and below it it is answered."""
    refused = REFUSED[name]
    query = Query(refused.node, page=refused.page)
    monkeypatch.setattr(compile, "MOST_NEAR_FORMS", 20)
    assert engine.search(query).matches
    engine.forget()  # type: ignore[attr-defined]  # a tested engine forgets
    monkeypatch.setattr(asking, "FURTHEST", 3)
    monkeypatch.setattr(hits, "CANDIDATES", 3)
    monkeypatch.setattr(refused.module, refused.limit, 3)
    with pytest.raises(QuestionTooLarge) as raised:
        engine.search(query)
    assert raised.value.remedy.endswith(".")
    assert ("*" in raised.value.remedy) == (name == "a wide NEAR")


def never_together(passages: tuple[Passage, ...], engine: Engine) -> tuple[Term, Term]:
    """Return two words that no passage has both of, each in more than a handful."""
    counts = Counter(word for passage in passages for word in set(re.findall(r"[a-z]{5,}", passage.text.lower())))
    common = [Term(word) for word, count in sorted(counts.items()) if count > 8]
    return next(pair for pair in combinations(common, 2) if not engine.count(Query(And(pair))).total)


def test_most_of_some_words_is_refused_where_too_many_have_nearly_enough(
    engine: Engine, embedded: Engine, passages: tuple[Passage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no passage has all of some words, the best ones are told apart by reading them: up to a limit."""
    query = Query(MinShouldMatch(never_together(passages, embedded), 1.0))
    engine.forget()  # type: ignore[attr-defined]  # a tested engine forgets
    assert engine.search(query).total == embedded.search(query).total > 3
    engine.forget()  # type: ignore[attr-defined]
    monkeypatch.setattr(knowledge, "MOST_READ", 3)
    with pytest.raises(QuestionTooLarge):
        engine.search(query)


def test_groups_far_from_the_first_are_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of groups farther from the first than a cluster counts is refused."""
    query = Query(Term("the"), sort="document", size=1, page=3)
    assert engine.groups(query, "document").groups
    monkeypatch.setattr(groups, "FURTHEST", 1)
    with pytest.raises(QuestionTooLarge):
        engine.groups(query, "document")


@pytest.mark.parametrize("leaf", [Term, Phrase])
def test_too_many_parts_are_refused(engine: Engine, passages: tuple[Passage, ...], leaf: type[Term | Phrase]) -> None:
    """More words than a cluster takes in one query are refused."""
    words = sorted({word for passage in passages for word in re.findall(r"[a-z]{5,}", passage.text)})
    with pytest.raises(QuestionTooLarge, match="Try fewer"):
        engine.search(Query(MinShouldMatch(tuple(map(leaf, words[:700])), 0.1)))


def test_a_search_is_compared_with_a_rest_that_is_too_much_to_read(
    engine: Engine, embedded: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words that tell a search from all other passages are those of the embedded engine, without phrases."""
    query, everything = Query(Term("training"), sort="document"), Query(None, sort="document")
    expected = embedded.contrast(query, everything, 1_000)
    monkeypatch.setattr(contrast, "MOST_COMPARED", expected.inside)
    found = engine.contrast(query, everything, 1_000)
    assert (found.inside, found.outside, found.cut, found.has_phrases) == (*_sizes(expected), False, False)
    assert found.more == tuple(word for word in expected.more if len(word.words) == 1) != ()


def test_sides_that_are_too_much_to_read_are_not_compared(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """That they were not is told to the search and to whoever shares its budget."""
    query, everything = Query(Term("training"), sort="document"), Query(None, sort="document")
    monkeypatch.setattr(contrast, "MOST_COMPARED", 3)
    with shared_budget(Budget()) as budget:
        found = engine.contrast(query, everything)
    assert (found.cut, found.more, found.fewer, budget.cut) == (True, (), (), True)


def _sizes(found: WordContrast) -> tuple[int, int]:
    return found.inside, found.outside


def test_the_page_on_clusters_names_the_limits() -> None:
    """The page lists what is refused, with the numbers that the program has."""
    page = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    section = page.partition("## What a cluster refuses")[2].partition("\n## ")[0]
    limits = (knowledge.MOST_READ, compile.MOST_NEAR_FORMS, asking.MOST_STEPS * asking.FURTHEST, asking.FURTHEST)
    for limit in limits:
        assert f"{limit:,}" in section
