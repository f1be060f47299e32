"""Describes operations in OpenAPI 3.1: what is read here is the code that reads requests and writes answers.

Sentences come from docstrings, schemas from the types of parameters and records, and examples from the papers.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct

from .operation import FIELDS, Operation, Resource
from .parameters import has_commas, parameter_names, parameter_schema
from .problems import MEDIA_TYPE, PROBLEMS, ProblemCode, ProblemDetails

OPENAPI_VERSION = "3.1.0"
API_VERSION = "1.0"
_REF = "#/components/schemas/{name}"
_ALWAYS: tuple[ProblemCode, ...] = ("unknown_parameter", "invalid_parameter", "too_many_requests", "unavailable")
_NOT_BY_SCHEMA = frozenset({"description", "x-with-commas"})
FIELDS_TEXT = "Names of members to answer with, with commas between; of a list, those of its items. All when absent."

Json = dict[str, Any]
Examples = Mapping[str, object]
"""An example for each parameter that has one, by its name."""


def describe(resources: Sequence[Resource], title: str, text: str, examples: Examples) -> Json:
    """Return the description of all operations, but for the address below which their paths are."""
    operations = [operation for resource in resources for operation in resource.operations]
    paths: dict[str, Json] = {}
    for resource in resources:
        for operation in resource.operations:
            described = {"tags": [resource.title], **operation_json(operation, examples)}
            paths.setdefault(operation.path or "/", {})[operation.method] = described
    return {
        "openapi": OPENAPI_VERSION,
        "info": {"title": title, "version": API_VERSION, "description": text},
        "tags": [{"name": resource.title, "description": resource.text} for resource in resources],
        "paths": paths,
        "components": {"parameters": _shared_parameters(paths), "schemas": schemas_of(operations)},
    }


def _shared_parameters(paths: Mapping[str, Json]) -> Json:
    """Move each parameter that several operations have alike to one place, and return these."""
    lists = [operation["parameters"] for methods in paths.values() for operation in methods.values()]
    alike = Counter(msgspec.json.encode(parameter) for parameters in lists for parameter in parameters)
    shared: Json = {}
    for parameters in lists:
        for place, parameter in enumerate(parameters):
            name = parameter["name"].replace("!", "_excluded")
            if alike[msgspec.json.encode(parameter)] > 1 and shared.setdefault(name, parameter) == parameter:
                parameters[place] = {"$ref": f"#/components/parameters/{name}"}
    return shared


def operation_json(operation: Operation, examples: Examples) -> Json:
    """Return the description of one operation."""
    described: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": operation.text,
        "parameters": [parameter_json(operation, name, examples) for name in all_parameters(operation)],
        "responses": _responses(operation),
    }
    if operation.body:
        content = {media_type: {"schema": schema} for media_type, schema in operation.body.schemas.items()}
        described["requestBody"] = {"required": True, "description": operation.body.text, "content": content}
    return described


def all_parameters(operation: Operation) -> tuple[str, ...]:
    """Return the names of the parameters of an operation: those in its path, the query, its own, those it shares."""
    inherited = parameter_names(operation.given.__mro__[1]) if issubclass(operation.given.__mro__[1], Struct) else ()
    own = [name for name in parameter_names(operation.given) if name not in inherited]
    names = [name for name in dict.fromkeys(("q", *own, *inherited)) if name in parameter_names(operation.given)]
    names = [name for name in names if name not in operation.path_names]
    return (*operation.path_names, *names, *((FIELDS,) if operation.choices else ()))


def parameter_json(operation: Operation, name: str, examples: Examples) -> Json:
    """Return the description of one parameter."""
    if name == FIELDS:
        items = {"type": "string", "enum": list(operation.choices)}
        return {
            "name": name,
            "in": "query",
            "description": FIELDS_TEXT,
            "schema": {"type": "array", "items": items},
            "style": "form",
            "explode": False,
        }
    in_path = name in operation.path_names
    whole = parameter_schema(operation.given, name)
    described: Json = {
        "name": name,
        "in": "path" if in_path else "query",
        "required": in_path or "default" not in whole,
        "description": parameter_text(operation.given, name),
        "schema": {key: value for key, value in whole.items() if key not in _NOT_BY_SCHEMA},
    }
    if has_commas(operation.given, name):
        described |= {"style": "form", "explode": False}
    if name in examples:
        example = examples[name]
        described["example"] = [example] if whole.get("type") == "array" else example
    return described


@cache
def parameter_text(kind: type[Struct], name: str) -> str:
    """Return what a parameter is."""
    field = next(field.name for field in _fields(kind) if field.encode_name == name)
    return member_texts(kind).get(field) or str(parameter_schema(kind, name).get("description", ""))


def problems_of(operation: Operation) -> tuple[ProblemCode, ...]:
    """Return the problems that an operation can end in."""
    return tuple(dict.fromkeys((*_ALWAYS, *operation.problems)))


def schemas_of(operations: Iterable[Operation]) -> Json:
    """Return the schemas of all answers, and of problems."""
    operations = list(operations)
    kinds = {kind for operation in operations for kind in operation.answers.values() if kind}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components([*ordered, ProblemDetails], ref_template=_REF)
    for kind in _all_structs([*ordered, ProblemDetails]):
        for field in _fields(kind):
            if text := member_texts(kind).get(field.name):
                components[kind.__name__]["properties"][field.encode_name]["description"] = text
    for operation in operations:
        if chosen := operation.chosen_from:  # `fields` may leave any of its members out
            components[chosen.__name__].pop("required", None)
    return dict(sorted(components.items()))


@cache
def _fields(kind: type[Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """Return the members of a struct; to find them, the system evaluates all of its annotations."""
    return msgspec.structs.fields(kind)


@cache
def member_texts(kind: type) -> dict[str, str]:
    """Return the docstrings below the fields of a class and of those it is made from, by the name of the field.

    A field without one has none; without the source of the program there are none at all.
    """
    texts: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base is not object and base is not Struct:
            texts |= _texts_in_module(base.__module__).get(base.__name__, {})
    return texts


@cache
def _texts_in_module(name: str) -> dict[str, dict[str, str]]:
    """Return the docstrings below the fields of each class of a module, which is parsed once."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[name]))
    except (OSError, TypeError, ValueError):
        return {}
    texts: dict[str, dict[str, str]] = {}
    for defined in tree.body:
        if isinstance(defined, ast.ClassDef):
            texts[defined.name] = {
                node.target.id: " ".join(following.value.value.split())
                for node, following in pairwise(defined.body)
                if isinstance(node, ast.AnnAssign)
                and isinstance(node.target, ast.Name)
                and isinstance(following, ast.Expr)
                and isinstance(following.value, ast.Constant)
                and isinstance(following.value.value, str)
            }
    return texts


