"""Saved searches in a TOML file: a name, a search, and to whom its news are mailed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from indexer.errors import RapporteurError
from webapp.address.params import SearchRequest, parse_request

from .state import key_of

_ADDRESS = re.compile(r"[^\s@<>,;:\"\\]+@[^\s@<>,;:\"\\]+")
_KEYS = frozenset({"name", "search", "to"})
_MOST_NAME = 100


class AlertsFileInvalid(RapporteurError):
    """The file of saved searches cannot be read, or says something that it cannot say."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")


@dataclass(frozen=True)
class SavedSearch:
    """A saved search."""

    name: str
    request: SearchRequest
    recipients: tuple[str, ...]

    @property
    def key(self) -> str:
        """What its state is kept under: another search under the same name begins anew."""
        return key_of(f"{self.name}\n{self.request.query_string}")


def load_saved_searches(path: Path) -> tuple[SavedSearch, ...]:
    """Return the saved searches of a file. Raise AlertsFileInvalid."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AlertsFileInvalid(path, f"it cannot be read: {error.strerror}.") from None
    except ValueError as error:  # no TOML, or not in UTF-8
        raise AlertsFileInvalid(path, f"it is not TOML: {error}.") from None
    entries = table.get("alert")
    if not isinstance(entries, list) or not entries or set(table) != {"alert"}:
        raise AlertsFileInvalid(path, "it must have a table [[alert]] for each saved search, and nothing else.")
    searches = tuple(_search(path, number, entry) for number, entry in enumerate(entries, start=1))
    names = [search.name for search in searches]
    for name in names:
        if names.count(name) > 1:
            raise AlertsFileInvalid(path, f"two alerts have the name “{name}”; give each its own.")
    return searches


def _search(path: Path, number: int, entry: Any) -> SavedSearch:
    where = f"[[alert]] {number}"
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        raise AlertsFileInvalid(path, f"{where} must have name, search and to, and nothing else.")
    name, search, to = entry["name"], entry["search"], entry["to"]
    if not isinstance(name, str) or not name.isprintable() or not 0 < len(name.strip()) <= _MOST_NAME:
        raise AlertsFileInvalid(path, f"{where}: name must be one line of at most {_MOST_NAME} characters.")
    recipients = [to] if isinstance(to, str) else to
    if not isinstance(recipients, list) or not recipients:
        raise AlertsFileInvalid(path, f"{where}: to must be an e-mail address, or a list of them.")
    for recipient in recipients:
        if not isinstance(recipient, str) or not _ADDRESS.fullmatch(recipient):
            raise AlertsFileInvalid(path, f"{where}: “{recipient}” is no e-mail address such as desk@example.org.")
    return SavedSearch(name.strip(), _request(path, where, search), tuple(recipients))


def _request(path: Path, where: str, search: Any) -> SearchRequest:
    """Return the search that is stated as a query, or as the address of its results."""
    if not isinstance(search, str) or not search.strip():
        raise AlertsFileInvalid(path, f"{where}: search must be a query, or the address of a page of results.")
    parts = urlsplit(search.strip())
    if parts.path.endswith("/search"):
        pairs = parse_qsl(parts.query)
    elif parts.scheme in {"http", "https"} and parts.netloc:
        raise AlertsFileInvalid(
            path, f"{where}: “{search}” is not the address of a page of results: it has no /search?"
        )
    else:
        pairs = [("q", search)]
    request = parse_request(pairs).request.searched().with_group("").with_sort("newest")
    if not request.q and not request.filters and not request.excluded:
        raise AlertsFileInvalid(path, f"{where}: “{search}” asks for nothing: it needs words or a filter.")
    return request
