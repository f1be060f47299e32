"""Words and numbers that passages write otherwise than the query, and names in capitals, over one small index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pytest

from indexer.engine.explanation import explain
from indexer.engine.fields import matching_places
from indexer.engine.protocol import Engine
from indexer.model import Acronym
from indexer.query.expansion import RewriteKind, expand, mark_names
from indexer.query.optional_terms import drop_optional_terms
from indexer.query.parser import Node, parse
from indexer.query.results import Query
from indexer.query.synonyms import Synonyms
from indexer.query.tree import Term
from indexer.query.variants import is_variant, variants
from tests.corpus_factory import SUMMARY, passage
from tests.hits import all_ids
from tests.query.known_words import KnownWords

from .engines import EngineKind, opened

SENTENCES = {
    "joined": "Statebuilding needs patience.",
    "parted": "State-building needs money.",
    "spaced": "Bridge building was praised in Ulsund.",
    "broken": "The harbour was recon-\nstructed in Ulsund.",
    "name": "Ms. O'Farrell chaired.",
    "plain name": "Mr. OHara chaired.",
    "number and letter": "An F16 landed.",
    "letter, number": "An H-45 landed.",
    "pointed": "The E.C.B. lent money.",
    "capitals": "The BIS lent money.",
    "contracted": "The auditors couldn't agree.",
    "pronoun": "We'll meet at the old mill, they told us.",
    "country": "The US told them, in a long and winding answer about the mill and the river, to wait.",
    "pointed country": "The U.S. told them to wait.",
    "long form": "The Federal Republic told them.",
    "grouped": "It cost 48,300 crowns.",
    "grouped by spaces": "It cost 48\u202f300 pounds.",
    "listed": "Rooms 48, 300 and 7.",
    "decimals": "It cost 2,300.75 marks.",
    "half": "It rose by ½ a metre.",
    "twelve": "It rose by 12 metres.",
    "percent": "It rose by 64 per cent.",
    "power": "It has 10⁷ cells.",
    "day": "On the 23rd of June they left.",
    "article": "Article 17 was read.",
    "symbol": "They recalled A/RES/68/217.",
    "languages": "Programs in C++ were shown.",
    "address": "See https://gauges.example/list?id=44 for it.",
}
IDS = {name: passage(SUMMARY, ordinal, text) for ordinal, (name, text) in enumerate(SENTENCES.items())}


@pytest.fixture(scope="module")
def corpus(engine_kind: EngineKind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Index the sentences."""
    with opened(engine_kind, tmp_path_factory.mktemp("written") / "engine", tuple(IDS.values())) as engine:
        yield engine


def tree(corpus: Engine, typed: str, exact: Collection[RewriteKind] = (), acronyms: Sequence[Acronym] = ()) -> Node:
    """Return the tree that a query is asked as."""
    synonyms = Synonyms(acronyms, ("A/RES/68/217",), words=corpus)
    node = parse(typed).node
    assert node
    expanded, _ = expand(mark_names(node, synonyms.is_name), synonyms, exact)
    assert expanded
    return drop_optional_terms(expanded)[0]


def found(
    corpus: Engine, typed: str, exact: Collection[RewriteKind] = (), acronyms: Sequence[Acronym] = ()
) -> list[str]:
    """Return the names of the sentences that a query finds, best first."""
    names = {item.id: name for name, item in IDS.items()}
    return [names[key] for key in all_ids(corpus, Query(tree(corpus, typed, exact, acronyms)))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("statebuilding", ["joined", "parted"]),
        ("state-building", ["parted", "joined"]),
        ("state building", ["parted", "joined"]),
        ("bridgebuilding", ["spaced"]),
        ("reconstructed", ["broken"]),
        ("OFarrell", ["name"]),
        ("ofarrell's", ["name"]),
        ("O'Hara", ["plain name"]),
        ("F-16", ["number and letter"]),
        ("F 16", ["number and letter"]),
        ("h45", ["letter, number"]),
        ("ECB", ["pointed"]),
        ("B.I.S.", ["capitals"]),
        ("I.T.", []),
        ("couldnt agree", ["contracted"]),
        ("well", []),
        ("US", ["country", "pointed country", "pronoun"]),
        ('"US"', ["country", "pronoun"]),
        ("US 12", []),
        ("U.S. told", ["pointed country", "country", "pronoun"]),
        ('"us"', ["pronoun", "country"]),
        ("48300", ["grouped", "grouped by spaces"]),
        ("48 300", ["grouped", "grouped by spaces"]),
        ("300", ["listed"]),
        ("2300.75", ["decimals"]),
        ("12", ["twelve"]),
        ("½", ["half"]),
        ("64%", ["percent"]),
        ("64 percent", ["percent"]),
        ("10^7", ["power"]),
        ("23 June", ["day"]),
        ("June 23rd", ["day"]),
        ("Art. 17", ["article"]),
        ("art.17", ["article"]),
        ("68/217", ["symbol"]),
        ("68217", ["symbol"]),
        ("C++", ["languages"]),
        ("https://gauges.example/list?id=44", ["address"]),
        ("http://gauges.example/list?id=44", ["address"]),
    ],
)
def test_a_word_is_found_however_it_is_written(corpus: Engine, typed: str, expected: list[str]) -> None:
    """What is written as typed comes first, then what is written otherwise, and nothing else."""
    order = found(corpus, typed)
    assert sorted(order) == sorted(expected)
    assert (order[:1], order[-1:]) == (expected[:1], expected[-1:])


@pytest.mark.parametrize("typed", ["statebuilding", "reconstructed", "OFarrell", "F-16", "ECB", "23 June", "Art. 17"])
def test_it_is_switched_off_and_every_hit_is_explained(corpus: Engine, typed: str) -> None:
    """Without variants only the typed writing is found; with them each hit has a highlight and its kind."""
    only_typed = set(found(corpus, typed, ["variants"]))
    for name in found(corpus, typed):
        node = tree(corpus, typed)
        assert matching_places(IDS[name], node) == ("text",)
        assert (name in only_typed) == (not any(reason.kind == "variant" for reason in explain(IDS[name], node)))
    assert only_typed < set(found(corpus, typed))


def test_a_name_in_capitals_comes_first(corpus: Engine) -> None:
    """Every passage with the name stands above those with other letters, in a query of more words too."""
    assert set(found(corpus, "US told them")[:2]) == {"country", "pointed country"}
    assert found(corpus, "US mill")[0] == "country"
    assert found(corpus, "US MILL") == found(corpus, "us mill")
    for typed in ("US", "US told"):
        *names, last = found(corpus, typed, acronyms=[Acronym("US", "Federal Republic")])
        assert (set(names), last) == ({"country", "pointed country", "long form"}, "pronoun")
    assert [reason.kind for reason in explain(IDS["country"], tree(corpus, "US"))] == ["capitals"]


def test_an_umlaut_is_spelled_either_way_in_any_language() -> None:
    """A name with an umlaut and the same name without the sign find each other, and no other word of like letters."""
    corpus = KnownWords("The Zürich meeting took a poet and a pot.", "Mr. Mueller left.")
    named = {
        typed: [node.text for node in variants([Term(typed)], corpus)]
        for typed in ("Zuerich", "Müller", "poet", "Zurich")
    }
    assert named == {"Zuerich": ["zürich"], "Müller": ["mueller"], "poet": [], "Zurich": []}
    assert is_variant("Zuerich", "zürich")
    assert is_variant("Müller", "mueller")
