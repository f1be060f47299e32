"""Reads the parameters of a request into the struct that an operation declares for them.

The struct decides which there are: a field of text or a number is given once, a tuple any number of times, and one of
the type `CommaList` with commas between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct
from rapidfuzz import fuzz, process

from .problems import InvalidParameter, UnknownParameter

_WITH_COMMAS = "x-with-commas"
CommaList = Annotated[tuple[str, ...], Meta(extra_json_schema={_WITH_COMMAS: True})]
"""Several values in one parameter, with commas between."""
MOST_NAMED = 8
"""Names or values that a problem offers."""
_MAX_SHOWN = 60
_LEAST_LIKENESS = 65.0  # of 100: `qq` and `metting` reach it for what was meant, `foo` for nothing
_PLACE = re.compile(r" - at `\$\.?([^`\[]*).*`$")

Given = TypeVar("Given", bound=Struct)
Pairs = Iterable[tuple[str, str]]


def read_parameters(kind: type[Given], path: Mapping[str, str], pairs: Pairs, more: Iterable[str] = ()) -> Given:
    """Return the parameters of a request: those in its path, and the pairs of its query.

    `more` names parameters that are read elsewhere. Raise UnknownParameter or InvalidParameter.
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    queried = [name for name in parameter_names(kind) if name not in path]
    _refuse_unknown(values, [*queried, *more])
    single = _single_names(kind)
    raw: dict[str, object] = dict(path)
    for name in queried:
        if name in values:
            raw[name] = _one(name, values[name]) if name in single else _several(kind, name, values[name])
    try:
        return msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _invalid(kind, str(error), raw) from error


def read_comma_list(name: str, pairs: Pairs, allowed: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a parameter with commas between, each once and among those allowed, if any are given.

    Raise InvalidParameter for any other value.
    """
    given = [part.strip() for key, value in pairs if key == name and value for part in value.split(",")]
    known = list(allowed)
    for value in given:
        if value not in known:
            text = f"“{name}” cannot be “{value[:_MAX_SHOWN]}”."
            raise InvalidParameter(text, parameter=name, allowed=nearest(value, known, len(known)))
    return tuple(dict.fromkeys(given))


def nearest(typed: str, known: Iterable[str], most: int = MOST_NAMED) -> list[str]:
    """Return the most similar of some known names or values, the best first."""
    return [name for name, _, _ in process.extract(typed[:_MAX_SHOWN], list(known), limit=most)]


def meant(typed: str, known: Iterable[str]) -> str | None:
    """Return the known name or value that was most likely meant; None where none is like it, and for a number.

    Another number is as near as any, and says nothing of what was meant.
    """
    if typed.isdigit():
        return None
    best = process.extractOne(
        typed[:_MAX_SHOWN], list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_LEAST_LIKENESS
    )
    return best[0] if best else None


@cache
def parameter_names(kind: type[Struct]) -> tuple[str, ...]:
    """Return the names of the parameters of a struct, as they stand in addresses."""
    return tuple(field.encode_name for field in msgspec.structs.fields(kind))


@cache
def has_commas(kind: type[Struct], name: str) -> bool:
    """Return whether the values of a parameter are given with commas between."""
    return bool(parameter_schema(kind, name).get(_WITH_COMMAS))


@cache
def parameter_schema(kind: type[Struct], name: str) -> dict[str, Any]:
    """Return the JSON schema of a parameter."""
    schema: dict[str, Any] = _schemas(kind)[name]
    return schema


@cache
def _schemas(kind: type[Struct]) -> Mapping[str, Any]:
    """Return the JSON schema of each parameter of a struct."""
    _, components = msgspec.json.schema_components([kind], ref_template="{name}")
    schemas: Mapping[str, Any] = components[kind.__name__]["properties"]
    return schemas


@cache
def _single_names(kind: type[Struct]) -> frozenset[str]:
    hints = get_type_hints(kind)
    return frozenset(
        field.encode_name
        for field in msgspec.structs.fields(kind)
        if (get_origin(hints[field.name]) or hints[field.name]) is not tuple
    )


def _refuse_unknown(values: Mapping[str, object], known: list[str]) -> None:
    for name in values:
        if name not in known:
            offered, likely = nearest(name, known), meant(name, known)
            advice = f" Did you mean “{likely}”?" if likely else "" if known else " This resource takes none."
            raise UnknownParameter(
                f"There is no parameter “{name[:_MAX_SHOWN]}” here.{advice}",
                parameter=name[:_MAX_SHOWN],
                allowed=offered,
            )


def _one(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise InvalidParameter(f"“{name}” is given {len(values)} times; it can be given once.", parameter=name)
    return values[0]


def _several(kind: type[Struct], name: str, values: list[str]) -> list[str]:
    if has_commas(kind, name):
        return [part.strip() for value in values if value for part in value.split(",")]
    return values


def _invalid(kind: type[Struct], message: str, raw: Mapping[str, object]) -> InvalidParameter:
    """Return the problem that a message of msgspec describes."""
    place = _PLACE.search(message)
    name = place[1] if place else ""
    if name not in parameter_names(kind):  # a required one is missing
        missing = re.search(r"field `([^`]+)`", message)
        name = missing[1] if missing else name
        return InvalidParameter(f"“{name}” is missing.", parameter=name)
    schema = parameter_schema(kind, name)
    allowed = [str(value) for value in schema.get("enum") or schema.get("items", {}).get("enum") or ()]
    typed = raw.get(name, "")
    shown = ", ".join(typed) if isinstance(typed, list) else str(typed)
    text = f"“{name}” cannot be “{shown[:_MAX_SHOWN]}”. {_expected(schema, allowed)}".rstrip()
    return InvalidParameter(text, parameter=name, allowed=nearest(shown, allowed, len(allowed)))


def _expected(schema: Mapping[str, Any], allowed: list[str]) -> str:
    """Return in one sentence what a parameter can be."""
    if allowed:
        return f"Choose from {', '.join(allowed)}."
    if schema.get("type") == "integer":
        return f"Give a whole number from {schema.get('minimum', 0)} to {schema.get('maximum', 'any')}."
    if "examples" in schema:
        return f"Give it as {' or '.join(schema['examples'])}."
    if "maxLength" in schema:
        return f"Give at most {schema['maxLength']:,} characters."
    if "maxItems" in schema:
        return f"Give it at most {schema['maxItems']} times."
    return ""
