"""What cannot be answered says why and what to do, as a problem (RFC 9457)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.api.contract.problems import PROBLEM_CODES, PROBLEMS
from webapp.app import create_app, make_site
from webapp.settings.table import Settings

from .asking import V1, ask


@pytest.mark.parametrize(
    ("path", "code", "parameter", "said"),
    [
        ("/search?limt=5", "unknown_parameter", "limt", "Did you mean “limit”?"),
        ("/search?metting=x", "unknown_parameter", "metting", "Did you mean “meeting”?"),
        ("/search?group=document", "unknown_parameter", "group", "There is no parameter “group” here."),
        ("/search?zzzzz=x", "unknown_parameter", "zzzzz", "There is no parameter “zzzzz” here."),
        ("/version?q=x", "unknown_parameter", "q", "no parameter"),
        ("/search?limit=0", "invalid_parameter", "limit", "from 1 to 200"),
        ("/search?limit=many", "invalid_parameter", "limit", "from 1 to 200"),
        ("/search?sort=newst", "invalid_parameter", "sort", "newest"),
        ("/search?exact=nothing", "invalid_parameter", "exact", "Choose from"),
        ("/search?q=a&q=b", "invalid_parameter", "q", "given 2 times"),
        ("/search?within=meeting:x", "invalid_parameter", "within", "document:"),
        ("/search?fields=id,titel", "invalid_parameter", "fields", "titel"),
        ("/facets/meetings", "invalid_parameter", "name", "meeting"),
        ("/matrix", "invalid_parameter", "q", "missing"),
        ("/references", "invalid_parameter", "id", "missing"),
    ],
)
def test_a_mistake_is_named_with_what_is_near(
    client: FlaskClient, path: str, code: str, parameter: str, said: str
) -> None:
    """A parameter that is unknown or wrong is named, with the nearest known ones, and nothing is answered."""
    problem = ask(client, path, 400)
    assert (problem["code"], problem["parameter"]) == (code, parameter)
    assert said in problem["detail"]
    assert problem["remedy"]
    assert problem["title"] == PROBLEMS[problem["code"]].title


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/search?country=japan", "Japan"),
        ("/search?country=Urugay", "Uruguay"),
        ("/search?meeting=nope", None),
        ("/search?year=1900", None),
        ("/search?year=2018", None),
        ("/search?zzzzz=x", None),
        ("/people?foo=1", None),
    ],
)
def test_only_what_is_alike_is_offered_as_meant(client: FlaskClient, path: str, meant: str | None) -> None:
    """A question names what was probably meant; what has only a few letters of it, or another year, was not."""
    answer = client.get(V1 + path).get_json()
    text = answer["detail"] if "detail" in answer else " ".join(notice["text"] for notice in answer["notices"])
    assert text
    assert ("Did you mean" in text) == (meant is not None)
    assert meant is None or f"Did you mean “{meant}”?" in text


def test_a_notice_is_given_once(client: FlaskClient) -> None:
    """What the search and the look at it both have to say stands once."""
    for path in ("/words?q=-peace&year=2019&year!=2019", "/words?q=-peace", "/matrix?q=-peace&q=-peace&year=2019"):
        notices = [(notice["code"], notice["text"]) for notice in ask(client, path)["notices"]]
        assert notices
        assert len(notices) == len(set(notices))


def test_the_nearest_names_come_first(client: FlaskClient) -> None:
    """The problem lists what can be given instead, the most similar first."""
    assert ask(client, "/search?sort=newst", 400)["allowed"][0] == "newest"
    assert ask(client, "/search?personn=x", 400)["allowed"][:2] == ["person", "person!"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "unknown_address"),
        ("GET", "/passages/nothing", 404, "unknown_id"),
        ("GET", "/passages/nothing/similar", 404, "unknown_id"),
        ("GET", "/meetings/nothing/sessions/3", 404, "unknown_id"),
        ("GET", "/people/nobody", 404, "unknown_id"),
        ("GET", "/verify/nothing", 404, "unknown_id"),
        ("POST", "/search", 405, "method_not_allowed"),
        ("PUT", "/verify", 405, "method_not_allowed"),
    ],
)
def test_every_status_is_a_problem(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    """Errors have the form of RFC 9457, with the id of the request, and their type leads to the documentation."""
    response = client.open(V1 + path, method=method)
    problem = response.get_json()
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["request"] == response.headers["X-Request-ID"]
    page, _, anchor = problem["type"].removeprefix("https://papers.example.org").partition("#")
    assert f'id="{anchor}"' in client.get(page).text


def test_every_problem_is_documented(client: FlaskClient) -> None:
    """The documentation explains each kind of problem."""
    page = client.get("/api/docs").text
    assert all(f'id="{code}"' in page for code in PROBLEM_CODES)


def test_without_an_index_it_is_not_available(tmp_path: Path) -> None:
    """While there is no index, every resource answers 503 with when to try again."""
    response = create_app(tmp_path).test_client().get(f"{V1}/search")
    assert (response.status_code, response.get_json()["code"]) == (503, "unavailable")
    assert response.headers["Retry-After"]


def test_rates_hold_here_too(made_index: Path) -> None:
    """Beyond the rate of the site the answer is 429, and says how long to wait."""
    visitor = make_site(Settings(index_dir=made_index, rate_limit="2/minute")).test_client()
    responses = [visitor.get(f"{V1}/version") for _ in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert responses[-1].get_json()["code"] == "too_many_requests"
    assert 0 < int(responses[-1].headers["Retry-After"]) <= 60


def test_addresses_in_texts_are_below_the_base_path(seed_index: Path) -> None:
    """A remedy, the documentation and the help name the address that a reader can ask, also where a site has a base."""
    settings = Settings(index_dir=seed_index, public_url="https://papers.example.org/papers/")
    client = make_site(settings).test_client()
    host = "https://papers.example.org"
    assert "Start from /papers/api/v1," in client.get("/papers/api/v1/nothing", base_url=host).json["remedy"]  # type: ignore[index]
    for address in ("/papers/api/docs", "/papers/api/docs/search", "/papers/help/api"):
        text = client.get(address, base_url=host).text
        assert "/papers/api/v1" in text
        assert re.findall(r"(?<=[ >])/api/\w+", text) == []
