"""The query language: what is typed, how it is parsed, and which messages it gets."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indexer.query.grammar import OPERATORS, Operator
from indexer.query.matching import Slot, slots
from indexer.query.parser import (
    MAX_DEPTH,
    MAX_QUERY_LENGTH,
    MAX_QUERY_TERMS,
    MAX_WILDCARDS,
    And,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    canonical,
    parse,
    positive_terms,
)
from indexer.query.printer import canonical_query
from indexer.query.tree import FIELDS, RANGE_FIELDS, Field, FieldName, Fuzzy, Near, Range, SloppyPhrase, Wildcard

from .nodes import any_leaf, parsed_trees

A, B, C = Term("a"), Term("b"), Term("c")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a NOT b", And((A, Not(B)))),
        ("a -b", And((A, Not(B)))),
        ("a \u2212b", And((A, Not(B)))),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ("NOT(a b)", Not(And((A, B)))),
        ('a -"b c"', And((A, Not(Phrase("b c"))))),
        ("a or not b", And((A, Term("or"), Term("not"), B))),
        ('"a  b"', Phrase("a b")),
        ("\u201ca b\u201d", Phrase("a b")),
        ("\u201ea b\u201c", Phrase("a b")),
        ("«a b»", Phrase("a b")),
        ("»a b«", Phrase("a b")),
        ("(a, b; c!)", And((A, B, C))),
        ("a - b -> c", And((A, B, C))),
        ("a a a", A),
        ("a (b (c))", And((A, B, C))),
        ("NOT NOT a", Not(A)),
        ("NOT (NOT a)", A),
        ("people-centered S/RES/2719.", And((Term("people-centered"), Term("S/RES/2719")))),
        ("State(s) a", And((Term("State-s"), A))),
        ("women\u2019s", Term("women")),
        ("a & b", And((A, B))),
        ("a AND & b", And((A, B))),
        ("a NOT ?! b", And((A, B))),
        ("AND, b", And((Term("and"), B))),
        ("a NEAR/5 b", Near((A, B), (5,))),
        ('a NEAR/5 "b c" NEAR/0 (b OR c)', Near((A, Phrase("b c"), Or((B, C))), (5, 0))),
        ("-a NEAR/2 b", Not(Near((A, B), (2,)))),
        ("a near b near/5 c", And((A, Term("near"), B, Term("near/5"), C))),
        ("a NEAR5 b", Near((A, B), (5,))),
        ("‘a b’ -‚c’, women’s", And((Phrase("a b"), Not(Phrase("c")), Term("women")))),
        ("‹a b› ’a", And((Phrase("a b"), A))),
        ('"b c"~3', SloppyPhrase("b c", 3)),
        ("\u201cb c\u201d~0", SloppyPhrase("b c", 0)),
        ('"b"~3', Phrase("b")),
        ("peacekeep* wom?n", And((Wildcard("peacekeep*"), Wildcard("wom?n")))),
        ("what? (why?)", And((Term("what"), Term("why")))),
        ("people-cent*, *ing", And((Wildcard("people-cent*"), Wildcard("*ing")))),
        ("a***b a*?b", And((Wildcard("a*b"), Wildcard("a?*b")))),
        ("behaviour~ behavior~1.", And((Fuzzy("behaviour"), Fuzzy("behavior", 1)))),
        ("people-centred~2", Fuzzy("people-centred", 2)),
        ("a~b", Term("a-b")),
        ("session:3 -year:2019", And((Field("session", "3"), Not(Field("year", "2019"))))),
        ('person:"jean-pierre  lacroix"', Field("person", "jean-pierre lacroix")),
        ("person:\u00abI. Jen\u010da\u00bb", Field("person", "I. Jen\u010da")),
        ("symbol:S/RES/2719.", Field("symbol", "S/RES/2719")),
        ("mention:A/RES/377(V)", Field("symbol", "A/RES/377(V)")),
        ("Organization:UN Speaker:Ro", And((Field("organisation", "UN"), Field("person", "Ro")))),
        ("author:Ro country:Mali", And((Field("person", "Ro"), Field("country", "Mali")))),
        ('date:"10 December 2024"', Range("date", "2024-12-10", "2024-12-10")),
        ('date:"Dec. 10, 2024..March 2025"', Range("date", "2024-12-10", "2025-03")),
        ("year:2019..2024", Range("year", "2019", "2024")),
        ("year:..2021", Range("year", "", "2021")),
        ("year:2021..", Range("year", "2021", "")),
        ("year:2019..2019", Field("year", "2019")),
        ("year:undated", Field("year", "undated")),
        ("date:2024-05..", Range("date", "2024-05", "")),
        ("date:2024-5-1", Range("date", "2024-05-01", "2024-05-01")),
        ("date:2019-12-12..2020-01", Range("date", "2019-12-12", "2020-01")),
        ("date:2024-05..2024", Range("date", "2024-05", "2024")),
        ("12:30 http://a.b/c", And((Term("12-30"), Term("a.b/c")))),
        ("Session: a", And((Term("Session"), A))),
        ("12 500 a", And((Term("12500"), A))),
        ("a (12 500%)", And((A, Term("12500%")))),
        ("75 per cent of a", And((Term("75"), Term("percent"), Term("of"), A))),
        ("2020 500", And((Term("2020"), Term("500")))),
        ('"12 500" NOT 12 500', And((Phrase("12 500"), Not(Term("12500"))))),
        ("10^6 C++ C#", And((Term("10^6"), Term("C++"), Term("C#")))),
        ("http://a.b/c?id=7 www.a.b?c", And((Term("a-b-c-id-7"), Term("www-a-b-c")))),
    ],
)
def test_grammar(typed: str, expected: Node) -> None:
    """All words must match; OR binds loosest; capitals make operators; every double quotation mark quotes."""
    parsed = parse(typed)
    assert parsed.node == expected
    assert parsed.searchable


@pytest.mark.parametrize(
    ("typed", "expected", "kind", "place", "better"),
    [
        ('a "b c', And((A, Phrase("b c"))), "open_quote", '"', 'a "b c"'),
        ('a person:"b c', And((A, Field("person", "b c"))), "open_quote", '"', 'a person:"b c"'),
        ("a (b OR c", And((A, Or((B, C)))), "open_bracket", "(", "a (b OR c)"),
        ("a) b", And((A, B)), "stray_bracket", ")", "a b"),
        ("a () b", And((A, B)), "empty_brackets", "()", "a b"),
        ("a AND", A, "dangling_operator", "AND", "a"),
        ("OR a", A, "dangling_operator", "OR", "a"),
        ("a OR OR b", Or((A, B)), "dangling_operator", "OR", "a OR b"),
        ("a AND OR b", Or((A, B)), "dangling_operator", "AND", "a OR b"),
        ("a NOT", A, "dangling_operator", "NOT", "a"),
        ("(a OR) b", And((A, B)), "dangling_operator", "OR", "a b"),
        ("a NEAR/5", A, "dangling_operator", "NEAR/5", "a"),
        ("NEAR/5 a", A, "dangling_operator", "NEAR/5", "a"),
        ("a NEAR/5 NOT b", And((A, Not(B))), "dangling_operator", "NEAR/5", "a NOT b"),
        ("a NEAR/5 (b c)", And((A, B, C)), "near_operand", "a NEAR/5", "a b c"),
        ("a NEAR/5 year:2019", And((A, Field("year", "2019"))), "near_operand", "a NEAR/5", "a year:2019"),
        ("a NEAR/999 b", Near((A, B), (100,)), "bad_number", "NEAR/999", "a NEAR/100 b"),
        ('"a b"~', Phrase("a b"), "bad_number", '"a b"~', '"a b"'),
        ('"a b"~9999999999', SloppyPhrase("a b", 100), "bad_number", '"a b"~9999999999', '"a b"~100'),
        ("abc~7", Fuzzy("abc", 2), "bad_number", "abc~7", "abc~2"),
        ("foo:a b", And((Term("foo"), A, B)), "unknown_field", "foo:a", "foo a b"),
        ('foo:"a b"', And((Term("foo"), Phrase("a b"))), "unknown_field", 'foo:"a b"', 'foo "a b"'),
        ("a NEAR b", Near((A, B), (5,)), "bad_number", "NEAR", "a NEAR/5 b"),
        ("a || b", Or((A, B)), "foreign_sign", "||", "a OR b"),
        ("a | b", Or((A, B)), "foreign_sign", "|", "a OR b"),
        ("a|b", Or((A, B)), "foreign_sign", "|", "a OR b"),
        ("a NEAR/ b", Near((A, B), (5,)), "bad_number", "NEAR/", "a NEAR/5 b"),
        ("a kind:", And((A, Term("kind"))), "empty_value", "kind:", "a kind"),
        ("a !b", And((A, Not(B))), "foreign_sign", "!", "a NOT b"),
        ('date:"31 February 2024" a', A, "bad_value", 'date:"31 February 2024"', "a"),
        ('date:"5 Month 2024" a', A, "bad_value", 'date:"5 Month 2024"', "a"),
        ("a yaer:2019", And((A, Field("year", "2019"))), "unknown_field", "yaer:2019", "a year:2019"),
        ("a yeaar:2019", And((A, Field("year", "2019"))), "unknown_field", "yeaar:2019", "a year:2019"),
        ("a yaare:2019", And((A, Term("yaare"), Term("2019"))), "unknown_field", "yaare:2019", "a year:2019"),
        ('peron:"b c"', Field("person", "b c"), "unknown_field", 'peron:"b c"', 'person:"b c"'),
        ('a kind:""', And((A, Term("kind"))), "empty_value", 'kind:""', "a kind"),
        ("a year:soon", A, "bad_value", "year:soon", "a"),
        ("a session:-1", A, "bad_value", "session:-1", "a"),
        ("a date:2024-13", A, "bad_value", "date:2024-13", "a"),
        ("a year:..", A, "bad_range", "year:..", "a"),
        ("year:2024..2019", Range("year", "2019", "2024"), "bad_range", "year:2024..2019", "year:2019..2024"),
        ("year:2019-2024", Range("year", "2019", "2024"), "bad_range", "year:2019-2024", "year:2019..2024"),
        ("year:x..2024", Range("year", "", "2024"), "bad_range", "year:x..2024", "year:..2024"),
        ("date:2024-02-30..2025", Range("date", "", "2025"), "bad_range", "date:2024-02-30..2025", "date:..2025"),
        ("a * b", And((A, B)), "lone_wildcard", "*", "a b"),
        ("a ?*", A, "lone_wildcard", "?*", "a"),
        ('"a* b"', Phrase("a b"), "wildcard_in_quotes", '"a* b"', '"a b"'),
    ],
)
def test_malformed_queries_are_read_and_explained(
    typed: str, expected: Node, kind: str, place: str, better: str
) -> None:
    """A malformed query is parsed the nearest sensible way; one problem gives its kind, its place and a correction."""
    parsed = parse(typed)
    assert parsed.node == expected
    [problem] = parsed.problems
    assert (problem.kind, parsed.text[problem.start : problem.end], problem.suggestion) == (kind, place, better)
    assert problem.text in parsed.notices


@pytest.mark.parametrize(
    ("typed", "expected", "kinds", "better"),
    [
        ('"a AND (b OR', And((A, B)), {"open_quote", "open_bracket", "dangling_operator"}, "a AND b"),
        ('a "b (c', And((A, B, C)), {"open_quote", "open_bracket"}, "a b c"),
        (
            "(a AND OR yaer:2019",
            Or((A, Field("year", "2019"))),
            {"open_bracket", "dangling_operator", "unknown_field"},
            "a OR year:2019",
        ),
        ('a) "b OR c', And((A, B)), {"stray_bracket", "open_quote"}, "a b OR c"),
    ],
)
def test_several_mistakes_are_all_reported(typed: str, expected: Node, kinds: set[str], better: str) -> None:
    """Each of several mistakes is a problem of its own, and all have one correction without any of them.

    A quotation mark that is not closed is left out where operators or brackets follow it.
    """
    parsed = parse(typed)
    assert {problem.kind for problem in parsed.problems} == kinds
    assert {problem.suggestion for problem in parsed.problems} == {better}
    assert parsed.node == expected or parse(better).node == parsed.node


@pytest.mark.parametrize("typed", ["*", "?* *", "year:..", "date:never"])
def test_what_asks_for_nothing_is_everything(typed: str) -> None:
    """A query of which no part is left, unless it is only punctuation, finds everything and says what was left out."""
    parsed = parse(typed)
    assert parsed.node is None
    assert parsed.searchable
    assert parsed.problems


@pytest.mark.parametrize("typed", ["-a", "-a -b", "NOT (a b)", "-year:2019"])
def test_a_query_that_only_leaves_out_is_remarked_on(typed: str) -> None:
    """A query that only excludes is not wrong, but the reader is told what it finds."""
    parsed = parse(typed)
    assert parsed.problems == ()
    assert "only excludes" in parsed.notices[0]


@pytest.mark.parametrize(
    ("typed", "remark"), [("a or b", "OR in capitals"), ("a, not b", "NOT in capitals"), ("or", ""), ("a OR b", "")]
)
def test_operators_in_small_letters_are_remarked_on(typed: str, remark: str) -> None:
    """A word that would be an operator in capitals is a word; the reader is told, and it is no problem."""
    parsed = parse(typed)
    assert parsed.problems == ()
    assert remark in " ".join(parsed.notices) if remark else parsed.notices == ()


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_every_example_of_the_help_page_is_well_formed(operator: Operator) -> None:
    """Each example in the table of operators is parsed without a problem, and printed as it stands."""
    parsed = parse(operator.example)
    assert parsed.problems == ()
    assert parsed.node is not None
    printed = canonical_query(parsed.node, parsed.required)
    assert printed.replace("NOT ", "-") == operator.example.replace("NOT ", "-")


@pytest.mark.parametrize(
    ("typed", "required"),
    [
        ("police AND military training", {"police", "military"}),
        ("+police military training", {"police"}),
        ("police AND military OR women AND men", {"police", "military", "women", "men"}),
        ("police AND", set()),
        ("C++ police", set()),
        ("(police AND military) training", {"police", "military"}),
        ("police military", set()),
    ],
)
def test_which_words_are_required(typed: str, required: set[str]) -> None:
    """AND and + make their words necessary, and the printed query says the same."""
    parsed = parse(typed)
    assert parsed.node
    assert parsed.required == {Term(word) for word in required}
    again = parse(canonical_query(parsed.node, parsed.required))
    assert (again.node, again.required) == (parsed.node, parsed.required)


def test_a_sentence_in_capitals_has_no_operators() -> None:
    """In a sentence that is wholly in capitals AND, OR and NOT are words; names in capitals still have operators."""
    shouted = parse("HEAT AND MASS TRANSFER OR NOT IN A ROTATING DISC")
    assert shouted.node == parse("heat and mass transfer or not in a rotating disc").node
    assert shouted.remarks == ("The whole query is in capitals, so AND, OR, NOT and NEAR were searched as words.",)
    asked = parse("PEACE-BUILDING (PBF): WHO SPOKE FIRST AND WHO DID NOT?")
    assert asked.node == parse("peace-building (pbf): who spoke first and who did not").node
    assert asked.remarks == shouted.remarks
    assert parse("NOT (POLICE IN MALI)").remarks != shouted.remarks
    assert parse("MINUSMA OR MONUSCO").node == Or((Term("MINUSMA"), Term("MONUSCO")))
    assert isinstance(parse('THE "RULE OF LAW" OR POLICE IN THE FIELD').node, Or)
    assert parse("S/RES/2719 NOT S/RES/1325").node == parse("S/RES/2719 -S/RES/1325").node


def test_the_table_has_every_field() -> None:
    """The table shows every field."""
    shown = {type_of.name for operator in OPERATORS for type_of in fields_of(parse(operator.example).node)}
    assert shown == set(FIELDS)


def fields_of(node: Node | None) -> list[Field | Range]:
    """Return a node that is a field as a list."""
    return [node] if isinstance(node, Field | Range) else []


def test_wildcards_are_limited() -> None:
    """Wildcards and fuzzy words beyond the limit are left out with a notice."""
    parsed = parse(" ".join(f"w{number}*" for number in range(MAX_WILDCARDS + 5)))
    assert len(list(positive_terms(parsed.node))) == MAX_WILDCARDS
    assert parsed.problems[0].kind == "too_many_patterns"


def test_well_formed_queries_need_no_notice() -> None:
    """A query that was read as typed gets no notice."""
    assert parse('a "b c" -(d OR e) State(s) x-y z* "b c"~2 a NEAR/3 b year:2019').notices == ()


@pytest.mark.parametrize("typed", ["", "   ", "\n\t"])
def test_nothing_typed(typed: str) -> None:
    """An empty query asks for everything and gets no notice."""
    parsed = parse(typed)
    assert (parsed.node, parsed.notices, parsed.searchable) == (None, (), True)


@pytest.mark.parametrize("typed", ["?!", "()", '""', "NOT", "AND OR", "-", "\u2014 \u2026"])
def test_nothing_searchable(typed: str) -> None:
    """A query without a word differs from an empty one, and the notice repeats it."""
    parsed = parse(typed)
    assert parsed.node is None
    assert not parsed.searchable
    assert parsed.notices == (f"\u201c{typed}\u201d has no word or number to search for.",)


def test_long_queries_are_cut_between_words() -> None:
    """A query that is too long is cut at the end of a word, and the notice gives both numbers."""
    typed = " ".join(["peacekeeping"] * 800)
    parsed = parse(typed)
    assert len(parsed.text) <= MAX_QUERY_LENGTH
    assert parsed.text.endswith("peacekeeping")
    assert "2,000" in parsed.notices[0]
    assert f"{len(typed):,}" in parsed.notices[0]
    assert len(parse("x" * 10_000).text) == MAX_QUERY_LENGTH


def test_deep_brackets_are_ignored() -> None:
    """Brackets up to the limit count; deeper ones are ignored with a notice, without deep recursion."""
    ok = "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH
    assert parse(ok).notices == ()
    parsed = parse("b OR " + "(" * 900 + "a" + ")" * 900)
    assert parsed.node == Or((B, A))
    assert f"{MAX_DEPTH} deep" in parsed.notices[0]


def test_terms_are_limited() -> None:
    """Words beyond the limit are left out with a notice."""
    parsed = parse(" ".join(f"w{number}" for number in range(MAX_QUERY_TERMS + 50)))
    assert len(list(positive_terms(parsed.node))) == MAX_QUERY_TERMS
    assert str(MAX_QUERY_TERMS) in parsed.notices[0]


SYMBOLS = st.sampled_from(
    [
        *("a", "b-c", "AND", "OR", "NOT", "-", "(", ")", '"', "\u201c", "»", " ", "'s", "(s)", "?", "é", "维和"),
        *("‘", "’", "‹", "!", "|", " || ", "NEAR", "NEAR3", "Dec 2024"),
        *("*", "~", "~3", "NEAR/5", "NEAR/0", " NEAR/2 ", "year:", "date:", "person:", "foo:", "2019", "..", ":"),
    ]
)


@given(st.one_of(st.text(), st.lists(SYMBOLS, max_size=40).map("".join)))
@example("(" * 2000)
@example("a(" * 1000)
@example('"' * 2000)
@example("NOT " * 500)
@example("a\ud800b")
@example('‘a"‘')
@example("A:¼¼")
def test_any_text_can_be_parsed_and_written_out(typed: str) -> None:
    """No text makes the parser raise, and a parsed tree that is printed parses to the same tree."""
    parsed = parse(typed)
    if parsed.node is not None and len(canonical(parsed.node)) <= MAX_QUERY_LENGTH:
        again = parse(canonical(parsed.node))
        assert again.node == parsed.node
        assert again.problems == ()


@given(st.one_of(st.text(), st.lists(SYMBOLS, max_size=40).map("".join)))
@example("a yaer:2019 (b")
@example("yaer:2019..2010 *")
def test_problems_have_a_place_and_a_way_out(typed: str) -> None:
    """Each problem lies within the text that was read, and its suggested query has no problem."""
    parsed = parse(typed)
    for problem in parsed.problems:
        assert 0 <= problem.start <= problem.end <= len(parsed.text)
        if problem.suggestion is not None:
            assert parse(problem.suggestion).problems == ()
            assert parse(problem.suggestion).node is not None


TYPED = ["a", "peace", "b-c", "S/RES/2719", "维", "Near", "near/5", "A4P", "Jen\u010da", "12-30"]
VALUES = ["3", "montevideo-2024/3", "Montevideo, Uruguay", "jean-pierre lacroix", "S/RES/2719", "A/RES/377(V)", "a..b"]
NAMES: list[FieldName] = [name for name in FIELDS if name not in RANGE_FIELDS]
NODES = parsed_trees(
    st.one_of(any_leaf(TYPED, [Field(name, value) for name in NAMES for value in VALUES] + [Field("year", "2019")]))
)


@given(NODES)
def test_canonical_text_round_trip(node: Node) -> None:
    """Every tree that is printed and parsed is unchanged, without a problem."""
    text = canonical(node)
    assume(len(text) <= MAX_QUERY_LENGTH and patterns_in(node) <= MAX_WILDCARDS)
    parsed = parse(text)
    assert parsed.node == node
    assert parsed.problems == ()


def patterns_in(node: Node) -> int:
    """Return the number of wildcards and fuzzy words in a tree, each as often as it is written."""
    return sum(text.count(sign) for text in [canonical(node)] for sign in "*?~")


def test_negated_terms_are_not_positive() -> None:
    """The positive terms are those that a hit may match, each once, in the order typed."""
    node = parse('b "x y" (a OR -c) b NOT (d e)').node
    assert list(positive_terms(node)) == [B, Phrase("x y"), A]


def test_a_word_with_a_hyphen_is_a_row_of_words() -> None:
    """A typed word of several parts matches them side by side, each in any form; a phrase matches exact forms."""
    assert slots(Term("people-centered")) == (Slot("stem", "people"), Slot("stem", "centered"))
    assert slots(Phrase("people-centered")) == (Slot("form", "people"), Slot("form", "centered"))
