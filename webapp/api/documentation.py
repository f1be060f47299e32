"""The models of the pages that document the API: a contents page, and one for each operation.

They are made from the declarations of the operations, as its description in OpenAPI is.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from indexer.store.library import Library
from webapp.address.urls import Link
from webapp.site import site, while_searching

from .contract.openapi import Examples, all_parameters, parameter_json, problems_of, schemas_of
from .contract.operation import DOCS_PATH, Operation, Resource, query_text
from .contract.problems import PROBLEMS, ProblemCode, placed_remedy
from .examples import api_address, example_answer, example_arguments

_REF = "#/components/schemas/"
_EXCLUDES = "!"
_TYPE_WORDS = {
    "uri": "address",
    "date": "day, ISO 8601",
    "binary": "file",
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}
"""What formats and types are called."""


@dataclass(frozen=True)
class OperationLink:
    """An operation in the contents."""

    name: str
    method: str
    path: str
    summary: str
    url: str


@dataclass(frozen=True)
class ResourceSection:
    """A group of operations in the contents."""

    title: str
    text: str
    operations: tuple[OperationLink, ...]


@dataclass(frozen=True)
class ProblemRow:
    """A problem that a request can end in."""

    code: ProblemCode
    status: int
    title: str
    remedy: str


@dataclass(frozen=True)
class ContentsPage:
    """Everything that the contents page shows."""

    address: str
    sections: tuple[ResourceSection, ...]
    problems: tuple[ProblemRow, ...]
    example_query: str
    """The query of the examples, as it stands in addresses."""


@dataclass(frozen=True)
class MemberRow:
    """A parameter, or a member of an answer."""

    name: str
    type: str
    text: str
    note: str = ""
    """For a parameter: whether it is required, or its default."""
    link: str = ""
    """Leads to the type, where that is a record."""


@dataclass(frozen=True)
class RecordTable:
    """A record with its members."""

    name: str
    text: str
    members: tuple[MemberRow, ...]


@dataclass(frozen=True)
class OperationPage:
    """Everything that the page of an operation shows."""

    operation: OperationLink
    text: str
    resource: str
    parameters: tuple[MemberRow, ...]
    body: tuple[MemberRow, ...]
    answers: tuple[tuple[int, Link | None], ...]
    """Each status of success with the record that it is answered with."""
    records: tuple[RecordTable, ...]
    problems: tuple[ProblemRow, ...]
    example_url: str
    """Empty for what is not asked for with GET, and where the papers give no example."""
    curl: str
    example: str
    others: tuple[OperationLink, ...]
    """The other operations of the same resource."""


def contents_page(resources: Sequence[Resource], examples: Examples) -> ContentsPage:
    """Return the contents of the documentation."""
    return ContentsPage(
        address=api_address(),
        sections=tuple(
            ResourceSection(resource.title, resource.text, tuple(map(operation_link, resource.operations)))
            for resource in resources
        ),
        problems=tuple(map(_problem_row, PROBLEMS)),
        example_query=quote(str(examples["q"])),
    )


def operation_page(library: Library, resource: Resource, operation: Operation, examples: Examples) -> OperationPage:
    """Return the page of an operation, with an example that was asked for just now."""
    schemas = schemas_of([operation])
    arguments = example_arguments(operation, examples)
    address, curl, example = "", "", ""
    if arguments and not operation.is_open:
        path, pairs = arguments
        quoted = {name: quote(value, safe="") for name, value in path.items()}
        address = api_address() + operation.path.format(**quoted) + (f"?{query_text(pairs)}" if pairs else "")
        curl = f"curl {shlex.quote(address)}"
        example = while_searching(library, lambda: example_answer(library, operation, path, pairs), "")
    kinds = {status: kind.__name__ if kind else "" for status, kind in operation.answers.items()}
    names = _reached(schemas, [name for name in kinds.values() if name])
    return OperationPage(
        operation=operation_link(operation),
        text=operation.text,
        resource=resource.title,
        parameters=tuple(_parameter_rows(operation, examples)),
        body=tuple(_body_rows(operation)),
        answers=tuple((status, Link(name, f"#{name}") if name else None) for status, name in kinds.items()),
        records=tuple(_record(name, schemas[name]) for name in names),
        problems=tuple(map(_problem_row, problems_of(operation))),
        example_url=address,
        curl=curl or operation.curl.format(address=api_address() + operation.path),
        example=example,
        others=tuple(operation_link(other) for other in resource.operations if other is not operation),
    )


def operation_link(operation: Operation) -> OperationLink:
    """Return an operation as it stands in the contents."""
    return OperationLink(
        operation.name,
        operation.method.upper(),
        operation.path or "/",
        operation.summary,
        f"{DOCS_PATH}/{operation.name.replace('_', '-')}",
    )


def _problem_row(code: ProblemCode) -> ProblemRow:
    kind = PROBLEMS[code]
    return ProblemRow(code, kind.status, kind.title, placed_remedy(kind.remedy, site().base))


def _parameter_rows(operation: Operation, examples: Examples) -> Iterator[MemberRow]:
    """Yield the parameters; those that exclude values share a row, as each is that of its filter."""
    names = all_parameters(operation)
    excluding = [name for name in names if name.endswith(_EXCLUDES)]
    for name in names:
        if name not in excluding:
            yield _parameter_row(operation, name, examples)
        elif name == excluding[0]:
            yield MemberRow(
                f"{excluding[0]} … {excluding[-1]}",
                "list of text",
                f"Each filter with the mark `{_EXCLUDES}` behind its name excludes values. Repeat it for several.",
            )


def _parameter_row(operation: Operation, name: str, examples: Examples) -> MemberRow:
    described = parameter_json(operation, name, examples)
    schema = described["schema"]
    default = schema.get("default")
    note = "in the path" if described["in"] == "path" else "required" if described.get("required") else ""
    if not note and default not in ("", None) and list(default if isinstance(default, (list, tuple)) else [default]):
        note = "all by default" if isinstance(default, (list, tuple)) else f"{default} by default"
    more = " Repeat it for several." if schema.get("type") == "array" and described.get("explode", True) else ""
    return MemberRow(name, _type_text(schema)[0], described["description"] + more, note)


def _body_rows(operation: Operation) -> list[MemberRow]:
    schemas = operation.body.schemas if operation.body else {}
    return [
        MemberRow(name, f"{_type_text(schema)[0]}, {media_type}", str(schema.get("description", "")))
        for media_type, whole in schemas.items()
        for name, schema in whole["properties"].items()
    ]


def _record(name: str, schema: Mapping[str, Any]) -> RecordTable:
    rows = []
    for member, described in schema["properties"].items():
        words, record = _type_text(described)
        rows.append(MemberRow(member, words, described.get("description", ""), link=f"#{record}" if record else ""))
    return RecordTable(name, schema.get("description", ""), tuple(rows))


def _type_text(schema: Mapping[str, Any]) -> tuple[str, str]:
    """Return a type in words, and the name of the record in it."""
    match schema:
        case {"$ref": str(reference)}:
            words = record = reference.removeprefix(_REF)
        case {"anyOf": options}:
            texts = [_type_text(option) for option in options if option.get("type") != "null"]
            ending = " or null" if len(texts) < len(options) else ""
            words = " or ".join(text for text, _ in texts) + ending
            record = next((name for _, name in texts if name), "")
        case {"enum": values}:
            words, record = " | ".join(map(str, values)), ""
        case {"type": "array"}:
            words, record = _type_text(schema.get("items", {}))
            words = f"any of {words}" if "|" in words else f"list of {words}"
        case {"type": "object"}:
            words, record = _type_text(schema.get("additionalProperties") or {})
            words = f"names with {words}"
        case _:
            words, record = _TYPE_WORDS.get(str(schema.get("format") or schema.get("type")), "any value"), ""
            if "maximum" in schema:
                words += f", {schema.get('minimum', 0)} to {schema['maximum']}"
    return words, record


def _reached(schemas: Mapping[str, Any], names: list[str]) -> list[str]:
    """Return the names of records and of all that they contain, each before its parts."""
    reached: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in reached:
            reached.append(name)
            waiting += [record for member in schemas[name]["properties"].values() if (record := _type_text(member)[1])]
    return reached
