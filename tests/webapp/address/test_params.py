"""Tests that a search request and its URL convert into each other without loss."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.parser import MAX_QUERY_LENGTH
from indexer.query.results import FACETS, SORTS, WORDS_NEEDED, FacetName
from webapp.address.arguments import MAX_PAGE, clean_line
from webapp.address.facet_links import FacetLinks
from webapp.address.params import SearchRequest, parse_request, request_pairs, resolve_filters
from webapp.address.urls import search_path

values = st.text(max_size=30)
requests = st.builds(
    SearchRequest,
    q=st.text(max_size=200),
    filters=st.dictionaries(st.sampled_from(FACETS), st.lists(values, max_size=4).map(tuple)),
    sort=st.sampled_from(SORTS),
    page=st.integers(min_value=-5, max_value=10**12),
    excluded=st.dictionaries(st.sampled_from(FACETS), st.lists(values, max_size=4).map(tuple)),
    exact=st.lists(st.sampled_from(REWRITE_KINDS)).map(tuple),
    group=st.sampled_from(["", "document", "session", "document:montevideo-2024-summary", "session:montevideo-2024/3"]),
    words=st.sampled_from(WORDS_NEEDED),
)
names = st.sampled_from(
    ["q", "sort", "page", "exact", "words", "utm_source", *FACETS, *(f"{name}!" for name in FACETS)]
)
pairs = st.lists(st.tuples(names, st.one_of(values, st.integers().map(str), st.sampled_from(SORTS))), max_size=12)


class TwoMeetings:
    """Two meetings with two sessions each."""

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Return some values of every facet."""
        sessions = {f"{meeting}/{number}": f"Session {number}" for meeting in "ab" for number in (1, 2)}
        values_by_facet: dict[FacetName, dict[str, str]] = {
            "meeting": {"a": "Meeting A", "b": "Meeting B"},
            "year": {"2019": "2019", "2024": "2024"},
            "session": sessions,
            "kind": {"summary": "Summary"},
            "status": {"planned": "Planned", "reported": "Reported"},
        }
        return values_by_facet.get(facet, {})

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Return both meetings' session for a bare number."""
        sessions = self.facet_labels("session")
        return (
            (value,) if value in sessions else tuple(session for session in sessions if session.endswith(f"/{value}"))
        )


@given(requests)
def test_what_is_written_is_read_back(request: SearchRequest) -> None:
    """Parsing the URL of a request returns the same request without notices."""
    parsed = parse_request(parse_qsl(request.query_string, keep_blank_values=True))
    assert parsed.request == request
    assert parsed.notices == ()


@given(pairs)
def test_what_is_read_is_written_in_one_form(given_pairs: list[tuple[str, str]]) -> None:
    """Whatever was given, the parsed request has one URL, which parses without notices."""
    parsed = parse_request(given_pairs)
    again = parse_request(request_pairs(parsed.request))
    assert again.request == parsed.request
    assert again.notices == ()
    assert request_pairs(again.request) == request_pairs(parsed.request)


@given(requests, st.sampled_from(FACETS), values)
def test_toggling_twice_changes_nothing_but_the_page(request: SearchRequest, facet: FacetName, value: str) -> None:
    """A value selected and deselected leaves the search as it was, on page 1, and no longer excludes the value."""
    value = SearchRequest(value).q
    again = request.with_value_toggled(facet, value).with_value_toggled(facet, value)
    if value in request.excluded_values(facet):
        assert value not in again.excluded_values(facet)
    else:
        assert again == request.with_page(1)


@given(requests)
def test_settling_is_settled(request: SearchRequest) -> None:
    """Resolving a resolved request changes nothing."""
    settled = resolve_filters(request, TwoMeetings()).request
    assert resolve_filters(settled, TwoMeetings()).request == settled


def test_defaults_are_left_out() -> None:
    """The query string of a default request is empty."""
    assert SearchRequest().query_string == ""
    assert SearchRequest("rivers", sort="relevance", page=1).query_string == "q=rivers"


def test_the_group_is_an_argument() -> None:
    """A grouping and its open group are written as the argument `group`, before the page."""
    assert SearchRequest("x", page=2, group="document").query_string == "q=x&group=document&page=2"
    assert request_pairs(SearchRequest(group="session:a/1")) == (("group", "session:a/1"),)


def test_values_repeat_their_name() -> None:
    """Several values of one facet are repeated parameters of its name."""
    request = SearchRequest("x", {"year": ("2024", "2019", "2024")}, "newest", 3)
    assert request.query_string == "q=x&year=2019&year=2024&sort=newest&page=3"


def test_the_page_resets_when_anything_else_changes() -> None:
    """Changing a filter, the order or the query leads to page 1."""
    request = SearchRequest("x", {"year": ("2024",)}, "newest", 7)
    changed = [
        request.with_value_toggled("year", "2019"),
        request.with_values("year", ()),
        request.without_filters(),
        request.with_sort("oldest"),
        request.with_query("y"),
    ]
    assert [request_changed.page for request_changed in changed] == [1] * 5


@pytest.mark.parametrize("page", ["abc", "-1", "0", "1.5", "٣", "--", "1e9", "000"])
def test_a_page_that_is_no_page_is_the_first(page: str) -> None:
    """A page that is not a number from 1 up becomes page 1, with a notice."""
    parsed = parse_request([("page", page)])
    assert parsed.request.page == 1
    assert [notice.code for notice in parsed.notices] == ["bad_page"]
    assert page in parsed.notices[0].text


