"""Parts of long lists: what one page of a list shows, and the links to the parts before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from webapp.address import urls

Member = TypeVar("Member")
Shown = TypeVar("Shown")


@dataclass(frozen=True)
class ListPart(Generic[Member]):
    """One part of a list."""

    members: Sequence[Member]
    total: int
    first: int
    """The place of the first member in the whole list, counted from 1."""
    before: str
    """Path of the part before; empty where there is none."""
    after: str

    @property
    def last(self) -> int:
        """The place of the last member in the whole list."""
        return self.first + len(self.members) - 1

    def of(self, make: Callable[[Sequence[Member]], Sequence[Shown]]) -> ListPart[Shown]:
        """Return the part with what is shown of its members."""
        return ListPart(make(self.members), self.total, self.first, self.before, self.after)


def part_number(text: str, parts: int) -> int:
    """Return the number of a part as an address has it; whatever is none becomes 1."""
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return int(text) if is_number and 1 <= int(text) <= parts else 1


def part_of(members: Sequence[Member], asked: str, size: int, path: str, name: str) -> ListPart[Member]:
    """Return the part of a list that an address asks for by an argument; a list of up to `size` members is one part."""
    parts = max(1, -(-len(members) // size))
    number = part_number(asked, parts)
    start = (number - 1) * size

    def address(other: int) -> str:
        """Return the path of another part; that of the first is the page itself."""
        if not 1 <= other <= parts:
            return ""
        return urls.with_arguments(path, {name: str(other)} if other > 1 else {}) + f"#{name}"

    return ListPart(members[start : start + size], len(members), start + 1, address(number - 1), address(number + 1))
