"""Read who attends a meeting from the lists of its paper: tables, bullets, lines and paragraphs below `Attendees`.

One table is read in `attendee_tables`, one item of a list in `entities.attendees`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from indexer.entities.attendance import is_absence, parse_delegate, parse_inline_people, parse_surname_first
from indexer.entities.attendees import Attendee, fits_initials, is_listed_name, parse_attendee, parse_attendees
from indexer.entities.names import fold_name, is_fuller_name
from indexer.entities.vocabulary import OFFICES, label_words
from indexer.model import Participation
from indexer.structure.draft import RUNNING_HEADS, Piece
from indexer.text.prose import is_prose
from indexer.text.stopwords import function_words
from indexer.text.word_lists import load_table

from .attendee_tables import plain_words, read_attendee_table

_HEADING = re.compile(
    r"^(?:\(?\d{1,2}(?:\.\d+)*[.)]?\s+)?(?P<words>[^:：(（\[]{2,60}?)\s*(?:[(（\[][^)）\]]*[)）\]])?\s*[:：]?\s*$"
)
_LABELLED = re.compile(r"^(?P<label>[^:：(（]{2,40}?)\s*(?:[(（][^)）]*[)）])?\s*[:：]\s*(?P<rest>\S.*)$", re.DOTALL)
_WITH_INITIALS = re.compile(r"(?P<name>[^\W\d_][^,;:()\[\]\n]{2,40}?),?\s*[(\[](?P<label>[^\W\d_a-z]{2,5})[)\]]")
_IN_BRACKETS = re.compile(r"^\((?P<name>[^\W\d_][^,;:()\n]{2,40}?),?\s+(?P<label>[^\W\d_a-z]{2,5})\)$")
_INTRODUCED = re.compile(
    r"^(?P<name>[^\W\d_][^,;:()\[\]\n]{2,40}?) [(\[](?P<label>[^\W\d_a-z]{2,4})[)\]]\s?(?:[-–—]{1,2}\s|:\s)"
)
_PANEL_ROLES = frozenset({"panelist", "moderator", "discussant", "keynote"})
_SPEAKERS = re.compile(r"\b(?:speakers|presenters|intervenants|oradores|ponentes|relatori|referenten)\b", re.IGNORECASE)
_HANDLE = re.compile(r"^@?[^\W\d_][\w.-]{2,19}$")
_CONJUNCTION = re.compile(r"^(?:and|et|y|e|und|en|&)\s+")
_DASH = re.compile(r"\s+[-–—|]\s+")
_FILLER = re.compile(r"\b(?:the|all|of|at|meeting|were|was|sont|étaient|estaban|waren)\b", re.IGNORECASE)
_MAX_HEADING_WORDS = 5  # words of a heading such as `Introduction of attendees`
_MAX_LINE_WORDS = 8  # words of a line with one person
_MOST_NAMED = 0.75  # of the lines of a paragraph, that are people: a list with a line in doubt
_MANY = 3  # people with their initials on one line, which make it a list of attendance by themselves


def read_attendees(pieces: Sequence[Piece]) -> tuple[Attendee, ...]:
    """Return the people whom a paper lists as present, or names with their initials or role, each once.

    People who are only named so, and are on no list, are not `listed`.
    """
    walk = _RosterWalk(pieces)
    walk.run()
    people = walk.people
    fitting = [person for person in people if not person.listed and person.labels and _fits(person)]
    if len(fitting) < _MANY:  # capitals in brackets are as likely a body
        people = [person for person in people if person.listed or not person.labels or _fits(person)]
    return _merge(people)


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(load_table("attendance")[name])


def announces_people(text: str) -> bool:
    """Return whether a line only says that a list of those who are there follows: `Participants`, `Asistentes (12)`."""
    return _names_list(text, "present")


def _names_list(text: str, name: str) -> bool:
    """Return whether a line is a heading for people who are there (`present`), or for those who are not (`absent`)."""
    match = _HEADING.match(text.strip())
    if not match:
        return False
    words = match["words"].casefold().strip(" *_.-–")
    if words in _phrases(name) or " ".join(_FILLER.sub(" ", words).split()) in _phrases(name):
        return True
    rest = words.split()
    surely = any(word in _phrases("surely_present") for word in rest)
    return name == "present" and surely and len(rest) <= _MAX_HEADING_WORDS and not _names_list(rest[0], "absent")


class _RosterWalk:
    """One pass over the pieces; a heading or label of attendance holds until something else than people follows."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = [
            line
            for piece in pieces
            if (piece.text or piece.block.drop == "column_heads") and not set(piece.reasons) & RUNNING_HEADS
            for line in _labelled_lines(piece)
        ]
        self.people: list[Attendee] = []
        self._heading: int | None = None
        """Level of the heading under which people are listed."""
        self._label = False
        """Whether the last lines were a label for people, and people."""

    def run(self) -> None:
        """Read all pieces."""
        index = 0
        while index < len(self._pieces):
            end = index
            while end < len(self._pieces) and self._pieces[end].block.kind == "table_row":
                end += 1
            if end > index:
                self.people += read_attendee_table(self._pieces[index:end], announced=self._is_open)
                index = end
                continue
            self._read(self._pieces[index])
            index += 1

    @property
    def _is_open(self) -> bool:
        return self._label or self._heading is not None

    def _read(self, piece: Piece) -> None:
        text = piece.text
        if _names_list(text, "present") or _names_list(text, "absent"):
            self._open(piece, there=_names_list(text, "present"))
        elif piece.block.kind != "heading" and piece.role == "heading" and (people := self._people_as_heading(piece)):
            self.people += people
        elif piece.block.kind == "heading" or piece.role == "heading":
            level = piece.block.level
            if self._heading is None or not level or level <= self._heading:
                self._heading = None
            self._label = False
            self.people += _named(text)
        elif people := self._people_of(piece):
            self.people += people
        else:
            self._label = self._label and not is_prose(text)
            self.people += _introduced(text) or list(_named(text))

    def _open(self, piece: Piece, *, there: bool) -> None:
        if piece.block.kind == "heading" or piece.role == "heading":
            self._heading = (piece.block.level or 0) if there else None
            self._label = False
        else:
            self._label = there
            self._heading = self._heading if there else None

    def _people_as_heading(self, piece: Piece) -> list[Attendee]:
        """Return the people of lines that look like a heading.

        Below a heading that the source marks, all names count; else an honorific or an affiliation must show it.
        """
        labelled = _LABELLED.match(piece.text)
        if labelled and _names_list(labelled["label"], "present"):
            return self._people_of(piece)
        people = [person for person in map(parse_attendee, _lines(piece)) if person] if self._is_open else []
        if self._heading:
            return people
        return [person for person in people if person.honorific or person.affiliation]

    def _people_of(self, piece: Piece) -> list[Attendee]:
        """Return the people whom a piece lists, if a list is open or the piece opens one itself."""
        text = piece.text
        labelled = _LABELLED.match(text)
        if labelled and _names_list(labelled["label"], "absent"):
            self._label = False
            return []
        if labelled and _names_list(labelled["label"], "present"):
            people = _people_in(labelled["rest"]) or _handles_in(labelled["rest"])
            self._label = bool(people)
            return people
        initialled = _with_initials(text)
        if len(initialled) >= _MANY and sum(_fits(person) for person in initialled) > len(initialled) / 2:
            return initialled
        if not self._is_open or is_absence(text):
            return []
        lines = _lines(piece)
        if piece.is_list_item or len(lines) > 1 or len(text.split()) <= 12:
            people = [person for line in lines for person in _people_of_item(line)]
            if people:
                return people
        return [] if is_prose(text) and text.endswith(".") else _people_in(text)


