"""Tests with hostile input to the charts: every answer is a helpful page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webapp.markup import Page
from tests.webapp.test_hostile import ODD

PAGES = ("/concordance", "/chart", "/words", "/matrix")
FILES = ("/concordance.csv", "/words.csv", "/matrix.csv")


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_query_is_answered(client: FlaskClient, text: str) -> None:
    """Any query gives well-formed pages and files, alone and beside another."""
    for extra in ("", "&q=training&year=2024"):
        for path in PAGES:
            response = client.get(f"{path}?q={quote(text)}{extra}")
            assert response.status_code == 200, path
            assert Page(response.text).problems == [], path
        for path in FILES:
            assert client.get(f"{path}?q={quote(text)}{extra}").mimetype == "text/csv"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60),
    st.sampled_from(["q", "by", "as", "terms", "meeting", "year", "year!", "exact", "sort", "page"]),
    st.sampled_from([*PAGES, *FILES]),
)
def test_any_value_of_any_parameter_is_answered(client: FlaskClient, text: str, name: str, path: str) -> None:
    """Any text in any parameter of a chart is answered."""
    response = client.get(path, query_string=[("q", "training"), (name, text)])
    assert response.status_code == 200
    if path in PAGES:
        assert Page(response.text).problems == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["zeppelin", '"no such thing"', "-training", "a*", "year:2019", "OR", "(", "the NEAR/2 of"])
    )
)
def test_any_search_without_results_is_explained(client: FlaskClient, parts: list[str]) -> None:
    """A search without results is answered with a well-formed page that links to the coverage."""
    response = client.get("/search", query_string={"q": " ".join(["zeppelin", *parts]), "status": "planned"})
    assert response.status_code == 200
    page = Page(response.text)
    assert page.problems == []
    assert "/coverage" in page.links()
