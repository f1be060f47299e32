"""What a value typed for a field means in a build, and what a query is widened to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.model import Acronym
from indexer.query.expansion import REWRITE_KINDS, Rewrite, expand
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.query.rewrite import rewrite
from indexer.query.synonyms import Synonyms
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Not, Or, Phrase, Term
from indexer.store.library import Library
from tests.corpus_factory import ACRONYMS, PASSAGES, write_build


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open a build of the made-up papers."""
    opened = Library(write_build(tmp_path_factory.mktemp("fields")))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("person:ivana-jenca", {"ivana-jenca"}),
        ('person:"Ivana Jenča"', {"ivana-jenca"}),
        ('person:"i. jenca"', {"ivana-jenca"}),
        ("person:jenca", {"ivana-jenca"}),
        ("meeting:montevideo", {"montevideo-2024"}),
        ('meeting:"use of technology"', {"islamabad-2025"}),
        ("meeting:uruguay", {"montevideo-2024"}),
        ("session:3a", {"montevideo-2024/3a"}),
        ("session:1", {"islamabad-2025/1"}),
        ("session:montevideo-2024/3", {"montevideo-2024/3"}),
        ("session:drones", {"islamabad-2025/1"}),
        ('kind:"Concept note"', {"concept_note"}),
        ("kind:concept_note", {"concept_note"}),
        ("status:Reported", {"reported"}),
        ("place:uruguay", {"Montevideo, Uruguay"}),
        ("place:MONTEVIDEO", {"Montevideo, Uruguay"}),
        ("symbol:S/RES/2719", {"S/RES/2719"}),
        ('symbol:"Security Council resolution 2719 (2023)"', {"S/RES/2719"}),
        ('symbol:"resolution 2719"', {"S/RES/2719"}),
        ("organisation:defence", {"Ministry of Defence"}),
        ("year:undated", {"undated"}),
    ],
)
def test_values_are_typed_as_people_do(library: Library, typed: str, meant: set[str]) -> None:
    """A value is an id, a name, a number or some words of a title, in any case and without accents."""
    understood = library.rewrite(typed, REWRITE_KINDS)
    node = understood.node
    fields = node.parts if isinstance(node, Or) else (node,)
    assert {one.value for one in fields if isinstance(one, Field)} == meant
    assert understood.parsed.problems == ()
    assert library.search(Query(node)).total


def test_all_that_a_value_can_mean_is_meant(library: Library) -> None:
    """A value that fits several is any of them; under NOT none of them may be."""
    node = library.rewrite("-meeting:conference -session:3a1").node
    assert node == And((Not(Field("meeting", "montevideo-2024")), Not(Field("session", "montevideo-2024/3a1"))))
    several = library.rewrite("session:training OR session:mentors").node
    assert isinstance(several, Or)


def test_an_unknown_value_finds_nothing_and_says_what_is_near(library: Library) -> None:
    """A name that nobody has finds nothing; its place is told, and the nearest name that there is."""
    understood = library.rewrite('trust person:"Ivanna Jenca"')
    [problem] = understood.parsed.problems
    assert problem.kind == "unknown_value"
    assert understood.parsed.text[problem.start : problem.end] == 'person:"Ivanna Jenca"'
    assert problem.suggestion == 'trust person:"Ivana Jenča"'
    assert not library.search(Query(understood.node)).total
    assert library.rewrite(problem.suggestion).parsed.problems == ()


def test_a_year_without_meetings_is_no_mistake(library: Library) -> None:
    """A year in which nothing was held is a plain question, and its answer is nothing."""
    assert library.rewrite("year:1999").parsed.problems == ()


LEXICON = Synonyms(ACRONYMS, {"S/RES/2719"})


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("TCC", {"TCC": ("troop-contributing country", "TCCs")}),
        ("TCCs", {"TCCs": ("troop-contributing country", "TCC")}),
        ("A4P+", {"A4P": ("Action for Peacekeeping",)}),
        ("tcc", {}),
        ("troop contributing countries train", {"troop contributing countries": ("TCC", "TCCs")}),
        ("troop-contributing country", {"troop-contributing country": ("TCC", "TCCs")}),
        ("action for peacekeeping", {"action for peacekeeping": ("A4P",)}),
        ("action peacekeeping", {"action peacekeeping": ("A4P",)}),
        ('"action for peacekeeping" "TCC"', {}),
        ("-TCC", {}),
        ("a OR TCC", {"TCC": ("troop-contributing country", "TCCs")}),
        ("S/RES/2719", {"S/RES/2719": ("S/RES/2719",)}),
        ("resolution 2719 problems", {"resolution 2719": ("S/RES/2719",)}),
        ("s/res/2719", {"s/res/2719": ("S/RES/2719",)}),
        ("S/RES/2719 (2023) problems", {"S/RES/2719 2023": ("S/RES/2719",)}),
        ("S/RES/2719(2023)", {"S/RES/2719 2023": ("S/RES/2719",)}),
        ("unscr 2719", {"unscr 2719": ("S/RES/2719",)}),
        ("UN Security Council resolution 2719 (2023)", {"UN Security Council resolution 2719 2023": ("S/RES/2719",)}),
        ("resolution 1325", {}),
    ],
)
def test_what_is_widened(typed: str, others: dict[str, tuple[str, ...]]) -> None:
    """Short forms as the corpus writes them, long forms in any form, and documents; nothing quoted or negated."""
    _, meant = expand(parse(typed).node, LEXICON)
    assert {one.typed: one.alternatives for one in meant} == others


