"""How an operation of the API is declared: its address, its parameters, its answer, and the function that gives it.

The same declaration reads the request, writes the answer, and is described in OpenAPI and in the documentation.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Meta, Struct

from indexer.store.library import Library

from .cursors import MAX_CURSOR, Cursor, list_key, read_cursor, write_cursor
from .problems import ProblemCode

API_PATH = "/api/v1"
DOCS_PATH = "/api/docs"
MAX_LIMIT = 200
"""The most members of one part of a list."""
FIELDS = "fields"
"""The parameter that chooses members; every operation that reads has it."""

BODIES = frozenset({"organisation", "country"})
"""Parameters whose values are names, in which a slash may stand; servers decode it before they look for the address."""

Method = Literal["get", "post", "delete"]
Limit = Annotated[int, Meta(ge=1, le=MAX_LIMIT, description="How many members of the list to answer with.")]
CursorText = Annotated[
    str, Meta(max_length=MAX_CURSOR, description="Where to go on: the cursor in the link `next` of an answer.")
]
Url = Annotated[str, Meta(extra_json_schema={"format": "uri"})]
Links = dict[str, Url]

Asked_co = TypeVar("Asked_co", bound=Struct, covariant=True)
Declared = TypeVar("Declared", bound=Callable[..., Any])


class ListLinks(Struct, frozen=True):
    """Addresses of a part of a list."""

    self: Url
    """This part."""
    html: Url | None
    """The page of the site that shows the same; null where there is none."""
    next: Url | None
    """The next part; null where this is the last."""


class ListAnswer(Struct, frozen=True, kw_only=True):
    """A part of a list."""

    build: str
    """The build of the index that answered."""
    links: ListLinks
    """Addresses of this part, of its page, and of the next part."""


class NoParameters(Struct, frozen=True):
    """None."""


@dataclass(frozen=True)
class Body:
    """What a request brings, by media type."""

    schemas: Mapping[str, Mapping[str, Any]]
    text: str


@dataclass(frozen=True)
class Operation:
    """An operation as declared."""

    method: Method
    path: str
    """Below the path of the API, with the names of parameters in braces."""
    name: str
    function: Callable[[Any], Any]
    """Takes a `Call` and returns a struct; or takes an `OpenCall`, and returns a response."""
    given: type[Struct]
    answers: Mapping[int, type[Struct] | None]
    """The type of the answer for each status of success; None for an answer without a body."""
    problems: tuple[ProblemCode, ...]
    is_open: bool = False
    """Whether it needs no index and writes its response itself."""
    body: Body | None = None
    curl: str = ""
    """How to ask with curl, with a place for the `{address}`; empty for what is asked for with GET."""

    @property
    def summary(self) -> str:
        """The first sentence of its documentation."""
        sentence = (inspect.getdoc(self.function) or "").partition("\n")[0].rstrip(".").removeprefix("Return ")
        return sentence[:1].upper() + sentence[1:]

    @property
    def text(self) -> str:
        """The rest of its documentation."""
        rest = " ".join((inspect.getdoc(self.function) or "").partition("\n")[2].split())
        return re.sub(r" ?\bRaise [^.]*\.", "", rest).strip()  # the problems say so

    @property
    def path_names(self) -> tuple[str, ...]:
        """The names of the parameters in its path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def rule(self) -> str:
        """Its address as a rule of Flask, below the path of the API."""
        return re.sub(r"{(\w+)}", lambda name: f"<path:{name[1]}>" if name[1] in BODIES else f"<{name[1]}>", self.path)

    @property
    def chosen_from(self) -> type[Struct] | None:
        """The type whose members the parameter `fields` chooses: that of a list's members, or of the answer."""
        kind = self.answers.get(200)
        if kind is None or self.is_open:
            return None
        items = get_type_hints(kind).get("items") if issubclass(kind, ListAnswer) else None
        member = next(iter(get_args(items)), None)
        return member if isinstance(member, type) and issubclass(member, Struct) else kind

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The names of the members that `fields` chooses from."""
        kind = self.chosen_from
        return tuple(member.encode_name for member in msgspec.structs.fields(kind)) if kind else ()


@dataclass(frozen=True)
class OpenCall(Generic[Asked_co]):
    """A request of an operation that needs no index, as its function sees it."""

    operation: Operation
    given: Asked_co
    path: Mapping[str, str]
    """The parameters in the path."""
    pairs: tuple[tuple[str, str], ...]
    """The parameters in the query, as they were sent."""
    absolute: Callable[[str], str]
    """Returns the absolute address of a path of the site."""

    def link(self, *names: str, **pairs: str) -> str:
        """Return the absolute address of a resource; `names` are the parts of its path, not yet encoded."""
        return self.absolute(api_path(*names, **pairs))


@dataclass(frozen=True)
class Call(OpenCall[Asked_co]):
    """A request of an operation, as its function sees it."""

    library: Library
    chosen: tuple[str, ...] = ()
    """The names of the members that the answer is cut down to; none where it stays whole."""

    def wants(self, *names: str) -> bool:
        """Return whether any of these members is answered, so that what is left out need not be made."""
        return not self.chosen or not set(names).isdisjoint(self.chosen)

    @property
    def cursor(self) -> Cursor | None:
        """Where to go on. Raise InvalidCursor or OutdatedCursor for a cursor of anything else."""
        text = next((value for name, value in self.pairs if name == "cursor"), "")
        return read_cursor(text, self.library.stats.build, self._key) if text else None

    @property
    def offset(self) -> int:
        """How many members of the list came before."""
        cursor = self.cursor
        return cursor.offset if cursor else 0

    def links(self, html: str | None, place: str | None = None, offset: int = 0, skipped: int = 0) -> ListLinks:
        """Return the addresses of this part of a list.

        `html` is the path of the page. The list goes on after `place`, `offset` members and `skipped` parts of the next
        one; it ends where the first is None.
        """
        quoted = {name: quote(value, safe="") for name, value in self.path.items()}
        here = API_PATH + self.operation.path.format(**quoted)
        following = None
        if place is not None:
            cursor = write_cursor(Cursor(self.library.stats.build, self._key, place, offset, skipped))
            pairs = [(name, value) for name, value in self.pairs if name != "cursor"]
            following = self.absolute(f"{here}?{query_text([*pairs, ('cursor', cursor)])}")
        own = self.absolute(f"{here}?{query_text(self.pairs)}" if self.pairs else here)
        return ListLinks(own, self.absolute(html) if html is not None else None, following)

    def offset_links(self, html: str | None, shown: int, total: int) -> ListLinks:
        """Return the addresses of this part of a list that goes on by the number of members."""
        end = self.offset + shown
        return self.links(html, "" if end < total else None, end)

    @property
    def _key(self) -> str:
        return list_key(self.operation.name, self.path, self.pairs)


def api_path(*names: str, **pairs: str) -> str:
    """Return the path of a resource."""
    path = "/".join((API_PATH, *(quote(name, safe="") for name in names)))
    return f"{path}?{query_text(list(pairs.items()))}" if pairs else path


def query_text(pairs: Sequence[tuple[str, str]]) -> str:
    """Return pairs as the query of an address, without its question mark; signs that need not be encoded are not."""
    return urlencode(pairs, safe=",:/!")


@dataclass
class Resource:
    """A group of operations under one heading of the documentation."""

    title: str
    text: str
    operations: list[Operation] = field(default_factory=list)

    def declare(
        self,
        path: str,
        *problems: ProblemCode,
        method: Method = "get",
        answers: Mapping[int, type[Struct] | None] | None = None,
        body: Body | None = None,
        curl: str = "",
    ) -> Callable[[Declared], Declared]:
        """Declare the decorated function as an operation; its annotations say what it takes and answers."""

        def declared(function: Declared) -> Declared:
            hints = get_type_hints(function)
            self.operations.append(
                Operation(
                    method,
                    path,
                    function.__name__,
                    function,
                    get_args(hints["call"])[0],
                    answers or {200: hints["return"]},
                    problems,
                    get_origin(hints["call"]) is OpenCall,
                    body,
                    curl,
                )
            )
            return function

        return declared
