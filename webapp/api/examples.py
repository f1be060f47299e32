"""Examples for the description of the API, taken from the papers: ids that exist, and words that find something."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import msgspec

from indexer.store.library import Library
from webapp.browse.bodies import body_values
from webapp.browse.examples import Example, find_examples
from webapp.site import absolute_url, cached_while_searching, site

from .contract.openapi import Examples, all_parameters, parameter_json
from .contract.operation import API_PATH, Call, Operation
from .contract.parameters import read_parameters

_LONGEST_TEXT = 140
"""Characters of a text that an example shows."""
_MOST_MEMBERS = 2
"""Members of a list that an example shows."""
_PLAIN_QUERY = "the"
"""The query of an example where the titles of sessions give none."""


def current_examples(library: Library) -> Examples:
    """Return an example for each parameter that has one; while nothing can be searched, any word as that of a query."""
    return cached_while_searching(library, corpus_examples, None) or _examples(library, ())


def corpus_examples(library: Library) -> Examples:
    """Return an example for each parameter that has one. Call it once for each build."""
    return _examples(library, site().cached(library, find_examples))


def _examples(library: Library, subjects: Sequence[Example]) -> Examples:
    phrases = [example.words for example in subjects]
    examples: dict[str, object] = {"q": phrases[0] if phrases else _PLAIN_QUERY, "name": "meeting"}
    for meeting in library.meetings():
        if sessions := library.sessions(meeting.id):
            examples |= {"meeting": meeting.id, "session": sessions[0].id}
            break
    papers = library.documents()
    if papers:
        examples["document"] = papers[0].id
        for passage in islice(library.document_passages(papers[0].id), 1):
            examples |= {"passage": passage.id, "id": passage.id}
    if people := library.persons():
        examples["person"] = people[0].id
    named = site().cached(library, body_values)
    examples |= {facet: values[0].value for facet, values in named.items() if values}
    return examples


def example_arguments(operation: Operation, examples: Examples) -> tuple[dict[str, str], list[tuple[str, str]]] | None:
    """Return the path and the query of an example request; None where the papers give no id for it."""
    if not set(operation.path_names) <= set(examples):
        return None
    path = {name: str(examples[name]) for name in operation.path_names}
    pairs: list[tuple[str, str]] = []
    for name in all_parameters(operation):
        described = parameter_json(operation, name, examples)
        if name not in path and name in examples and (described["required"] or name == "q"):
            pairs.append((name, str(examples[name])))
        if name == "limit":
            pairs.append((name, str(_MOST_MEMBERS)))
    return path, pairs


def example_answer(library: Library, operation: Operation, path: dict[str, str], pairs: list[tuple[str, str]]) -> str:
    """Return the answer to an example request as indented JSON, its texts and lists shortened."""
    given = read_parameters(operation.given, path, pairs)
    call: Call[Any] = Call(operation, given, path, tuple(pairs), absolute_url, library)
    answer = msgspec.to_builtins(operation.function(call))
    return msgspec.json.format(msgspec.json.encode(_shortened(answer)), indent=2).decode()


def _shortened(value: object) -> object:
    """Return a JSON value with long texts cut, and of each list the first members."""
    if isinstance(value, str) and not value.startswith("http"):
        return value if len(value) <= _LONGEST_TEXT else value[:_LONGEST_TEXT].rstrip() + " …"
    if isinstance(value, dict):
        return {name: _shortened(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_shortened(member) for member in value[:_MOST_MEMBERS]]
    return value


def api_address() -> str:
    """Return the address below which the resources are."""
    return absolute_url(API_PATH)
