"""Find lists of people under their roles: which lines form a roster, and whom it names.

A single line is parsed in `entities.attendance`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.entities.attendance import (
    all_are_names,
    is_attendance,
    may_be_body,
    parse_delegate,
    parse_inline_people,
    parse_surname_first,
)
from indexer.entities.roles import (
    looks_like_person,
    parse_participation,
    split_honorific,
    split_role_label,
    without_brackets,
)
from indexer.entities.vocabulary import country_names
from indexer.model import Participation
from indexer.structure.draft import Piece
from indexer.structure.outline.headings import is_quotation
from indexer.structure.outline.walk import OutlineEntry
from indexer.text.prose import count_words, ends_sentence

_PRESENT = "participant"  # the role of people who are only listed as present
_PANEL = re.compile(r"^[IVX]{1,4}\s*:\s+(?=\S)")  # witnesses heard together: `II: Ms A, B; and Mr C, D.`
_MAX_LINES_PER_PERSON = 5  # below a name: office, body, address
SameSection = Callable[[int, int], bool]
"""A test whether the second of two positions is in the section of the first, with no heading between."""


@dataclass(frozen=True)
class Roster:
    """The lines of a list of people as printed, the people, and the position after the last line."""

    lines: tuple[str, ...]
    people: tuple[Participation, ...]
    end: int


def roster_at(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """Return the roster that begins at this position, or None: names under roles, or names right under a heading."""
    lines: list[str] = []
    people: list[Participation] = []
    end = position
    while end < len(entries) and same_section(position, end):
        group = _role_group(entries, end, same_section)
        if group is None:
            break
        lines.extend(group.lines)
        people.extend(group.people)
        end = group.end
    if people:
        return Roster(tuple(lines), tuple(people), end)
    return _names_under_heading(entries, position, same_section) or _participant_list(entries, position, same_section)


def _role_group(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """Return one role with the people who have it, on the same line or on the lines below, or None."""
    label = entries[position].piece.text
    witness = parse_surname_first(label)
    if entries[position].piece.people or witness:  # somebody speaks, or is listed as a witness
        return Roster((label,), (witness,), position + 1) if witness else None
    people = parse_inline_people(_PANEL.sub("Present: ", label) if _under_attendance(entries[position]) else label)
    if people:
        return _with_more_names(entries, _with_delegates(entries, position, people, same_section), same_section)
    role_and_rest = _label(label)
    if not role_and_rest:
        return None
    role, rest = role_and_rest
    if rest:
        person = parse_participation(rest, role)
        is_person = looks_like_person(rest) and not may_be_body(person)
        return Roster((label,), (person,), position + 1) if is_person else None
    end = position + 1
    strict = entries[position].piece.is_list_item  # a role that is an item itself: the next item may be another role
    while same_section(position, end) and _is_name(entries[end]) and (role != _PRESENT or _is_person(entries[end])):
        if strict and not looks_like_person(entries[end].piece.text):
            break
        end += 1
    names = tuple(entries[index].piece.text for index in range(position + 1, end))
    if not names:
        return None
    return Roster((label, *names), tuple(parse_participation(name, role) for name in names), end)


def _under_attendance(entry: OutlineEntry) -> bool:
    return bool(entry.section.headings) and is_attendance(entry.section.headings[-1])


def _with_delegates(
    entries: Sequence[OutlineEntry], position: int, people: tuple[Participation, ...], same_section: SameSection
) -> Roster:
    """Return a line of people with the lines below it that name a country and its representative."""
    end = position + 1
    while same_section(position, end) and (person := parse_delegate(entries[end].piece.text)):
        people = (*people, person)
        end += 1
    return Roster(tuple(entries[index].piece.text for index in range(position, end)), people, end)


def _with_more_names(entries: Sequence[OutlineEntry], roster: Roster, same_section: SameSection) -> Roster:
    """Return a line of people under a role in the plural with the lines below it that name more of them."""
    label = split_role_label(roster.lines[0])
    end = roster.end
    if len(roster.lines) > 1 or not label or not re.match(r"^\w+s\s*:", roster.lines[0]):
        return roster
    while same_section(roster.end - 1, end) and _is_named(entries[end].piece) and _is_person(entries[end]):
        end += 1
    further = [entries[index].piece.text for index in range(roster.end, end)]
    people = (*roster.people, *(parse_participation(line, label[0]) for line in further))
    return Roster((*roster.lines, *further), people, end)


def _label(text: str) -> tuple[str, str] | None:
    """Return the role that a line gives to the people after it, and the rest of the line, or None."""
    return (_PRESENT, "") if is_attendance(text) and text.endswith((":", "：")) else split_role_label(text)


def _is_person(entry: OutlineEntry) -> bool:
    return all_are_names([entry.piece.text])


def _is_name(entry: OutlineEntry) -> bool:
    text = entry.piece.text
    if split_role_label(text) or is_quotation(text):
        return False
    if entry.piece.is_list_item:
        return entry.piece.block.label is None and count_words(text) <= 45 and not text.endswith("?")
    return looks_like_person(text) and count_words(text) <= 25 and not text.endswith((".", ":"))


def _participant_list(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """Return a list of participants with several lines each (name with honorific, office, body), or None."""
    if position and same_section(position - 1, position):
        return None
    groups: list[list[str]] = []
    end = position
    while same_section(position, end) and _is_line(entries[end].piece):
        text = entries[end].piece.text
        if split_honorific(text)[0] and "," not in text and looks_like_person(text):
            groups.append([])
        elif not groups or len(groups[-1]) > _MAX_LINES_PER_PERSON:
            break
        groups[-1].append(text)
        end += 1
    if len(groups) < 1 or not all(len(group) > 1 for group in groups):
        return None
    heading = entries[position].section.headings[-1] if entries[position].section.headings else ""
    country = (heading,) if heading in country_names() else ()
    people = tuple(parse_participation(", ".join((*group, *country)), _PRESENT) for group in groups)
    return Roster(tuple(line for group in groups for line in group), people, end)


def _is_line(piece: Piece) -> bool:
    text = piece.text
    return piece.block.kind == "paragraph" and not piece.people and count_words(text) <= 12 and not ends_sentence(text)


def _names_under_heading(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """Return the lines right under a heading if all are names with affiliations, in the role that the heading names."""
    if position and same_section(position - 1, position):
        return None
    end = position
    while end < len(entries) and same_section(position, end) and _is_named(entries[end].piece):
        end += 1
    heading = entries[position].section.headings[-1] if entries[position].section.headings else ""
    role_and_rest = (_PRESENT, "") if is_attendance(heading) else split_role_label(heading)
    rest_is_list = end < len(entries) and same_section(position, end) and entries[end].piece.is_list_item
    alone = end > position and split_honorific(entries[position].piece.text)[0] is not None
    if end - position < (1 if role_and_rest or alone else 2) or rest_is_list:
        return None
    lines = tuple(entries[index].piece.text for index in range(position, end))
    return Roster(
        lines, tuple(parse_participation(line, role_and_rest[0] if role_and_rest else "speaker") for line in lines), end
    )


def _is_named(piece: Piece) -> bool:
    """Return whether a line is a name with an affiliation and nothing more."""
    name = without_brackets(piece.text)
    says_more = "," in piece.text or (name != piece.text and all_are_names([name]))
    return says_more and looks_like_person(piece.text) and not piece.text.endswith((".", ":", "?"))