def _labelled_lines(piece: Piece) -> list[Piece]:
    """Return a paragraph as its lines, if one after the first opens with a label: `Present: ...`, `Regrets: ...`."""
    lines = [plain_words(line) for line in piece.block.raw.split("\n") if line.strip()]
    if piece.block.kind != "paragraph" or not any(map(_LABELLED.match, lines[1:])):
        return [piece]
    return [replace(piece, block=replace(piece.block, text=line, raw=line, links=())) for line in lines]


def _lines(piece: Piece) -> list[str]:
    """Return the lines of a piece: those of the source where nearly all of them begin with a name and are short."""
    source = [plain_words(line) for line in piece.block.raw.split("\n") if line.strip()]
    named = sum(parse_attendee(line) is not None for line in source)
    is_column = all(len(line.split()) <= _MAX_LINE_WORDS for line in source) and named >= _MOST_NAMED * len(source)
    if len(source) > 1 and (named == len(source) or (named >= _MANY and is_column)):
        return source
    return [line for line in piece.text.split("\n") if line.strip()]


def _fits(person: Attendee) -> bool:
    return any(fits_initials(label, person.name) for label in person.labels)


def _people_of_item(line: str) -> list[Attendee]:
    """Return the people of one item: one with what belongs to the name, or several between commas or after a body."""
    apart = _attendee(parse_surname_first(line) or parse_delegate(line))
    if apart:
        return [apart]
    several = list(parse_attendees(line)) if line.count(",") > 1 or ":" in line else []
    if len(several) > 1 or (several and ":" in line):
        return several
    one = parse_attendee(line)
    return [one] if one else []


