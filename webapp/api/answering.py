"""Answers the requests of operations: reads parameters, calls the function, and writes JSON with the chosen members.

What an operation does is decided by its own module in `resources`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from flask import make_response, request
from msgspec import Struct
from werkzeug.wrappers import Response

from webapp.site import absolute_url, current_library

from .contract.operation import FIELDS, Call, OpenCall, Operation
from .contract.parameters import read_comma_list, read_parameters

View = Callable[..., Response]


def view_of(operation: Operation) -> View:
    """Return the function of Flask that answers an operation."""

    def view(**path: str) -> Response:
        pairs = tuple(request.args.items(multi=True))
        more = (FIELDS,) if operation.choices else ()
        given = read_parameters(operation.given, path, pairs, more)
        if operation.is_open:
            response: Response = operation.function(OpenCall(operation, given, path, pairs, absolute_url))
            return response
        chosen = read_comma_list(FIELDS, pairs, operation.choices)
        with current_library() as library:
            call: Call[Any] = Call(operation, given, path, pairs, absolute_url, library, chosen)
            return json_response(operation.function(call), chosen)

    view.__name__ = operation.name
    view.__doc__ = operation.summary
    return view


def json_response(answer: Struct, chosen: tuple[str, ...] = (), status: int = 200) -> Response:
    """Return an answer as JSON, with the chosen members only where some are chosen."""
    content = msgspec.json.encode(_only(answer, chosen) if chosen else answer)
    response: Response = make_response(content + b"\n", status)
    response.content_type = "application/json"
    return response


def _only(answer: Struct, chosen: tuple[str, ...]) -> Mapping[str, object]:
    """Return an answer as JSON values with some members: those of the members of a list, else its own."""
    whole: dict[str, Any] = msgspec.to_builtins(answer)
    if isinstance(whole.get("items"), list):
        return {**whole, "items": [{name: item[name] for name in chosen if name in item} for item in whole["items"]]}
    return {name: whole[name] for name in chosen if name in whole}
