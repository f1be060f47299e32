"""What a value typed for a field means in a build, and how a query is expanded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.model import Acronym
from indexer.query.expansion import REWRITE_KINDS, Rewrite, RewriteKind, expand
from indexer.query.parser import parse
from indexer.query.relaxation import match_share, relaxed_parts
from indexer.query.results import Query
from indexer.query.rewrite import rewrite
from indexer.query.synonyms import Synonyms
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Not, Or, Phrase, Term
from indexer.store.library import Library
from tests.corpus_factory import ACRONYMS, PASSAGES, write_build


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An opened build of the made-up papers."""
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
    rewritten = library.rewrite(typed, REWRITE_KINDS)
    node = rewritten.node
    fields = node.parts if isinstance(node, Or) else (node,)
    assert {field.value for field in fields if isinstance(field, Field)} == meant
    assert rewritten.parsed.problems == ()
    assert library.search(Query(node)).total


def test_all_that_a_value_can_mean_is_meant(library: Library) -> None:
    """A value that fits several ids matches any of them; under NOT it matches none of them."""
    node = library.rewrite("-meeting:conference -session:3a1").node
    assert node == And((Not(Field("meeting", "montevideo-2024")), Not(Field("session", "montevideo-2024/3a1"))))
    several = library.rewrite("session:training OR session:mentors").node
    assert isinstance(several, Or)


def test_an_unknown_value_finds_nothing_and_says_what_is_near(library: Library) -> None:
    """An unknown name finds nothing; the problem gives its offsets and the nearest known name."""
    rewritten = library.rewrite('trust person:"Ivanna Jenca"')
    [problem] = rewritten.parsed.problems
    assert problem.kind == "unknown_value"
    assert rewritten.parsed.text[problem.start : problem.end] == 'person:"Ivanna Jenca"'
    assert problem.suggestion == 'trust person:"Ivana Jenča"'
    assert "Available: “Ivana Jenča”" in problem.text
    assert not library.search(Query(rewritten.node)).total
    assert library.rewrite(problem.suggestion).parsed.problems == ()


def test_a_year_without_meetings_is_no_mistake(library: Library) -> None:
    """A year without meetings is a valid query that finds nothing."""
    assert library.rewrite("year:1999").parsed.problems == ()


SYNONYMS = Synonyms(ACRONYMS, {"S/RES/2719"})