def _responses(operation: Operation) -> Json:
    """Return the description of each status that an operation can answer with."""
    described: Json = {}
    for status, kind in operation.answers.items():
        text = " ".join((inspect.getdoc(kind) or "").split()) if kind else "Done."
        content = {"application/json": {"schema": {"$ref": _REF.format(name=kind.__name__)}}} if kind else {}
        described[str(status)] = {"description": text, **({"content": content} if content else {})}
    if not operation.is_open:
        described["304"] = {"description": "Not modified: the answer is the one with the ETag that was sent."}
    if not operation.path:
        described["301"] = {"description": "The address without a slash at its end answers."}
    if "gone" in operation.problems and not operation.is_open:
        described["301"] = {"description": "Something else took its place, and answers at the address in Location."}
    by_status: dict[int, list[str]] = {}
    for code in problems_of(operation):
        by_status.setdefault(PROBLEMS[code].status, []).append(PROBLEMS[code].title)
    schema = {"schema": {"$ref": _REF.format(name="ProblemDetails")}}
    for status, titles in by_status.items():
        described[str(status)] = {"description": f"{'; '.join(titles)}.", "content": {MEDIA_TYPE: schema}}
    return dict(sorted(described.items()))


def _all_structs(kinds: Iterable[type[Struct]]) -> Iterable[type[Struct]]:
    """Return these structs and all that are within them."""
    found = (msgspec.inspect.multi_type_info(list(kinds)),)
    seen: dict[type[Struct], None] = {}
    waiting: list[object] = [kind for group in found for kind in group]
    while waiting:
        info = waiting.pop()
        if isinstance(info, msgspec.inspect.StructType) and info.cls not in seen:
            seen[info.cls] = None
            waiting += [field.type for field in info.fields]
        elif isinstance(info, msgspec.inspect.UnionType):
            waiting += info.types
        elif isinstance(info, msgspec.inspect.DictType):
            waiting.append(info.value_type)
        elif isinstance(info, (msgspec.inspect.ListType, msgspec.inspect.VarTupleType)):
            waiting.append(info.item_type)
    return seen
