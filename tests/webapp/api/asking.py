"""Asks the API as a program does: JSON by path, and whole lists by the links from part to part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient

ORIGIN = "https://papers.example.org"
V1 = "/api/v1"

Answer = dict[str, Any]


def ask(client: FlaskClient, path: str, status: int = 200) -> Answer:
    """Return the JSON at a path below that of the API; the status must be this one."""
    response = client.get(V1 + path)
    assert response.status_code == status, response.text
    assert response.mimetype == ("application/json" if status < 400 else "application/problem+json")
    answer = response.get_json()
    assert isinstance(answer, dict)
    return answer


def parts(client: FlaskClient, path: str) -> Iterator[Answer]:
    """Yield the parts of a list, following `next` to its end."""
    following: str | None = V1 + path
    while following:
        answer = ask(client, following.removeprefix(V1))
        yield answer
        following = answer["links"]["next"]
        if following:
            assert following.startswith(ORIGIN)
            following = following.removeprefix(ORIGIN)


def members(client: FlaskClient, path: str, name: str = "id") -> list[Any]:
    """Return one member of each item of a whole list."""
    return [item[name] for part in parts(client, path) for item in part["items"]]
