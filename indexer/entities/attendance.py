"""Parse people listed on one line: `Present: Ms. A (chair), Mr. B (Norway)`, `Chair: X; Rapporteur: Y`.

Which lines form a roster is decided in `structure.passages.rosters`; people in running text are found in `mentions`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.model import Participation
from indexer.text.honorifics import honorific_pattern

from .attendees import fits_initials, is_listed_name
from .phrases import PARTICLES, is_person_name
from .roles import (
    ROLE_WORDS,
    parse_participation,
    role_named,
    split_honorific,
    split_outside_brackets,
    without_brackets,
)
from .vocabulary import BODIES, OFFICES, country_names, label_words

_COUNTRY_FIRST = re.compile(
    rf"^(?P<country>[^\d,;:()]{{3,60}}?)\s+(?P<person>(?:{honorific_pattern('country_first')})\s.+)$"
)
_SURNAME_FIRST = re.compile(
    r"^(?P<surname>[A-ZÀ-Þ][A-ZÀ-Þ’'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ’'-]+)?), "
    rf"(?P<honorific>(?:{honorific_pattern('surname_first')})\.?) "
    r"(?P<given>[^\W\d_a-z][^,;:]{0,40}?)(?P<rest>,[^:]*)?$"
)
_PRESENT = (
    r"(?:(?:those|members|persons|delegates|also|staff|officers|councill?ors)\s+)?present|señores asistentes"
    r"|witness(?:es)?|members|(?:members |also )?in attendance|attendance|attendees?|attended by"
    r"|concejales|vocales|regidores"
    r"|(?:list of )?participants?(?: list)?|(?:étaient |membres )?présente?s?|participantes?|(?:lista de |liste des )"
    r"participante?s|(?:miembros )?presentes?|asistentes?|asistencia|teilnehmer(?:innen)?|anwesend"
)
_LABEL = re.compile(
    r"(?:^|(?<=[;|.])\s*|(?<=[\w)])(?<!Vice)(?<!Deputy)(?<!Acting)(?<!Panel)\s(?=(?-i:[A-ZÀ-Þ])))"
    rf"(?P<label>{_PRESENT}|(?P<absent>apologies(?: for absence)?|excused|absent|regrets"
    rf"|(?:absents? )?excusée?s?|absente?s?|ausentes?|excusad[oa]s|entschuldigt)|{ROLE_WORDS})(?:\(e?s\))?\s*[:：]\s*",
    re.IGNORECASE,
)
_INNER_LABEL = re.compile(r"(?<=[\w)\].])\s+(?P<word>[^\W\d_a-z][^\W\d_]{2,20})\s?[:：]\s")
_PRESENT_LINE = re.compile(rf"^(?:{_PRESENT})\s*[:：]?\s*$", re.IGNORECASE)
_SINGULAR = re.compile(r"\b\w+[^s\s]$|by$")
_AND = re.compile(r"\s+(?:and|et|y|e|und|&)\s+")
_STARTS_AND = re.compile(r"^(?:and|et|y|e|und|&)\s+")
_FRENCH = re.compile(r"\b(?:présente?s?|président|Mmes?|Mlle)\b", re.IGNORECASE)
_MISTER = re.compile(r"\bM\.\s+(?=[^\W\d_a-z])")  # elsewhere it may be an initial
_TITLES = {
    "senators": "Senator", "representatives": "Representative", "councillors": "Councillor", "deputies": "Deputy",
    "councilors": "Councilor", "commissioners": "Commissioner", "messrs": "Mr.", "mmes": "Mme",
    "ministers": "Minister", "professors": "Professor", "judges": "Judge", "aldermen": "Alderman",
    "council members": "Council Member", "councilmembers": "Councilmember", "board members": "Board Member",
    "committee members": "Committee Member", "members": "Member", "trustees": "Trustee", "supervisors": "Supervisor",
}  # fmt: skip
_PLURAL = re.compile(rf"^(?P<title>{'|'.join(_TITLES)})\.?\s+(?=(?-i:[^\W\d_a-z]))", re.IGNORECASE)
_SEMICOLON_PLURAL = re.compile(
    rf"(?:^|;)\s*(?:{'|'.join(_TITLES)})\.?\s+[^;]*(?:,|\band\b)[^;]*;|;\s*(?:{'|'.join(_TITLES)})\s", re.IGNORECASE
)
_INNER_PLURAL = re.compile(rf",\s*(?:and\s+)?(?=(?:{'|'.join(_TITLES)})\s+(?-i:[^\W\d_a-z]))", re.IGNORECASE)
_BODIES_OF_TWO = frozenset({"AU", "EC", "EU", "UK", "UN", "US"})  # as likely a body as the initials of a name
_MAX_NAME_WORDS = 5  # words of a name
_ABSENT = re.compile(r"\((?:absent|apologies|excused|excusée?|ausente)\)", re.IGNORECASE)


def is_attendance(line: str) -> bool:
    """Return whether a line only announces the people present: `Participants`, `Presents :`."""
    return bool(_PRESENT_LINE.match(line))


def is_absence(line: str) -> bool:
    """Return whether a line opens with a label for people who were absent: `Absent: Ms. A (excused)`."""
    match = _LABEL.match(line)
    return bool(match and match["absent"])


def parse_inline_people(text: str) -> tuple[Participation, ...]:
    """Return the people that a line names after its opening label, in order; () when the line has another form.

    People after a label of absence are left out. The words right after any other label must be a name.
    """
    if not _LABEL.match(text):
        return ()
    labels = list(_LABEL.finditer(text))
    ends = sorted([*(label.start() for label in labels), *_other_labels(text), len(text)])
    result: list[Participation] = []
    for label in labels:
        end = ends[bisect_left(ends, label.end())]
        if label["absent"]:
            continue
        french = label.group().rstrip().endswith((" :", "\xa0:"))
        people = _parse_people(text[label.end() : end], label["label"], french=french)
        if not people:
            return ()
        result.extend(person for person in people if not may_be_body(person))
    return tuple(result)


def _other_labels(text: str) -> Iterator[int]:
    """Yield where labels stand inside a line whose people are not wanted: `Chairs: A, B Scribes: C`."""
    for match in _INNER_LABEL.finditer(text):
        if match["word"].casefold() in label_words():
            yield match.start()


def may_be_body(person: Participation) -> bool:
    """Return whether a host can as well be a company or a room: nothing beside the name says that it is a person's."""
    return person.role == "host" and not person.honorific and not person.affiliation


