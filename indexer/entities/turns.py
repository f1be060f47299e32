"""Parse how a paragraph of a transcript opens: who takes the floor, for which body, in which role.

The words after the opening are returned unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.text.honorifics import honorific_pattern
from indexer.text.section_names import GENERIC_SECTIONS, normalise_heading

from .phrases import PARTICLES, is_person_name, names_body
from .roles import split_honorific
from .vocabulary import is_common_word

_TIME = r"\[?\(?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\)?\]?"
_PREFIX = re.compile(rf"^(?:>>+\s*|[-–—]\s+)?(?:{_TIME}\s*[-–—]?\s+)?(?:Q\.?\s?\d{{1,4}}\.?\s+)?")
_LINE = re.compile(rf"(?P<who>[^:：]{{2,120}}?)(?:\s+{_TIME})?\s*[:：](?:\s+|(?=[“\"])|$)(?P<rest>\S.*)?$", re.DOTALL)
# `Mr. Dalton. The committee will come to order.`: the form in the records of some parliaments.
_WITH_FULL_STOP = re.compile(
    rf"^(?P<who>(?:The )?(?:(?:{honorific_pattern('turn')})\.|Senator|Chair(?:man|woman|person)?|Representative|General"
    r"|Admiral|Secretary)"
    r"(?: [A-Z][\w’'-]+){0,3})\.(?: \[[^\]]{1,40}\]\.?)? (?P<rest>[A-Z“\"].*)$",
    re.DOTALL,
)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SPOKE_IN = re.compile(r"(?:spoke|speaking|interpretation|translated|original)\b.*", re.IGNORECASE)
REMOTE = re.compile(r"(?:via |by )?(?:vtc|video\w*|virtual(?:ly)?|online|remote(?:ly)?|zoom)", re.IGNORECASE)
_ROLES: dict[str, str] = {
    "chair": r"(?:(?:acting|temporary) )?(?:president|(?:co-?|vice-)?chair(?:person|man|woman)?|vice-president)",
    "moderator": r"(?:co-?)?(?:moderator|facilitator)|host|interviewer",
    "speaker": r"(?:(?:unidentified|unknown|guest|keynote) )?(?:speaker|participant|audience member|panell?ist)"
    r"(?: [\dA-Z])?"
    r"|(?:deputy |under-|assistant )?secretary-general|executive secretary|director-general|delegate|representative.*",
    "rapporteur": r"rapporteur",
    "secretary": r"secretary|clerk",
    "interpreter": r"interpreter|translator",
}
_NO_SPEAKER = frozenset(
    "q a question questions answer answers note notes nb summary background key guiding topic date time place venue "
    "subject agenda item present absent source contact tel fax email http https re cc to from warning lunch break "
    "coffee opening closing example resolution decision conclusion recommendation step part chapter annex figure "
    "table box".split()
)
_MAX_LABEL_WORDS = 8  # words of a label


@dataclass(frozen=True)
class SpeakerTurn:
    """A person takes the floor; `rest` is the speech in the same paragraph."""

    speaker: str
    """The name in proper case, or `The President` where only an office is given."""
    affiliation: str | None
    role: str | None
    rest: str
    honorific: str | None = None


def parse_speaker_turn(text: str) -> SpeakerTurn | None:
    """Return the turn that a paragraph of a transcript opens, or None where it continues the turn before.

    The caller must know that the paper is a transcript. `Technology: ...` opens no turn, `SMITH: ...` does.
    """
    text = text.strip()
    if "|" in text:
        return _parse_bar_line(text)
    text = text[_PREFIX.match(text).end() :]  # type: ignore[union-attr]  # the pattern also matches the empty string
    match = _WITH_FULL_STOP.match(text) or _LINE.match(text)
    if not match:
        return None
    label, affiliation = _split_brackets(match["who"].strip())
    rest = (match["rest"] or "").strip()
    role = _role(re.sub(r"^the\s+", "", label, flags=re.IGNORECASE))
    if role:
        honorific, holder = split_honorific(affiliation or "")
        if honorific and holder and all(word[:1].isupper() for word in holder.split()):  # `CHAIR (Senator Sterle)`
            return SpeakerTurn(_proper_case(holder), None, role, rest, _proper_case(honorific))
        return SpeakerTurn(_proper_case(label), affiliation, role, rest)
    name, _, after = label.partition(",")
    honorific, bare = split_honorific(name.strip())
    if not _is_speaker(honorific, bare):
        return None
    affiliation, role = _affiliation_and_role([*(part.strip() for part in after.split(",")), affiliation or ""])
    return SpeakerTurn(_proper_case(bare), affiliation, role, rest, _proper_case(honorific) if honorific else None)


def _parse_bar_line(text: str) -> SpeakerTurn | None:
    """Return the turn of a line `Body | Name | Role`, in any order, with or without body and role."""
    parts = [part.strip(" *") for part in text.split("|") if part.strip(" *")]
    if not 2 <= len(parts) <= 4 or "\n" in text or any(len(part.split()) > 12 for part in parts):
        return None
    people = [part for part in parts if _is_whole_name(part)]
    if not people:
        return None
    person = _likeliest_name(people)
    honorific, name = split_honorific(person)
    affiliation, role = _affiliation_and_role([part for part in parts if part != person])
    return SpeakerTurn(_proper_case(name), affiliation, role, "", honorific)


def _likeliest_name(people: list[str]) -> str:
    """Return the part most likely to be the name: one with an honorific, or else the second, after the body."""
    titled = next((part for part in people if split_honorific(part)[0]), None)
    return titled or people[min(1, len(people) - 1)]


def _is_whole_name(part: str) -> bool:
    honorific, name = split_honorific(part)
    name = _proper_case(name)
    return is_person_name(name) or bool(honorific and name[:1].isupper() and len(name.split()) == 1)


def _affiliation_and_role(parts: list[str]) -> tuple[str | None, str | None]:
    """Return affiliation and role from the parts of a label besides the name."""
    filled = [part for part in parts if part]
    role = next((_role(part) for part in filled if _role(part)), None)
    affiliation = ", ".join(part for part in filled if not _role(part))
    return affiliation or None, role


def _role(text: str) -> str | None:
    return next((role for role, words in _ROLES.items() if re.fullmatch(words, text, re.IGNORECASE)), None)


def _split_brackets(label: str) -> tuple[str, str | None]:
    """Return a label without brackets, and the affiliation in them; `(spoke in French)` is none."""
    inside = [match.strip() for match in _BRACKETS.findall(label)]
    stated = [words for words in inside if words and not _SPOKE_IN.fullmatch(words) and not REMOTE.fullmatch(words)]
    return _BRACKETS.sub("", label).strip(), ", ".join(stated) or None


def _is_speaker(honorific: str | None, name: str) -> bool:
    words = name.split()
    if not words or len(words) > _MAX_LABEL_WORDS or normalise_heading(name) in GENERIC_SECTIONS:
        return False
    if all(word.casefold() in _NO_SPEAKER for word in words):
        return False
    if not all(word[:1].isupper() or word in PARTICLES for word in words):
        return False
    if is_person_name(_proper_case(name)):
        return True
    if words[0] in PARTICLES:
        words = words[1:]
        name = " ".join(words)
    if len(words) == 1 and is_common_word(words[0]):
        return False
    single = len(words) == 1 and name.replace("-", "").replace("’", "").replace("'", "").isalpha()
    return single and (bool(honorific) or (name.isupper() and len(name) > 2 and not names_body(_proper_case(name))))


def _proper_case(text: str) -> str:
    """Return a label in proper case: words in capitals are capitalised one by one, `McDONALD` and `O'NEILL` too."""
    return " ".join(_proper_case_word(word) for word in text.split())


def _proper_case_word(word: str) -> str:
    letters = re.sub(r"^(?:Mc|Mac|de|De|Al|El)(?=[A-Z]{2})", "", word)
    if not letters.isupper() or len(letters) < 2 or "." in word[:-1]:
        return word
    prefix = word[: len(word) - len(letters)]
    return prefix + re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), letters)
