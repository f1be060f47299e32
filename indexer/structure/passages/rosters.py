"""Lists of people under their roles: which lines of a section make one, and who is named in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.entities.attendance import (
    all_are_names,
    is_attendance,
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
from indexer.text.prose import ends_sentence, split_words

_PRESENT = "participant"  # the role of those of whom a paper only says that they were there
_PANEL = re.compile(r"^[IVX]{1,4}\s*:\s+(?=\S)")  # witnesses who are heard together: `II: Ms A, B; and Mr C, D.`
_LINES = 5  # below a name: office, body, address of one who took part
SameSection = Callable[[int, int], bool]
"""Whether the second of two entries stands in the section of the first, with no heading between."""


@dataclass(frozen=True)
class Roster:
    """The lines of a list of people as the paper has them, the people, and the position after the last line."""

    lines: tuple[str, ...]
    people: tuple[Participation, ...]
    end: int


def roster_at(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """The roster that begins at this position: names under roles, or names alone right under a heading."""
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
    return _names_under_heading(entries, position, same_section) or _listed(entries, position, same_section)


def _role_group(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """One role with those who have it, on its own line or on the lines below."""
    label = entries[position].piece.text
    witness = parse_surname_first(label)
    if entries[position].piece.people or witness:  # somebody speaks, or is listed as a witness
        return Roster((label,), (witness,), position + 1) if witness else None
    people = parse_inline_people(_PANEL.sub("Present: ", label) if _under_attendance(entries[position]) else label)
    if people:
        return _with_further(entries, _with_delegates(entries, position, people, same_section), same_section)
    found = _label(label)
    if not found:
        return None
    role, rest = found
    if rest:
        return Roster((label,), (parse_participation(rest, role),), position + 1) if looks_like_person(rest) else None
    end = position + 1
    while same_section(position, end) and _is_name(entries[end]) and (role != _PRESENT or _is_person(entries[end])):
        end += 1
    names = tuple(entries[at].piece.text for at in range(position + 1, end))
    if not names:
        return None
    return Roster((label, *names), tuple(parse_participation(name, role) for name in names), end)


def _under_attendance(entry: OutlineEntry) -> bool:
    return bool(entry.section.headings) and is_attendance(entry.section.headings[-1])


def _with_delegates(
    entries: Sequence[OutlineEntry], position: int, people: tuple[Participation, ...], same_section: SameSection
) -> Roster:
    """A line of people with the lines below it that name a country and who speaks for it."""
    end = position + 1
    while same_section(position, end) and (one := parse_delegate(entries[end].piece.text)):
        people = (*people, one)
        end += 1
    return Roster(tuple(entries[at].piece.text for at in range(position, end)), people, end)


def _with_further(entries: Sequence[OutlineEntry], roster: Roster, same_section: SameSection) -> Roster:
    """A line of people under a role in the plural with the lines below it that name more of them."""
    label = split_role_label(roster.lines[0])
    end = roster.end
    if len(roster.lines) > 1 or not label or not re.match(r"^\w+s\s*:", roster.lines[0]):
        return roster
    while same_section(roster.end - 1, end) and _is_named(entries[end].piece) and _is_person(entries[end]):
        end += 1
    more = [entries[at].piece.text for at in range(roster.end, end)]
    people = (*roster.people, *(parse_participation(line, label[0]) for line in more))
    return Roster((*roster.lines, *more), people, end)


def _label(text: str) -> tuple[str, str] | None:
    """The role that a line gives to those named after it, and the rest of the line."""
    return (_PRESENT, "") if is_attendance(text) and text.endswith((":", "：")) else split_role_label(text)


def _is_person(entry: OutlineEntry) -> bool:
    return all_are_names([entry.piece.text])


def _is_name(entry: OutlineEntry) -> bool:
    text = entry.piece.text
    if split_role_label(text) or is_quotation(text):
        return False
    if entry.piece.is_list_item:
        return entry.piece.block.label is None and len(split_words(text)) <= 45 and not text.endswith("?")
    return looks_like_person(text) and len(split_words(text)) <= 25 and not text.endswith((".", ":"))


def _listed(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """A list of participants that gives each a few lines: the name with an honorific, and below it office and body."""
    if position and same_section(position - 1, position):
        return None
    groups: list[list[str]] = []
    end = position
    while same_section(position, end) and _is_line(entries[end].piece):
        text = entries[end].piece.text
        if split_honorific(text)[0] and "," not in text and looks_like_person(text):
            groups.append([])
        elif not groups or len(groups[-1]) > _LINES:
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
    return (
        piece.block.kind == "paragraph"
        and not piece.people
        and len(split_words(text)) <= 12
        and not ends_sentence(text)
    )


def _names_under_heading(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> Roster | None:
    """Lines right under their heading that are all names with affiliations, in the role that the heading names."""
    if position and same_section(position - 1, position):
        return None
    end = position
    while end < len(entries) and same_section(position, end) and _is_named(entries[end].piece):
        end += 1
    heading = entries[position].section.headings[-1] if entries[position].section.headings else ""
    found = (_PRESENT, "") if is_attendance(heading) else split_role_label(heading)
    rest_is_list = end < len(entries) and same_section(position, end) and entries[end].piece.is_list_item
    alone = end > position and split_honorific(entries[position].piece.text)[0] is not None
    if end - position < (1 if found or alone else 2) or rest_is_list:
        return None
    lines = tuple(entries[at].piece.text for at in range(position, end))
    return Roster(lines, tuple(parse_participation(line, found[0] if found else "speaker") for line in lines), end)


def _is_named(piece: Piece) -> bool:
    """Whether a line is a name with an affiliation and nothing more."""
    name = without_brackets(piece.text)
    says_more = "," in piece.text or (name != piece.text and all_are_names([name]))
    return says_more and looks_like_person(piece.text) and not piece.text.endswith((".", ":", "?"))