def parse_delegate(line: str) -> Participation | None:
    """Return the person of a line that names the country first (`China Mr. Fu Cong`), or None."""
    match = _COUNTRY_FIRST.match(line.strip())
    if not match or match["country"] not in country_names() or not _is_name(match["person"]):
        return None
    return replace(parse_participation(match["person"], "participant"), affiliation=match["country"])


def parse_surname_first(line: str) -> Participation | None:
    """Return the person of a line that lists a witness (`BENNETT, Ms Carolyn, Chief Executive Officer`), or None."""
    match = _SURNAME_FIRST.match(line.strip())
    if not match:
        return None
    surname = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), match["surname"])
    return parse_participation(f"{match['honorific']} {match['given']} {surname}{match['rest'] or ''}", "participant")


def _parse_people(text: str, label: str, *, french: bool = False) -> list[Participation]:
    role = role_named(label) or "participant"
    first = parse_delegate(text) or parse_surname_first(text)
    if first:
        return [first]
    text = text.strip().rstrip(";|.").strip()
    if french or _FRENCH.search(f"{label} {text}"):
        text = _MISTER.sub("Monsieur ", text)
    text = _INNER_PLURAL.sub("; ", text)
    plural = _PLURAL.match(text)
    if plural and ";" not in text:
        return _parse_plural_title(plural["title"], text[plural.end() :], role)
    if _SEMICOLON_PLURAL.search(text):
        return [person for part in split_outside_brackets(text, ";") for person in _parse_people(part, label)]
    several = not _is_singular(label, role)
    groups = split_outside_brackets(text, ";")
    parts = (
        [part for group in groups for part in _group_parts(group, several=several)]
        if (len(groups) == 1 or any(_names_two_titled(group) for group in groups))
        else groups
    )
    parts = [_STARTS_AND.sub("", part.strip()).rstrip(".") if len(part) > 3 else part for part in parts]
    parts = [_move_office_last(part) for part in parts]
    named = [_is_name(split_outside_brackets(part, ",")[0]) or (";" in text and _is_single(part)) for part in parts]
    if not any(named) or not (named[0] or role == "participant"):
        return []
    people = [part for part, is_named in zip(parts, named, strict=True) if is_named]
    return _without_initials([_parse_person(part, role) for part in people if not _ABSENT.search(part)])


def _without_initials(people: list[Participation]) -> list[Participation]:
    """Return people without affiliations that are the initials of their names, where several have such ones."""
    bare = [
        replace(person, affiliation=None)
        if re.fullmatch(r"[^\W\d_a-z]{2,4}", person.affiliation or "")
        and fits_initials(person.affiliation or "", person.name)
        else person
        for person in people
    ]
    for index, person in enumerate(people):
        letters = "".join(word[0] for word in person.name.split())
        if len(people) == 1 and person.affiliation == letters.upper() and letters not in _BODIES_OF_TWO:
            bare[index] = replace(person, affiliation=None)
            return bare
    changed = sum(first != second for first, second in zip(bare, people, strict=True))
    return bare if changed > 1 and 2 * changed >= len(people) else people


def _parse_plural_title(plural: str, text: str, role: str) -> list[Participation]:
    """Return the people listed after a title in the plural: `Senators Hill, Ray and Sand`."""
    names = [
        name.strip() for part in split_outside_brackets(text, ",") for name in _AND.split(_STARTS_AND.sub("", part))
    ]
    if not all(name and len(name.split()) <= _MAX_NAME_WORDS and name[0].isupper() for name in names):
        return []
    title = _TITLES[plural.casefold()]
    return [replace(parse_participation(name, role), honorific=title) for name in names]


