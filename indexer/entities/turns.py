"""Parse how a paragraph of speech opens: the label of who takes the floor, and the words after it.

What a label says about the speaker is decided in `turn_labels`. The words after the opening are returned unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from indexer.text.honorifics import honorific_pattern
from indexer.text.prose import TEXTS_KEPT
from indexer.text.section_names import GENERIC_SECTIONS, normalise_heading

from .turn_labels import (
    FORMAL_FORMS,
    REMOTE,
    TurnForm,
    TurnLabel,
    names_person,
    proper_case,
    read_label,
    role_of,
    split_titles,
)

__all__ = ["REMOTE", "SpeakerTurn", "find_inner_turns", "parse_speaker_turn", "read_opening"]

_TIME = r"\[?\(?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\)?\]?"
_PREFIX = re.compile(
    rf"^(?:>>+\s*|[-–—•○◯]\s*|Anf\. \d+ )?(?:(?P<time>{_TIME})\s*[-–—]?\s+)?"
    rf"(?P<number>Q\.?\s?\d{{1,4}}\.?\s+)?(?:\d{{3,6}}\s+(?=[\u3400-\u9fff]{{2,14}}[:：]))?[*_]{{0,3}}"
)
_COLON = re.compile(
    rf"(?P<who>[^:：\n]{{1,120}}?)(?:\s+(?P<time>{_TIME}))?\s*[*_]{{0,3}}"
    rf"(?::[*_]{{0,3}}(?:\s+|(?=[“\"«])|$)|：[*_]{{0,3}}\s*|(?<=[\u3400-\u9fff)]):(?=[\u3040-\u9fff]))(?P<rest>\S.*)?$",
    re.DOTALL,
)
_HONORIFIC = (
    rf"(?:{honorific_pattern('turn')}|Mme|Mlle|[Ss]eñora?|SEÑORA?|Hon|HON|MR|MRS|MS|DR|Miss|MISS|Madam|MADAM|M)\.?"
)
_OFFICE = (
    r"(?:PRESIDING OFFICER|Presiding Officer|SPEAKER pro tempore|ACTING \w+|Председательствующий|Председатель"
    r"|Senator|Chair(?:man|woman|person)?|Vice[- ]Chair(?:man|woman)?|Representative|General|Admiral|Secretary"
    r"|Commissioner|Director|Minister|Premier|Mayor|Governor|Judge|Justice|President|Speaker|Clerk|Delegate|Ambassador|SENATOR"
    r"|CHAIR(?:MAN|WOMAN|PERSON)?|PRESIDENT[EA]?|SPEAKER|SECRETARY|CLERK|REPRESENTATIVE)"
)
_NAME_WORD = r"(?:(?:de|da|do|del|della|dos|di|van|von|der|den|bin|al|el|la|le|of) )*[^\W\d_a-z][\w’'-]+"
# `Mr. Dalton. The committee will come to order.`, `Chairman SMITH. ...`, `M. le président. ...`
_FULL_STOP = re.compile(
    rf"^(?P<who>(?:The |THE )?(?:{_HONORIFIC}(?: {_HONORIFIC})?(?: (?:[A-Z]\.)+)*(?: {_NAME_WORD}){{1,4}}"
    rf"|{_OFFICE}(?: {_NAME_WORD}){{0,4}}|[A-ZÀ-Þ][A-ZÀ-Þ’'-]+(?: {_NAME_WORD}){{1,3}}(?= \())"
    r"(?: \([^()]{2,60}\)|(?<!\.)(?:(?<=\w), [a-zà-ÿ][^.:;!?]{3,120}))?"
    r"|M(?:me|\.)? l[ea] (?:président|présidente|ministre|rapporteur)[^.,;:]{0,50})\."
    r"(?: \[[^\]]{1,40}\]\.?)? (?P<rest>[^\W\d_a-z“\"«].*)$",
    re.DOTALL,
)
# `HON. H. CHAN.- I rise`, `M. Dupont. – Je`, `Mr. SMITH (France) — We agree`
_DASH = re.compile(
    rf"^(?P<who>(?:(?:The|O|A|El|La) )?(?:{_HONORIFIC}|SRA?\.|Sra?\.|{_OFFICE}|[A-Z]+(?= MEMBERS\.))(?!\w)"
    r"(?:[^:;!?—–\n()]|\([^()]*\)){1,70}?)"
    r"(?:\s*\.\s?[-–—]{1,2}(?:\s*(?=…|\.\.))?|\s*[—–]|\s?-(?=\s)|\s-|(?<=[A-ZÀ-Þ]{2})-(?=[A-ZÀ-Þ][a-zß-ÿ]|I\s))\s*"
    r"(?P<rest>(?:…|\.\.|[^\W\d_a-z]|[“\"«(\[¿¡]).*)$",
    re.DOTALL,
)
_STOP_AND_HYPHEN = re.compile(r"\s?\.-\s")  # of `La señora Rivas.- ...`, which no list of people has
# `Ann Lee, on behalf of the Harbour Group. – Mr President`
_NAME_DASH = re.compile(r"^(?P<who>[^\W\d_a-z][^:;!?\n]{1,120}?)\.\s?[–—]\s(?P<rest>\S.*)$", re.DOTALL)
# `Jane - I think so`, where the paper lists Jane
_NAME_HYPHEN = re.compile(
    r"^(?P<who>[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,2}(?: \([A-Z]{2,4}\))?)\s[-–—]{1,2}\s+(?P<rest>\S.*)$",
    re.DOTALL,
)
_NICK = re.compile(r"^<(?P<who>[^\W\d_][\w|.\[\]-]{1,24})>\s+(?P<rest>\S.*)$", re.DOTALL)
_IN_BRACKETS = re.compile(r"^\[(?P<who>[^\[\]:]{2,80})\]\s*:\s+(?P<rest>\S.*)$", re.DOTALL)
# `[Dora Ellis] We agree`, where others speak so too
_BRACKETED = re.compile(r"^\[(?P<who>[^\W\d_][^\[\]:\d]{1,60})\]\s+(?P<rest>\S.*)$", re.DOTALL)
_QUESTION = re.compile(r"^[QA](?:\d{1,3})?(?:[.:]|\s[-–—])\s+(?P<rest>\S.*)$", re.DOTALL)
# `JANE DOE  00:01:10`, and the same line joined with the words below it
_TIMED = re.compile(
    r"^(?P<who>[^\W\d_][^:\n]{1,60}?)\s+[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s?[AaPp][Mm])?)[\])]?(?:\s+(?P<rest>\S.*))?$",
    re.DOTALL,
)
# `○田中太郎君　...` in the records of the Diet
_CIRCLE = re.compile(
    r"^[○◯〇](?P<who>[\u3400-\u9fff\uac00-\ud7afァ-ヶー・]{2,24}(?:[（(][^（）()]{1,20}[）)])?)[　\s]+"
    r"(?P<rest>\S.*)$",
    re.DOTALL,
)
# `5. Douglas Lum (North East) (Con): ...`, a question on the order paper
_NUMBERED_QUESTION = re.compile(r"^(?:[QT]?\d{1,3}\.\s+)(?=[^\W\d_a-z][^:.?!]{2,60}\([^()]{2,40}\)[^:.?!]{0,40}:)")
# Labels inside a paragraph that has lost its line breaks; capitals keep words of the speech apart.
_INNER = re.compile(
    r"(?<=\S)\s(?=(?:HON\.|MR\.?|MRS\.?|MS\.?|MADAM|DR\.?|Mr\.?|Mrs\.?|Ms\.?)"
    r"(?: [A-Z]{2,5}\.)?(?: (?:[A-Z]\.\s?|[A-Z]\s){0,6}[A-Z][A-Z’'-]+){1,6}(?: \([^()]{2,60}\))?\s?(?:\.\s?[-–—]|:\s))"
)
_BAR_ROLES = re.compile(
    r"(?:the |deputy |permanent |special |alternate )*(?:representative|delegate|observer|ambassador|delegation"
    r"|director|co-?chair|chair|moderator|facilitator|president|minister|secretary|spokes\w+|head of|chief"
    r"|advis\w+|counsell?or|legal)\b.*",
    re.IGNORECASE,
)


TurnSign = Literal["colon", "stop", "dash", "hyphen", "number", "time", "alone", "brackets"]
"""What sets a label off: a colon, a full stop, a dash, the number of a question, a time, a line of its own,
or brackets around it."""


@dataclass(frozen=True)
class SpeakerTurn:
    """Somebody takes the floor; `rest` is the speech in the same paragraph."""

    speaker: str
    """The name in proper case, or `The President` where only an office is given; empty where nobody single is named."""
    affiliation: str | None
    role: str | None
    rest: str
    honorific: str | None = None
    form: TurnForm = "name"
    sign: TurnSign = "colon"
    timed: bool = False
    """Whether it stands with the time of a recording."""
    label: str = ""
    """The label as printed, without brackets around it and signs after it."""

    @property
    def is_formal(self) -> bool:
        """Whether the label has a shape of official records."""
        return self.form in FORMAL_FORMS


def parse_speaker_turn(text: str) -> SpeakerTurn | None:
    """Return the turn of a named speaker that a paragraph opens, or None where it may continue the turn before.

    The caller must know that the paper records speech. `Technology: ...` opens no turn, `SMITH: ...` does.
    """
    turn = read_opening(text)
    return turn if turn and turn.speaker and turn.form != "handle" else None


@lru_cache(maxsize=TEXTS_KEPT)
def read_opening(text: str) -> SpeakerTurn | None:
    """Return the turn of a paragraph with a label of any shape, one-word handles such as `Mark:` and `nix0:` included.

    Whether the label is a speaker's must be known from the paper.
    """
    text = text.strip()
    if "|" in text and (":" not in text.partition("|")[0] or _read_bar_line(text)):
        return _read_bar_line(text)
    question = _QUESTION.match(text)
    if question:
        return SpeakerTurn("", None, None, question["rest"].strip(), form="question", label=text[0])
    text, questions = _NUMBERED_QUESTION.subn("", text)
    circle = _CIRCLE.match(text)
    if circle:
        return _turn(circle["who"], circle["rest"])
    prefix = _PREFIX.match(text)
    numbered = bool(questions or (prefix and prefix["number"]))
    text = text[prefix.end() :] if prefix else text
    for pattern in (_NICK, _IN_BRACKETS, _FULL_STOP, _DASH, _COLON, _NAME_DASH, _TIMED, _NAME_HYPHEN, _BRACKETED):
        match = pattern.match(text)
        turn = _turn(match["who"], match["rest"] or "") if match and _is_plausible(pattern, match) else None
        if turn and not (prefix and prefix["time"] and turn.label.upper() in _OF_CLOCK):  # `8:30 PM: Dinner`
            after = pattern is _TIMED or (pattern is _COLON and match is not None and match["time"])
            sign: TurnSign = "number" if numbered else _SIGNS.get(pattern, "colon")
            return replace(turn, sign=sign, timed=bool(after or (prefix and prefix["time"])))
    return None


_OF_CLOCK = frozenset({"AM", "PM", "UTC", "GMT", "CET", "CEST"})
_SIGNS: dict[re.Pattern[str], TurnSign] = {
    _FULL_STOP: "stop",
    _DASH: "dash",
    _NAME_DASH: "dash",
    _TIMED: "time",
    _NAME_HYPHEN: "hyphen",
    _BRACKETED: "brackets",
}


def _is_plausible(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """Return whether a label is set off by a sign that fits its shape."""
    who = match["who"].strip()
    if who.count("(") != who.count(")"):
        return False
    if pattern is _DASH and not _STOP_AND_HYPHEN.match(match.string[match.end("who") :]):
        # `Mr. Smith – Director of Ports` lists a person
        return bool(re.search(r"[A-ZÀ-Þ]{2}[^\W\d_]*(?:\s|$|\.|\))|\)$", who))
    if pattern is _TIMED:
        label = read_label(who)
        return label is not None and label.form not in {"handle", "initials"}
    if pattern in {_NAME_HYPHEN, _BRACKETED}:
        label = read_label(who)
        return label is not None and label.form in {"name", "handle", "initials"}
    label = read_label(who)  # `Chair` alone is a heading too
    return (label is not None and label.form == "office") or normalise_heading(who) not in GENERIC_SECTIONS


def _turn(who: str, rest: str) -> SpeakerTurn | None:
    label = read_label(who)
    if label is None:
        return None
    return _as_turn(label, who, rest)


def _as_turn(label: TurnLabel, printed: str, rest: str) -> SpeakerTurn:
    return SpeakerTurn(
        label.name,
        label.affiliation,
        label.role,
        rest.strip(),
        label.honorific,
        label.form,
        label=" ".join(printed.split()).strip(" *_[]"),
    )


def _read_bar_line(text: str) -> SpeakerTurn | None:
    """Return the turn of a line `Body | Name | Role`, in any order, with or without body, name and role."""
    parts = [part.strip(" *_") for part in text.split("|") if part.strip(" *_")]
    if not 2 <= len(parts) <= 4 or "\n" in text or any(len(part.split()) > 12 for part in parts):
        return None
    stated = [part for part in parts if not part.startswith("(")]
    if any(re.search(r"\d{2}|[:?!]|^https?", part) for part in stated):
        return None
    people = [
        part
        for part in stated
        if names_person(part, titled=bool(split_titles(part)[0])) and not _BAR_ROLES.fullmatch(part)
    ]
    if people:
        person = _likeliest_name(people, stated)
        titles, name = split_titles(person)
        affiliation, role = _rest_of_bar([part for part in stated if part != person])
        return SpeakerTurn(
            proper_case(name), affiliation, role, "", titles or None, "bar", "alone", label=text.strip(" *_")
        )
    offices = [part for part in stated[1:] if _BAR_ROLES.fullmatch(part)]
    if len(stated) < 2 or not offices:
        return None
    body, office = stated[0], offices[0]
    role = role_of(office)
    return SpeakerTurn(
        office if role else body, body, role or "speaker", "", None, "bar", "alone", label=text.strip(" *_")
    )


def _likeliest_name(people: list[str], parts: list[str]) -> str:
    """Return the part most likely to be the name: one with a title, or else the second, after the body."""
    titled = next((part for part in people if split_titles(part)[0]), None)
    return titled or next((part for part in people if parts.index(part) == 1), people[0])


def _rest_of_bar(parts: list[str]) -> tuple[str | None, str | None]:
    role = next((role_of(part) for part in parts if role_of(part)), None)
    body = [
        part for part in parts if not role_of(part) and not re.fullmatch(r"(?i)representative|delegate|speaker", part)
    ]
    return ", ".join(body) or None, role


def find_inner_turns(text: str) -> list[int]:
    """Return the offsets in a paragraph of an official record where further turns begin."""
    opening = read_opening(text)
    first = len(text) - len(opening.rest) if opening else 0
    starts = (match.end() for match in _INNER.finditer(text))
    return [start for start in starts if start >= first and (turn := read_opening(text[start:])) and turn.is_formal]
