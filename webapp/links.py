"""Where things are on the site: the paths of pages, built in this one place.

Only addresses; what stands on a page is the views' business.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from .params import SearchRequest, query_string

PEOPLE = "/people"
GLOSSARY = "/glossary"
ANNOTATION_SUFFIX = ".jsonld"


VERSION = "v"
"""Argument with the version that was cited."""
MERGED_FROM = "from"
"""Argument with the passage that was cited, where it is a part of another one now."""


def followed(path: str, arguments: Mapping[str, str]) -> str:
    """A path with the arguments of the address that led there."""
    return f"{path}?{urlencode(arguments)}"


def search_path(request: SearchRequest) -> str:
    """The results of a request."""
    return _with("/search", request)


def passage_path(passage_id: str, trail: SearchRequest | None = None) -> str:
    """A passage in its document; `trail` is the search it was found by and is carried along."""
    return _with(f"/p/{quote(passage_id, safe='')}", trail)


def file_path(passage_id: str, suffix: str) -> str:
    """A file about a passage: its permanent path with the suffix of the format behind it."""
    return passage_path(passage_id) + suffix


def document_path(document_id: str, part: int = 1) -> str:
    """A whole document, or one part of a very long one."""
    path = f"/d/{quote(document_id, safe='')}"
    return f"{path}?part={part}" if part > 1 else path


def meeting_path(meeting_id: str) -> str:
    """A meeting with its papers and sessions."""
    return f"/m/{quote(meeting_id, safe='')}"


def session_path(meeting_id: str, session_id: str) -> str:
    """A session of a meeting."""
    return f"{meeting_path(meeting_id)}/{quote(session_id, safe='')}"


def person_path(person_id: str) -> str:
    """A person."""
    return f"{PEOPLE}/{quote(person_id, safe='')}"


def letter_path(path: str, letter: str) -> str:
    """The part of a long list that stands under one letter."""
    return f"{path}?letter={quote(letter, safe='')}"


def _with(path: str, request: SearchRequest | None) -> str:
    """A path with the request behind it; the page of the results is no part of a trail."""
    arguments = query_string(request) if request else ""
    return f"{path}?{arguments}" if arguments else path