def _is_singular(label: str, role: str) -> bool:
    return role != "participant" and bool(_SINGULAR.search(label))


def _parse_person(part: str, role: str) -> Participation:
    """Return the person that one part of a list names, with affiliation.

    If one of several affiliations is an office of the meeting, it becomes the role.
    """
    person = parse_participation(part, role)
    if person.honorific == "Monsieur":
        person = replace(person, honorific="M.")
    affiliations = split_outside_brackets(person.affiliation or "", ",")
    office = next((role_named(word) for word in affiliations if role_named(word)), None)
    if not office or role != "participant":
        return person
    return replace(
        person, role=office, affiliation=", ".join(word for word in affiliations if not role_named(word)) or None
    )


def _move_office_last(part: str) -> str:
    """Return a name with the office before it moved behind it: `City Clerk Ann Low` becomes `Ann Low, City Clerk`."""
    name, comma, rest = part.partition(",")
    parts = name.split()
    for index in range(len(parts) - 2, 0, -1):
        if (
            parts[index - 1].casefold() in OFFICES
            and is_person_name(" ".join(parts[index:]))
            and not split_honorific(name)[0]
        ):
            return f"{' '.join(parts[index:])}, {' '.join(parts[:index])}{comma}{rest}"
    return part


def _group_parts(text: str, *, several: bool) -> list[str]:
    """Return the people of a list with commas, each with the words that describe him or her.

    If one name has an honorific, all have one: a part without one is then an affiliation.
    """
    parts = [list(_split_at_conjunction(part)) for part in split_outside_brackets(text, ",")]
    pieces = [piece for part in parts for piece in part]
    second = {id(piece) for part in parts for piece in part[1:]}  # after an `and` comes a person
    titled = any(split_honorific(without_brackets(piece))[0] for piece in pieces)
    grouped: list[str] = []
    for piece in pieces:
        closed = bool(grouped) and grouped[-1].endswith(")")  # the affiliation is in brackets
        by_form = _is_titled(piece) if titled and not closed else several or _is_titled(piece)
        new = id(piece) in second or _move_office_last(piece) != piece or (by_form and not _names_body_or_office(piece))
        if not grouped or closed or (new and _is_name(_move_office_last(piece).partition(",")[0])):
            grouped.append(piece)
        elif _may_describe(piece):
            grouped[-1] = f"{grouped[-1]}, {piece}"
    return grouped


def _split_at_conjunction(part: str) -> Iterator[str]:
    """Yield a part of a list, split in two where a conjunction stands between two people."""
    part = _STARTS_AND.sub("", part.strip())
    for match in _AND.finditer(part):
        if _is_name(part[: match.start()]) and not part[match.end()].isupper():  # `and 12 observers` names nobody
            part = part[: match.start()]
            break
        if _is_name(part[match.end() :]) and not _names_body_or_office(part[match.end() :]):
            yield part[: match.start()].strip()
            yield part[match.end() :].strip()
            return
    if part:
        yield part


def _is_name(piece: str) -> bool:
    """Return whether a part of a list is a name; an honorific before it and brackets after it are ignored."""
    honorific, name = split_honorific(without_brackets(piece).strip().rstrip("."))
    words = name.split()
    if honorific and words:
        return (
            words[0][0].isupper()
            and len(words) <= _MAX_NAME_WORDS
            and all(word[0].isupper() or word in PARTICLES for word in words)
        )
    return is_person_name(name)


def _names_two_titled(group: str) -> bool:
    """Return whether two people with honorifics stand between the same semicolons: `M. Roc, Mme Petit, adjoints`."""
    return sum(_is_titled(part) and _is_name(part) for part in split_outside_brackets(group, ",")) > 1


def _is_single(part: str) -> bool:
    """Return whether a part of a list is a name of one word with a body or an office: `Suryono, Ministry of Ports`."""
    name, comma, after = part.partition(",")
    return bool(comma) and " " not in name.strip() and is_listed_name(name.strip()) and _names_body_or_office(after)


def _is_titled(piece: str) -> bool:
    return bool(split_honorific(without_brackets(piece))[0])


def _names_body_or_office(piece: str) -> bool:
    """Return whether a part of a list is a body or an office rather than a name."""
    return any(word.casefold() in BODIES | OFFICES for word in piece.split())


def _may_describe(piece: str) -> bool:
    """Return whether a part of a list can be an affiliation of the name before it."""
    if "?" in piece:  # `Rich ?` is somebody else
        return False
    return piece[:1].isupper() or any(word in OFFICES | {"former"} for word in piece.split())


def all_are_names(lines: Sequence[str]) -> bool:
    """Return whether every line begins with a name."""
    return all(_is_name(split_outside_brackets(line, ",")[0]) for line in lines)