@pytest.mark.parametrize("page", ["1000000000", "9" * 5000, "+12345678901234567890"])
def test_a_huge_page_is_a_page(page: str) -> None:
    """A page number of any length is accepted, up to a limit that no search reaches."""
    parsed = parse_request([("page", page)])
    assert parsed.request.page <= MAX_PAGE
    assert parsed.notices == ()


def test_a_query_too_long_is_cut_with_a_word() -> None:
    """An over-long query is cut at a word, and the notice gives its length."""
    parsed = parse_request([("q", "river " * 2000)])
    assert len(parsed.request.q) <= MAX_QUERY_LENGTH
    assert parsed.request.q.endswith("river")
    assert "11,999 characters" in parsed.notices[0].text


def test_control_characters_are_space() -> None:
    """Control characters in a query become spaces."""
    assert parse_request([("q", "\x00a\x1b[31m\r\nb\x85\u2028c\x7f")]).request.q == "a [31m b c"


def test_the_first_of_several_queries_counts() -> None:
    """Of several queries the first non-empty one is used, with a notice."""
    parsed = parse_request([("q", " "), ("q", "a"), ("q", "b")])
    assert parsed.request.q == "a"
    assert [notice.code for notice in parsed.notices] == ["query_repeated"]


def test_an_unknown_order_is_the_usual_one() -> None:
    """An unknown order becomes the default; the notice names it and the valid ones."""
    parsed = parse_request([("sort", "size")])
    assert parsed.request.sort == "relevance"
    assert "size" in parsed.notices[0].text
    assert "newest" in parsed.notices[0].text


def test_unknown_values_stay_and_are_named() -> None:
    """Unknown values stay, so that nothing matches them, with one notice for each facet."""
    request = SearchRequest("", {"year": ("2024", "1066"), "meeting": tuple("vwxyz")})
    parsed = resolve_filters(request, TwoMeetings())
    assert parsed.request == request
    assert [notice.code for notice in parsed.notices] == ["unknown_value"] * 2
    assert "“v”, “w”, “x” and 2 more" in parsed.notices[0].text
    assert "1066" in parsed.notices[1].text


def test_a_bare_session_means_each_of_that_number() -> None:
    """A session without its meeting means every session of that number, within the selected meetings if any."""
    assert resolve_filters(SearchRequest("", {"session": ("2",)}), TwoMeetings()).request.selected_values(
        "session"
    ) == (
        "a/2",
        "b/2",
    )
    chosen = SearchRequest("", {"session": ("2",), "meeting": ("b",)})
    assert resolve_filters(chosen, TwoMeetings()).request.selected_values("session") == ("b/2",)


@given(requests, st.sampled_from(FACETS), values)
def test_what_is_left_out_is_not_chosen(request: SearchRequest, facet: FacetName, value: str) -> None:
    """Excluding a value deselects it, and excluding it again removes the exclusion."""
    value = SearchRequest(value).q
    out = request.with_exclusion_toggled(facet, value)
    again = out.with_exclusion_toggled(facet, value)
    if value and value not in request.excluded_values(facet):
        assert value in out.excluded_values(facet)
    assert value not in out.selected_values(facet)
    assert value not in again.selected_values(facet)
    assert not set(request.selected_values(facet)) & set(request.excluded_values(facet))


@given(requests, st.sampled_from(REWRITE_KINDS))
def test_a_widening_is_switched_off_and_on(request: SearchRequest, name: RewriteKind) -> None:
    """Toggling an expansion turns it off and on again, and leaves the others as they are."""
    other = request.with_exact_toggled(name)
    assert (name in other.exact) is not (name in request.exact)
    assert set(other.exact) ^ set(request.exact) == {name}
    assert other.with_exact_toggled(name).exact == request.exact


def test_exact_1_is_all_of_them() -> None:
    """`exact=1` switches every expansion off; an unknown one gives a notice."""
    assert parse_request([("exact", "1")]).request.exact == REWRITE_KINDS
    assert request_pairs(parse_request([("exact", "1")]).request) == (("exact", "1"),)
    odd = parse_request([("exact", "stems"), ("exact", "spelling")])
    assert odd.request.exact == ("stems",)
    assert [notice.code for notice in odd.notices] == ["unknown_exact"]


@pytest.mark.parametrize(
    ("address", "words", "exact"),
    [
        ("q=x", "most", ()),
        ("q=x&words=all", "all", ()),
        ("q=x&exact=1", "all", REWRITE_KINDS),
        ("q=x&exact=1&words=most", "most", REWRITE_KINDS),
        ("q=x&exact=most", "all", ()),
        ("q=x&exact=most&exact=stems", "all", ("stems",)),
        ("q=x&words=none", "most", ()),
    ],
)
def test_how_many_words_are_needed(address: str, words: str, exact: tuple[str, ...]) -> None:
    """`words=all` asks for all words, and so do `exact=1` and an address of before; an unknown value is told."""
    parsed = parse_request(parse_qsl(address))
    assert (parsed.request.words, parsed.request.exact) == (words, exact)
    assert [notice.code for notice in parsed.notices] == (["unknown_words"] if "none" in address else [])


@given(requests, st.sampled_from(FACETS), values.map(clean_line))
def test_links_of_facets_are_those_of_the_requests_they_lead_to(
    request: SearchRequest, facet: FacetName, value: str
) -> None:
    """A link that selects or excludes a value is the path of the request with that step taken."""
    links = FacetLinks(request)
    assert links.selection(facet, value) == search_path(request.with_value_toggled(facet, value))
    assert links.exclusion(facet, value) == search_path(request.with_exclusion_toggled(facet, value))
    of_value = (links.selection(facet, value), links.exclusion(facet, value))
    assert list(links.of_values(facet, [value, value])) == [of_value, of_value]