def _people_in(text: str) -> list[Attendee]:
    """Return the people whom the words after a label list."""
    apart = _attendee(parse_surname_first(text) or parse_delegate(text))
    if apart:
        return [apart]
    people = [person for line in text.split("\n") for person in parse_attendees(line)]
    inline = [person for person in map(_attendee, parse_inline_people(f"Present: {text}")) if person]
    titled = bool(inline) and all(person.honorific for person in inline)  # `Senators Hill, Ray and Sand`
    if people and not titled and not any(person.honorific for person in people):
        return people
    labels = {fold_name(person.name): person.labels for person in people}
    return [
        replace(person, labels=(*labels.get(fold_name(person.name), ()), *person.labels)) for person in inline
    ] or people


def _handles_in(text: str) -> list[Attendee]:
    """Return the people whom a list names by their handles alone: `josh_t, tmandry`."""
    parts = [part.strip() for part in text.strip(" .").split(",")]
    known = label_words() | OFFICES | function_words("en")
    if len(parts) < 2 or not all(_HANDLE.match(part) and part.casefold() not in known for part in parts):
        return []
    return [Attendee(part.lstrip("@"), labels=(part.lstrip("@"),)) for part in parts]


def _attendee(person: Participation | None) -> Attendee | None:
    """Return a participation as an attendee; initials in brackets are a label and no affiliation."""
    if person is None or not is_listed_name(person.name, titled=person.honorific is not None):
        return None
    stated = [part.strip() for part in (person.affiliation or "").split(",") if part.strip()]
    labels = tuple(
        part for part in stated if re.fullmatch(r"[^\W\d_a-z]{2,5}", part) and fits_initials(part, person.name)
    )
    affiliation = ", ".join(part for part in stated if part not in labels) or None
    return Attendee(person.name, affiliation, person.honorific, labels)


def _named(text: str) -> Iterator[Attendee]:
    """Yield the people whom a line outside any list names with their initials, or in a role."""
    if is_prose(text):
        return
    for person in _with_initials(text):
        if person.honorific or " " in person.name:
            yield replace(person, listed=False)
    for participation in parse_inline_people(text):
        role_holder = _attendee(participation)
        if role_holder:
            yield replace(role_holder, listed=_speaks_for_long(participation.role, text))


def _introduced(text: str) -> list[Attendee]:
    """Return the speaker whose label gives the name and the initials of the labels below: `Jon Flat (JF) - We do`."""
    match = _INTRODUCED.match(text)
    person = parse_attendee(match["name"]) if match else None
    if match is None or person is None or " " not in person.name or not fits_initials(match["label"], person.name):
        return []
    return [replace(person, labels=(match["label"],))]


def _speaks_for_long(role: str, text: str) -> bool:
    """Return whether people with a role are those who speak all through: a panel, but no presenter of one item."""
    return role in _PANEL_ROLES or (role == "speaker" and bool(_SPEAKERS.search(text)))


def _with_initials(text: str) -> list[Attendee]:
    """Return the people whom a line names with capitals in brackets after each name, whatever the capitals are."""
    if "(" not in text and "[" not in text:  # most lines: the search below tries every word of theirs
        return []
    bracketed = _IN_BRACKETS.match(text.strip())
    matches = [bracketed] if bracketed else _WITH_INITIALS.finditer(text.rpartition(":")[2])
    named = [(parse_attendee(_named_part(match["name"], match["label"])), match["label"]) for match in matches]
    return [replace(person, labels=(label,)) for person, label in named if person]


def _named_part(words: str, label: str) -> str:
    """Return the words that the initials in brackets stand for: of `Moorings - Jon Flat (JF)` those after the dash."""
    parts = _DASH.split(words)
    fitting = [part for part in parts if fits_initials(label, part)] if len(parts) > 1 else parts
    return _CONJUNCTION.sub("", (fitting[-1] if fitting else words).strip())


def _merge(people: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """Return the people with each name once; what one line leaves out of a name is taken from the others."""
    merged: dict[tuple[str, ...], Attendee] = {}
    for person in sorted(people, key=lambda person: not person.listed):
        key = fold_name(person.name)
        if key not in merged:
            same = [
                name for name, other in merged.items() if set(other.labels) & set(person.labels) and _alike(name, key)
            ]
            key = same[0] if same else key
        known = merged.get(key)
        if known is None:
            merged[key] = person
            continue
        merged[key] = replace(
            known,
            affiliation=known.affiliation or person.affiliation,
            honorific=known.honorific or person.honorific,
            labels=tuple(dict.fromkeys((*known.labels, *person.labels))),
        )
    return tuple(merged.values())


def _alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether one name is a longer form of the other."""
    return bool(first and second) and (is_fuller_name(first, second) or is_fuller_name(second, first))