@pytest.mark.parametrize(
    ("typed", "alternatives"),
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
def test_what_is_expanded(typed: str, alternatives: dict[str, tuple[str, ...]]) -> None:
    """Acronyms, long forms in any form, and documents are expanded; quoted or negated words are not."""
    _, rewrites = expand(parse(typed).node, SYNONYMS)
    assert {each.typed: each.alternatives for each in rewrites} == alternatives


def test_each_expansion_is_switched_off_by_itself() -> None:
    """With acronyms off, documents are still expanded, and the reverse; without stems words match exactly."""
    node = parse("TCC S/RES/2719 training").node
    assert expand(node, SYNONYMS, ["acronyms"])[1] == (Rewrite("symbols", "S/RES/2719", ("S/RES/2719",)),)
    assert expand(node, SYNONYMS, ["symbols"])[1] == (
        Rewrite("acronyms", "TCC", ("troop-contributing country", "TCCs")),
    )
    assert expand(parse("A4P").node, SYNONYMS)[0] == Expanded(Term("A4P"), (Term("action-for-peacekeeping"),))


def test_short_forms_in_other_letters() -> None:
    """An acronym matches in small letters too where neither the corpus nor English has such a word."""
    short = [Acronym("SEA", "sexual exploitation and abuse"), Acronym("WPS", "Women, Peace and Security")]
    acronyms = [*short, Acronym("ITS", "Integrated Training Service"), Acronym("TIDE", "Tidal Data Exchange")]
    synonyms = Synonyms(acronyms, (), lambda key: key if key == "sea" else key.upper())
    assert synonyms.long_forms(Term("wps")) == ("Women, Peace and Security",)
    assert (
        synonyms.long_forms(Term("sea")) == synonyms.long_forms(Term("its")) == synonyms.long_forms(Term("tide")) == ()
    )
    assert synonyms.long_forms(Term("TIDE")) == ("Tidal Data Exchange",)
    assert synonyms.long_forms(Term("SEA")) == ("sexual exploitation and abuse",)


def test_nothing_is_expanded_where_all_is_exact(library: Library) -> None:
    """With every rewrite off, each word must match in its form, function words too."""
    rewritten = library.rewrite("the TCC S/RES/2719 training", REWRITE_KINDS)
    assert rewritten.node == And(tuple(map(Phrase, ("the", "TCC", "S/RES/2719", "training"))))
    assert rewritten.rewrites == ()
    assert rewritten.node_for("all") == rewritten.node


def test_optional_and_relaxed_words_are_reported_and_switched_off(library: Library) -> None:
    """Optional terms are reported, and switched off by themselves; the relaxed query has the others."""
    query = "what were the lessons of the trainings"
    rewritten = library.rewrite(query)
    assert rewritten.required == And((Term("lessons"), Term("trainings")))
    assert rewritten.canonical == "what were the lessons of trainings"
    assert rewritten.in_words == ("passages with all of: “lessons” and “trainings”; optional: what, were, the, of")
    assert [each.typed for each in rewritten.rewrites if each.kind == "small"] == ["what", "were", "the", "of"]
    assert relaxed_parts(rewritten.node_for("most")) == (Term("lessons"), Term("trainings"))
    with_all_words = library.rewrite(query, ["small"])
    assert isinstance(with_all_words.required, And)
    assert len(with_all_words.required.parts) == 6
    assert len(relaxed_parts(with_all_words.relaxed)) == 6


def test_optional_words_belong_to_the_long_form_that_has_them(library: Library) -> None:
    """A long form is recognised by all of its words, though a passage need not have its function words."""
    synonyms = Synonyms([Acronym("POC", "protection of civilians")], ())
    rewritten = rewrite("mandates for the protection of civilians", library, synonyms)
    assert [(each.kind, each.typed) for each in rewritten.rewrites] == [
        ("acronyms", "protection of civilians"),
        ("small", "for"),
        ("small", "the"),
        ("small", "of"),
    ]
    name = Expanded(And((Term("protection"), Term("civilians"))), (Term("poc"),))
    assert rewritten.node == And((Term("mandates"), name))
    assert rewritten.relaxed == MinShouldMatch((Term("mandates"), name), match_share(3), complete_first=True)


def test_expansions_rank_below_what_is_typed(library: Library) -> None:
    """A passage that mentions a document in other words ranks below every passage that has the symbol."""
    hits = library.search(Query(library.rewrite("S/RES/2719").node)).hits
    has_symbol = ["S/RES/2719" in hit.passage.text for hit in hits]
    assert has_symbol == sorted(has_symbol, reverse=True)
    assert len(hits) == sum("S/RES/2719" in (*passage.mentions, passage.text) for passage in PASSAGES)


def test_a_symbol_is_not_given_to_another_body() -> None:
    """A row of words names a document only where the words before it name no other body."""
    synonyms = Synonyms((), {"S/RES/793"})
    named = {
        query: [
            alternative for rewrite in expand(parse(query).node, synonyms)[1] for alternative in rewrite.alternatives
        ]
        for query in (
            "resolution 793",
            "women resolution 793",
            "security council resolution 793",
            "general assembly resolution 793",
            "General Assembly resolution 793",
            "peace and security council resolution 793",
        )
    }
    assert [query for query, symbols in named.items() if symbols == ["S/RES/793"]] == [
        "resolution 793",
        "women resolution 793",
        "security council resolution 793",
    ]
    assert sum(map(len, named.values())) == 3


OFF: tuple[RewriteKind, ...] = ("synonyms",)


def test_stated_synonyms_find_each_other() -> None:
    """Each word or phrase of a row finds the others, in any form, and the rewrite can be switched off."""
    synonyms = Synonyms((), (), stated=[("UAV", "drone", "unmanned aerial vehicle")])
    for query, others in {
        "UAV": ("drone", "unmanned aerial vehicle"),
        "drones": ("UAV", "unmanned aerial vehicle"),
        "unmanned aerial vehicles": ("UAV", "drone"),
    }.items():
        node = parse(query).node
        expanded, rewrites = expand(node, synonyms)
        assert rewrites == (Rewrite("synonyms", query, others),)
        assert isinstance(expanded, Expanded)
        assert expand(node, synonyms, OFF) == (node, ())
    assert expand(parse("aerial vehicle").node, synonyms)[1] == ()


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ('"trust and partnerships', "trust and partnerships"),
        ('"training of trust', "training of trust"),
        ('("trust nowhere', "trust nowhere"),
        ("(trust yaer:2024", "trust year:2024"),
        ('"nowhere at all', '"nowhere at all"'),
    ],
)
def test_a_correction_finds_something_where_anything_does(library: Library, typed: str, better: str) -> None:
    """Where the likely correction finds nothing, its words apart are offered if they do; all problems say so."""
    parsed = library.rewrite(typed).parsed
    assert {problem.suggestion for problem in parsed.problems} == {better}