def test_each_widening_is_switched_off_by_itself() -> None:
    """Without short forms the documents are widened still, and the other way round; without stems words are exact."""
    node = parse("TCC S/RES/2719 training").node
    assert expand(node, LEXICON, ["acronyms"])[1] == (Rewrite("symbols", "S/RES/2719", ("S/RES/2719",)),)
    assert expand(node, LEXICON, ["symbols"])[1] == (
        Rewrite("acronyms", "TCC", ("troop-contributing country", "TCCs")),
    )
    assert expand(parse("A4P").node, LEXICON)[0] == Expanded(Term("A4P"), (Term("action-for-peacekeeping"),))


def test_short_forms_in_other_letters() -> None:
    """A short form counts in small letters too where the corpus has no such word; a small word never is one."""
    short = [Acronym("SEA", "sexual exploitation and abuse"), Acronym("WPS", "Women, Peace and Security")]
    every = [*short, Acronym("ITS", "Integrated Training Service")]
    lexicon = Synonyms(every, (), lambda key: key if key == "sea" else key.upper())
    assert lexicon.long_forms(Term("wps")) == ("Women, Peace and Security",)
    assert lexicon.long_forms(Term("sea")) == lexicon.long_forms(Term("its")) == ()
    assert lexicon.long_forms(Term("SEA")) == ("sexual exploitation and abuse",)


def test_nothing_is_widened_where_all_is_exact(library: Library) -> None:
    """With every widening off, each word is asked for in its form, small ones too, and there is no looser reading."""
    understood = library.rewrite("the TCC S/RES/2719 training", REWRITE_KINDS)
    assert understood.node == And(tuple(map(Phrase, ("the", "TCC", "S/RES/2719", "training"))))
    assert (understood.rewrites, understood.relaxed) == ((), None)


def test_small_words_and_most_of_the_words_are_told_and_switched_off(library: Library) -> None:
    """Small words need not be there and are told; each of the two ways of leaving words out can be off by itself."""
    query = "what were the lessons of the trainings"
    understood = library.rewrite(query)
    assert understood.required == And((Term("lessons"), Term("trainings")))
    assert understood.canonical == "what were the lessons of trainings"
    assert understood.in_words == (
        "passages with all of: “lessons” and “trainings”; the small words (what, were, the, of) need not be there"
    )
    assert [one.typed for one in understood.rewrites if one.kind == "small"] == ["what", "were", "the", "of"]
    assert [one.typed for one in understood.relaxed_terms] == ["lessons", "trainings"]
    every = library.rewrite(query, ["small"])
    assert isinstance(every.required, And)
    assert len(every.required.parts) == 6
    assert every.relaxed
    assert library.rewrite(query, ["most"]).relaxed is None


def test_small_words_belong_to_the_long_form_that_they_stand_in(library: Library) -> None:
    """A long form is known by all of its words, though a passage need not have the small ones."""
    lexicon = Synonyms([Acronym("POC", "protection of civilians")], ())
    understood = rewrite("mandates for the protection of civilians", library, lexicon)
    assert [(one.kind, one.typed) for one in understood.rewrites] == [
        ("acronyms", "protection of civilians"),
        ("small", "for"),
        ("small", "the"),
        ("small", "of"),
    ]
    name = Expanded(And((Term("protection"), Term("civilians"))), (Term("poc"),))
    assert understood.node == And((Term("mandates"), name))
    assert understood.relaxed == MinShouldMatch((Term("mandates"), name), 2)


def test_what_is_only_meant_ranks_below_what_is_typed(library: Library) -> None:
    """A passage that mentions a document in other words stands below every passage that has the symbol."""
    hits = library.search(Query(library.rewrite("S/RES/2719").node)).hits
    said = ["S/RES/2719" in hit.passage.text for hit in hits]
    assert said == sorted(said, reverse=True)
    assert len(hits) == sum("S/RES/2719" in (*one.mentions, one.text) for one in PASSAGES)
