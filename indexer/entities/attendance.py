"""People in a row on one line: `Present: Ms. A (chair), Mr. B (Norway)`, `Chair: X; Rapporteur: Y`.

Which lines make a roster is `rosters`' business; who speaks in running text is told in `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.model import Participation

from .phrases import PARTICLES, is_person_name
from .roles import (
    ROLE_WORDS,
    parse_participation,
    role_named,
    split_honorific,
    split_outside_brackets,
    without_brackets,
)
from .vocabulary import BODIES, OFFICES, country_names

_COUNTRY_FIRST = re.compile(r"^(?P<country>[^\d,;:()]{3,60}?)\s+(?P<person>(?:H\.E\.|Mrs?\.|Ms\.|Mme|Sir|Dr\.)\s.+)$")
_SURNAME_FIRST = re.compile(
    r"^(?P<surname>[A-ZÀ-Þ][A-ZÀ-Þ’'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ’'-]+)?), "
    r"(?P<honorific>(?:Mr|Ms|Mrs|Miss|Dr|Prof(?:essor)?|Sir"
    r"|Dame|Hon|Senator|Mme|Sra?)\.?) (?P<given>[^\W\d_a-z][^,;:]{0,40}?)(?P<rest>,[^:]*)?$"
)
_PRESENT = (
    r"(?:(?:those|members|persons|delegates|also|staff|officers|councill?ors)\s+)?present|señores asistentes"
    r"|witness(?:es)?|members|(?:members |also )?in attendance|attendance|attendees?|attended by"
    r"|concejales|vocales|regidores"
    r"|(?:list of )?participants?(?: list)?|(?:étaient |membres )?présente?s?|participantes?|(?:lista de |liste des )"
    r"participante?s|(?:miembros )?presentes?|asistentes?|asistencia|teilnehmer(?:innen)?|anwesend"
)
_LABEL = re.compile(
    rf"(?:^|(?<=[;|.])\s*)(?P<label>{_PRESENT}|(?P<absent>apologies(?: for absence)?|excused|absent|regrets"
    rf"|(?:absents? )?excusée?s?|absente?s?|ausentes?|excusad[oa]s|entschuldigt)|{ROLE_WORDS})(?:\(e?s\))?\s*[:：]\s*",
    re.IGNORECASE,
)
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
}  # fmt: skip
_PLURAL = re.compile(rf"^(?P<title>{'|'.join(_TITLES)})\.?\s+(?=(?-i:[^\W\d_a-z]))", re.IGNORECASE)
_SEMICOLON_PLURAL = re.compile(
    rf"(?:^|;)\s*(?:{'|'.join(_TITLES)})\.?\s+[^;]*(?:,|\band\b)[^;]*;|;\s*(?:{'|'.join(_TITLES)})\s", re.IGNORECASE
)
_HIGHEST = 5  # words of a name
_ABSENT = re.compile(r"\((?:absent|apologies|excused|excusée?|ausente)\)", re.IGNORECASE)


def is_attendance(line: str) -> bool:
    """Whether a line only announces those who were there: `Participants`, `Presents :`."""
    return bool(_PRESENT_LINE.match(line))


def is_absence(line: str) -> bool:
    """Whether a line opens with a label for those who were not there: `Absent: Ms. A (excused)`."""
    match = _LABEL.match(line)
    return bool(match and match["absent"])


def parse_inline_people(text: str) -> tuple[Participation, ...]:
    """Those whom a line names after the label that it opens with, in the order of the line; () if it is no such line.

    What a label of absence is followed by names nobody. A line whose first words after a label are no name is none.
    """
    labels = list(_LABEL.finditer(text))
    if not labels or labels[0].start():
        return ()
    found: list[Participation] = []
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        if label["absent"]:
            continue
        people = _people(text[label.end() : end], label["label"])
        if not people:
            return ()
        found.extend(people)
    return tuple(found)


def parse_delegate(line: str) -> Participation | None:
    """The person of a line that names the country first: `China Mr. Fu Cong`."""
    match = _COUNTRY_FIRST.match(line.strip())
    if not match or match["country"] not in country_names() or not _opens(match["person"]):
        return None
    return replace(parse_participation(match["person"], "participant"), affiliation=match["country"])


def parse_surname_first(line: str) -> Participation | None:
    """The person of a line that lists a witness: `BENNETT, Ms Carolyn, Chief Executive Officer, Shire Council`."""
    match = _SURNAME_FIRST.match(line.strip())
    if not match:
        return None
    surname = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), match["surname"])
    return parse_participation(f"{match['honorific']} {match['given']} {surname}{match['rest']}", "participant")


def _people(text: str, label: str) -> list[Participation]:
    role = role_named(label) or "participant"
    first = parse_delegate(text)
    if first:
        return [first]
    text = text.strip().rstrip(";|.").strip()
    if _FRENCH.search(f"{label} {text}"):
        text = _MISTER.sub("Monsieur ", text)
    plural = _PLURAL.match(text)
    if plural and ";" not in text:
        return _of_one_title(plural["title"], text[plural.end() :], role)
    if _SEMICOLON_PLURAL.search(text):
        return [one for part in split_outside_brackets(text, ";") for one in _people(part, label)]
    parts = split_outside_brackets(text, ";") if ";" in text else _grouped(text, several=not _is_singular(label, role))
    parts = [_STARTS_AND.sub("", part.strip()).rstrip(".") if len(part) > 3 else part for part in parts]
    parts = [_office_last(part) for part in parts]
    named = [_opens(split_outside_brackets(part, ",")[0]) for part in parts]
    if not any(named) or not (named[0] or role == "participant"):
        return []
    people = [part for part, is_named in zip(parts, named, strict=True) if is_named]
    return [_person(part, role) for part in people if not _ABSENT.search(part)]


def _of_one_title(plural: str, text: str, role: str) -> list[Participation]:
    """Those whom one title in the plural stands before: `Senators Hill, Ray and Sand`."""
    names = [
        name.strip() for part in split_outside_brackets(text, ",") for name in _AND.split(_STARTS_AND.sub("", part))
    ]
    if not all(name and len(name.split()) <= _HIGHEST and name[0].isupper() for name in names):
        return []
    title = _TITLES[plural.casefold()]
    return [replace(parse_participation(name, role), honorific=title) for name in names]


def _is_singular(label: str, role: str) -> bool:
    return role != "participant" and bool(_SINGULAR.search(label))


def _person(part: str, role: str) -> Participation:
    """One person with what stands after the name; of several affiliations, an office of the meeting is the role."""
    one = parse_participation(part, role)
    if one.honorific == "Monsieur":
        one = replace(one, honorific="M.")
    said = split_outside_brackets(one.affiliation or "", ",")
    stated = next((role_named(word) for word in said if role_named(word)), None)
    if not stated or role != "participant":
        return one
    return replace(one, role=stated, affiliation=", ".join(word for word in said if not role_named(word)) or None)


def _office_last(part: str) -> str:
    """A name with the office that stands before it put behind it: `City Clerk Ann Low` is `Ann Low, City Clerk`."""
    name, comma, rest = part.partition(",")
    parts = name.split()
    for at in range(len(parts) - 2, 0, -1):
        if (
            parts[at - 1].casefold() in OFFICES
            and is_person_name(" ".join(parts[at:]))
            and not split_honorific(name)[0]
        ):
            return f"{' '.join(parts[at:])}, {' '.join(parts[:at])}{comma}{rest}"
    return part


def _grouped(text: str, *, several: bool) -> list[str]:
    """The parts of a list with commas, each a name with what is said of it.

    Where one name has an honorific, all have: a second part without one is an affiliation.
    """
    parts = [list(_at_and(part)) for part in split_outside_brackets(text, ",")]
    pieces = [piece for part in parts for piece in part]
    second = {id(piece) for part in parts for piece in part[1:]}  # who stands after an `and` is somebody
    titled = any(split_honorific(without_brackets(piece))[0] for piece in pieces)
    grouped: list[str] = []
    for piece in pieces:
        closed = bool(grouped) and grouped[-1].endswith(")")  # what somebody belongs to is said in brackets
        by_form = _is_titled(piece) if titled and not closed else several or _is_titled(piece)
        new = id(piece) in second or _office_last(piece) != piece or (by_form and not _is_of(piece))
        if not grouped or closed or (new and _opens(_office_last(piece).partition(",")[0])):
            grouped.append(piece)
        elif _tells(piece):
            grouped[-1] = f"{grouped[-1]}, {piece}"
    return grouped


def _at_and(part: str) -> Iterator[str]:
    """A part of a list, in two where a conjunction stands between two people."""
    part = _STARTS_AND.sub("", part.strip())
    for match in _AND.finditer(part):
        if _opens(part[: match.start()]) and not part[match.end()].isupper():  # `and 12 observers` names nobody
            part = part[: match.start()]
            break
        if _opens(part[match.end() :]) and not _is_of(part[match.end() :]):
            yield part[: match.start()].strip()
            yield part[match.end() :].strip()
            return
    if part:
        yield part


def _opens(piece: str) -> bool:
    """Whether a part of a list is a name, an honorific before it or brackets behind it aside."""
    honorific, name = split_honorific(without_brackets(piece).strip().rstrip("."))
    words = name.split()
    if honorific and words:
        return words[0][0].isupper() and len(words) <= _HIGHEST and all(w[0].isupper() or w in PARTICLES for w in words)
    return is_person_name(name)


def _is_titled(piece: str) -> bool:
    return bool(split_honorific(without_brackets(piece))[0])


def _is_of(piece: str) -> bool:
    """Whether a part of a list is a body or an office rather than a name."""
    return any(word.casefold() in BODIES | OFFICES for word in piece.split())


def _tells(piece: str) -> bool:
    """Whether a part of a list can be what its neighbour is or belongs to."""
    return piece[:1].isupper() or any(word in OFFICES | {"former"} for word in piece.split())


def all_are_names(lines: Sequence[str]) -> bool:
    """Whether each of some lines begins with a name."""
    return all(_opens(split_outside_brackets(line, ",")[0]) for line in lines)
