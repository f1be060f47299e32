"""Searching papers in several languages that stand in one index."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from indexer.engine.explanation import explain, missing_terms
from indexer.engine.fields import matching_places
from indexer.model import Passage
from indexer.query.expansion import REWRITE_KINDS
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.query.tree import And, Phrase, Term
from indexer.store.builds import open_library
from indexer.store.library import Library
from indexer.text.analysis import fold
from indexer.text.compounds import compounds_by_stem, split_compound
from indexer.text.stemming import analysis_language, stem_in
from tests import corpus_factory as made
from tests.hits import all_ids
from webapp.address import urls
from webapp.address.params import ParsedRequest, SearchRequest
from webapp.app import create_app
from webapp.search.find import find

TABLE = tomllib.loads((Path(__file__).parent / "languages.toml").read_text(encoding="utf-8"))
QUERIES = [(language, typed, found) for language, entry in TABLE.items() for typed, found in entry["queries"].items()]


def passages() -> Iterator[Passage]:
    """Yield the sentences of the table, each language a paper of its own."""
    for language, entry in TABLE.items():
        paper = replace(made.document(f"paper-{language}", None, "report", f"Paper {language}"), language=language)
        for ordinal, sentence in enumerate(entry["sentences"]):
            yield made.passage(paper, ordinal, sentence)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of all languages."""
    index_dir = tmp_path_factory.mktemp("languages")
    made.publish_build(index_dir, tuple(passages()))
    return index_dir


@pytest.fixture(scope="module")
def library(index: Path) -> Iterator[Library]:
    """The library of all languages."""
    opened = open_library(index)
    yield opened
    opened.close()


def ask(library: Library, typed: str) -> list[Passage]:
    """Return the passages that the site finds, best first."""
    return [hit.passage for hit in find(library, ParsedRequest(SearchRequest(typed))).results.hits]


@pytest.mark.parametrize(("language", "typed", "expected"), QUERIES)
def test_a_word_finds_its_forms_in_its_language(
    library: Library, language: str, typed: str, expected: list[int]
) -> None:
    """A query finds first the sentence that has its words in other forms of the same language."""
    found = [passage.ordinal for passage in ask(library, typed) if passage.document.language == language]
    assert found[: len(expected)] == expected


def test_a_hit_is_what_is_highlighted(library: Library) -> None:
    """Each word finds in every language the passages in which the highlighter marks it, and no others."""
    everything = list(library.passages())
    for word in {word for _, typed, _ in QUERIES for word in typed.split()}:
        node = parse(word).node
        marked = {passage.id for passage in everything if matching_places(passage, node)}
        assert set(all_ids(library, Query(node))) == marked, word


def test_small_words_are_those_of_the_language_of_the_query(library: Library) -> None:
    """An article of one language is a word in another: the other words of the query tell which it is."""
    small = {
        typed: [rewrite.typed for rewrite in library.rewrite(typed).rewrites if rewrite.kind == "small"]
        for typed in ("die Abgeordneten", "civilians die", "el delegado", "el committee", "le délégué", "о защите")
    }
    assert small["die Abgeordneten"] == ["die"]
    assert small["civilians die"] == []
    assert small["el delegado"] == ["el"]
    assert small["le délégué"] == ["le"]
    assert small["о защите"] == ["о"]


def test_characters_without_spaces_are_asked_in_pairs(library: Library) -> None:
    """A run of three or more characters is its overlapping pairs; a quotation keeps the row that was typed."""
    assert library.rewrite("培训基金").node == And((Term("培训"), Term("训基"), Term("基金")))
    assert library.rewrite("培训").node == Term("培训")
    assert library.rewrite("UN培训基金").node == And((Term("UN"), Term("培训"), Term("训基"), Term("基金")))
    assert library.rewrite('"培训基金"').node == Phrase("培训基金")
    assert [passage.ordinal for passage in ask(library, '"基金培训"')] == []


def test_missing_characters_are_told_as_one_run(library: Library) -> None:
    """What a passage lacks of a run of characters is told as it was typed, not by pairs."""
    node = library.rewrite("培训基金问题").relaxed
    [passage] = library.passages_by_id(["paper-zh.00000"])
    assert missing_terms(node, explain(passage, node)) == ("金问题",)


def test_a_word_of_several_languages_says_so(index: Path) -> None:
    """The explanation of a query names the languages that have a word."""
    text = " ".join(create_app(index).test_client().get("/search?q=civil").text.split())
    found = "<b><bdi>civil</bdi></b> <i><bdi>Spanish</bdi></i>, <i><bdi>French</bdi></i>"
    assert f"Found in papers in several languages: {found}" in text


