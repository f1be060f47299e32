"""Tests of forms that pages of other sites send (CSRF)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

FOREIGN = ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"})


@pytest.mark.parametrize("path", ["/basket", "/verify", "/search", "/nowhere"])
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_of_another_site_is_refused_everywhere(
    made_client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    """No page of another site can make a reader's browser send anything that is more than a request to read."""
    assert made_client.post(path, data={"text": "“the gauges fell so far”"}, headers=headers).status_code == 403
    assert made_client.get("/help", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://papers.example.org"}, {}], ids=str
)
def test_the_sites_own_forms_are_answered(made_client: FlaskClient, headers: dict[str, str]) -> None:
    """A form of the site itself is answered, also by way of a proxy, and so is a program that is no browser."""
    assert made_client.post("/verify", data={"text": "No quotation."}, headers=headers).status_code == 303