def test_a_german_word_finds_compounds_below_itself(library: Library) -> None:
    """A word finds the compounds that have it, where both parts are words of the papers, after the word itself."""
    found = [passage.ordinal for passage in ask(library, "Schutz") if passage.document.language == "de"]
    assert found == [2, 3]
    hit = find(library, ParsedRequest(SearchRequest("Schutz Dorf"))).results.hits[0]
    assert ("Schutz", ("Bürgerschutz",), "compound") in [
        (reason.typed, reason.found, reason.kind) for reason in hit.reasons
    ]
    assert library.rewrite("Schutz", REWRITE_KINDS).rewrites == ()


def test_compounds_are_split_at_words_of_the_papers() -> None:
    """A compound is split where its parts are words of the papers, linked by nothing or a letter or two."""
    words = frozenset(map(fold, ("Bürger", "Schutz", "Ausbildung", "Konzept", "über", "Leben", "Arbeit")))
    assert split_compound("burgerschutz", words, "de") == ("burger", "schutz")
    assert split_compound("ausbildungskonzept", words, "de") == ("ausbildung", "konzept")
    assert split_compound("burgerschutzausbildung", words, "de") == ("burger", "schutz", "ausbildung")
    assert split_compound("burgermeister", words, "de") == ()
    assert compounds_by_stem({"uber", "leben", "uberleben"}, "de") == {}
    assert compounds_by_stem({"policy", "making", "policymaking"}, "en") == {}


def test_pages_say_the_language_of_each_text(index: Path) -> None:
    """Titles, snippets and passages have the language and the direction of their paper."""
    client = create_app(index).test_client()
    for address in ("/search?q=اللجنة", "/p/paper-ar.00000", urls.similar_path("paper-ar.00000")):
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == HTTPStatus.OK, address
        assert 'lang="ar" dir="rtl">' in answer.text, address
    assert 'lang="zh" dir="ltr">' in client.get("/search?q=培训").text


def test_a_passage_has_the_direction_of_its_paper_as_a_whole(index: Path) -> None:
    """Where page and paper differ in direction, marks and indents go with the words; the site's own words do not."""
    client = create_app(index).test_client()
    for language, paper, direction, of_page in (("ar", "en", "ltr", "rtl"), ("en", "ar", "rtl", "ltr")):
        page = LexborHTMLParser(client.get(f"/{language}/p/paper-{paper}.00000").text)
        assert {passage.attributes.get("dir") for passage in page.css(".passage")} == {direction}
        assert {margin.attributes.get("dir") for margin in page.css(".passage > .margin")} == {of_page}
        assert page.css(f'.passage.current > div[dir="{of_page}"] #cite')
    for language, paper in (("ar", "ar"), ("en", "en"), ("fr", "zh")):
        page = LexborHTMLParser(client.get(f"/{language}/p/paper-{paper}.00000").text)
        assert page.css(".passage.current > .source-line #cite")
        assert not page.css(".passage[dir], .margin[dir]")


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", ("المهندس", "مهندسون", "والمهندسين", "مهندسات")),
        ("da", ("kvinderne", "kvinder")),
        ("de", ("Müllers", "Mueller", "Muller")),
        ("en", ("training", "trained")),
        ("es", ("capacitación", "capacitaciones")),
        ("fi", ("rauhan", "rauhaa")),
        ("fr", ("policières", "policière")),
        ("hu", ("nőknek", "nők")),
        ("it", ("donne", "donna")),
        ("ko", ("위원회", "위원회는", "위원회에서는")),
        ("nl", ("opleidingen", "opleiding")),
        ("no", ("kvinnene", "kvinner")),
        ("pt", ("formação", "formações")),
        ("pt-BR", ("mulheres", "mulher")),
        ("ro", ("femeile", "femeilor")),
        ("ru", ("сельский", "сельских", "сельского")),
        ("sv", ("kvinnorna", "kvinnor")),
        ("zh", ("國際", "国际")),
        ("ja", ("発展", "發展")),
    ],
)
def test_forms_of_one_word(language: str, forms: tuple[str, ...]) -> None:
    """Forms of one word have one stem in their language."""
    assert len({stem_in(fold(form), analysis_language(language)) for form in forms}) == 1


def test_words_in_another_script_keep_their_own_stems() -> None:
    """English words in a Russian or Chinese paper are stemmed as English, and those of an unstemmed language not."""
    for tag in ("ru", "zh", "ar", "he"):
        assert stem_in("trained", analysis_language(tag)) == stem_in("training", analysis_language(tag))
    assert stem_in("комитета", analysis_language("en")) == stem_in("комитет", "ru")
    assert stem_in("комитета", analysis_language("uk")) == "комитета"
    assert stem_in("trained", analysis_language("pl")) == "trained"
    assert analysis_language(None) == "en"
